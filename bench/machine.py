"""The processes of a bench: PostgreSQL, gunicorn as it is deployed, the load generator, and what each costs."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from bench.players import SECRET_KEY

ROOT = Path(__file__).parent.parent
PATIENCE = 30  # seconds a server may take to answer


def cpu(pid: int) -> float:
    """Seconds of CPU that a process, all below it and those of its children that ended have used so far."""
    with suppress(psutil.NoSuchProcess):
        root = psutil.Process(pid)
        ended = root.cpu_times()
        used = getattr(ended, "children_user", 0) + getattr(ended, "children_system", 0)
        for process in (root, *root.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                used += times.user + times.system
        return used
    return 0.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """The app on one database, served by gunicorn with the settings of production."""

    def __init__(
        self, folder: Path, address: str, workers: int = 1, config: str = "wodsheet.gunicorn_conf", **environ: str
    ) -> None:
        self.address = address
        self.port = free_port()
        self.workers = workers
        self.log = folder / f"site-{self.port}.log"
        settings = {
            "WODSHEET_ENV": "production",
            "PORT": str(self.port),
            "PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "DATABASE_URL": address,
            "DATA_DIR": str(folder),
            "SECRET_KEY": SECRET_KEY,
            "DISCORD_CLIENT_ID": "nobody",
            "DISCORD_CLIENT_SECRET": "nothing",
            "WEB_CONCURRENCY": str(workers),
            **environ,
        }
        usual = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "gunicorn", "-c", f"python:{config}"),
                    *("--bind", f"127.0.0.1:{self.port}", "bench.served:app"),
                ],
                env=usual | settings,
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )

    def wait(self) -> Site:
        """Until every worker answers. Raises RuntimeError with the log when it does not come to that."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            with suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=1).close()
                if len(psutil.Process(self.process.pid).children()) >= self.workers:
                    return self
            time.sleep(0.1)
        raise RuntimeError(f"the app did not start:\n{self.log.read_text()[-2000:]}")

    def cpu(self) -> float:
        """Seconds used so far."""
        return cpu(self.process.pid)

    def memory(self) -> float:
        """Megabytes of all its processes that are theirs alone, or their share of what they have in common."""
        processes = (psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True))
        return sum(getattr(p.memory_full_info(), "pss", p.memory_info().rss) for p in processes) / 1e6

    def stop(self) -> None:
        """End it, kindly first."""
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Load:
    """The load generator."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.load"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )

    def run(
        self, port: int, connections: int, seconds: float, requests: list[list[str]], most: int = 10**9
    ) -> dict[str, Any]:
        """As ``load.run``. Raises RuntimeError when an answer was not what it should be."""
        assert self.process.stdin
        assert self.process.stdout
        job = {"port": port, "connections": connections, "seconds": seconds, "most": most, "requests": requests}
        print(json.dumps(job), file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError("the load generator ended")
        return json.loads(answer)

    def stop(self) -> None:
        """Let it end."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()
