"""The declarative base of all tables, and the column types that they share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeMeta, registry

#: Names for constraints, so that PostgreSQL and SQLite speak of the same one in an error.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
mapper_registry = registry(metadata=metadata)


class Base(metaclass=DeclarativeMeta):
    """Base of every table of the knowledge base."""

    __abstract__ = True
    registry = mapper_registry
    metadata = metadata


def reference(
    target: str, *, primary_key: bool = False, nullable: bool = False, integer: bool = False
) -> Any:
    """Return an indexed column that points to the id of table ``target``, a text unless ``integer``."""
    kind = Integer() if integer else String(80)
    key = ForeignKey(f"{target}.id")
    if primary_key:
        return Column(kind, key, primary_key=True)
    return Column(kind, key, nullable=nullable, index=True)


def one_of(column: str, *values: str) -> CheckConstraint:
    """Return a constraint that lets ``column`` hold only ``values``."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")
