"""One described move: where it begins, its verdict in the shape of the question, how long it takes."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.evidence.notes import AGAINST
from actions.evidence.pay_words import interval
from actions.question import Question
from actions.wording import inline, say, sentence, with_article
from actions.wording import opening as first_sentence
from knowledge.pay.compare import compare
from knowledge.queries import field, pay, roles

_YES = ("Yes.", "Yes,", "Yes;", "Yes:")
_LIMITS = ("though", "but", "if", "with", "and")
_ASKS_YES_OR_NO = ("yes_no", "worth", "enough")


def move(session: Session, *, origin: str, target: str) -> Optional[field.Transition]:
    """Return the described way between two ends, or ``None``."""
    return field.transition(session, origin=origin, target=target) if origin != target else None


def name_of(session: Session, end: str) -> str:
    """Return the name of a role or background for sentences."""
    found = roles.roles(session, ids=[end])
    return found[0].name if found else field.background_name(session, background=end) or end.replace("_", " ")


def opening(session: Session, asked: Question, way: field.Transition, role: roles.Role) -> str:
    """Return the verdict on a move in the shape of the question, with how long it takes."""
    verdict, time = plain_verdict(asked, way.verdict), say("transition_time", months=way.months)
    years = asked.person.years
    if years and asked.person.job == way.origin:
        time += " " + say("with_years", years=f"{years:g}", origin=with_article(name_of(session, way.origin)))
    told = asked.told
    if "carries" in told:
        return f"{say('carries_most', what=first_sentence(' '.join(way.carries_over)))} {verdict} {time}"
    if asked.shape == "first" and way.learn:
        return say(
            "move_first",
            title=inline(way.learn[0].title),
            detail=way.learn[0].detail,
            months=way.months,
        )
    if asked.shape == "how_long":
        return f"{say('move_how_long', months=way.months)} {verdict}"
    if "keeps_level" in told:
        plain = plain_verdict(asked, way.verdict, yes=False)
        return f"{say(f'keeps_level_{way.difficulty}')} {plain} {time}"
    if "pay_cut" in told and (paid := _pay(session, way, role)):
        return f"{paid} {verdict} {time}"
    if "hard" in told:
        return f"{say(f'move_hard_{way.difficulty}')} {plain_verdict(asked, way.verdict, yes=False)} {time}"
    if asked.shape == "worth" and (reason := roles.fit_reason(session, role=role.id)):
        return f"{verdict} {time} {say('move_worth', reason=first_sentence(reason.text))}"
    return f"{verdict} {time}"


def plain_verdict(asked: Question, verdict: str, *, yes: Optional[bool] = None) -> str:
    """Return the verdict without its "Yes" where yes is no answer: to "how?", or to "is it silly?"."""
    wanted = asked.shape in _ASKS_YES_OR_NO if yes is None else yes
    wanted = wanted and not AGAINST & set(asked.words)
    if wanted or not verdict.startswith(_YES):
        return verdict
    rest = verdict[len("Yes") :].lstrip(" ,.;:")
    if rest.split(" ", 1)[0] in _LIMITS:  # a limit alone is no sentence
        return say("verdict_possible", rest=rest)
    return sentence(rest)


def pay_source(session: Session, role: roles.Role) -> Optional[str]:
    """Return the source by which the pay of two roles is held against each other."""
    found = pay.advertised(session, role=role.id)
    return found.source if found else None


def _pay(session: Session, way: field.Transition, role: roles.Role) -> Optional[str]:
    """Return whether the move costs pay, by what is advertised to both roles, or ``None``."""
    before, after = (pay.advertised(session, role=one) for one in (way.origin, role.id))
    if before is None or after is None or before.year_to != after.year_to or before.pooled or after.pooled:
        return None
    first = before.middle.median if before.middle and before.reliable else None
    second = after.middle.median if after.middle and after.reliable else None
    if not first or not second:
        return None
    beside = compare(after, before)
    key = {"higher": "move_pays_more", "lower": "move_pays_less"}.get(beside.verdict, "move_pays_same")
    source = field.sources(session, ids=[after.source])[0]
    return say(
        key,
        percent=abs(beside.percent),
        interval=interval(beside),
        target=role.plural,
        origin=roles.roles(session, ids=[way.origin])[0].plural,
        after=f"{second:,.0f}",
        before=f"{first:,.0f}",
        n=after.n,
        other_n=before.n,
        year=after.year_to,
        source=source.publisher,
    )
