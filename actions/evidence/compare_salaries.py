"""Who is paid more."""

from __future__ import annotations

from typing import Any, Optional

from sqlalchemy.orm import Session

from actions.answer import Answer, suggest
from actions.asking_back import which_role
from actions.evidence import pay_best, pay_over_time
from actions.evidence.base import Evidence, attributed, next_steps, role_of, sourced
from actions.evidence.pay_found import find, ranges_of, too_few
from actions.evidence.pay_told import advertised, chart_of
from actions.evidence.pay_wanted import US, Wanted, not_known, remarks, unused, wanted
from actions.evidence.pay_words import period, the
from actions.question import Question
from actions.wording import listed, say, sentence
from knowledge.pay.compare import Comparison, NotComparable, compare
from knowledge.pay.results import AdvertisedPay, OfficialPay
from knowledge.queries import field, pay_official, pay_sources, roles


class CompareSalaries(Evidence):
    """Puts pay side by side, within one measure, and names what sources disagree on."""

    topic = "compare_salaries"
    shapes = frozenset({"facts", "how_much", "how", "which", "criterion", "yes_no", "worth", "enough"})

    def exactly(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the answer to a rank, an amount or what lies beyond a figure."""
        from actions.evidence.salary import beyond_figures  # it needs this module too

        if asked.outsiders and len(asked.roles) == 1 and asked.wishes.aspect is None:
            return _beside_outsider(session, asked, role_of(session, asked), wanted(session, asked))
        return beyond_figures(session, asked)

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return who is paid more: of roles, of places for one role, else of the role's levels."""
        wants = wanted(session, asked)
        if not asked.roles:
            return pay_best.best_roles(session, asked, wants)
        role = role_of(session, asked)
        if len(asked.roles) > 1:
            return compare_roles(session, asked, topic=self.topic)
        if len(wants.places) > 1:
            return _compare_places(session, asked, role, wants)
        if wants.wishes.rank is not None:
            return pay_best.answer(session, asked, role, wants)
        by_level = pay_over_time.by_level(session, asked, role, wants) if wants.level else None
        return by_level or which_role(session, asked)


def compare_roles(session: Session, asked: Question, *, topic: str) -> Answer:
    """Return the pay of roles side by side: by what was advertised to each in one country and period."""
    found = roles.roles(session, ids=asked.roles)
    wants = wanted(session, asked)
    country = _country(session, wants)
    held = [(role, ranges_of(session, role.id, country.iso or "", wants)) for role in found]
    known = [(role, one) for role, one in held if one is not None and one.reliable]
    told = [advertised(session, role, country.name, one, wants) for role, one in known]
    lead = _verdict(session, known, country)
    missing = [
        too_few(session, role, country.name, one, wants) for role, one in held if (role, one) not in known
    ]
    body = [" ".join([*(one.text for one in told), *missing])]
    notes = _narrower(wants, country, found)
    general = wants.level is None and not wants.place_said and wants.industry is None
    views = field.viewpoints(session, topic="salary", roles=asked.roles)[:2] if general else []
    if len(views) > 1:
        body.append(say("compare_disagree", views=attributed(session, views)))
    reported = _reported_alike(session, found, country)
    notes += [*([reported] if reported else []), *remarks(wants)]
    notes += unused(wants, [lead, *body, *notes])
    notes += dict.fromkeys(note for one in told for note in one.notes)
    sources = [source for one in told for source in one.sources] + [view.source for view in views]
    return Answer(
        topic=topic,
        title=say("compare_salaries_title", roles=sentence(" vs ".join(role.short for role in found))),
        lead=" ".join([*not_known(wants), lead]),
        body="\n\n".join(part for part in body if part),
        chart=chart_of(told),
        notes=tuple(dict.fromkeys(notes)),
        sources=sourced(session, *dict.fromkeys(sources or ["aijobs"])),
        suggestions=(
            suggest(say("suggest_difference"), "ask_role_difference", role=asked.roles),
            suggest(
                say("suggest_for_seniors"),
                "compare_salaries",
                role=asked.roles,
                level="senior",
                location=asked.locations,
            ),
            *next_steps(asked, found[0], "job_outlook", "how_to_become"),
        ),
        roles=asked.roles,
    )


def _verdict(session: Session, known: list[tuple[roles.Role, AdvertisedPay]], country: field.Place) -> str:
    if len(known) < 2:
        return say("compare_unknown", place=the(country.name))
    ordered = sorted(known, key=lambda one: -((one[1].middle.median if one[1].middle else None) or 0.0))
    (first, more), (last, less) = ordered[0], ordered[-1]
    try:
        found: Comparison[AdvertisedPay] = compare(more, less)
    except NotComparable as reason:
        return say("compare_refused", reason=str(reason))
    values: dict[str, Any] = {
        "first": sentence(first.plural),
        "last": last.plural,
        "place": the(country.name),
    }
    if found.verdict == "about the same":
        return say(
            "compare_equal",
            roles=listed([role.plural for role, _ in known]),
            **values,
            period=period(session, more),
        )
    return say("compare_advertised", percent=found.percent, period=period(session, more), **values)


def _beside_outsider(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Answer:
    """Return the pay of the role that is known, and that there is none to set beside it."""
    from actions.evidence.salary import answer_of  # it needs this module too

    found = find(session, role, wants.places[0], wants)
    who = listed([one.words for one in asked.outsiders])
    found.first.append(say("compare_outsider", who=who, roles=role.plural))
    return answer_of(session, asked, role, wants, [found])


def _narrower(wants: Wanted, country: field.Place, found: list[roles.Role]) -> list[str]:
    """Return what a comparison cannot be narrowed to, for want of a source."""
    said = []
    narrow = wants.places[0]
    if narrow.id != country.id:
        said.append(say("compare_no_place", place=the(narrow.name), country=the(country.name)))
    if wants.industry is not None:
        said.append(say("compare_no_industry", industry=wants.industry.name))
    return said


def _reported_alike(session: Session, found: list[roles.Role], country: field.Place) -> Optional[str]:
    answers = [pay_sources.reported(session, role=role.id, country=country.iso or "") for role in found]
    alike = {one[0].answer for one in answers if one}
    if len(found) == 2 and all(answers) and len(alike) == 1:
        return say("compare_one_answer", roles=listed([role.plural for role in found]))
    return None


def _compare_places(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Answer:
    """Return the pay of one role in several places, each beside its like."""
    from actions.evidence.salary import answer_of  # it needs this module too

    found = [find(session, role, place, wants) for place in wants.places]
    lead = _places_verdict(session, role, wants)
    answer = answer_of(session, asked, role, wants, found, lead=lead)
    return Answer(**{**vars(answer), "topic": "compare_salaries"})


def _places_verdict(session: Session, role: roles.Role, wants: Wanted) -> str:
    first, second = wants.places[:2]
    try:
        if first.bls_area and second.bls_area:
            mine, theirs = (_wage_of(session, role, place) for place in (first, second))
            if mine is None or theirs is None:
                raise NotComparable("official wages of one of the two are not known")
            beside = compare(mine, theirs)
            values: dict[str, Any] = {
                "occupation": sentence(mine.occupation),
                "first": the(first.name),
                "second": the(second.name),
            }
            if beside.verdict == "about the same":
                return say("compare_places_same", **values)
            key = "compare_places_more" if beside.percent > 0 else "compare_places_less"
            return say(key, percent=abs(beside.percent), **values)
        if first.kind == "country" and second.kind == "country":
            ours, others = (ranges_of(session, role.id, place.iso or "", wants) for place in (first, second))
            if ours is None or others is None:
                raise NotComparable("the ranges of one of the two are not known")
            told = compare(ours, others)
            key = "compare_countries_more" if told.percent > 0 else "compare_countries_less"
            return say(
                key,
                roles=role.plural,
                first=sentence(the(first.name)),
                second=the(second.name),
                percent=abs(told.percent),
            )
        raise NotComparable("one source does not count both places")
    except NotComparable as reason:
        return say("compare_refused", reason=str(reason))


def _wage_of(session: Session, role: roles.Role, place: field.Place) -> Optional[OfficialPay]:
    held = pay_official.official(session, role=role.id, area=place.bls_area)
    return next((one.here for one in held if one.here.reliable), None)


def _country(session: Session, wants: Wanted) -> field.Place:
    place = wants.places[0]
    while place.kind != "country":
        inner = place.within or (place.parts[0] if place.parts else None)
        wider = field.place(session, place_id=inner or US)
        assert wider is not None  # noqa: S101 - the catalog checks what a place lies within
        place = wider
    return place
