"""The same serving by gevent, to be compared: ``gunicorn -c python:bench.gevented``. Needs gevent installed."""

# ruff: noqa: E402  (what is imported before the patch would not be patched)
from gevent import monkey

monkey.patch_all()

from wodsheet.gunicorn_conf import *  # noqa: F403

worker_class = "gevent"
