"""The database: how a statement reaches it, whether it fits the app, and the embedded one of local mode."""

from wodsheet.db.connection import Unavailable, checkout, run, stream, transaction

__all__ = ["Unavailable", "checkout", "run", "stream", "transaction"]
