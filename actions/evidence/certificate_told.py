"""What every answer on certificates says of one: its facts, its line in a list, since when it is gone."""

from __future__ import annotations

import datetime
from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.evidence.base import next_steps, sourced
from actions.question import Question
from actions.wording import inline, say, words
from knowledge.queries import roles
from knowledge.queries.certificates import Certificate

#: From the easiest on.
LEVELS = ("foundational", "course", "associate", "professional", "expert")
FOR_BEGINNERS = ("foundational", "course")


def facts(one: Certificate) -> list[str]:
    """Return what is known of a certificate, a labelled line each; prices in US dollars."""
    labels = words("cert_labels")
    price = "" if one.price_usd is None else say("cert_dollars", price=f"{one.price_usd:g}")
    shown = [
        ("proves", one.proves),
        ("level", words("cert_levels")[one.level]),
        ("price", price),
        ("prerequisite", one.prerequisite),
        ("valid", one.valid or ""),
    ]
    return [f"**{labels[key]}**: {text.rstrip('.')}" for key, text in shown if text]


def line(one: Certificate) -> str:
    """Return a certificate as one line of a list."""
    price = "" if one.price_usd is None else f", {say('cert_dollars', price=f'{one.price_usd:g}')}"
    return f"**{one.name}** ({words('cert_levels')[one.level]}{price}): {inline(one.proves)}"


def since(one: Certificate) -> str:
    """Return since when a certificate is retired, the day in words where it is known."""
    try:
        day = datetime.date.fromisoformat(one.since or "")
    except ValueError:
        return say("cert_before") if one.since is None else one.since
    return say("cert_day", day=f"{day.day} {day:%B %Y}")


def answered(
    session: Session,
    asked: Question,
    title: str,
    lead: str,
    parts: Sequence[str],
    sources: Sequence[str],
    checked: Optional[str],
) -> Answer:
    """Return an answer on certificates with its sources, or as the editors' advice where there are none."""
    role = next(iter(roles.roles(session, ids=asked.roles[:1] or ["data_scientist"])))
    return Answer(
        topic=asked.topic,
        title=title,
        lead=lead,
        body="\n\n".join(part for part in parts if part),
        sources=sourced(session, *(dict.fromkeys(sources) or ("editorial",))),
        suggestions=next_steps(asked, role, "certifications", "skills", "how_to_become"),
        roles=asked.roles,
        checked=checked,
    )
