"""Filling the database from the catalog: one transaction, all or nothing."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any, Mapping, Optional, Sequence

from pydantic import ValidationError
from sqlalchemy import MetaData, Table, func, insert, inspect, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.schema import DropTable

from knowledge.database import engine_for
from knowledge.errors import CatalogError, KnowledgeUnavailable
from knowledge.loader.advice import advice_rows
from knowledge.loader.catalog import read_catalog
from knowledge.loader.figures import insert_figures
from knowledge.loader.notes import note_rows
from knowledge.loader.releases import mark_deployed, note_deployed
from knowledge.loader.rows import all_rows, role_occupations
from knowledge.loader.terms import term_rows
from knowledge.settings import CATALOG
from knowledge.tables.base import Base
from knowledge.tables.notes import Note, NotePart
from knowledge.tables.sources import CatalogVersion
from knowledge.versions import fingerprint, knowledge_address, schema_of
from settings import in_one_line

#: Any fixed number: the key of PostgreSQL's advisory lock while one process loads.
_LOAD_LOCK = 7_265_021
#: Seconds that a statement may take here: whoever finds another process loading waits until that has done so.
_LOAD_SECONDS = 60.0


def ensure_loaded(url: Optional[str] = None, *, root: Path = CATALOG) -> bool:
    """Load the catalog into the database unless that very catalog is there already.

    The database changes in one transaction: it holds the old catalog or the new one, never a part.

    :param url: the database's address; by default the one in ``KNOWLEDGE_DB_URL``, and there the schema
        of this catalog where ``KNOWLEDGE_DB_VERSIONED`` is set
    :param root: the catalog folder
    :return: whether anything was loaded
    :raises CatalogError: when a catalog file is faulty; the database keeps what it held
    :raises KnowledgeUnavailable: when the database cannot be reached or written
    """
    address = url or knowledge_address(root)
    wanted = fingerprint(root)
    try:
        with engine_for(address).connect() as connection:
            if loaded_fingerprint(connection) == wanted:
                return False
        catalog = read_catalog(root)
        with engine_for(address, _LOAD_SECONDS).begin() as connection:
            _lock(connection)
            if loaded_fingerprint(connection) == wanted:  # another process was faster
                return False
            _make_schema(connection)
            _recreate_tables(connection)
            with Session(connection, future=True) as session:
                for batch in all_rows(catalog):
                    session.add_all(batch)
                    session.flush()
                insert_figures(session, catalog.figures)
                session.add_all(role_occupations(catalog))
                session.flush()
                heads, parts = note_rows([note for notes in catalog.notes.values() for note in notes])
                tables = advice_rows(catalog.advice, catalog.industries)
                notes: list[tuple[type[Base], Sequence[Mapping[str, Any]]]]
                notes = [(Note, heads), (NotePart, parts)]
                for table, rows in (*tables, *notes, *term_rows(catalog.terms)):
                    if rows:  # thousands of rows: inserted as such, not one object each
                        session.execute(insert(table), rows)
                session.add(CatalogVersion(id=1, fingerprint=wanted, loaded_at=_now()))
                session.flush()
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise KnowledgeUnavailable(f"the knowledge base cannot be filled: {reason}") from error
    return True


def loaded_fingerprint(connection: Connection) -> Optional[str]:
    """Return the fingerprint of the catalog that the database holds, or ``None``."""
    if not inspect(connection).has_table(CatalogVersion.__tablename__):
        return None
    found: Optional[str] = connection.execute(select(CatalogVersion.fingerprint)).scalar_one_or_none()
    return found


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None)


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOAD_LOCK)))


def _make_schema(connection: Connection) -> None:
    """Make the schema that the address names, in the transaction that fills it."""
    if schema := schema_of(connection.engine.url):
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema}"))
        mark_deployed(connection)


def _recreate_tables(connection: Connection) -> None:
    """Make the tables anew, so that a changed schema needs no migration: the catalog is the truth."""
    ours, inspector = set(Base.metadata.tables), inspect(connection)
    found = set(inspector.get_table_names())
    present = ours & found
    if present and CatalogVersion.__tablename__ not in present:
        raise KnowledgeUnavailable(
            f"the database holds tables of another program ({', '.join(sorted(present))}); "
            "give Careerbot a database of its own in KNOWLEDGE_DB_URL"
        )
    for name in sorted(found - ours):  # a table of an earlier release would hold on to those below
        if any(key["referred_table"] in ours for key in inspector.get_foreign_keys(name)):
            connection.execute(DropTable(Table(name, MetaData())))
    Base.metadata.drop_all(connection)
    Base.metadata.create_all(connection)


def main() -> int:
    """Load the catalog from the command line and say what happened in one line."""
    try:
        changed = ensure_loaded()
        note_deployed(knowledge_address())
    except (CatalogError, KnowledgeUnavailable) as error:
        print(f"The knowledge base was not changed. {error}", file=sys.stderr)
        return 1
    except ValidationError as error:
        print(f"The knowledge base was not changed. {in_one_line(error)}", file=sys.stderr)
        return 1
    print(
        "The knowledge base was filled from the catalog." if changed else "The knowledge base is up to date."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
