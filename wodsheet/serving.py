"""The old address of ``gunicorn_conf``, for hosts whose start command still names it; goes with the next release."""

from wodsheet.gunicorn_conf import *  # noqa: F403
