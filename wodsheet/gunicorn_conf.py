"""How gunicorn serves the app: ``gunicorn -c python:wodsheet.gunicorn_conf wsgi:app``, on a desk and on a host alike.

The names below are gunicorn's own settings and hooks. Why these numbers: docs/decisions/0004-serving.md.
"""

from __future__ import annotations

import atexit
import ctypes
import multiprocessing
import os
import signal
import socket
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from wodsheet import assets
from wodsheet.db import readiness
from wodsheet.settings import Settings, refuse

PATIENCE = 2.5  # seconds
PR_SET_PDEATHSIG = 1  # linux/prctl.h

settings = Settings.read()
_embedded: Any = None
_booted = multiprocessing.Value("i", 0)

bind = f"{'0.0.0.0' if settings.production else '127.0.0.1'}:{settings.port}"
worker_class = "wodsheet.gunicorn_conf.Worker"
workers = settings.workers
threads = settings.threads
timeout = 30
graceful_timeout = 10
# Longer than the proxies of the usual hosts keep a connection, so that it is never us who closes first.
keepalive = 75
# The heartbeat is a file: on a disk that is busy it would look as if the worker had died.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
# Whom to believe about the visitor's address is the app's to say (TRUSTED_PROXIES).
forwarded_allow_ips = ""
control_socket_disable = True
loglevel = "warning"
accesslog = None


class Worker(ThreadWorker):
    """gunicorn's worker of many threads, whose first thread waits for nobody to hang up.

    Where a connection is to be closed, gunicorn lingers up to two seconds for a client that does not hang up itself,
    in the one thread that hands out everybody's requests.
    """

    def finish_request(self, conn: Any, fs: Any) -> None:
        conn.close = partial(self.tpool.submit, type(conn).close, conn)
        super().finish_request(conn, fs)


def on_starting(server: Any) -> None:
    """Before anything listens: front-end files, database, migrations; or one sentence per problem and the end."""
    if problem := _port_taken():
        refuse([problem])
    if problems := settings.unwritable:
        refuse(problems)
    for doubt in settings.doubts:
        print(f"wodsheet starts, but {doubt}", flush=True)
    if problem := assets.build():
        print(f"wodsheet goes on without its look and its quick clicks: {problem}", flush=True)
    if settings.database_url is None:
        os.environ["DATABASE_URL"] = _start_embedded()
    address = os.environ["DATABASE_URL"]
    if not settings.production:
        readiness.migrate(address)
    if problems := readiness.problems(address, settings.workers * settings.pool_size):
        refuse(problems)


def post_fork(server: Any, worker: Any) -> None:
    """A worker is no owner of the embedded PostgreSQL: its end says nothing.

    Told to stop before it listens for that, it simply ends; gunicorn would wait for it as long as for a request.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        # A killed first process takes its workers along: a second later, when gunicorn's own look finds out,
        # they would still hold the port.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if _embedded:
        _embedded.leave()


def post_worker_init(worker: Any) -> None:
    """A worker has loaded the app; when all have, say so."""
    with _booted.get_lock():
        _booted.value += 1
        if _booted.value == settings.workers:
            print(f"wodsheet is ready: {settings.public_url}", flush=True)


def _start_embedded() -> str:
    """Own the embedded PostgreSQL until this process ends; its address."""
    global _embedded
    from wodsheet.db import embedded  # only a desk has what it needs

    _embedded = embedded.Server(settings.data_dir)
    atexit.register(_embedded.stop)
    try:
        return _embedded.start()
    except embedded.NotStarted as refused:
        refuse([str(refused)])


def _port_taken() -> str | None:
    """A sentence when something else listens there: gunicorn would try for five seconds and then say less.

    Where a killed first process does not take its workers along, they notice in a second or two; that is waited for.
    """
    host, port = bind.split(":")
    deadline = time.monotonic() + PATIENCE
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                return probe.bind((host, int(port)))
            except OSError as error:
                if time.monotonic() > deadline:
                    return f"port {port} cannot be used ({error.strerror}): choose another with PORT."
        time.sleep(0.1)
