"""``python -m wodsheet``: serve the app, with everything it needs started and stopped around it."""

import sys

from gunicorn.app.wsgiapp import run

sys.argv = ["wodsheet", "--config", "python:wodsheet.gunicorn_conf", "wsgi:app", *sys.argv[1:]]
try:
    run(prog="wodsheet")
except KeyboardInterrupt:
    # Ctrl-C before gunicorn listens for it.
    sys.exit(130)
