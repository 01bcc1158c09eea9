"""Each measure of pay as a sentence, with its bar, its sources and what must be said beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional, Sequence

from sqlalchemy.orm import Session

from actions.answer import Bar, Chart
from actions.evidence.pay_converted import also_in, in_unit, unit_of
from actions.evidence.pay_marks import marks
from actions.evidence.pay_wanted import Wanted
from actions.evidence.pay_words import (
    bounds,
    currency_name,
    ends,
    error_of,
    jobs_of,
    period,
    the,
    unit,
)
from actions.render import money
from actions.wording import inline, say, sentence, words
from knowledge.pay.results import AdvertisedPay, OfficialPay, ReportedPay
from knowledge.queries import field, roles
from knowledge.queries.pay_official import PlacePay


@dataclass(frozen=True)
class Told:
    """One figure of one measure: its sentence, its bar, and what belongs to it."""

    text: str
    measure: str
    bar: Optional[Bar] = None
    unit: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def who(session: Session, role: roles.Role, wants: Wanted, *, level: Optional[str] = None) -> str:
    """Return whom the figure is about, such as ``fully remote senior ML engineers``."""
    described = [words("remote_names")[wants.remote]] if wants.remote else []
    if level is not None:
        described.append(field.level_name(session, level=level).lower())
    return " ".join([*described, role.plural])


def advertised(session: Session, role: roles.Role, place: str, found: AdvertisedPay, wants: Wanted) -> Told:
    """Return reliable advertised pay as a sentence, in the unit and the currency that are wanted."""
    assert found.middle is not None  # noqa: S101 - the caller asked whether it is reliable
    assert found.currency is not None  # noqa: S101
    low = found.low.median if found.low else None
    high = found.high.median if found.high else None
    per, notes = unit_of(found, wants)
    amounts = [in_unit(found, one, per) for one in (low, found.middle.median, high)]
    is_index = found.source == "aijobs"
    values: dict[str, Any] = {
        "n": f"{found.n:,}",
        "place": the(place),
        "period": period(session, found),
        "who": who(session, role, wants, level=found.level),
    }
    if low is None or high is None:
        quarter, three_quarters = (in_unit(found, one, per) for one in (found.middle.p25, found.middle.p75))
        text = say(
            "pay_posted_middle",
            median=f"{money(amounts[1], found.currency, per)} {unit(per)}",
            half=bounds(quarter, three_quarters, found.currency, per),
            **values,
        )
    else:
        told = ends(amounts[0], amounts[2], found.currency, per)
        flat = _flat(found.left_out.flat)
        text = say("pay_ranges" if is_index else "pay_posted_ranges", ends=told, flat=flat, **values)
    text = " ".join([text, *marks(found, wants, per)])
    also, more = also_in(session, found, wants, amounts[0] or amounts[1], amounts[2] or amounts[1], per)
    scale = 1.0 if per == found.per else (in_unit(found, 1.0, per) or 1.0)
    bar = Bar(
        label=sentence(f"{inline(values['who'])}, {place}, {_years(found)}"),
        median=_round(amounts[1] or 0, per),
        source=found.source,
        **{
            name: None if (value := getattr(found.middle, name)) is None else _round(value * scale, per)
            for name in ("p10", "p25", "p75", "p90")
        },
        n=found.n,
        low=None if amounts[0] is None else _round(amounts[0], per),
        high=None if amounts[2] is None else _round(amounts[2], per),
    )
    notes += more
    if found.source == "postings-2026":
        notes.append(say("pay_posted_search"))
    notes.append(say("pay_offered"))
    return Told(
        f"{text} {also}".strip(),
        "advertised",
        bar,
        f"{found.currency} {unit(per)}",
        tuple(notes),
        (found.source, *(("ecb-rates",) if "ECB" in " ".join(notes) else ())),
    )


def _flat(count: int) -> str:
    """Return how many flat offers, one sum instead of a range, were left out."""
    if count == 0:
        return ""
    told = say("pay_flat_one") if count == 1 else say("pay_flat", n=f"{count:,}")
    return f" {told}"


def official(found: PlacePay, role: roles.Role, place: str, wants: Wanted, *, further: bool = False) -> Told:
    """Return official pay of an occupation in a place, beside the same occupation in the nation.

    :param further: whether it stands behind another occupation of the same place, and is told in short
    """
    here, beside = found.here, found.beside
    text = say(
        "pay_official_abroad" if here.scope == "abroad" else "pay_official",
        occupation=sentence(here.occupation),
        place=the(place),
        median=f"{money(here.spread.median, here.currency, here.per)} {unit(here.per)}",
        period=here.period,
        jobs=jobs_of(here),
        spread=_spread(here),
    )
    if beside is not None and found.nation is not None:
        text = f"{text} {nation_beside(found)}"
    fit = fit_of(here, role)
    if further:
        text, fit = _in_short(found), ""
    notes = [
        say("pay_official_excludes")
        if here.source == "bls-oews"
        else say("pay_official_abroad_note", currency=currency_name(here.currency))
    ]
    if here.mean_rse is not None:
        notes.append(say("pay_error_rule"))
    if wants.wishes.per and wants.wishes.per != here.per:
        notes.append(say("pay_official_unit", per=unit(wants.wishes.per)))
    if wants.wishes.currency and wants.wishes.currency != here.currency:
        notes.append(say("pay_official_currency", currency=currency_name(wants.wishes.currency)))
    if wants.level is not None:
        notes.append(say("pay_no_level"))
    bar = Bar(
        label=sentence(f"{here.occupation}, {place}, {here.period}"),
        median=here.spread.median or 0,
        source=here.source,
        p10=here.spread.p10,
        p25=here.spread.p25,
        p75=here.spread.p75,
        p90=here.spread.p90,
    )
    return Told(
        f"{text} {fit}".strip(),
        "official",
        bar,
        f"{here.currency} {unit(here.per)}",
        tuple(notes),
        (here.source,),
    )


def _in_short(found: PlacePay) -> str:
    here, beside = found.here, ""
    if found.beside is not None and found.nation is not None:
        keys = {"about the same": "pay_beside_short_same", "unclear": "pay_beside_short_unclear"}
        beside = say(
            keys.get(found.beside.verdict, "pay_beside_short"),
            percent=abs(found.beside.percent),
            direction="above" if found.beside.percent >= 0 else "below",
            nation=money(found.nation.spread.median, found.nation.currency, found.nation.per),
        )
    return say(
        "pay_official_more",
        occupation=sentence(here.occupation),
        median=f"{money(here.spread.median, here.currency, here.per)} {unit(here.per)}",
        jobs_only=here.period
        if here.jobs is None
        else say("pay_jobs_only", jobs=f"{here.jobs:,}", error=error_of(here)),
        another=say("pay_another_near" if here.fit == "work" else "pay_another_counted"),
        beside=beside,
    )


def nation_beside(found: PlacePay) -> str:
    """Return how official pay in a place compares with that of the same occupation in the nation."""
    assert found.beside is not None  # noqa: S101
    assert found.nation is not None  # noqa: S101
    nation = money(found.nation.spread.median, found.nation.currency, found.nation.per)
    keys = {"about the same": "same", "unclear": "unclear", "higher": "above", "lower": "below"}
    key = f"pay_beside_{keys[found.beside.verdict]}"
    return say(key, percent=abs(found.beside.percent), nation=nation)


def reported(found: ReportedPay, role: roles.Role, place: str, wants: Wanted) -> Told:
    """Return what people say they earn as a sentence."""
    assert found.spread is not None  # noqa: S101 - the caller asked whether it is reliable
    answer = words("survey_answers")[found.answer]
    text = say(
        "pay_reported",
        n=f"{found.n:,}",
        answer=answer,
        place=the(place),
        median=money(found.spread.median, "USD"),
        half=bounds(found.spread.p25, found.spread.p75, "USD", "year"),
        shared="" if found.fit != "shared" else f" ({found.why})",
    )
    bar = Bar(
        label=say(
            "pay_reported_label", answer=sentence(answer), place=place, year=found.year, n=f"{found.n:,}"
        ),
        median=found.spread.median or 0,
        source=found.source,
        p10=found.spread.p10,
        p25=found.spread.p25,
        p75=found.spread.p75,
        p90=found.spread.p90,
    )
    foreign = wants.wishes.currency not in (None, "USD")
    notes = [say("pay_reported_currency")] if foreign else []
    if wants.wishes.per not in (None, "year"):
        notes.append(say("pay_reported_unit"))
    return Told(text, "reported", bar, "USD a year", tuple(notes), (found.source,))


def chart_of(told: Sequence[Told]) -> Optional[Chart]:
    """Return the bars of the first figure's measure and unit; other measures stand in sentences alone."""
    drawn = [one for one in told if one.bar is not None]
    if not drawn:
        return None
    first = drawn[0]
    alike = [one for one in drawn if (one.measure, one.unit) == (first.measure, first.unit)]
    alike = [one for one in alike if one.sources[:1] == first.sources[:1]]
    bars = tuple(dict.fromkeys(one.bar for one in alike if one.bar is not None))
    if len(bars) == 1 and bars[0].p10 is None and bars[0].p25 is None:
        return None  # a single amount is no range
    # Dollars a year have a kind of their own, since widgets of earlier versions draw nothing else.
    kind = "salary_range" if first.unit == "USD a year" else "pay_range"
    return Chart(bars, kind=kind, unit=first.unit, measure=first.measure)


def fit_of(here: OfficialPay, role: roles.Role) -> str:
    """Return how a role is counted in an occupation, or nothing where the occupation is the role."""
    if not here.fit or here.occupation == role.plural:
        return ""
    return say(
        f"pay_fit_{here.fit}", roles=sentence(role.plural), plural=role.plural, occupation=here.occupation
    )


def _spread(here: OfficialPay) -> str:
    if here.spread.p25 is not None and here.spread.p75 is not None:
        return say("pay_half", half=bounds(here.spread.p25, here.spread.p75, here.currency, here.per))
    if here.spread.p10 is not None and here.spread.p90 is not None:
        return say("pay_tenths", tenths=bounds(here.spread.p10, here.spread.p90, here.currency, here.per))
    return ""


def _years(found: AdvertisedPay) -> str:
    return f"{found.year_from}–{found.year_to}" if found.pooled else str(found.year_to)


def _round(amount: float, per: str) -> float:
    return round(amount, 2) if per == "hour" else round(amount)
