"""Metrics: what the app counts for its host, in the form of Prometheus, over all workers. Off by default.

Labels are words of the code: names of routes, methods, exceptions and rates. What players write, ids, paths with ids
and addresses never are. What counting costs: docs/decisions/0073-metrics.md.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from functools import partial

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # prometheus_client's own setting: where the workers' files are
# Seconds: a click takes milliseconds, a page some more, a statement ends after 2 and a request after 5.
REQUEST_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
DECODE_BUCKETS = (0.1, 0.25, 0.5, 1, 2, 4, 8, 12)

COUNTERS = {
    "refusals": ("Requests that were refused or failed, by the name of the problem.", ["kind"]),
    "rate_limited": ("Requests over a rate limit, by the name of the rate.", ["rate"]),
    "pool_waits": ("Statements that waited for a database connection.", []),
    "pool_unavailable": ("Statements that got no database connection, in time or at all.", []),
}
GAUGES = {
    "pool_size": "Most database connections that the workers may use.",
    "pool_in_use": "Database connections in use.",
    "threads": "Most requests that are served at once.",
    "threads_busy": "Threads that serve a request or a slow visitor.",
    "requests_waiting": "Requests that wait for a thread.",
    "connections": "Open connections of visitors, idle ones included.",
}
HISTOGRAMS = {
    "request_seconds": (
        "Requests: time until the answer begins, by route, method and class of status.",
        ["route", "method", "status"],
        REQUEST_BUCKETS,
    ),
    "decode_seconds": ("Pictures opened or refused, waiting for a turn included.", ["outcome"], DECODE_BUCKETS),
}


class Metrics:
    """The counters of this process. Under gunicorn they are files, which any worker adds up for an answer."""

    def __init__(self) -> None:
        # Not at the top: on import prometheus_client looks for its folder, and without metrics nobody needs it.
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        self.registry = CollectorRegistry()
        self.sources: dict[str, Callable[[], float]] = {}
        own = {"namespace": "wodsheet", "registry": self.registry}
        self.counters = {name: Counter(name, text, labels, **own) for name, (text, labels) in COUNTERS.items()}
        self.gauges = {name: Gauge(name, text, multiprocess_mode="livesum", **own) for name, text in GAUGES.items()}
        self.histograms = {
            name: Histogram(name, text, labels, buckets=buckets, **own)
            for name, (text, labels, buckets) in HISTOGRAMS.items()
        }

    def sample(self) -> None:
        """Write down what the gauges of this process are now."""
        for name, source in self.sources.items():
            self.gauges[name].set(source())

    def exposition(self) -> bytes:
        """Everything counted so far, by all workers, as Prometheus reads it."""
        from prometheus_client import CollectorRegistry, generate_latest
        from prometheus_client.multiprocess import MultiProcessCollector

        self.sample()
        if FOLDER not in os.environ:
            return generate_latest(self.registry)
        everybody = CollectorRegistry()
        MultiProcessCollector(everybody)
        return generate_latest(everybody)


_active: Metrics | None = None


def start() -> Metrics:
    """Begin to count in this process; the same Metrics each time."""
    global _active
    _active = _active or Metrics()
    return _active


def active() -> Metrics | None:
    """The Metrics of this process; None where nothing is counted."""
    return _active


def count(name: str, *labels: str) -> None:
    """Add one to a counter of ``COUNTERS``, when metrics are on."""
    if _active:
        counter = _active.counters[name]
        (counter.labels(*labels) if labels else counter).inc()


def observe(name: str, seconds: float, *labels: str) -> None:
    """Add a duration to a histogram of ``HISTOGRAMS``, when metrics are on."""
    if _active:
        _active.histograms[name].labels(*labels).observe(seconds)


def make_folder(memory: str | None) -> Callable[[], None]:
    """Make the folder of the workers' files, in ``memory`` or among the temporary files; what removes it again.

    For the first process, before there are workers and before anything is counted.
    """
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="wodsheet-metrics-", dir=memory)
    return partial(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)


def forget_worker(pid: int) -> None:
    """Remove the gauges of a worker that has ended. What it counted stays, so that no counter goes backwards."""
    if FOLDER in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(pid)
