"""Which of several roles is easier to enter: the share of their advertised ranges that are for beginners."""

from __future__ import annotations

import math
from typing import Optional

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer, suggest
from actions.evidence.base import bullets, next_steps, sourced
from actions.evidence.pay_words import period
from actions.question import Question
from actions.wording import listed, say, sentence, with_article
from knowledge.pay.results import RELIABLE_SAMPLE
from knowledge.queries import pay, roles

_CRITERIA = frozenset({"easier", "entry"})
_Z = 1.96  # standard errors beyond which chance lies in 5 of 100 cases


def easier_to_enter(session: Session, asked: Question) -> Optional[Answer]:
    """Return which of two or more roles has the larger share of posts for beginners, or ``None``.

    Roles with fewer ranges than :data:`RELIABLE_SAMPLE` are named as not known; two must be known.
    """
    if asked.criterion not in _CRITERIA or len(asked.roles) < 2 or asked.shape == "why":
        return None
    known, unknown = [], []
    for role in roles.roles(session, ids=asked.roles):
        found = pay.ranges_for_beginners(session, role=role.id)
        if found is None or found[1].n < RELIABLE_SAMPLE:
            unknown.append(role)
        else:
            known.append((found[0].n / found[1].n, found[1], role))
    if len(known) < 2:
        return None
    known.sort(key=lambda one: -one[0])
    (share, most, best), (next_share, others, _) = known[:2]
    error = math.sqrt(share * (1 - share) / most.n + next_share * (1 - next_share) / others.n)
    ahead = share - next_share > _Z * error
    points = [
        say("entry_share", roles=sentence(role.plural), percent=f"{100 * part:.1f}", n=f"{every.n:,}")
        for part, every, role in known
    ]
    if unknown:
        points.append(say("entry_share_unknown", roles=listed([role.plural for role in unknown])))
    return Answer(
        topic=asked.topic,
        title=say("entry_share_title"),
        lead=say(
            "entry_ahead" if ahead else "entry_alike",
            a_role=with_article(best.name),
            roles=listed([role.plural for _, _, role in known]),
            percent=f"{100 * share:.0f}",
            period=period(session, most),
        ),
        body="\n\n".join([bullets(points), say("entry_share_means")]),
        sources=sourced(session, most.source),
        suggestions=(
            suggest(say("suggest_become", a_role=with_article(best.name)), "ask_how_to_become", role=best.id),
            suggest(say("suggest_pays_more"), "compare_salaries", role=asked.ids(names.ROLE)),
            *next_steps(asked, best, "job_outlook"),
        ),
        roles=asked.roles,
    )
