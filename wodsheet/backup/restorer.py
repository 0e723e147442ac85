"""Brings a backup into an empty place, and ends every session and token, so that none of before opens an account."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import psycopg
from psycopg import sql

from wodsheet.backup import FOLDER, FORMAT, MANIFEST, CannotRestore, copy_statement, file_of_table, tables
from wodsheet.db import readiness
from wodsheet.portraits import FILE
from wodsheet.portraits.storage import Place
from wodsheet.statements.users import END_EVERY_SESSION

BLOCK = 65536  # bytes

# New rows take ids beyond all that were given out after the backup: an old address leads to nothing else.
ID_GAP = 1_000_000


def restore(path: Path, address: str, place: Place) -> dict[str, Any]:
    """Bring a backup into the database at this address and the place for pictures; what its manifest says.

    A database without tables is migrated first. Raises CannotRestore, with nothing changed, when the file is no backup,
    belongs to another version of the app, or database or place are not empty.
    """
    try:
        with ZipFile(path) as archive:
            manifest = _read_manifest(archive)
            _refuse_used_place(place)
            _migrate(address, manifest["revision"])
            with readiness.connect(address) as connection, connection.transaction():
                _refuse_used_database(connection)
                _restore_rows(archive, connection)
                # Before the rows are there for good: they never name files that are missing.
                _restore_pictures(archive, place)
    except BadZipFile:
        raise CannotRestore(f"{path} is not a ZIP file, or was cut off.") from None
    return manifest


def _read_manifest(archive: ZipFile) -> dict[str, Any]:
    """What the file says of itself; every part of it is whole."""
    try:
        manifest = json.loads(archive.read(MANIFEST))
    except (KeyError, ValueError):
        manifest = None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise CannotRestore("This file is not a backup of wodsheet.")
    try:
        damaged = archive.testzip()
    except zlib.error:
        damaged = "a part of it"
    if damaged:
        raise CannotRestore(f"This backup is damaged: {damaged} is not whole.")
    return manifest


def _migrate(address: str, revision: str) -> None:
    """Make the tables of the backup's migration in a database that has none; elsewhere compare the migrations."""
    with readiness.connect(address) as connection:
        applied = readiness.applied(connection)
    if revision not in readiness.known():
        raise CannotRestore(f"This backup is from a newer version of the app (migration {revision}).")
    if applied is None:
        readiness.upgrade(address, revision)
    elif applied != revision:
        raise CannotRestore(
            f"This backup is of migration {revision}, the database is at {applied}: take a database without tables."
        )


def _refuse_used_database(connection: psycopg.Connection[Any]) -> None:
    for table in tables():
        if (
            connection.execute(sql.SQL("SELECT FROM {} LIMIT 1").format(sql.Identifier(table.name))).fetchone()
            is not None
        ):
            raise CannotRestore(f"The database is not empty: there are rows in {table.name}.")


def _refuse_used_place(place: Place) -> None:
    if [file for file, _ in place.there() if FILE.fullmatch(file)]:
        raise CannotRestore("The place for pictures is not empty.")


def _restore_pictures(archive: ZipFile, place: Place) -> None:
    """Put every picture file there, or none."""
    names = [name for name in archive.namelist() if FILE.fullmatch(name.removeprefix(FOLDER))]
    try:
        for name in names:
            place.put(name.removeprefix(FOLDER), archive.read(name))
    except OSError:
        place.remove(name.removeprefix(FOLDER) for name in names)
        raise


def _restore_rows(archive: ZipFile, connection: psycopg.Connection[Any]) -> None:
    """Every table's rows, ids that nobody had, and no session or token."""
    for table in tables():
        with (
            archive.open(file_of_table(table)) as file,
            connection.cursor().copy(copy_statement(table, "FROM STDIN")) as rows,
        ):
            while block := file.read(BLOCK):
                rows.write(block)
        if any(column.identity is not None for column in table.columns):
            _leave_a_gap(connection, table.name)
    for statement in END_EVERY_SESSION:
        connection.execute(statement.encode())


def _leave_a_gap(connection: psycopg.Connection[Any], table: str) -> None:
    statement = sql.SQL(
        "SELECT setval(pg_get_serial_sequence({name}, 'id'), (SELECT coalesce(max(id), 0) FROM {table}) + {gap})"
    )
    connection.execute(statement.format(name=table, table=sql.Identifier(table), gap=ID_GAP))
