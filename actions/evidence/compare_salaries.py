"""Who is paid more."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions.answer import Answer, Chart, suggest
from actions.asking_back import which_role
from actions.evidence.base import Evidence, attributed, next_steps, sourced
from actions.evidence.best_paid import best_paid, kind_asked
from actions.evidence.pay import Pay, pay_of
from actions.evidence.salary import by_level
from actions.question import Question
from actions.wording import listed, say, sentence
from knowledge.queries import field, roles


class CompareSalaries(Evidence):
    """Puts the pay of roles or places side by side, and names what sources disagree on."""

    topic = "compare_salaries"
    shapes = frozenset({"facts", "how_much", "how", "which", "criterion", "yes_no"})

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return who is paid more: of roles, of places for one role, else of the role's levels."""
        kind = kind_asked(asked)
        best = None
        if kind is not None:
            best = best_paid(session, asked, roles.roles(session, ids=asked.roles)[0], kind)
        if best is not None:
            return best
        if len(asked.roles) > 1 and len(asked.locations) < 2:
            return compare_roles(session, asked, topic=self.topic)
        role = roles.roles(session, ids=asked.roles)[0]
        if len(asked.locations) > 1:
            return _compare_places(session, asked, role)
        country = field.place(session, place_id="us")
        levels = by_level(session, asked, role, country) if country and asked.level else None
        return levels or which_role(session, asked)


def compare_roles(session: Session, asked: Question, *, topic: str) -> Answer:
    """Return the pay of roles side by side for one place, level and industry."""
    found = roles.roles(session, ids=asked.roles)
    place = field.place(session, place_id=asked.locations[0]) if asked.locations else None
    industry = asked.industries[0] if asked.industries and place is None else None
    paid = [pay_of(session, role, place=place, level=asked.level, industry=industry) for role in found]
    notes: list[str] = []
    if _same_figures(paid):
        # Official statistics know no code for either role, so a place's figures cannot tell them apart.
        notes.append(
            say("compare_same_occupation", roles=listed([one.plural for one in found]), place=paid[0].place)
        )
        paid = [pay_of(session, role, level=asked.level) for role in found]
    # What sources disagree on is pay in general; a narrower question is not met with it again.
    general = asked.level is None and not asked.locations and industry is None
    views = field.viewpoints(session, topic="salary", roles=asked.roles)[:2] if general else []
    notes += [note for one in paid for note in one.notes]
    bars = tuple(dict.fromkeys(bar for one in paid for bar in one.bars))
    source_ids = [source for one in paid for source in one.sources] + [view.source for view in views]
    return Answer(
        topic=topic,
        title=say("compare_salaries_title", roles=sentence(" vs ".join(role.short for role in found))),
        lead=_who_leads(found, paid) or " ".join(one.said for one in paid),
        body=say("compare_disagree", views=attributed(session, views)) if len(views) > 1 else "",
        chart=Chart(bars) if bars else None,
        notes=tuple(dict.fromkeys(notes)),
        sources=sourced(session, *source_ids),
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


def _same_figures(paid: Sequence[Pay]) -> bool:
    return all(one.occupation for one in paid) and len({one.bars for one in paid}) == 1


def _who_leads(found: Sequence[roles.Role], paid: Sequence[Pay]) -> Optional[str]:
    """Return who is paid most and by how much, or ``None`` unless all figures are of one kind."""
    known = [(one.middle, role, one) for role, one in zip(found, paid, strict=True) if one.middle is not None]
    if len(known) != len(found) or len({bool(one.occupation) for _, _, one in known}) > 1:
        return None
    known.sort(key=lambda item: -item[0])
    (high, first, pay), (low, last, less) = known[0], known[-1]
    if high == low:
        return say("compare_equal", roles=listed([role.plural for role in found]))
    percent = round(100 * (high - low) / low) or 1
    if pay.occupation:
        return say(
            "compare_official",
            first=_counted(pay, first),
            last=_counted(less, last),
            percent=percent,
            place=pay.place,
        )
    return say(
        "compare_advertised",
        first=sentence(first.plural),
        last=last.plural,
        percent=percent,
        place=pay.place,
    )


def _counted(pay: Pay, role: roles.Role) -> str:
    """Return the occupation that was counted, with the role that it stands for where they differ."""
    if pay.occupation == role.plural:
        return role.plural
    return say("compare_nearest", occupation=pay.occupation, roles=role.plural)


def _compare_places(session: Session, asked: Question, role: roles.Role) -> Answer:
    places = [one for one in (field.place(session, place_id=p) for p in asked.locations[:3]) if one]
    paid = [pay_of(session, role, place=place, level=asked.level) for place in places]
    bars = tuple(bar for one in paid for bar in one.bars)
    return Answer(
        topic="compare_salaries",
        title=say("salary_title", role=role.name),
        lead=" ".join(one.said for one in paid),
        chart=Chart(bars) if bars else None,
        notes=tuple(dict.fromkeys(note for one in paid for note in one.notes)),
        sources=sourced(session, *(source for one in paid for source in one.sources)),
        suggestions=next_steps(asked, role, "job_outlook", "skills", "how_to_become"),
        roles=asked.roles,
    )
