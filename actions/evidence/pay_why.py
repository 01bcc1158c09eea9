"""Why pay is what it is: whether the difference is there at all, then the reasons for each role."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer, suggest
from actions.evidence.base import bullets, next_steps, sourced
from actions.evidence.notes import lead_and_rest, sources_of
from actions.evidence.pay_compared import compare_roles
from actions.evidence.pay_wanted import US, Wanted, not_known, remarks
from actions.question import Question
from actions.wording import listed, say, sentence
from knowledge.queries import field, notes, roles
from knowledge.queries.notes import Note


def answer(session: Session, asked: Question, wants: Wanted) -> Optional[Answer]:
    """Return why roles, places or the field are paid as they are, or ``None`` where no reason is known."""
    about = notes.notes_on(session, aspect="pay_why")
    found = roles.roles(session, ids=asked.roles)
    if any(place.id != US and not _in_united_states(session, place) for place in wants.places):
        abroad = notes.notes_on(session, aspect="pay_why_abroad")
        return _of_one_note(session, asked, wants, abroad, found)
    exact = [one for one in about if found and set(one.bound_to("role")) == set(asked.roles)]
    if len(found) < 2:
        general = notes.notes_on(session, aspect="pay_why_high")
        return _of_one_note(session, asked, wants, exact or general, found)
    reasons = {
        role.id: next((one for one in about if one.bound_to("role") == (role.id,)), None) for role in found
    }
    told = [reason for reason in reasons.values() if reason is not None]
    used = exact[:1] or told
    if len(told) < len(found) and not exact:
        used = [*told, *notes.notes_on(session, aspect="pay_why_gap")]
    if not used:
        return None
    compared = compare_roles(session, asked, topic=asked.topic)
    body = [bullets([one.answer for one in used]) if len(used) > 1 else used[0].answer]
    return Answer(
        topic=asked.topic,
        title=say("pay_why_title", roles=listed([role.plural for role in found])),
        lead=f"{compared.lead} {say('pay_why')}",
        body="\n\n".join(body),
        chart=compared.chart,
        notes=(*compared.notes, say("pay_advice_beside")),
        sources=sourced(session, *dict.fromkeys([*(one.id for one in compared.sources), *sources_of(used)])),
        suggestions=compared.suggestions,
        roles=asked.roles,
        checked=used[0].checked,
    )


def _in_united_states(session: Session, place: field.Place) -> bool:
    """Return whether a place lies in the United States, a city by its state."""
    above = field.place(session, place_id=place.within) if place.within else None
    return place.within == US or (above is not None and above.within == US)


def _of_one_note(
    session: Session, asked: Question, wants: Wanted, about: list[Note], found: list[roles.Role]
) -> Optional[Answer]:
    if not about:
        return None
    lead, rest = lead_and_rest(about[0])
    return Answer(
        topic=asked.topic,
        title=sentence(about[0].title),
        lead=" ".join([*not_known(wants), lead]),
        body=rest,
        notes=tuple(remarks(wants)),
        sources=sourced(session, *sources_of(about[:1])),
        suggestions=(
            *(next_steps(asked, found[0], "salary", "career_ladder") if found else ()),
            suggest(say("suggest_pays_most"), "compare_salaries"),
        ),
        roles=asked.roles,
        checked=about[0].checked,
    )
