"""Whether a title matters, why people call themselves so, and what somebody who does two jobs is called."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.asking_back import starters
from actions.evidence import of_aspect
from actions.evidence.base import bullets, next_steps, sourced
from actions.evidence.notes import sources_of
from actions.evidence.terms import subjects_of
from actions.question import Question
from actions.wording import opening, sentence
from knowledge.queries import roles


def of_title(session: Session, asked: Question) -> Optional[Answer]:
    """Return what is told of titles where a question asks about one as such; ``None`` elsewhere.

    The titles that it names are explained in a line each beside.
    """
    told = of_aspect.told(session, asked, ("title",))
    if told is None or not set(told.note.bound_to("role")) <= set(asked.roles):
        return None
    subjects = [one for one in subjects_of(session, asked) if not one.own]
    lines = bullets([f"**{sentence(one.name)}**: {opening(one.what)}" for one in subjects])
    found = roles.roles(session, ids=asked.roles[:1])
    steps = next_steps(asked, found[0], "role_definition", "skills", "salary") if found else ()
    return Answer(
        topic=asked.topic,
        title=sentence(told.note.title),
        lead=told.lead,
        body="\n\n".join(part for part in (told.rest, lines) if part),
        sources=sourced(session, *sources_of([told.note])),
        suggestions=steps or starters(),
        roles=asked.roles,
        checked=told.note.checked,
    )
