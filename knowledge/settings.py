"""The settings of the knowledge base, read from the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict

from pydantic import BaseSettings, Field, ValidationError, root_validator, validator

PROJECT = Path(__file__).resolve().parent.parent
CATALOG = Path(__file__).resolve().parent / "catalog"


class KnowledgeSettings(BaseSettings):
    """Where the knowledge base lives, and how long a query may take."""

    url: str = Field(f"sqlite:///{PROJECT}/.careerbot/knowledge.db", env="KNOWLEDGE_DB_URL")
    timeout_seconds: float = Field(3.0, env="KNOWLEDGE_DB_TIMEOUT", gt=0, le=60)
    versioned: bool = Field(False, env="KNOWLEDGE_DB_VERSIONED")

    @validator("url")
    def known_database(cls, value: str) -> str:
        """Accept SQLite and PostgreSQL, the two that the tests run on."""
        if not value.startswith(("sqlite://", "postgresql://", "postgresql+psycopg2://")):
            raise ValueError("KNOWLEDGE_DB_URL must begin with sqlite:// or postgresql://")
        return value

    @root_validator(skip_on_failure=True)
    def versions_need_schemas(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        """Refuse several catalogs side by side where the database has no schemas to keep them apart."""
        if values["versioned"] and values["url"].startswith("sqlite:"):
            raise ValueError("KNOWLEDGE_DB_VERSIONED needs PostgreSQL; unset it, or change KNOWLEDGE_DB_URL")
        return values


def complaints(error: ValidationError) -> str:
    """Return what is wrong with the settings in one line."""
    return "; ".join(str(fault["msg"]) for fault in error.errors())
