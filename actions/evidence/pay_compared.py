"""The pay of roles side by side, within one measure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Optional

from sqlalchemy.orm import Session

from actions.answer import Answer, Chart, Difference, suggest
from actions.evidence.base import attributed, next_steps, sourced
from actions.evidence.pay_found import ranges_of, too_few
from actions.evidence.pay_sums import country_of
from actions.evidence.pay_told import advertised, chart_of
from actions.evidence.pay_wanted import Wanted, not_known, remarks, unused, wanted
from actions.evidence.pay_words import interval, period, the
from actions.question import Question
from actions.wording import listed, say, sentence
from knowledge.pay.compare import Comparison, NotComparable, compare
from knowledge.pay.results import AdvertisedPay
from knowledge.queries import field, pay_sources, roles


def compare_roles(session: Session, asked: Question, *, topic: str) -> Answer:
    """Return the pay of roles side by side: by what was advertised to each in one country and period."""
    found = roles.roles(session, ids=asked.roles)
    wants = wanted(session, asked)
    country = country_of(session, wants.places[0])
    held = [(role, ranges_of(session, role.id, country.iso or "", wants)) for role in found]
    known = [(role, one) for role, one in held if one is not None and one.reliable]
    told = [advertised(session, role, country.name, one, wants) for role, one in known]
    lead, difference = _verdict(session, known, country)
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
    if len(known) > 1:
        notes.append(say("pay_chance"))
    notes += dict.fromkeys(note for one in told for note in one.notes)
    sources = [source for one in told for source in one.sources] + [view.source for view in views]
    return Answer(
        topic=topic,
        title=say("compare_salaries_title", roles=sentence(" vs ".join(role.short for role in found))),
        lead=" ".join([*not_known(wants), lead]),
        body="\n\n".join(part for part in body if part),
        chart=_with(difference, chart_of(told)),
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


def _verdict(
    session: Session, known: list[tuple[roles.Role, AdvertisedPay]], country: field.Place
) -> tuple[str, Optional[Difference]]:
    """Return which role was offered more, and by how much where that can be told."""
    if len(known) < 2:
        return say("compare_unknown", place=the(country.name)), None
    ordered = sorted(known, key=lambda one: -((one[1].middle.median if one[1].middle else None) or 0.0))
    (first, more), (last, less) = ordered[0], ordered[-1]
    try:
        found: Comparison[AdvertisedPay] = compare(more, less)
    except NotComparable as reason:
        return say("compare_refused", reason=str(reason)), None
    values: dict[str, Any] = {
        "first": sentence(first.plural),
        "last": last.plural,
        "place": the(country.name),
    }
    values |= {"period": period(session, more), "percent": found.percent, "interval": interval(found)}
    values |= {"n": f"{more.n:,}", "other_n": f"{less.n:,}"}
    if found.verdict == "about the same":
        plural = sentence(listed([role.plural for role, _ in known]))
        ns = listed([f"{one.n:,}" for _, one in known])
        return say("compare_equal", roles=plural, ns=ns, **values), None
    if found.verdict == "unclear":
        return say("compare_unclear", first_plural=first.plural, **values), None
    difference = Difference(found.percent, *found.percents) if found.percents else None
    return say("compare_advertised", **values), difference


def _with(difference: Optional[Difference], chart: Optional[Chart]) -> Optional[Chart]:
    """Return a chart with the difference of its bars, which only two of them have."""
    if chart is None or len(chart.bars) != 2:
        return chart
    return replace(chart, difference=difference)


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
