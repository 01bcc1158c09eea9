"""The catalogs of earlier releases in the database: which were deployed when, and dropping the old ones.

Usage: ``python -m knowledge.loader.releases [--keep N]`` drops all but this release's catalog and the N
that were deployed last before it. It does nothing unless ``KNOWLEDGE_DB_VERSIONED`` is set.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from contextlib import contextmanager
from typing import Iterator

from pydantic import ValidationError
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from knowledge.database import engine_for
from knowledge.errors import KnowledgeUnavailable
from knowledge.versions import is_of_a_catalog, knowledge_address, schema_of
from settings import in_one_line

#: One for the release that is being replaced, one to go back to.
KEEP = 2

_MARK = "Careerbot's catalog, deployed at "
_MARKED = text(
    "SELECT nspname, obj_description(oid, 'pg_namespace') FROM pg_namespace "
    "WHERE obj_description(oid, 'pg_namespace') LIKE :mark ORDER BY 2 DESC"
)


def mark_deployed(connection: Connection) -> None:
    """Note in the database that the catalog whose schema this connection reads is deployed now."""
    if schema := schema_of(connection.engine.url):
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")
        connection.execute(text(f"COMMENT ON SCHEMA {schema} IS :mark"), {"mark": _MARK + now})


def note_deployed(address: str) -> None:
    """Note in the database that the catalog of this address is deployed now.

    :raises KnowledgeUnavailable: when the database cannot be reached or written
    """
    with _one_error("the deployment cannot be noted"), engine_for(address).begin() as connection:
        mark_deployed(connection)


def drop_old(address: str, *, keep: int = KEEP) -> list[str]:
    """Drop the catalogs of old releases and return their schemas' names.

    What is kept is the schema that the address names and the ``keep`` others that were deployed last.
    Schemas without our mark are never touched.

    :raises KnowledgeUnavailable: when the database cannot be reached, or a schema cannot be dropped
    """
    engine = engine_for(address)
    own = schema_of(engine.url)
    if own is None:
        return []
    with _one_error("old catalogs cannot be dropped"), engine.begin() as connection:
        marked = connection.execute(_MARKED, {"mark": _MARK + "%"}).scalars()
        others = [schema for schema in marked if schema != own and is_of_a_catalog(schema)]
        for schema in others[keep:]:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    return others[keep:]


@contextmanager
def _one_error(what: str) -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise KnowledgeUnavailable(f"{what}: {reason}") from error


def main() -> int:
    """Drop the catalogs of old releases from the command line and say in one line which."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.loader.releases", description=__doc__)
    parser.add_argument("--keep", type=int, default=KEEP, metavar="N", help="earlier catalogs to keep")
    keep = parser.parse_args().keep
    if keep < 0:
        parser.error("--keep must be 0 or more")
    try:
        dropped = drop_old(knowledge_address(), keep=keep)
    except KnowledgeUnavailable as error:
        print(f"Nothing was dropped. {error}", file=sys.stderr)
        return 1
    except ValidationError as error:
        print(f"Nothing was dropped. {in_one_line(error)}", file=sys.stderr)
        return 1
    print(f"Dropped {', '.join(dropped)}." if dropped else "There is no old catalog to drop.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
