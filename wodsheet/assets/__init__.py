"""The files a page loads: joined, named by their content, compressed once, and kept by a browser for a year.

``python -m wodsheet.assets`` fetches and builds them into ``static/built/``; nothing is done when nothing changed.
A page writes ``{{ asset('css/index.css') }}`` and gets ``/static/css/index.0123456789ab.css``. A style sheet or a
script that imports others becomes one with them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from wodsheet.assets import vendor

STATIC = vendor.ROOT / "static"
BUILT = STATIC / "built"
MANIFEST = BUILT / "manifest.json"
SERVED = {".css", ".js", ".woff2", ".svg", ".png", ".webp", ".ico", ".webmanifest"}

COMMENT = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/""", re.S)
BLANK = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\s*([{};,])\s*|\s+""")
IMPORT = re.compile(r"""@import (?:url\()?["']([^"']+)["']\)?;""")
SCRIPT = re.compile(r"""^import "([^"]+)";\n""", re.M)
REMARK = re.compile(r"^ *//.*\n", re.M)
ADDRESS = re.compile(r"""url\(["']?((?!data:)[^"')]+)["']?\)""")


class Assets:
    """Which file stands behind which name. In local mode it looks again, once a second, for files that changed."""

    def __init__(self, watching: bool) -> None:
        self.watching = watching
        self.looked = 0.0
        self.names: dict[str, str] = {}
        self.source = ""

    def address(self, name: str) -> str:
        """The address of ``css/index.css`` or ``vendor/htmx.min.js``. Raises LookupError for a name that is no file."""
        if not self.names or (self.watching and time.monotonic() > self.looked + 1):
            self.look()
        if name in self.names:
            return f"/static/{self.names[name]}"
        if name.removeprefix("vendor/") in vendor.FILES:
            return f"/static/{name}"  # not fetched: the page works without it
        raise LookupError(f"there is no file static/{name}")

    def look(self) -> None:
        """Build when a file is newer than what was built, and read the names."""
        self.looked = time.monotonic()
        source = _source()
        if source != self.source:
            self.names, self.source = _build(source), source


def init_app(app: Flask, watching: bool) -> None:
    """Serve the built files before the app is asked, and give templates ``asset``."""
    assets = Assets(watching)
    assets.look()
    app.extensions["assets"] = assets
    app.add_template_global(assets.address, "asset")
    app.wsgi_app = WhiteNoise(
        app.wsgi_app,
        root=BUILT,
        prefix="/static/",
        autorefresh=watching,
        allow_all_origins=False,
        immutable_file_test=r"\.[0-9a-f]{12}\.[a-z0-9]+$",
    )


def build() -> str | None:
    """Fetch and build what is missing or changed; a sentence when something could not be had.

    Where all is built nothing is written, so the folder may be read-only. Raises OSError where that is not so.
    """
    problem = vendor.fetch()
    names_in_use = _build(_source()).values()
    for path in BUILT.rglob("*"):
        name = path.relative_to(BUILT).as_posix().removesuffix(".br").removesuffix(".gz")
        if path.is_file() and path != MANIFEST and name not in names_in_use:
            with suppress(OSError):
                path.unlink()
    return problem


def _build(source: str) -> dict[str, str]:
    """Build the files as they are now, unless that was done; the name of each behind the name pages use."""
    try:
        built = json.loads(MANIFEST.read_text())
        if built["source"] == source or built["content"] == _content():
            return built["names"]
    except (OSError, ValueError, KeyError):
        pass
    BUILT.mkdir(parents=True, exist_ok=True)
    names: dict[str, str] = {}
    sheets = [path for path in _files() if path.suffix == ".css"]
    scripts = [path for path in _files() if path.suffix == ".js" and path.parent == STATIC / "js"]
    for path in _files():
        if path not in sheets and path not in scripts:
            names[_name(path)] = _store(_name(path), path.read_bytes())
    parts = {part for path in sheets for part in _imported(path)} | {part for path in scripts for part in _run(path)}
    for path in (*sheets, *scripts):
        if path not in parts:
            joined = _joined(path, names) if path in sheets else _in_turn(path)
            names[_name(path)] = _store(_name(path), joined.encode())
    fresh = MANIFEST.with_name(f"manifest.{os.getpid()}.new")
    fresh.write_text(json.dumps({"source": source, "content": _content(), "names": names}, indent=1))
    fresh.replace(MANIFEST)
    return names


def _store(name: str, content: bytes) -> str:
    """Write the file under a name that holds its content's hash, and its compressed forms; give that name."""
    stem, suffix = os.path.splitext(name)
    hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}{suffix}"
    path = BUILT / hashed
    if not path.exists():
        # Written elsewhere first, so that a file with its final name is always whole.
        fresh = BUILT / f"{os.getpid()}.new" / path.name
        fresh.parent.mkdir(exist_ok=True)
        fresh.write_bytes(content)
        path.parent.mkdir(parents=True, exist_ok=True)
        press = Compressor(quiet=True)
        for each in (*(press.compress(str(fresh)) if press.should_compress(name) else ()), fresh):
            os.replace(each, path.parent / Path(each).name)
        shutil.rmtree(fresh.parent)
    return hashed


def _joined(path: Path, names: Mapping[str, str]) -> str:
    """One style sheet with all it imports, without comments and blank space, its addresses those of built files."""

    def address(match: re.Match[str]) -> str:
        target = match[1]
        if not target.startswith("/static/"):
            target = "/static/" + _name((path.parent / target).resolve())
        return f'url("/static/{names.get(target[8:], target[8:])}")'

    parts = IMPORT.split(_short(path))
    # What the pattern split at stands at the odd places: the names of the imported files.
    return "".join(
        _joined((path.parent / part).resolve(), names) if place % 2 else ADDRESS.sub(address, part)
        for place, part in enumerate(parts)
    )


def _in_turn(path: Path) -> str:
    """One script with all it imports, in their order, without lines that only remark on something."""
    imported = "".join(map(_in_turn, _run(path)))
    return imported + REMARK.sub("", SCRIPT.sub("", path.read_text()))


def _run(path: Path) -> list[Path]:
    return [(path.parent / part).resolve() for part in SCRIPT.findall(path.read_text())]


def _imported(path: Path) -> list[Path]:
    return [(path.parent / part).resolve() for part in IMPORT.split(_short(path))[1::2]]


def _short(path: Path) -> str:
    """The style sheet without comments and needless blank space; what stands in quotes is left alone."""
    text = COMMENT.sub(lambda match: match[1] or " ", path.read_text())
    return BLANK.sub(lambda match: match[1] or match[2] or " ", text).strip()


def _files() -> Iterator[Path]:
    """Every file under ``static/`` that is served, in a fixed order."""
    for folder, folders, files in os.walk(STATIC):
        folders[:] = sorted(set(folders) - {"built", "vendor.new"})
        yield from (Path(folder, name) for name in sorted(files) if os.path.splitext(name)[1] in SERVED)


def _name(path: Path) -> str:
    return path.relative_to(STATIC).as_posix()


def _source() -> str:
    """A fingerprint of all source files and of this one, by size and time of change: some 0.2 ms."""
    marks = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in (Path(__file__), *_files())]
    return hashlib.sha256(repr(marks).encode()).hexdigest()


def _content() -> str:
    """A fingerprint of what stands in those files. It stays when they are copied, as into a container's image."""
    contents = [(_name(path), hashlib.sha256(path.read_bytes()).hexdigest()) for path in _files()]
    return hashlib.sha256(repr([Path(__file__).read_bytes(), contents]).encode()).hexdigest()
