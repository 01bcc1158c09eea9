"""What is known of tools and of who uses them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select

from knowledge.queries.memory import remembered
from knowledge.tables.roles import IMPORTANCE, Role, RoleTool, Tool


@dataclass(frozen=True)
class ToolFacts:
    """A tool; ``kind`` is ``language``, ``library``, ``platform`` and so on."""

    id: str
    name: str
    kind: str
    what: str
    source: str


@dataclass(frozen=True)
class ToolUse:
    """What a role uses a tool for; ``importance`` is ``essential``, ``important`` or ``useful``."""

    role: str
    tool: str
    tool_name: str
    use: str
    importance: str
    source: str


@remembered
def tool(session: Session, *, tool_id: str) -> Optional[ToolFacts]:
    """Return a tool, or ``None`` when it is not in the knowledge base."""
    row = session.get(Tool, tool_id)
    return ToolFacts(row.id, row.name, row.kind, row.what, row.source_id) if row else None


@remembered
def tools_of(session: Session, *, role: str) -> list[ToolUse]:
    """Return the tools of a role, the most important first."""
    query = (
        select(RoleTool, Tool.name)
        .join(Tool, Tool.id == RoleTool.tool_id)
        .where(RoleTool.role_id == role)
        .order_by(RoleTool.position)
    )
    return _uses(session, query)


@remembered
def users_of(session: Session, *, tool_id: str) -> list[ToolUse]:
    """Return the roles that use a tool, those that need it most first."""
    query = (
        select(RoleTool, Tool.name)
        .join(Tool, Tool.id == RoleTool.tool_id)
        .join(Role, Role.id == RoleTool.role_id)
        .where(RoleTool.tool_id == tool_id)
        .order_by(RoleTool.position, Role.name)
    )
    return _uses(session, query)


def _uses(session: Session, query: Select) -> list[ToolUse]:
    found = [
        ToolUse(row.role_id, row.tool_id, name, row.use, row.importance, row.source_id)
        for row, name in session.execute(query)
    ]
    return sorted(found, key=lambda use: IMPORTANCE.index(use.importance))
