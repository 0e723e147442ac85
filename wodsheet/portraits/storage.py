"""Where pictures lie: a folder of this host, or a bucket that speaks S3. Files are written once and never changed.

A file that no row names is swept up (``flask sweep portraits``); a row names only files that are there.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from flask import Flask, current_app

from wodsheet.portraits import SIZES, file_of
from wodsheet.problems import NoStorage
from wodsheet.templating.i18n import N_
from wodsheet.web import logs

S3 = "s3://"
TIMEOUT = "3s"
ONCE_MORE = {"max_retries": 1, "retry_timeout": timedelta(seconds=4)}


class NoPlace(NoStorage):
    """The place where pictures lie cannot be written or read: full, read-only, not there."""

    description = N_(
        "Pictures cannot be kept or read right now. Nothing was changed, and the rest of the sheet goes on;"
        " try again later."
    )


class Place(Protocol):
    """What a place for files does. Each raises OSError when it cannot."""

    def put(self, file: str, content: bytes) -> None:
        """Keep a file, whole or not at all; it is safe on the disk when this is done."""
        ...

    def get(self, file: str) -> bytes:
        """What is in a file. Raises FileNotFoundError."""
        ...

    def remove(self, files: Iterable[str]) -> None:
        """Remove these files; one that is gone already is no failure."""
        ...

    def there(self) -> Iterator[tuple[str, float]]:
        """Every file, half-written ones included, with its age in seconds."""
        ...

    def ready(self) -> bool:
        """Whether files can be written and read there just now."""
        ...


class Folder:
    """A folder of this host. It is made when its own folder is there: a volume that is missing stays missing."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def put(self, file: str, content: bytes) -> None:
        """Write aside, force to the disk, and only then give it its name."""
        self.path.mkdir(exist_ok=True)
        aside = self.path / f"{file}.new"
        try:
            with aside.open("wb") as fresh:
                fresh.write(content)
                fresh.flush()
                os.fsync(fresh.fileno())
            os.replace(aside, self.path / file)
            self._force_names()
        except OSError:
            # What did not fit would keep the next one from fitting.
            with suppress(OSError):
                aside.unlink(missing_ok=True)
            raise

    def _force_names(self) -> None:
        folder = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def get(self, file: str) -> bytes:
        """What is in a file. Raises FileNotFoundError."""
        return (self.path / file).read_bytes()

    def remove(self, files: Iterable[str]) -> None:
        """Remove these files."""
        for file in files:
            (self.path / file).unlink(missing_ok=True)

    def there(self) -> Iterator[tuple[str, float]]:
        """Every file with its age in seconds; none where nobody has sent a picture yet."""
        now = time.time()
        if self.path.parent.is_dir() and not self.path.exists():
            return
        for entry in os.scandir(self.path):
            with suppress(FileNotFoundError):
                yield entry.name, now - entry.stat().st_mtime

    def ready(self) -> bool:
        """Whether the folder, or the one that it will be made in, is there and can be written."""
        return os.access(self.path if self.path.exists() else self.path.parent, os.W_OK | os.X_OK)


class Bucket:
    """A bucket, by its address ``s3://bucket/prefix``. Keys and host come from AWS_… as everywhere."""

    def __init__(self, address: str) -> None:
        self.address = address

    @cached_property
    def store(self) -> Any:
        """The client, loaded when first used: most hosts have a folder."""
        from obstore.store import S3Store

        # An endpoint by plain http was asked for by whoever named it (AWS_ENDPOINT_URL).
        client: Any = {"timeout": TIMEOUT, "connect_timeout": TIMEOUT, "allow_http": True}
        retry: Any = ONCE_MORE
        return S3Store.from_url(self.address, client_options=client, retry_config=retry)

    def put(self, file: str, content: bytes) -> None:
        """Keep a file; a bucket does that whole or not at all."""
        with self.failures():
            self.store.put(file, content)

    def get(self, file: str) -> bytes:
        """What is in a file. Raises FileNotFoundError."""
        with self.failures():
            return bytes(self.store.get(file).bytes())

    def remove(self, files: Iterable[str]) -> None:
        """Remove these files."""
        with self.failures():
            self.store.delete(list(files))

    def there(self) -> Iterator[tuple[str, float]]:
        """Every file with its age in seconds."""
        now = time.time()
        with self.failures():
            for some in self.store.list():
                for one in some:
                    yield one["path"], now - one["last_modified"].timestamp()

    def ready(self) -> bool:
        """Whether the bucket answers: one question about a file that is never there."""
        try:
            self.get("ready")
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True

    @contextmanager
    def failures(self) -> Iterator[None]:
        """Say every failure as the one a folder would have; that a file is not there is said so already."""
        from obstore.exceptions import BaseError

        try:
            yield
        except BaseError as error:
            raise OSError from error


def place_of(address: str) -> Place:
    """The place at an address: a bucket when it begins with s3://, else a folder."""
    return Bucket(address) if address.startswith(S3) else Folder(Path(address))


def init_app(app: Flask) -> None:
    """Know where pictures lie; nothing is looked for yet."""
    app.extensions["portraits"] = place_of(app.config["SETTINGS"].portraits)


def place() -> Place:
    """Where this app's pictures lie."""
    return current_app.extensions["portraits"]


def save(key: str, forms: Iterable[bytes]) -> None:
    """Keep both forms of a picture under its key. Raises NoPlace (503), with nothing kept."""
    try:
        for size, form in zip(SIZES, forms, strict=True):
            place().put(file_of(key, size), form)
    except OSError as error:
        forget(key)
        raise no_place("pictures not kept", error) from error


def read(key: str, size: str) -> bytes | None:
    """One form of a picture; None when its file is gone. Raises NoPlace (503)."""
    try:
        return place().get(file_of(key, size))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise no_place("pictures not read", error) from error


def forget(*keys: str) -> None:
    """Remove the files of pictures that no row names. Left behind, they wait for the sweep."""
    if not keys:
        return
    try:
        place().remove(file_of(key, size) for key in keys for size in SIZES)
    except OSError as error:
        logs.log_event("pictures left behind", logging.WARNING, error)


def no_place(event: str, error: OSError) -> NoPlace:
    """What a person is told of it, with the rest in the log."""
    logs.log_event(event, logging.ERROR, error, errno=error.errno)
    return NoPlace(retry_after=NoStorage.RETRY_AFTER)
