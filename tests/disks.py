"""Small disks that are full or can only be read: a file system of their own where we may mount one."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tests.debian import leave_out

FULL = 64  # kilobytes


def mount(*arguments: str) -> bool:
    """Whether mounting worked; only root may, and not in every container."""
    return os.geteuid() == 0 and not subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode


@contextmanager
def small_disk(folder: Path, kilobytes: int = 1024) -> Iterator[Path]:
    """A disk with so much room; the test is left out, or fails in CI, where we may not mount one."""
    folder.mkdir()
    if not mount("-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)):
        leave_out("this system does not let us mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def read_only_disk(folder: Path) -> Iterator[Path]:
    """A disk that can only be read, as one that was found damaged."""
    with small_disk(folder) as disk:
        assert mount("-o", "remount,ro", str(disk))
        yield disk


@contextmanager
def full_disk(folder: Path) -> Iterator[Path]:
    """A disk without room for another byte."""
    with small_disk(folder, FULL) as disk:
        (disk / "other").write_bytes(bytes(FULL * 1024))
        yield disk


@contextmanager
def little_room(most: int) -> Iterator[None]:
    """No file of this process can grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def no_disk(folder: Path) -> Iterator[Path]:
    """A disk that is not there."""
    yield folder


DISKS: dict[str, Callable[[Path], AbstractContextManager[Path]]] = {
    "full": full_disk,
    "read-only": read_only_disk,
    "gone": no_disk,
}
