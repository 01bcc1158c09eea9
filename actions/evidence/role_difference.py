"""How roles differ."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.answer import Answer, Table, suggest
from actions.asking_back import STARTERS
from actions.evidence.base import Evidence, attributed, sourced
from actions.question import Question
from actions.wording import inline, listed, say, sentence, with_article, words
from knowledge.queries import field, roles


class RoleDifference(Evidence):
    """Compares two or more roles in a sentence and a table."""

    topic = "role_difference"

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return a comparison; with a single role, ask what to compare it with."""
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
        first, second = found[0], found[1]
        return Answer(
            topic=self.topic,
            title=sentence(" vs ".join(role.short for role in found)),
            lead=sentence(f"{lead}."),
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
