"""gunicorn's configuration, in local mode and in production: ``gunicorn -c python:wodsheet.gunicorn_conf wsgi:app``.

The names below are gunicorn's own settings and hooks. Why these numbers: docs/decisions/0004-serving.md.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import multiprocessing
import os
import resource
import select
import signal
import socket
import sys
import threading
import time
from contextlib import ExitStack
from functools import partial
from typing import Any

import psycopg
from gunicorn import util
from gunicorn.workers import gthread

from wodsheet import assets, metrics
from wodsheet.db import readiness
from wodsheet.settings import Settings, refuse
from wodsheet.web import connections

PORT_PATIENCE = 2.5  # seconds that a port may still be held by the workers of a killed app
STAY = 200  # milliseconds that a thread waits for the next request of its connection
CONNECTIONS_PER_THREAD = 8  # most connections are kept alive and idle, and hold no thread
OTHER_FILES = 200  # files and sockets that are not a visitor's: the log, the database, what the app opens
PR_SET_PDEATHSIG = 1  # linux/prctl.h
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # a folder that is on no disk
SAMPLE = 1.0  # seconds between two looks at what /metrics shows as gauges

settings = Settings.read()
_embedded: Any = None
_metrics_folder = ExitStack()
_workers_ready = multiprocessing.Value("i", 0)


def open_files_allowed() -> int:
    """How many files a process may have open at most: the hard limit, which any process may raise its own to."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return sys.maxsize if hard == resource.RLIM_INFINITY else hard


bind = f"{'0.0.0.0' if settings.production else '127.0.0.1'}:{settings.port}"
worker_class = "wodsheet.gunicorn_conf.Worker"
workers = settings.workers
threads = settings.threads
# More connections than files would end a worker: gunicorn does not expect that accepting one can fail.
worker_connections = min(CONNECTIONS_PER_THREAD * threads, open_files_allowed() - OTHER_FILES)
timeout = 30
graceful_timeout = 10
# Longer than the proxies of the usual hosts keep a connection, so that the app never closes first.
keepalive = 75
# Seconds that a stopping worker waits for requests on idle connections, instead of 2. gunicorn has no setting for it.
gthread.STOP_KEEPALIVE_LINGER = 0.3  # pyright: ignore[reportAttributeAccessIssue]  (missing in its types)
# gunicorn's own answers. It has no hook for them: ``Worker.handle_error`` chooses the status and calls this function.
util.write_error = partial(connections.write_error, settings.production)
# The heartbeat is a file: on a disk that is busy it would look as if the worker had died.
worker_tmp_dir = MEMORY
# Whom to believe about the visitor's address is the app's to say (TRUSTED_PROXIES).
forwarded_allow_ips = ""
control_socket_disable = True
loglevel = "warning"
accesslog = None


class Worker(gthread.ThreadWorker):
    """gunicorn's worker of many threads; a thread stays with its connection for a moment, and closes it itself."""

    def init_process(self) -> None:
        """Half of the threads may wait with their connections; the others are there for new ones."""
        self.waiting_threads = threading.BoundedSemaphore(max(1, self.cfg.threads // 2))
        self.sampled = 0.0
        super().init_process()

    def notify(self) -> None:
        """Tell the first process that this worker lives, and once a second write down the gauges of /metrics."""
        super().notify()
        counted, now = metrics.active(), time.monotonic()
        if counted and now > self.sampled + SAMPLE:
            self.sampled = now
            counted.sample()

    def threads_busy(self) -> int:
        """How many threads serve a request, or wait with a connection for the next one."""
        return len(self.tpool._threads) - self.tpool._idle_semaphore._value

    def handle(self, conn: Any) -> Any:
        """Serve one request, and the next ones that arrive on the connection within ``STAY``.

        gunicorn hands each request from its polling thread to one of the pool and the connection back: two wake-ups,
        which cost more than an empty Flask route. A connection that falls silent goes back to the polling thread, and
        so does every connection while others wait for a thread.
        """
        while True:
            keep = super().handle(conn)
            if keep is not True or not self.alive or self.tpool._work_queue.qsize() or not self._next_arrives(conn):
                return keep
            conn.data_ready = True

    def _next_arrives(self, conn: Any) -> bool:
        """Whether the connection's next request is here, or is soon; or the client closes it."""
        if conn.parser.unreader.buf.getvalue():  # read together with the last one, so no longer on the socket
            return True
        if not self.waiting_threads.acquire(blocking=False):
            return False
        try:
            poll = select.poll()
            poll.register(conn.sock, select.POLLIN)
            return bool(poll.poll(STAY))
        finally:
            self.waiting_threads.release()

    def finish_request(self, conn: Any, fs: Any) -> None:
        """Let a thread of the pool close a connection.

        gunicorn closes it in the polling thread and waits there up to two seconds for a client that does not hang up.
        """
        conn.close = partial(self.tpool.submit, connections.close, conn)
        super().finish_request(conn, fs)


def on_starting(server: Any) -> None:
    """Before anything listens: front-end files, database, migrations; or one sentence per problem and the end."""
    if problem := _port_taken():
        refuse([problem])
    if problems := settings.unwritable:
        refuse(problems)
    _raise_open_files()
    for doubt in settings.doubts:
        print(f"wodsheet starts, but {doubt}", flush=True)
    _build_assets()
    _prepare_database()
    if settings.metrics_token:
        _metrics_folder.callback(metrics.make_folder(MEMORY))


def on_exit(server: Any) -> None:
    """The first process ends."""
    _metrics_folder.close()


def child_exit(server: Any, worker: Any) -> None:
    """A worker has ended, and was reaped by the first process."""
    metrics.forget_worker(worker.pid)


def post_fork(server: Any, worker: Any) -> None:
    """A worker does not own the embedded PostgreSQL: the database does not stop with a worker.

    A worker that is told to stop before it has loaded the app ends at once; gunicorn would wait for it as long as for
    a request.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        # When the first process is killed, its workers end too. gunicorn itself notices a second later, and until
        # then they would hold the port.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if _embedded:
        _embedded.leave()


def post_worker_init(worker: Any) -> None:
    """A worker has loaded the app; the last one to do so says that the app is ready."""
    # The app itself is never garbage. A collection that looks through it stops every thread for some 60 ms.
    gc.collect()
    gc.freeze()
    if counted := metrics.active():
        counted.sources |= {
            "threads": lambda: settings.threads,
            "threads_busy": worker.threads_busy,
            "requests_waiting": worker.tpool._work_queue.qsize,
            "connections": lambda: worker.nr_conns,
        }
    worker.wsgi = connections.closing_when_unread(worker.wsgi)
    with _workers_ready.get_lock():
        _workers_ready.value += 1
        if _workers_ready.value == settings.workers:
            print(f"wodsheet is ready: {settings.public_url}", flush=True)


def _build_assets() -> None:
    """Fetch and build front-end files, unless that was done at the build; without htmx the app still works."""
    try:
        if problem := assets.build():
            print(f"wodsheet goes on without its look and its quick clicks: {problem}", flush=True)
    except OSError as error:
        where = f"{error.filename}: {error.strerror}"
        refuse([f"the front-end files cannot be written ({where}): run python -m wodsheet.assets at the build."])


def _prepare_database() -> None:
    """Start the embedded database where there is no other, and migrate in local mode; refuse what cannot serve."""
    if settings.database_url is None:
        os.environ["DATABASE_URL"] = _start_embedded()
    address = os.environ["DATABASE_URL"]
    direct = settings.database_direct_url or (None if settings.database_pooled else address)
    try:
        if direct and not settings.production:
            readiness.migrate(direct)
    except psycopg.OperationalError as error:
        refuse([readiness.why_not(direct or address, error)])
    connections = settings.workers * settings.pool_size
    if problems := readiness.problems(address, connections, pooled=settings.database_pooled):
        refuse(problems)


def _start_embedded() -> str:
    """Start the embedded PostgreSQL, which ends with this process; its address."""
    global _embedded
    from wodsheet.db import embedded  # only local mode has what it needs

    _embedded = embedded.Server(settings.data_dir)
    atexit.register(_embedded.stop)
    try:
        return _embedded.start()
    except embedded.NotStarted as refused:
        refuse([str(refused)])


def _raise_open_files() -> None:
    """Let this process and its workers open as many files as the connections of one worker need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = worker_connections + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _port_taken() -> str | None:
    """A sentence when something else listens there: gunicorn would try for five seconds and then say less.

    Where workers outlive a killed first process, they notice in a second or two; that is waited for.
    """
    host, port = bind.split(":")
    deadline = time.monotonic() + PORT_PATIENCE
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                return probe.bind((host, int(port)))
            except OSError as error:
                if time.monotonic() > deadline:
                    return f"port {port} cannot be used ({error.strerror}): choose another with PORT."
        time.sleep(0.1)
