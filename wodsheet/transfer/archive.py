"""A stranger's ZIP, taken apart: nothing in it is believed, nothing in it is a path, and no more is read than it said.

Everything that is not a file as ``exporter`` makes it is refused (422) in a sentence, before it costs anything. A file
that was unpacked and packed again may have a folder around all, a comment, and what computers leave in folders.
"""

from __future__ import annotations

import errno
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from struct import unpack_from
from typing import IO, Any, NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from wodsheet.portraits import SLOTS
from wodsheet.problems import Refused
from wodsheet.schemas.fields import UNWRITABLE
from wodsheet.templating.i18n import N_
from wodsheet.templating.i18n import gettext as _
from wodsheet.transfer import AUDIT, CHANGES, EVERYTHING, MOST_CHARACTERS
from wodsheet.transfer.recognize import recognized, recognized_members
from wodsheet.web.request_body import MEGABYTE

FIELD = "file"

# Bytes. A directory of so many holds all names there can be, ten times over.
MOST_DIRECTORY = MEGABYTE
MOST_JSON = 16 * MEGABYTE
MOST_PICTURE = 10 * MEGABYTE
MOST_UNPACKED = 300 * MEGABYTE

# What JSON may consist of: every list, object and comma is one, those in prose too. An ordinary character has some
# three hundred. Read and looked at, each can take two hundred bytes.
MOST_PARTS = 250_000
PARTING = (b",", b"{", b"[")

PICTURE = re.compile(rf"portraits/([1-9][0-9]{{0,2}})/({'|'.join(SLOTS)})\.webp")
NAMES = {EVERYTHING, CHANGES, AUDIT}
FOLDER = re.compile(r"portraits/([1-9][0-9]{0,2}/)?")
# What computers leave in folders. None of it is ever read.
CLUTTER = re.compile(r"(.*/)?(__MACOSX/.*|\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini)", re.DOTALL)

# The record a ZIP ends with: its mark, how long its directory is, and the comment that may follow.
END, END_SIZE, DIRECTORY_SIZE_AT, COMMENT_SIZE_AT = b"PK\x05\x06", 22, 12, 20
MOST_COMMENT = 0xFFFF
# What stands before it in a ZIP of more than 65,535 files or four gigabytes.
LOCATOR, LOCATOR_SIZE = b"PK\x06\x07", 20

ENCRYPTED = 0x1
UNLIKE = N_("This is not a file that was taken away here, or something changed it. Send it as it came.")
DAMAGED = N_("This file is damaged or cut off. Send it again as it came, or take everything away anew.")


class Archive:
    """An opened file: ``export`` is its JSON, and each picture is read when it is asked for."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.members = members(archive)
        self.export = parsed(self.read(EVERYTHING, MOST_JSON))

    def read(self, name: str, most: int) -> bytes:
        """One member, of at most so many bytes. Raises Refused when it is not there, longer, or not what it says."""
        info = self.members.get(name)
        if info is None:
            refuse(UNLIKE if name == EVERYTHING else _("The file %(name)s is missing in it.", name=name))
        if info.file_size > most:
            most //= MEGABYTE
            refuse(_("The file %(name)s in it is too large: %(most)s megabytes are the most.", name=name, most=most))
        with refusing_damage(), self.archive.open(info) as member:
            content = member.read(info.file_size + 1)
            if len(content) != info.file_size:
                refuse(DAMAGED)
            return content


@contextmanager
def opened(file: IO[bytes]) -> Iterator[Archive]:
    """A file as somebody sent it. Raises Refused."""
    look_at_end(file)
    with refusing_damage():
        archive = ZipFile(file)
    with archive:
        yield Archive(archive)


def look_at_end(file: IO[bytes]) -> None:
    """See by a ZIP's last bytes that its directory is short, before all of it is read. Raises Refused.

    The record is looked for as ``zipfile`` does, so that both find the same one.
    """
    length = file.seek(0, 2)
    file.seek(max(0, length - END_SIZE - LOCATOR_SIZE - MOST_COMMENT))
    tail = bytes(LOCATOR_SIZE) + file.read()
    start = len(tail) - END_SIZE
    if not (tail.startswith(END, start) and tail.endswith(b"\0\0")):
        start = tail.rfind(END)
    if start < 0 or len(tail) - start < END_SIZE:
        refuse(recognized(file) or UNLIKE)
    comment, directory = (
        unpack_from(kind, tail, start + at)[0] for kind, at in (("<H", COMMENT_SIZE_AT), ("<L", DIRECTORY_SIZE_AT))
    )
    long_numbers = tail.startswith(LOCATOR, start - LOCATOR_SIZE)
    if len(tail) - start != END_SIZE + comment or long_numbers or directory > MOST_DIRECTORY:
        refuse(UNLIKE)


def members(archive: ZipFile) -> dict[str, ZipInfo]:
    """Every member by name: known names, each of them once, plainly packed, and together not too large.

    A folder around everything is no part of the names. Folders, and what computers leave in them, are left out.
    """
    found = archive.infolist()
    around = folder_around(found)
    by_name = {info.filename.removeprefix(around): info for info in found}
    if len(by_name) != len(found):
        refuse(UNLIKE)
    for name in [name for name, info in by_name.items() if is_left_out(name, info, around)]:
        del by_name[name]
    if EVERYTHING not in by_name:
        refuse(recognized_members(by_name) or UNLIKE)
    for name, info in by_name.items():
        if not is_ours(name, info):
            shown = "?" if UNWRITABLE.search(name) else name[:60]
            refuse(_("This is not a file as it was taken away here: %(name)s in it is something else.", name=shown))
    if sum(info.file_size for info in found) > MOST_UNPACKED:
        most = MOST_UNPACKED // MEGABYTE
        refuse(_("Unpacked this is more than %(most)s megabytes, which is the most.", most=most))
    return by_name


def folder_around(found: Iterable[ZipInfo]) -> str:
    """What stands before every name in a ZIP that a folder was packed in: "wodsheet-2026-11-30/"; else ""."""
    names = [info.filename for info in found if f"/{info.filename}".endswith(f"/{EVERYTHING}")]
    return names[0].removesuffix(EVERYTHING) if len(names) == 1 else ""


def is_left_out(name: str, info: ZipInfo, around: str) -> bool:
    """Whether a member is a folder that belongs to an export, or what a computer left in one."""
    if CLUTTER.fullmatch(name):
        return True
    above = info.filename.endswith("/") and around.startswith(info.filename)
    return not info.file_size and (above or FOLDER.fullmatch(name) is not None)


def is_ours(name: str, info: ZipInfo) -> bool:
    """Whether a member of this name may be one that we wrote."""
    picture = PICTURE.fullmatch(name)
    known = name in NAMES or (picture is not None and int(picture[1]) <= MOST_CHARACTERS)
    return known and not info.flag_bits & ENCRYPTED and info.compress_type in (ZIP_STORED, ZIP_DEFLATED)


def parsed(content: bytes) -> dict[str, Any]:
    """The JSON as an object. Refused before it is read: what consists of too many parts."""
    if sum(content.count(mark) for mark in PARTING) > MOST_PARTS:
        refuse(_("The file %(name)s in it consists of too many parts.", name=EVERYTHING))
    try:
        export = json.loads(content.decode(), object_pairs_hook=once, parse_constant=not_a_number)
    except (ValueError, RecursionError):
        refuse(_("The file %(name)s in it cannot be read.", name=EVERYTHING))
    if not isinstance(export, dict):
        refuse(_("The file %(name)s in it is not an export.", name=EVERYTHING))
    return export


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object. Raises ValueError when a name comes twice in it."""
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError
    return fields


def not_a_number(word: str) -> NoReturn:
    """Raises ValueError: NaN and the infinities are no JSON."""
    raise ValueError


@contextmanager
def refusing_damage() -> Iterator[None]:
    """Say in a sentence that the file is broken; what a broken ZIP makes of itself has many names.

    A disk that cannot be read is no fault of the file: that OSError is passed on.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in (None, errno.EINVAL):  # a place before the file's beginning
            raise
        refuse(DAMAGED)
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error):
        refuse(DAMAGED)


def refuse(why: str) -> NoReturn:
    """Raise Refused at the field of the file."""
    raise Refused(details=[{"field": FIELD, "message": _(why)}]) from None
