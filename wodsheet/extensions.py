"""One instance each of what Flask is extended with; ``create_app`` binds all but ``db`` to the app.

``db`` only describes the tables, for migrations: no statement goes by SQLAlchemy.
"""

from flask import Response
from flask_compress import Compress
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "%(table_name)s_%(column_0_N_name)s_index",
    "uq": "%(table_name)s_%(column_0_N_name)s_unique",
    "ck": "%(table_name)s_%(constraint_name)s",
    "fk": "%(table_name)s_%(column_0_N_name)s_reference",
    "pk": "%(table_name)s_identity",
}


class Base(DeclarativeBase):
    """Every table's base: its metadata names each constraint for what it keeps."""

    metadata = MetaData(naming_convention=NAMES)


class Pages(Compress):
    """Compresses pages, and leaves a click's answer alone before it has looked at anything else."""

    LEAST = 2500  # bytes; what is smaller costs more to compress than to send

    def after_request(self, response: Response | None) -> Response:
        """The same answer, compressed where that is worth it and the browser can."""
        if response and response.content_length is not None and response.content_length < self.LEAST:
            return response
        return super().after_request(response)


db = SQLAlchemy(model_class=Base)
migrate = Migrate()
compress = Pages()
