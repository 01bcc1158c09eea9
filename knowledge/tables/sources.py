"""Where facts come from, and which catalog the database holds."""

from __future__ import annotations

import datetime
from typing import Optional

from sqlalchemy import CheckConstraint, Column, Date, DateTime, Integer, String, Text
from sqlalchemy.orm import Mapped

from knowledge.tables.base import Base


class Source(Base):
    """A publication or data set; every fact row points to one."""

    __tablename__ = "source"

    id: Mapped[str] = Column(String(80), primary_key=True)
    title: Mapped[str] = Column(Text, nullable=False)
    publisher: Mapped[str] = Column(String(120), nullable=False)
    date: Mapped[datetime.date] = Column(Date, nullable=False)
    licence: Mapped[str] = Column(String(120), nullable=False)
    url: Mapped[Optional[str]] = Column(Text)
    note: Mapped[Optional[str]] = Column(Text)


class CatalogVersion(Base):
    """The one row that tells which catalog was loaded, written last in the loading transaction."""

    __tablename__ = "catalog_version"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = Column(Integer, primary_key=True)
    fingerprint: Mapped[str] = Column(String(64), nullable=False)
    loaded_at: Mapped[datetime.datetime] = Column(DateTime, nullable=False)
