"""The tables of the knowledge base. Every fact row points to its source."""

from knowledge.tables import field, figures, pairs, pay, roles, sources, terms
from knowledge.tables.base import Base

__all__ = ["Base", "field", "figures", "pairs", "pay", "roles", "sources", "terms"]
