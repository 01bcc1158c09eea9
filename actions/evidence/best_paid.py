"""Where a role is paid best: US metropolitan areas, states, or industries."""

from __future__ import annotations

import re
from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer, Table, suggest
from actions.evidence.base import next_steps, sourced
from actions.evidence.pay import nearest_note
from actions.question import Question
from actions.render import money
from actions.wording import say, words
from knowledge.queries import field, figures, roles

_SHOWN = 6


def kind_asked(asked: Question) -> Optional[str]:
    """Return ``metro``, ``state`` or ``industry`` where a question asks for the best paid of these."""
    if asked.shape not in ("which", "criterion"):
        return None
    named = " ".join(asked.content)
    for pattern, kind in words("best_paid_words").items():
        if re.search(rf"\b({pattern})\b", named):
            return kind
    return None


def best_paid(session: Session, asked: Question, role: roles.Role, kind: str) -> Optional[Answer]:
    """Return the best paid areas or industries of the nearest official occupation, or ``None``."""
    near = roles.occupations(session, role=role.id)
    found: list[tuple[str, figures.Wage]] = []
    for code in near.codes if near else ():
        found = _industries(session, code) if kind == "industry" else _areas(session, code, kind)
        if found:
            break
    if not found:
        return None
    name, best = found[0]
    heads = words("best_paid_columns")
    return Answer(
        topic="compare_salaries",
        title=say("best_paid_title", role=role.name),
        lead=say(
            "best_paid",
            occupation=best.plain_name,
            best=name,
            median=money(best.median),
            year=best.year,
        ),
        table=Table(
            (heads[kind], heads["median"], heads["jobs"]),
            tuple((name, money(one.median), f"{one.employment or 0:,}") for name, one in found[:_SHOWN]),
        ),
        notes=tuple(nearest_note(role, best)),
        sources=sourced(session, best.source),
        suggestions=(
            suggest(say("suggest_us"), "ask_salary", role=role.id, location="us"),
            *next_steps(asked, role, "job_outlook", "skills", "career_ladder"),
        ),
        roles=asked.roles,
    )


def _areas(session: Session, occupation: str, kind: str) -> list[tuple[str, figures.Wage]]:
    areas = figures.best_paid_areas(session, occupation=occupation, kind=kind, limit=_SHOWN)
    return [(area.name, area) for area in areas]


def _industries(session: Session, occupation: str) -> list[tuple[str, figures.Wage]]:
    """Return the wages in the industries that the knowledge base describes, the highest median first."""
    found = []
    for industry in field.industries(session):
        wage = (
            figures.official_wage(session, occupation=occupation, industry=industry.bls_industry)
            if industry.bls_industry
            else None
        )
        if wage is not None and wage.median is not None:
            found.append((wage.median, industry.name, wage))
    return [(name, wage) for _, name, wage in sorted(found, key=lambda one: -one[0])]
