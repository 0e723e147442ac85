"""The database: how a statement reaches it, whether it fits the app, and the embedded one of local mode."""

from wodsheet.db.connection import checkout, init_app, run, stream, transaction
from wodsheet.db.pool import Unavailable

__all__ = ["Unavailable", "checkout", "init_app", "run", "stream", "transaction"]
