"""An answer on pay from what was found: gaps first, then a figure, the other measures, remarks."""

from __future__ import annotations

from typing import Sequence

from sqlalchemy.orm import Session

from actions.answer import Answer, Suggestion, suggest
from actions.evidence.base import bullets, next_steps, sourced
from actions.evidence.pay_found import Found
from actions.evidence.pay_told import chart_of
from actions.evidence.pay_wanted import US, Wanted, not_known, remarks, unused
from actions.evidence.pay_words import the
from actions.question import Question
from actions.wording import say
from knowledge.queries import roles


def answer_of(
    session: Session,
    asked: Question,
    role: roles.Role,
    wants: Wanted,
    found: Sequence[Found],
    *,
    lead: str = "",
    alone: bool = False,
    also: Sequence[str] = (),
) -> Answer:
    """Return an answer from what was found: gaps, the first figure, the other measures, remarks.

    :param lead: a verdict that stands before the first figure; ``alone``, without that figure beside it
    :param also: further verdicts, for the other roles
    """
    told = list({one.text: one for item in found for one in item.told}.values())
    missing = list(dict.fromkeys(one for item in found for one in item.missing))
    # A year beyond the index is told of first, or answered where postings of that year are.
    year = [] if wants.other_year is None else [say("pay_other_year", year=wants.other_year)]
    of_year = any(str(wants.other_year) in one.text for one in told)
    opening = [
        *not_known(wants),
        *([] if of_year else year),
        *(gap for item in found[:1] for gap in [*(item.wider if told or lead else ()), *item.first]),
        *([lead] if lead else []),
    ]
    figures = [one.text for one in told]
    if not figures and not lead:
        opening.append(say("pay_not_known", who=role.plural, place=the(found[0].place)))
    taken = 0 if alone else 1
    leading = figures[:taken] or ([] if alone else missing[:1])
    rest = [*also, *figures[taken:], *(gap for item in found[1:] for gap in [*item.wider, *item.first])]
    rest += missing if figures or alone else missing[1:]
    notes = [
        *(one for one in remarks(wants) if one not in year),
        *(note for item in found for note in item.notes),
    ]
    basis = list(dict.fromkeys(note for one in told for note in one.notes))
    notes += unused(wants, [*opening, *figures, *missing, *notes, *basis])
    if len({one.measure for one in told}) > 1:
        basis.append(say("pay_measures_apart"))
    if basis:
        notes.append(" ".join(basis))
    sources = [source for one in told for source in one.sources]
    sources += [source for item in found for source in item.sources]
    return Answer(
        topic="salary",
        title=say("salary_title", role=role.name),
        lead=" ".join([*opening, *leading]),
        body=_paragraphs(rest),
        chart=chart_of(told),
        notes=tuple(dict.fromkeys(notes)),
        sources=sourced(session, *dict.fromkeys(sources)),
        suggestions=next_of_pay(session, asked, role, wants, known=bool(told)),
        roles=asked.roles,
    )


def _paragraphs(sentences: Sequence[str]) -> str:
    """Return each figure as a point of a list where there are several."""
    return bullets(sentences) if len(sentences) > 1 else " ".join(sentences)


def next_of_pay(
    session: Session, asked: Question, role: roles.Role, wants: Wanted, *, known: bool
) -> tuple[Suggestion, ...]:
    """Return what to ask next of pay."""
    options = []
    if not known or wants.place_said:
        options.append(suggest(say("suggest_us"), "ask_salary", role=role.id, location=US))
    if wants.level is None and known:
        options.append(
            suggest(
                say("suggest_for_seniors"),
                "ask_salary",
                role=role.id,
                level="senior",
                location=asked.locations,
            )
        )
    if "new_york" not in asked.locations:
        options.append(
            suggest(
                say("suggest_in_place", place="New York"), "ask_salary", role=role.id, location="new_york"
            )
        )
    other = "ai_engineer" if role.id != "ai_engineer" else "ml_engineer"
    against = roles.roles(session, ids=[other])[0]
    options.append(
        suggest(say("suggest_compare_pay", roles=against.plural), "compare_salaries", role=(role.id, other))
    )
    options.append(suggest(say("suggest_more"), "follow_up"))
    return (*options, *next_steps(asked, role, "job_outlook"))
