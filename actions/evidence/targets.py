"""Which of several roles to aim at from where somebody stands, and whether to take an offer on the way."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer, suggest
from actions.evidence.base import bullets, sourced
from actions.evidence.moves import move, name_of, plain_verdict
from actions.question import Question
from actions.wording import listed, say, sentence, with_article
from knowledge.months import months_of
from knowledge.queries import roles


def between_targets(session: Session, asked: Question) -> Optional[Answer]:
    """Return which of two or more roles is nearer from where a person stands, or ``None``.

    All the ways must be described; the nearest by months comes first.
    """
    origin = _origin(asked)
    targets = [one for one in _targets(asked) if one != origin]
    if origin is None or len(targets) < 2 or "offer" in asked.told:
        return None
    ways = [(one, way) for one in targets if (way := move(session, origin=origin, target=one))]
    if len(ways) < len(targets):
        return None
    ways.sort(key=lambda one: months_of(one[1].months) or (99, 99))
    known = {role.id: role for role in roles.roles(session, ids=targets)}
    best, nearest = ways[0]
    start = with_article(name_of(session, origin))
    same = months_of(nearest.months) == months_of(ways[1][1].months)
    points = []
    for target, way in ways:
        reason = roles.fit_reason(session, role=target)
        points.append(
            say(
                "target_point",
                role=sentence(known[target].name),
                months=way.months,
                verdict=plain_verdict(asked, way.verdict, yes=False),
                reason=reason.text if reason else "",
            )
        )
    others = listed([f"{with_article(known[one].name)} ({way.months})" for one, way in ways[1:]])
    return Answer(
        topic="transition",
        title=say("targets_title", origin=sentence(name_of(session, origin))),
        lead=say(
            "targets_same" if same else "targets",
            origin=start,
            best=with_article(known[best].name),
            months=nearest.months,
            others=others,
        ),
        body="\n\n".join([bullets(points), say("targets_carries", what=" ".join(nearest.carries_over))]),
        sources=sourced(session, *(way.source for _, way in ways)),
        suggestions=tuple(
            suggest(
                say("suggest_switch", origin=start, target=with_article(known[one].name)),
                "ask_transition",
                background=None if origin in asked.ids(names.ROLE) else origin,
                role=(origin, one) if origin in asked.ids(names.ROLE) else one,
            )
            for one, _ in ways
        ),
        roles=tuple(one for one, _ in ways),
    )


def first_job_for(session: Session, asked: Question) -> Optional[Answer]:
    """Return which of two or more jobs is the better start on the way to another role, or ``None``.

    All the ways must be described; the shortest by months comes first.
    """
    named = asked.ids(names.ROLE, of_person=False)
    starts = [one for one in named if one != asked.target]
    if asked.target not in named or len(starts) < 2 or "offer" in asked.told or asked.shape != "which":
        return None
    ways = [(one, way) for one in starts if (way := move(session, origin=one, target=str(asked.target)))]
    if len(ways) < len(starts):
        return None
    ways.sort(key=lambda one: months_of(one[1].months) or (99, 99))
    known = {role.id: role for role in roles.roles(session, ids=named)}
    target = known[str(asked.target)]
    best, nearest = ways[0]
    same = months_of(nearest.months) == months_of(ways[1][1].months)
    others = [
        with_article(known[one].name)
        if same
        else say("first_job_other", role=with_article(known[one].name), months=way.months)
        for one, way in ways[1:]
    ]
    points = [
        say(
            "first_job_point",
            role=with_article(known[one].name),
            months=way.months,
            verdict=plain_verdict(asked, way.verdict, yes=False),
        )
        for one, way in ways
    ]
    return Answer(
        topic="transition",
        title=sentence(target.name),
        lead=say(
            "first_job_same" if same else "first_job",
            best=sentence(with_article(known[best].name)) if not same else with_article(known[best].name),
            target=with_article(target.name),
            months=nearest.months,
            others=listed(others),
        ),
        body=bullets(points),
        sources=sourced(session, *(way.source for _, way in ways)),
        suggestions=tuple(
            suggest(
                say(
                    "suggest_switch",
                    origin=with_article(known[one].name),
                    target=with_article(target.name),
                ),
                "ask_transition",
                role=(one, target.id),
            )
            for one, _ in ways
        ),
        roles=(target.id,),
    )


def offer(session: Session, asked: Question) -> Optional[Answer]:
    """Return whether to take an offered post on the way to another role, or ``None``."""
    ids = asked.ids(names.ROLE)
    if "offer" not in asked.told or len(ids) < 2:
        return None
    wished = asked.target if asked.target in ids else ids[-1]
    offered = next((one for one in ids if one != wished), None)
    way = move(session, origin=str(offered), target=str(wished)) if offered else None
    if way is None or wished is None:
        return None
    found = {role.id: role for role in roles.roles(session, ids=[str(offered), wished])}
    return Answer(
        topic="transition",
        title=say("offer_title"),
        lead=say(
            f"offer_{way.difficulty}",
            offered=with_article(found[str(offered)].name),
            wished=with_article(found[wished].name),
            months=way.months,
        ),
        body="\n\n".join(
            [
                plain_verdict(asked, way.verdict, yes=False),
                bullets([say("offer_ask"), say("offer_use"), say("offer_leave", months=way.months)]),
            ]
        ),
        sources=sourced(session, way.source),
        suggestions=(
            suggest(
                say(
                    "suggest_switch",
                    origin=with_article(found[str(offered)].name),
                    target=with_article(found[wished].name),
                ),
                "ask_transition",
                role=(str(offered), wished),
            ),
            suggest(say("suggest_pays_more"), "compare_salaries", role=(str(offered), wished)),
        ),
        roles=(str(offered), wished),
    )


def _origin(asked: Question) -> Optional[str]:
    return asked.origin or asked.person.job or asked.background


def _targets(asked: Question) -> list[str]:
    """Return the roles that are asked about; those alone that are named as aims, where any are."""
    aims = [one.id for one in asked.said() if one.kind == names.ROLE and one.part == "target" and one.id]
    named = [one for one in asked.ids(names.ROLE) if one != _origin(asked)]
    return list(dict.fromkeys(aims if len(set(aims)) > 1 else named))
