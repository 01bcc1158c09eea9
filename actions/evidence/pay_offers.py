"""Two offers set side by side, each among the wages of its place."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.evidence.notes import sources_of
from actions.evidence.pay_answer import answer_of
from actions.evidence.pay_found import find
from actions.evidence.pay_notes import note_for
from actions.evidence.pay_wanted import Wanted
from actions.evidence.pay_words import the
from actions.question import Question
from actions.wording import say
from knowledge.pay.compare import ABOUT_THE_SAME
from knowledge.pay.units import likely_unit, per_unit
from knowledge.queries import pay_official, roles


def offers(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Optional[Answer]:
    """Return which of two sums in two US places stands higher there, or ``None``."""
    if len(wants.amounts) != 2 or len(wants.places) != 2:
        return None
    sums = []
    for amount, place in zip(wants.amounts, wants.places, strict=True):
        wages = pay_official.official(session, role=role.id, area=place.bls_area) if place.bls_area else []
        held = next((one.here for one in wages if one.here.reliable), None)
        if held is None or held.spread.median is None or amount.of("currency") not in (None, "USD"):
            return None
        number = float(amount.of("number") or 0)
        yearly = per_unit(number, given=str(amount.of("unit") or likely_unit(number, "USD")), wanted="year")
        sums.append((yearly / held.spread.median, amount, place, held))
    if sums[0][3].code != sums[1][3].code:
        return None
    first, second = sorted(sums, key=lambda one: -one[0])
    lead = say(
        "pay_offers" if first[0] - second[0] >= ABOUT_THE_SAME else "pay_offers_alike",
        first=first[1].words,
        first_place=the(first[2].name),
        first_percent=_beside_median(first[0]),
        second=second[1].words,
        second_place=the(second[2].name),
        second_percent=_beside_median(second[0]),
        roles=role.plural,
        occupation=first[3].occupation,
        period=first[3].period,
    )
    note = note_for(session, asked, "cost_of_living")
    found = [find(session, role, place, wants) for place in wants.places]
    if note is not None:
        found[0].sources += sources_of([note])
    also = [note.answer] if note else []
    return answer_of(session, asked, role, wants, found, lead=lead, alone=True, also=also)


def _beside_median(ratio: float) -> str:
    percent = round((ratio - 1) * 100)
    if abs(ratio - 1) < ABOUT_THE_SAME:
        return say("pay_beside_median_same")
    return say("pay_beside_median_above" if percent > 0 else "pay_beside_median_below", percent=abs(percent))
