"""What a question wants of pay beyond a figure: a note answers it, and the figure stands beside."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, Optional, Sequence

from sqlalchemy.orm import Session

from actions.answer import EDITORS, Answer, suggest
from actions.evidence import pay_found, pay_over_time, pay_told, pay_why
from actions.evidence.base import next_steps, role_of, sourced
from actions.evidence.notes import lead_and_rest, sources_of
from actions.evidence.pay_answer import answer_of
from actions.evidence.pay_notes import note_for
from actions.evidence.pay_sums import country_of, currency_of
from actions.evidence.pay_told import Told
from actions.evidence.pay_wanted import US, Wanted, not_known, remarks
from actions.evidence.pay_words import interval, the
from actions.question import Question
from actions.render import money
from actions.wording import listed, say, sentence
from knowledge.pay.aspects import Aspect
from knowledge.pay.compare import NotComparable, compare
from knowledge.queries import figures, pay, pay_official, pay_sources, roles

_ALL_OCCUPATIONS = "00-0000"
#: From this multiple of the median of all occupations on, pay is called good.
_WELL = 1.5
#: Aspects to which the pay of the role says nothing.
_WITHOUT_FIGURE: frozenset[Aspect] = frozenset(
    {
        "expectation_intern",
        "current_pay",
        "certificate",
        "degree",
        "gender",
        "rich",
        "pay_cut",
        "company_size",
        "remote_cut",
        "overtime",
        "benefits",
        "intern",
    }
)
_PARITY_SOURCE = "worldbank-ppp"
_OVER_TIME: frozenset[Aspect] = frozenset({"future", "raise_yearly"})
_BY_THE_HOUR: frozenset[Aspect] = frozenset({"contract_rate", "contract_or_permanent"})
_WAYS: tuple[Literal["remote", "onsite"], ...] = ("remote", "onsite")
#: Aspects of which the figure is the answer, and the note what to make of it.
_FIGURE_FIRST: frozenset[Aspect] = frozenset(
    {"minimum", "underpaid", "contract_rate", "remote_or_onsite", "well_paid"}
)
#: Parts of pay that no source holds, which is said first.
_PARTS: frozenset[Aspect] = frozenset({"bonus", "equity", "total"})


def answer(session: Session, asked: Question, wants: Wanted) -> Optional[Answer]:
    """Return the answer to what is wanted beyond a figure, or ``None`` where nothing is known of it."""
    aspect = wants.wishes.aspect
    role = role_of(session, asked) if asked.roles else None
    if aspect == "why":
        return pay_why.answer(session, asked, wants)
    if aspect == "well_paid":
        return None if role is None else _well_paid(session, asked, role, wants)
    if aspect is None or (note := note_for(session, asked, aspect)) is None:
        return None
    lead, rest = lead_and_rest(note)
    parities = _parities(session, wants) if aspect == "cost_of_living" else []
    if parities:
        lead, rest = " ".join(parities), note.answer
    figure = None if role is None else _figure(session, asked, role, wants, aspect)
    if figure is None:
        figure = Answer("", "", "")
    gaps = not_known(wants) if figure.lead else []
    if wants.place_said and not figure.lead and not note.bound_to("place"):
        gaps.append(say("pay_general_place", place=listed([the(one.name) for one in wants.places])))
    if aspect in _PARTS or (aspect == "contract_rate" and not figure.lead):
        gaps.append(say(f"pay_gap_{aspect}"))
    if aspect in _FIGURE_FIRST and figure.lead:
        lead, parts = figure.lead, (figure.body, note.answer, "")
    else:
        parts = (rest, figure.lead, figure.body)
    sources = [*sources_of([note]), *(one.id for one in figure.sources)]
    sources += [_PARITY_SOURCE] if parities else []
    beside = [say("pay_advice_beside")] if figure.lead and EDITORS in sources else []
    said = remarks(replace(wants, wishes=replace(wants.wishes, parts=frozenset(), contract=False)))
    said = said if figure.lead else []
    spoken = " ".join([lead, *parts, *said, *figure.notes])
    spoken = " ".join([spoken, *note.bound_to("industry")])
    if general := _not_narrowed(session, asked, wants, spoken):
        said.insert(0, say("pay_general", what=listed(general)))
    return Answer(
        topic=asked.topic,
        title=sentence(note.title),
        lead=" ".join([*gaps, lead]),
        body="\n\n".join(part for part in parts if part),
        chart=figure.chart,
        notes=tuple(dict.fromkeys([*said, *figure.notes, *beside])),
        sources=sourced(session, *dict.fromkeys(sources)),
        suggestions=(
            *(() if role is None else next_steps(asked, role, "salary", "career_ladder", "job_outlook")),
            suggest(say("suggest_pays_most"), "compare_salaries"),
        ),
        roles=asked.roles,
        checked=note.checked,
    )


def _parities(session: Session, wants: Wanted) -> list[str]:
    """Return what buys a dollar's worth in each country named beside the United States."""
    found = []
    for place in dict.fromkeys(country_of(session, one) for one in wants.places):
        parity = pay_sources.purchasing_power(session, country=place.iso or "US")
        currency = currency_of(place.iso or "US")
        if parity is None or currency == "USD":
            continue
        amount = money(parity.units_per_dollar, currency, "hour")
        found.append(say("pay_parity", place=the(place.name), amount=amount, year=parity.year))
    return found


def _not_narrowed(session: Session, asked: Question, wants: Wanted, spoken: str) -> list[str]:
    """Return what was named and no sentence speaks of; places and employers the planner names itself."""
    named = [one.plural for one in roles.roles(session, ids=asked.roles)]
    named += [f'"{wants.level.words}"'] if wants.level and wants.level.level not in spoken else []
    named += [wants.industry.name] if wants.industry else []
    named += [str(one) for one in (wants.year, wants.other_year, wants.remote) if one]
    plain = spoken.lower()
    return [one for one in named if one.strip('"').lower() not in plain]


def _figure(
    session: Session, asked: Question, role: roles.Role, wants: Wanted, aspect: Aspect
) -> Optional[Answer]:
    """Return what the figures say beside a note: a sentence, bars and sources."""
    if aspect in _WITHOUT_FIGURE or (aspect == "cost_of_living" and not wants.place_said):
        return None
    if aspect == "raise_promotion":
        levels = pay_over_time.by_level(session, asked, role, replace(wants, level=None))
        return replace(levels, body="") if levels else None
    if aspect in _OVER_TIME:
        return pay_over_time.answer(session, asked, role, wants)
    if aspect in _BY_THE_HOUR:
        return _shown(session, _by_the_hour(session, role, wants))
    if aspect == "remote_or_onsite":
        return _remote_or_onsite(session, role, wants)
    found = [pay_found.find(session, role, place, wants) for place in wants.places]
    shown = _shown(session, [one for item in found for one in item.told[:1]])
    gaps = [gap for item in found for gap in [*item.wider, *item.first]]
    return replace(shown, lead=" ".join([*gaps, shown.lead])) if shown else None


def _well_paid(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Optional[Answer]:
    """Return how official pay of a role's occupation stands beside that of all occupations; the US alone."""
    everybody = figures.official_wage(session, occupation=_ALL_OCCUPATIONS)
    place = wants.places[0]
    code = wants.industry.bls_industry if wants.industry else None
    if everybody is None or everybody.median is None or (place.id != US and place.bls_area is None):
        return None
    area = None if code else place.bls_area
    held = pay_official.official(session, role=role.id, area=area, industry=code)
    here = next((one.here for one in held if one.here.reliable), None)
    if here is None or here.spread.median is None:
        return None
    times = here.spread.median / everybody.median
    lead = say(
        "pay_well" if times >= _WELL else "pay_not_well",
        occupation=sentence(here.occupation),
        where=f'"{here.where}"' if code else the(place.name),
        median=money(here.spread.median, here.currency),
        times=f"{times:.1f}",
        all_median=money(everybody.median, here.currency),
        period=here.period,
    )
    found = pay_found.find(session, role, place, wants)
    found.sources.append(here.source)
    lead = f"{lead} {pay_told.fit_of(here, role)}".strip()
    return answer_of(session, asked, role, wants, [found], lead=lead, alone=True)


def _by_the_hour(session: Session, role: roles.Role, wants: Wanted) -> list[Told]:
    if wants.places[0].id != US:
        return []
    posted = pay.posted_in(session, role=role.id, place=US, per="hour")
    return [
        pay_told.advertised(session, role, wants.places[0].name, one, wants) for one in posted if one.reliable
    ][:1]


def _remote_or_onsite(session: Session, role: roles.Role, wants: Wanted) -> Optional[Answer]:
    """Return the pay of remote and of on-site posts at one level, since the mix of levels differs."""
    wants = replace(wants, places=wants.places[:1])
    level = wants.level.level if wants.level else "senior"
    country = wants.places[0]
    found = {
        where: pay.advertised(session, role=role.id, country=country.iso or "US", level=level, remote=where)
        for where in _WAYS
    }
    held = {where: one for where, one in found.items() if one is not None and one.reliable}
    if len(held) < len(found):
        return None
    told = [
        pay_told.advertised(session, role, country.name, one, replace(wants, remote=where))
        for where, one in held.items()
    ]
    shown = _shown(session, told)
    assert shown is not None  # noqa: S101 - both are told
    remote, onsite = held.values()
    try:
        beside = compare(remote, onsite)
    except NotComparable:
        return None
    keys = {"higher": "more", "lower": "less", "about the same": "same", "unclear": "unclear"}
    verdict = say(
        f"pay_remote_{keys[beside.verdict]}",
        level=level,
        roles=role.plural,
        place=the(country.name),
        percent=abs(beside.percent),
        interval=interval(beside),
        n=f"{remote.n:,}",
        other_n=f"{onsite.n:,}",
    )
    return replace(shown, lead=verdict, body=shown.lead, notes=(say("pay_chance"), *shown.notes))


def _shown(session: Session, told: Sequence[Told]) -> Optional[Answer]:
    if not told:
        return None
    return Answer(
        topic="salary",
        title="",
        lead=" ".join(one.text for one in told),
        chart=pay_told.chart_of(told),
        notes=tuple(dict.fromkeys(note for one in told for note in one.notes)),
        sources=sourced(session, *dict.fromkeys(source for one in told for source in one.sources)),
    )
