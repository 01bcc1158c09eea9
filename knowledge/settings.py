"""The settings of the knowledge base, read from the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import Field, field_validator, model_validator

from settings import STATE, FromEnvironment, named_in_full

CATALOG = Path(__file__).resolve().parent / "catalog"


class KnowledgeSettings(FromEnvironment):
    """Where the knowledge base lives, and how long a query may take."""

    url: str = Field(f"sqlite:///{STATE}/knowledge.db", validation_alias="KNOWLEDGE_DB_URL")
    timeout_seconds: float = Field(3.0, validation_alias="KNOWLEDGE_DB_TIMEOUT", gt=0, le=60)
    versioned: bool = Field(False, validation_alias="KNOWLEDGE_DB_VERSIONED")

    @field_validator("url")
    @classmethod
    def known_database(cls, value: str) -> str:
        """Accept SQLite and PostgreSQL, the two that the tests run on."""
        value = named_in_full(value)
        if not value.startswith(("sqlite://", "postgresql://", "postgresql+psycopg2://")):
            raise ValueError("KNOWLEDGE_DB_URL must begin with sqlite:// or postgresql://")
        return value

    @model_validator(mode="after")
    def versions_need_schemas(self) -> Self:
        """Refuse several catalogs side by side where the database has no schemas to keep them apart."""
        if self.versioned and self.url.startswith("sqlite:"):
            raise ValueError("KNOWLEDGE_DB_VERSIONED needs PostgreSQL; unset it, or change KNOWLEDGE_DB_URL")
        return self
