"""Programs of Debian that tests start by themselves: ``python -m tests.debian`` finds them, or gets them.

Where one is missing and cannot be installed, the tests that need it are left out, and the last lines of the run say
so. In CI they fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

# Each with its package.
PROGRAMS = {"nginx": "nginx-light", "pgbouncer": "pgbouncer", "pg_createcluster": "postgresql"}
# Where Debian has programs of administrators. It is not on everybody's PATH.
SBIN = "/usr/sbin"
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}


def find(program: str) -> str | None:
    """The path of a program."""
    return shutil.which(program) or shutil.which(program, path=SBIN)


def require(program: str) -> str:
    """The path of a program that a test needs. Without it the test is left out; in CI it fails."""
    return find(program) or leave_out(f"{program} is missing (on Debian: apt-get install {PROGRAMS[program]})")


def leave_out(reason: str) -> NoReturn:
    """Leave out the test that runs, for a reason that the run's last lines say; in CI fail it."""
    raise (pytest.fail.Exception if in_ci() else pytest.skip.Exception)(reason)


def in_ci() -> bool:
    """Whether nothing may be left out. ``.ci/run`` says so, as most CI services do."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false", "no")


def may_install() -> bool:
    """Whether we may add packages to this system."""
    return os.geteuid() == 0 and bool(shutil.which("apt-get"))


def starts_services() -> bool:
    """Whether an installed server would start at once, and be in the way: not in a container without an init system."""
    return Path("/run/systemd/system").exists() or Path("/run/openrc/softlevel").exists()


def install(*packages: str) -> bool:
    """Install packages, starting no service; whether that worked."""
    command = ("apt-get", "install", "--yes", "--no-install-recommends", *packages)
    # Runlevel 1 is maintenance, where invoke-rc.d starts nothing. Without an init system it starts nothing anyway.
    return not subprocess.run(
        command, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}, **QUIET
    ).returncode


def update() -> None:
    """Fetch the lists of packages."""
    subprocess.run(["apt-get", "update", "--quiet"], **QUIET)


def missing() -> list[str]:
    return [program for program in PROGRAMS if not find(program)]


def main() -> str | None:
    if missing() and may_install() and not starts_services():
        print(f"Getting {' and '.join(missing())} for the tests ...", flush=True)
        update()
        install(*(PROGRAMS[program] for program in missing()))
    if missing() and in_ci():
        return f"In CI no test is left out, and {' and '.join(missing())} could not be installed."
    return None


if __name__ == "__main__":
    sys.exit(main())
