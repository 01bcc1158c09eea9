"""The settings of the knowledge base, read from the environment."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseSettings, Field, validator

PROJECT = Path(__file__).resolve().parent.parent
CATALOG = Path(__file__).resolve().parent / "catalog"


class KnowledgeSettings(BaseSettings):
    """Where the knowledge base lives, and how long a query may take."""

    url: str = Field(f"sqlite:///{PROJECT}/.careerbot/knowledge.db", env="KNOWLEDGE_DB_URL")
    timeout_seconds: float = Field(3.0, env="KNOWLEDGE_DB_TIMEOUT", gt=0, le=60)

    @validator("url")
    def known_database(cls, value: str) -> str:
        """Accept SQLite and PostgreSQL, the two that the tests run on."""
        if not value.startswith(("sqlite://", "postgresql://", "postgresql+psycopg2://")):
            raise ValueError("KNOWLEDGE_DB_URL must begin with sqlite:// or postgresql://")
        return value
