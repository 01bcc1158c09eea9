"""Who is paid more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Optional

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.asking_back import which_role
from actions.evidence import pay_best, pay_over_time
from actions.evidence.base import Evidence, role_of
from actions.evidence.pay_answer import answer_of
from actions.evidence.pay_asked import beyond_figures
from actions.evidence.pay_compared import compare_roles
from actions.evidence.pay_found import find, ranges_of
from actions.evidence.pay_wanted import Wanted, wanted
from actions.evidence.pay_words import interval, the
from actions.pay_memory import wants_of_pay
from actions.question import Question
from actions.wording import listed, say, sentence
from knowledge.pay.compare import NotComparable, compare
from knowledge.pay.results import OfficialPay
from knowledge.queries import field, pay_official, roles

#: The end of a wording's key, by the verdict of a comparison.
_WORDS = {"higher": "more", "lower": "less", "about the same": "same", "unclear": "unclear"}


class CompareSalaries(Evidence):
    """Puts pay side by side, within one measure, and names what sources disagree on."""

    topic = "compare_salaries"
    shapes = frozenset({"facts", "how_much", "how", "which", "criterion", "yes_no", "worth", "enough"})

    def exactly(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the answer to a rank, an amount or what lies beyond a figure."""
        if asked.outsiders and len(asked.roles) == 1 and asked.wishes.aspect is None:
            return _beside_outsider(session, asked, role_of(session, asked), wanted(session, asked))
        return beyond_figures(session, asked)

    def settles(self, session: Session, asked: Question) -> bool:
        """Return whether a question asks which of several roles, industries or places pays more, alone."""
        unexplained = any(one.kind in ("word", "span") for one in asked.said())
        plain = asked.wishes.aspect is None and asked.shape != "why" and not unexplained
        places = bool(asked.roles) and len(asked.locations) > 1
        return plain and (len(asked.roles) > 1 or len(asked.industries) > 1 or places)

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return who is paid more: of roles, of places for one role, else of the role's levels."""
        wants = wanted(session, asked)
        if not asked.roles:
            return pay_best.best_roles(session, asked, wants)
        role = role_of(session, asked)
        if len(asked.roles) > 1:
            return compare_roles(session, asked, topic=self.topic)
        if len(asked.industries) > 1 and (verdict := _industries_verdict(session, asked, role)):
            return _compare_industries(session, asked, role, wants, verdict)
        if len(wants.places) > 1:
            return _compare_places(session, asked, role, wants)
        if wants.wishes.rank is not None:
            return pay_best.answer(session, asked, role, wants)
        if (
            wants.place_said
        ):  # "do they earn more in New York?": the place beside the nation, within each measure
            return answer_of(session, asked, role, wants, [find(session, role, wants.places[0], wants)])
        by_level = pay_over_time.by_level(session, asked, role, wants) if wants.level else None
        if by_level is None and (wants.level or wants_of_pay(wants.wishes)):
            return answer_of(session, asked, role, wants, [find(session, role, wants.places[0], wants)])
        return by_level or which_role(session, asked)


def _beside_outsider(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Answer:
    """Return the pay of the role that is known, and that there is none to set beside it."""
    found = find(session, role, wants.places[0], wants)
    who = listed([one.words for one in asked.outsiders])
    found.first.append(say("compare_outsider", who=who, roles=role.plural))
    return answer_of(session, asked, role, wants, [found])


def _compare_places(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Answer:
    """Return the pay of one role in several places, each beside its like."""
    found = [find(session, role, place, wants) for place in wants.places]
    lead = _places_verdict(session, role, wants)
    answer = answer_of(session, asked, role, wants, found, lead=lead)
    american = all(place.bls_area for place in wants.places[:2])
    rule = say("pay_chance_official" if american else "pay_chance")
    return replace(answer, topic="compare_salaries", notes=(*answer.notes, rule))


def _places_verdict(session: Session, role: roles.Role, wants: Wanted) -> str:
    first, second = wants.places[:2]
    try:
        if first.bls_area and second.bls_area:
            mine, theirs = (_wages_of(session, role, place) for place in (first, second))
            both = [(mine[code], theirs[code]) for code in mine if code in theirs]
            if not both:
                raise NotComparable("official wages of one of the two are not known")
            return " ".join(_official_verdict(*pair, first, second) for pair in both)
        if first.kind == "country" and second.kind == "country":
            ours, others = (ranges_of(session, role.id, place.iso or "", wants) for place in (first, second))
            if ours is None or others is None:
                raise NotComparable("the ranges of one of the two are not known")
            told = compare(ours, others)
            return say(
                f"compare_countries_{_WORDS[told.verdict]}",
                roles=role.plural,
                first=the(first.name) if told.verdict == "unclear" else sentence(the(first.name)),
                second=the(second.name),
                percent=abs(told.percent),
                interval=interval(told),
                n=f"{ours.n:,}",
                other_n=f"{others.n:,}",
            )
        raise NotComparable("one source does not count both places")
    except NotComparable as reason:
        return say("compare_refused", reason=str(reason))


def _compare_industries(
    session: Session, asked: Question, role: roles.Role, wants: Wanted, verdict: str
) -> Answer:
    """Return the pay of one role in two industries of the United States, each beside its like."""
    wants = replace(wants, other_industries=())
    found = [
        find(session, role, wants.places[0], replace(wants, industry=industry))
        for industry in field.industries(session, ids=list(asked.industries[:2]))
    ]
    answer = answer_of(session, asked, role, wants, found, lead=verdict)
    return replace(answer, topic="compare_salaries", notes=(*answer.notes, say("pay_chance_official")))


def _industries_verdict(session: Session, asked: Question, role: roles.Role) -> str:
    """Return in which of two industries each occupation of a role earned more, or nothing where not known."""
    first, second = field.industries(session, ids=list(asked.industries[:2]))
    if first.bls_industry is None or second.bls_industry is None:
        return ""
    mine, theirs = (
        {
            one.here.code: one.here
            for one in pay_official.official(session, role=role.id, industry=code)
            if one.here.reliable
        }
        for code in (first.bls_industry, second.bls_industry)
    )
    return " ".join(
        _official_verdict(mine[code], theirs[code], first, second) for code in mine if code in theirs
    )


def _official_verdict(
    mine: OfficialPay,
    theirs: OfficialPay,
    first: field.Place | field.Industry,
    second: field.Place | field.Industry,
) -> str:
    """Return where one occupation earned more."""
    beside = compare(mine, theirs)
    values: dict[str, Any] = {
        "occupation": sentence(mine.occupation),
        "plain": mine.occupation,
        "percent": abs(beside.percent),
        "interval": interval(beside),
        "first": the(first.name),
        "second": the(second.name),
        "n": f"{mine.jobs or 0:,}",
        "other_n": f"{theirs.jobs or 0:,}",
    }
    return say(f"compare_places_{_WORDS[beside.verdict]}", **values)


def _wages_of(session: Session, role: roles.Role, place: field.Place) -> dict[str, OfficialPay]:
    """Return the official wages in a place of each occupation that a role is counted in, by its code."""
    held = pay_official.official(session, role=role.id, area=place.bls_area)
    return {one.here.code: one.here for one in held if one.here.reliable}
