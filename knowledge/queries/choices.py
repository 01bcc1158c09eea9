"""Choices of tools: one instead of another, and which first; and an industry as a career."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Optional, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.queries.memory import remembered
from knowledge.tables import pairs as table
from knowledge.tables.roles import Tool


@dataclass(frozen=True)
class ToolOption:
    """A tool of a family: what it is for, and when to pick it rather than the others."""

    tool: str
    name: str
    is_for: str
    pick_when: str


@dataclass(frozen=True)
class ToolChoice:
    """A choice between tools: the verdict, and the options that were asked about.

    :param alternatives: whether the tools can stand in for each other; if not, ``verdict`` and ``question``
        are ``None``, and each option says what its tool is
    :param sources: none means that it is advice
    """

    alternatives: bool
    question: Optional[str]
    verdict: Optional[str]
    options: tuple[ToolOption, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class FirstTools:
    """The tools of a role in the order in which to learn them, as ids and names, and why."""

    role: str
    tools: tuple[str, ...]
    names: tuple[str, ...]
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class IndustryCareer:
    """An industry as a career: who hires, what one has to know of it, and the ways in. It is advice."""

    industry: str
    hires: str
    domain: str
    entry: str
    checked: str


@remembered
def choose_tools(session: Session, *, tools: Sequence[str]) -> Optional[ToolChoice]:
    """Return what to say of a choice between tools, two or more; ``None`` where one of them is unknown.

    The family that holds most of the tools answers. Tools of no common family do not stand in for each other.
    """
    wanted = list(dict.fromkeys(tools))
    rows = {one: session.get(Tool, one) for one in wanted}
    if len(wanted) < 2 or None in rows.values():
        return None
    options = list(
        session.execute(
            select(table.ToolOption)
            .where(table.ToolOption.tool_id.in_(wanted))
            .order_by(table.ToolOption.family_id, table.ToolOption.position)
        ).scalars()
    )
    families: dict[str, list[table.ToolOption]] = {}
    for option in options:
        families.setdefault(option.family_id, []).append(option)
    best = max(families.values(), key=len, default=[])
    if len(best) < 2:
        apart = [ToolOption(row.id, row.name, row.what, "") for row in rows.values() if row is not None]
        return ToolChoice(False, None, None, tuple(apart), ())
    family = session.get(table.ToolFamily, best[0].family_id)
    assert family is not None  # noqa: S101 - a foreign key
    return ToolChoice(
        alternatives=True,
        question=family.question,
        verdict=family.verdict,
        options=tuple(_option(session, option) for option in best),
        sources=tuple(filter(None, family.sources.split(","))),
    )


@remembered
def alternatives_to(session: Session, *, tool: str) -> Optional[ToolChoice]:
    """Return what people use instead of a tool, that tool first; ``None`` where nothing stands in for it."""
    own = session.execute(
        select(table.ToolOption.family_id)
        .join(table.ToolFamily, table.ToolFamily.id == table.ToolOption.family_id)
        .where(table.ToolOption.tool_id == tool)
        .order_by(table.ToolFamily.position)
    ).scalar()
    family = session.get(table.ToolFamily, own) if own else None
    if family is None:
        return None
    told = _family(session, family)
    return replace(told, options=tuple(sorted(told.options, key=lambda one: one.tool != tool)))


@remembered
def family(session: Session, *, family: str) -> ToolChoice:
    """Return a family of tools that stand in for each other, in the catalog's order.

    :raises KeyError: where the catalog has no such family
    """
    row = session.get(table.ToolFamily, family)
    if row is None:
        raise KeyError(family)
    return _family(session, row)


@remembered
def first_tools(session: Session, *, role: str) -> Optional[FirstTools]:
    """Return which tools somebody who aims at a role should learn first, in order, or ``None``."""
    rows = list(
        session.execute(
            select(table.FirstTool, Tool.name)
            .join(Tool, Tool.id == table.FirstTool.tool_id)
            .where(table.FirstTool.role_id == role)
            .order_by(table.FirstTool.position)
        )
    )
    if not rows:
        return None
    head = rows[0][0]
    return FirstTools(
        role=role,
        tools=tuple(row.tool_id for row, _ in rows),
        names=tuple(name for _, name in rows),
        why=head.why,
        sources=tuple(filter(None, head.sources.split(","))),
    )


@remembered
def industry_career(session: Session, *, industry: str) -> Optional[IndustryCareer]:
    """Return what a career in an industry looks like, or ``None`` when it is not in the knowledge base."""
    row = session.get(table.IndustryEntry, industry)
    if row is None:
        return None
    return IndustryCareer(row.industry_id, row.hires, row.domain, row.entry, row.checked.isoformat())


def _family(session: Session, row: table.ToolFamily) -> ToolChoice:
    options = session.execute(
        select(table.ToolOption)
        .where(table.ToolOption.family_id == row.id)
        .order_by(table.ToolOption.position)
    ).scalars()
    return ToolChoice(
        True,
        row.question,
        row.verdict,
        tuple(_option(session, option) for option in options),
        tuple(filter(None, row.sources.split(","))),
    )


def _option(session: Session, row: table.ToolOption) -> ToolOption:
    tool = session.get(Tool, row.tool_id)
    return ToolOption(row.tool_id, tool.name if tool else row.tool_id, row.is_for, row.pick_when)
