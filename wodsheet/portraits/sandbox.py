"""Runs the decoder on a picture: two at once on this host, each a process that can take no more than it is given."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from wodsheet import metrics, problems
from wodsheet.portraits import LONGEST_EDGE, Slot
from wodsheet.problems import Refused
from wodsheet.templating.i18n import N_, gettext

DECODER = Path(__file__).with_name("decoder.py")
AT_ONCE = 2

# Seconds. The decoder's own limit is two of work; where the machine is busy those take longer by the clock.
DEADLINE = 4
PATIENCE = 8
GLANCE = 0.05
RETRY_AFTER = 2

# The decoder's own limits end it by SIGXCPU or an error of its own, a picture that breaks it by SIGSEGV or SIGABRT.
ENDED_BY_HOST = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP)

REFUSED = {
    "empty": N_("Choose a picture first."),
    "unknown": N_("This is not a picture that can be opened: choose a JPEG, PNG, WebP, GIF or AVIF file."),
    "broken": N_("This file is damaged or cut off, so it could not be opened. Choose another, or save it anew."),
    "large": N_(
        "This picture has too many pixels: a JPEG may have 40 million (a progressive one 15), a PNG or GIF 20,"
        " a WebP or AVIF 6.6. Save it smaller and try again."
    ),
    "much": N_("This picture takes too much work to open. Save it smaller, or as a plain JPEG, and try again."),
}


class Busy(problems.Busy):
    """Other pictures are being opened, and go on being opened."""

    description = N_("Other pictures are being opened just now. Nothing was changed; try again in a moment.")


class Starved(Busy):
    """The host gave the decoder too little time or memory, or ended it: nothing is known about the picture."""

    description = "This picture could not be opened just now. Nothing was changed; try again in a moment."


@dataclass(frozen=True)
class Opened:
    """A picture of ours: its two forms as WebP, and the size of the large one in pixels."""

    small: bytes
    large: bytes
    width: int
    height: int


def opened(file: IO[bytes], slot: Slot, x: int = 50, y: int = 50) -> Opened:
    """A stranger's file as a picture of ours, cut around a focus. Raises Refused (422), Busy and Starved (503)."""
    answer, forms = run_decoder(file, slot, x, y, LONGEST_EDGE)
    return Opened(forms[0], forms[1], answer["width"], answer["height"])


def cut_again(large: bytes, slot: Slot, x: int, y: int) -> bytes:
    """The small form of a picture of ours, cut around another focus. Raises as ``opened``."""
    with tempfile.TemporaryFile() as file:
        file.write(large)
        return run_decoder(file, slot, x, y, 0)[1][0]


def run_decoder(file: IO[bytes], slot: Slot, x: int, y: int, longest: int) -> tuple[dict[str, int], list[bytes]]:
    """The decoder's answer about a file, and the forms it made. Raises Refused (422), Busy and Starved (503)."""
    # A file's own seek may only move within what it has read ahead, of which another process knows nothing.
    content = file.fileno()
    file.flush()
    os.lseek(content, 0, os.SEEK_SET)
    numbers = [str(number) for number in (slot.width, slot.height, x, y, longest)]
    with timed():
        with turn():
            finished = run_process(content, numbers)
        return answer_of(finished)


def run_process(content: int, numbers: list[str]) -> subprocess.CompletedProcess[bytes]:
    """The decoder, run to its end on an open file. Raises Starved."""
    try:
        return subprocess.run(
            # Isolated and without our environment: it knows no secret, and imports nothing but Pillow.
            [sys.executable, "-I", str(DECODER), *numbers],
            stdin=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=DEADLINE,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        raise Starved(retry_after=RETRY_AFTER) from error


def answer_of(finished: subprocess.CompletedProcess[bytes]) -> tuple[dict[str, int], list[bytes]]:
    """What a decoder that ended has written: its answer, and the forms. Raises Refused and Starved."""
    if finished.returncode in ENDED_BY_HOST:
        raise Starved(retry_after=RETRY_AFTER)
    first_line, _, forms = finished.stdout.partition(b"\n")
    if finished.returncode or not first_line:
        raise refused("much")
    answer = json.loads(first_line)
    if "refused" in answer:
        raise refused(answer["refused"])
    first = answer["lengths"][0]
    return answer, [forms[:first], forms[first:]]


@contextmanager
def timed() -> Iterator[None]:
    """Observe for /metrics how long a picture takes, by what became of it: opened, refused, busy or starved."""
    began, outcome = time.perf_counter(), "opened"
    try:
        yield
    except (Refused, Busy) as problem:
        outcome = type(problem).__name__.lower()
        raise
    finally:
        metrics.observe("decode_seconds", time.perf_counter() - began, outcome)


def refused(why: str) -> Refused:
    """Why a picture is not taken, said at its field."""
    return Refused(details=[{"field": "picture", "message": gettext(REFUSED[why])}])


@contextmanager
def turn() -> Iterator[None]:
    """One of the host's turns at opening pictures. A process that is killed gives its turn back. Raises Busy."""
    deadline = time.monotonic() + PATIENCE
    while (lock := free_turn()) is None:
        if time.monotonic() > deadline:
            raise Busy(retry_after=2)
        time.sleep(GLANCE)
    try:
        yield
    finally:
        os.close(lock)


def free_turn() -> int | None:
    """A locked file of one of the turns, or None when all are taken."""
    for number in range(AT_ONCE):
        path = Path(tempfile.gettempdir(), f"wodsheet-{os.getuid()}-picture-{number}")
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
        else:
            return lock
    return None
