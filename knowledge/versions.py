"""Which catalog this release carries, and where in the database that very catalog lives.

Two releases may run side by side: while one replaces the other, or after a rollback. Where
``KNOWLEDGE_DB_VERSIONED`` is set each catalog has a schema of its own in PostgreSQL, named after its
fingerprint. A process reads the one that it was released with, so none can see another's catalog, or
overwrite it.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Iterator, Optional

from sqlalchemy.engine import make_url
from sqlalchemy.engine.url import URL

from knowledge.settings import CATALOG, KnowledgeSettings

_TABLES = Path(__file__).resolve().parent / "tables"
_PREFIX = "catalog_"
#: Digits of the fingerprint in a schema's name: enough to be unique, short enough to be read.
_DIGITS = 16


def fingerprint(root: Path = CATALOG) -> str:
    """Return a hash of every catalog file and of the tables' definition, in hexadecimal."""
    digest = hashlib.sha256()
    for path in sorted(_files(root)) + sorted(_TABLES.glob("*.py")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def knowledge_address(root: Path = CATALOG) -> str:
    """Return the address of the knowledge base for the catalog under ``root``, its schema included."""
    settings = KnowledgeSettings()
    return _of_version(settings.url, root) if settings.versioned else settings.url


def schema_of(address: URL) -> Optional[str]:
    """Return the schema of a catalog that an address names, or ``None``."""
    schema = str(address.query.get("options", "")).rpartition("search_path=")[2]
    return schema if is_of_a_catalog(schema) else None


def is_of_a_catalog(schema: str) -> bool:
    """Return whether this is the name of a catalog's schema, as :func:`knowledge_address` gives it."""
    return bool(re.fullmatch(rf"{_PREFIX}[0-9a-f]{{{_DIGITS}}}", schema))


@lru_cache(maxsize=8)
def _of_version(url: str, root: Path) -> str:
    """Return the address with its schema, worked out once: a release's catalog does not change."""
    address = make_url(url)
    own = address.query.get("options")
    options = f"{own} " if isinstance(own, str) else ""
    options += f"-c search_path={_PREFIX}{fingerprint(root)[:_DIGITS]}"
    return address.update_query_dict({"options": options}).render_as_string(hide_password=False)


def _files(root: Path) -> Iterator[Path]:
    yield from root.rglob("*.yml")
    yield from root.rglob("*.csv")
