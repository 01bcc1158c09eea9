"""More on what was answered, and then the next topic of the tour."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from sqlalchemy.orm import Session

from actions import asking_back
from actions.answer import Answer
from actions.evidence.base import Evidence
from actions.evidence.of_topics import EVIDENCE
from actions.memory import Memory
from actions.question import Question
from actions.topics import TOPICS, TOUR, of_a_role


def tell_more(session: Session, asked: Question, memory: Memory, evidence: Evidence) -> tuple[Answer, Memory]:
    """Say more on the topic, once; after that go on to the next topic that was not shown yet."""
    key = f"{asked.topic}:more"
    ready = bool(asked.roles) or not TOPICS[asked.topic].needs_role
    if key not in memory.shown and ready:
        further = evidence.more(session, asked)
        if further is not None:
            after = memory.after(asked)
            return further, replace(after, shown=(*after.shown, key))
    following = _following(asked, memory)
    if following is None:
        return asking_back.that_is_all(asked), memory
    onward = replace(asked, topic=following, more=False)
    return EVIDENCE[following].answer(session, onward), memory.after(onward)


def _following(asked: Question, memory: Memory) -> Optional[str]:
    if not asked.roles:
        tour = [topic for topic in TOUR if not of_a_role(topic)]
    else:
        at = TOUR.index(asked.topic) + 1 if asked.topic in TOUR else 1
        tour = [*TOUR[at:], *TOUR[:at]]
    return next((topic for topic in tour if topic not in memory.shown), None)
