"""How roles differ."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer, Table, suggest
from actions.asking_back import STARTERS
from actions.evidence.base import Evidence, attributed, sourced
from actions.evidence.terms import (
    Subject,
    are_roles,
    asks_whether_same,
    compared,
    matter_of,
    roles_meant,
    subjects_of,
)
from actions.evidence.titles import of_title
from actions.question import Question
from actions.wording import inline, listed, say, sentence, with_article, words
from knowledge.queries import field, roles, terms

#: Words of a plain question for a difference, which ask for nothing beyond it.
_PLAIN = frozenset(
    """
    difference differences different differ differs separate separates compare compared comparison distinction
    distinguish distinguishes differentiating key main role roles job jobs title titles position positions
    same thing engineer engineers essentially exactly sets apart work career careers
    """.split()
)


class RoleDifference(Evidence):
    """Compares roles in a sentence and a table, titles and words in a line each and then together."""

    topic = "role_difference"
    shapes = frozenset({"facts", "which", "how", "yes_no"})

    def settles(self, session: Session, asked: Question) -> bool:
        """Return whether a question asks how roles differ and nothing else."""
        found = subjects_of(session, asked)
        plain = asked.criterion is None and set(asked.says) <= _PLAIN and not _left(asked)
        return len(found) > 1 and are_roles(found) and plain

    def bears_on(self, session: Session, asked: Question) -> bool:
        """Return whether all that is named is compared: roles, titles or words of the field."""
        return of_title(session, asked) is not None or len(subjects_of(session, asked)) > 1

    def stands_alone(self, session: Session, asked: Question) -> bool:
        """Return whether it can answer without a pair of roles of the catalog."""
        return len(subjects_of(session, asked)) > 1 or of_title(session, asked) is not None

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return a comparison; with a single role, ask what to compare it with."""
        titled = of_title(session, asked)
        if titled is not None:
            return titled
        subjects = subjects_of(session, asked)
        meant = roles_meant(subjects)
        if len(subjects) > 1 and not (are_roles(subjects) or meant):
            return compared(session, asked, subjects)
        if meant:
            asked = asked.having(names.ROLE, meant)
        found = roles.roles(session, ids=asked.roles)
        if len(found) < 2:
            return _compare_with_what(session, asked, found[0])
        cells = [roles.comparison(session, role=role.id) for role in found]
        rows = tuple(
            (label, *(one.get(aspect, "") for one in cells))
            for aspect, label in words("comparison_rows").items()
        )
        views = field.viewpoints(session, topic="role_difference", roles=asked.roles)[:1]
        parts = [
            say("role_difference_part", role=with_article(role.name), builds=inline(one["builds"]))
            for role, one in zip(found, cells, strict=True)
        ]
        lead = ", while ".join(parts) if len(parts) == 2 else listed(parts)
        verdict = _verdict(asked, found) or _does_more(session, asked, subjects)
        first, second = found[0], found[1]
        return Answer(
            topic=self.topic,
            title=sentence(" vs ".join(role.short for role in found)),
            lead=f"{verdict} {sentence(lead)}." if verdict else sentence(f"{lead}."),
            body=terms.relation(session, members=asked.roles) or "",
            table=Table(("", *(role.short for role in found)), rows),
            notes=(attributed(session, views),) if views else (),
            sources=sourced(session, *(role.source for role in found), *(view.source for view in views)),
            suggestions=(
                suggest(say("suggest_pays_more"), "compare_salaries", role=asked.roles),
                suggest(say("suggest_which_suits"), "ask_role_fit", role=asked.roles),
                suggest(
                    say("suggest_switch", origin=with_article(first.name), target=with_article(second.name)),
                    "ask_transition",
                    role=(first.id, second.id),
                ),
                suggest(say("suggest_skills_both"), "ask_skills", role=asked.roles),
            ),
            roles=asked.roles,
        )


def doing_more(session: Session, asked: Question) -> Optional[Answer]:
    """Return whose work a word of the field is most, where it is asked of roles, or ``None``."""
    if asked.shape != "which" or asked.criterion is not None or len(asked.roles) < 2:
        return None
    found = subjects_of(session, asked)
    if not _does_more(session, asked, found) or not roles_meant(found):
        return None
    return RoleDifference().answer(session, asked)


def _left(asked: Question) -> list[str]:
    return [one.words for one in asked.said() if one.kind == "word"]


def _verdict(asked: Question, found: list[roles.Role]) -> str:
    """Return a yes or no to whether two roles are the same."""
    if len(found) != 2 or not asks_whether_same(asked) or not {"sameness", "title"} & set(asked.aspects):
        return ""
    first, second = found
    key = "roles_kin" if first.like == second.id or second.like == first.id else "roles_not_same"
    return say(key)


def _does_more(session: Session, asked: Question, subjects: Sequence[Subject]) -> str:
    """Return, where a word of the field is named beside roles, whose work it is most."""
    first = matter_of(subjects, asked.roles)
    if first is None or asked.shape != "which":
        return ""
    word = next(one for one in subjects if one.term is not None and not one.own)
    role = roles.roles(session, ids=[first])[0]
    return say("term_work_of", role=sentence(with_article(role.name)), word=word.name)


def _compare_with_what(session: Session, asked: Question, role: roles.Role) -> Answer:
    others = roles.roles(session, ids=[one for one in STARTERS if one != role.id])
    return Answer(
        topic="role_difference",
        title=sentence(role.name),
        lead=say("compare_with_what", turn=asked.turn, role=with_article(role.name)),
        suggestions=tuple(
            suggest(
                say("suggest_versus", role=sentence(role.name), other=other.name),
                "ask_role_difference",
                role=(role.id, other.id),
            )
            for other in others
        ),
        roles=asked.roles,
    )
