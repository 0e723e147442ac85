"""The base of the tables: Flask-SQLAlchemy's ``db``, whose metadata names each constraint for what it keeps.

It only describes the tables, for migrations: no statement goes by SQLAlchemy, and no process that serves imports it.
"""

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
    """Every table's base."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base)
