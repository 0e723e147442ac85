"""Writes a backup while players play: one transaction that sees one moment, then the pictures that its rows name."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import psycopg

from wodsheet.backup import FOLDER, FORMAT, MANIFEST, CannotBackUp, copy_statement, file_of_table, tables
from wodsheet.db import readiness
from wodsheet.portraits import SIZES, file_of
from wodsheet.portraits.storage import Place

ONE_MOMENT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


def write(path: Path, connection: psycopg.Connection[Any], place: Place) -> tuple[int, list[str]]:
    """Write a backup to ``path``, which is whole when it has its name. How many pictures, and files that were missing.

    Raises CannotBackUp when the database has other migrations than this code, and OSError when a file cannot be read
    or written.
    """
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with unfinished.open("xb") as file:
            with ZipFile(file, "w") as archive:
                counted = _write_rows(archive, connection)
                missing = _write_pictures(archive, counted.pop("keys"), place)
                archive.writestr(MANIFEST, json.dumps(counted | {"missing": missing}, indent=1))
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except FileExistsError:
        raise CannotBackUp(
            f"{unfinished} is there already: another backup is being written, or one broke off."
        ) from None
    except BaseException:
        with suppress(FileNotFoundError):
            unfinished.unlink()
        raise
    return counted["pictures"], missing


def _write_rows(archive: ZipFile, connection: psycopg.Connection[Any]) -> dict[str, Any]:
    """Write every table as it stands at one moment; what the manifest says of them, and the keys of their pictures."""
    connection.execute(ONE_MOMENT.encode())
    try:
        revision = readiness.applied(connection)
        if revision != readiness.known()[-1]:
            raise CannotBackUp(f"The database is at migration {revision}, and this code knows another as the latest.")
        rows = {table.name: _write_table(archive, connection, table) for table in tables()}
        keys = [row[0] for row in connection.execute("SELECT key FROM portraits ORDER BY key").fetchall()]
    finally:
        connection.execute("ROLLBACK")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return {"format": FORMAT, "revision": revision, "made_at": at, "rows": rows, "pictures": len(keys), "keys": keys}


def _write_table(archive: ZipFile, connection: psycopg.Connection[Any], table: Any) -> int:
    """Write one table's rows; how many there are."""
    entry = ZipInfo(file_of_table(table))
    entry.compress_type = ZIP_DEFLATED
    cursor = connection.cursor()
    with archive.open(entry, "w", force_zip64=True) as file, cursor.copy(copy_statement(table, "TO STDOUT")) as rows:
        for block in rows:
            file.write(block)
    return cursor.rowcount


def _write_pictures(archive: ZipFile, keys: list[str], place: Place) -> list[str]:
    """Write both files of each picture; those that are not there. Files are never changed, only added and removed."""
    missing = []
    for file in (file_of(key, size) for key in keys for size in SIZES):
        try:
            content = place.get(file)
        except FileNotFoundError:
            missing.append(file)
        else:
            # A WebP is compressed already.
            archive.writestr(FOLDER + file, content, compress_type=ZIP_STORED)
    return missing
