"""Which role suits a person: by a short form, or between roles that the person names."""

from __future__ import annotations

from dataclasses import replace
from typing import Mapping, Optional

from sqlalchemy.orm import Session

from actions.answer import Answer, Table, suggest
from actions.evidence import study_open
from actions.evidence.base import Evidence, bullets, sourced
from actions.evidence.entry_compared import easier_to_enter
from actions.evidence.role_difference import doing_more
from actions.evidence.study import fields_of, own_field
from actions.evidence.targets import between_targets, first_job_for, offer
from actions.evidence.tastes import by_tastes, stands_for_field
from actions.question import Question
from actions.wording import listed, say, sentence, with_article, words
from knowledge.queries import field, pay, roles, study

_WHICH = ("which", "facts", "criterion", "how")


class RoleFit(Evidence):
    """Advises between the roles that a question names, or from what a person answered in the form."""

    topic = "role_fit"
    shapes = frozenset({"facts"})

    def exactly(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the answer where it is told where the asker stands: the ways from there decide."""
        found = (
            offer(session, asked)
            or first_job_for(session, asked)
            or between_targets(session, asked)
            or easier_to_enter(session, asked)
            or doing_more(session, asked)
        )
        if found is not None:
            return found
        own = own_field(asked) or next(iter(fields_of(asked)), None)
        open_ended = all(stands_for_field(asked, one) for one in asked.roles) and asked.shape in _WHICH
        if open_ended and own and study.study_field(session, field=own):
            return study_open.roles_of_field(session, asked, own)
        return by_tastes(session, asked)

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return whom each named role suits."""
        found = roles.roles(session, ids=asked.roles)
        if not found:
            return replace(advice(session, {}, asked.turn), lead=say("fit_advice_open"))
        reasons = [roles.fit_reason(session, role=role.id) for role in found]
        cells = [roles.comparison(session, role=role.id) for role in found]
        labels = words("comparison_rows")
        rows = tuple(
            (labels[aspect], *(one.get(aspect, "") for one in cells))
            for aspect in ("builds", "maths", "code")
        )
        lead = say(
            "role_fit_between" if len(found) > 1 else "role_fit_one",
            turn=asked.turn,
            roles=listed([role.name for role in found], last="or"),
            a_role=with_article(found[0].name),
        )
        return Answer(
            topic=self.topic,
            title=say("role_fit_title"),
            lead=lead,
            body=bullets(
                [
                    f"**{sentence(role.name)}**: {reason.text}"
                    for role, reason in zip(found, reasons, strict=True)
                    if reason is not None
                ]
            ),
            table=Table(("", *(role.short for role in found)), rows) if len(found) > 1 else None,
            sources=sourced(session, *(one.source for one in reasons if one), *(r.source for r in found)),
            suggestions=(
                suggest(say("suggest_form"), "ask_role_fit"),
                suggest(say("suggest_pays_more"), "compare_salaries", role=asked.roles)
                if len(found) > 1
                else suggest(
                    say("suggest_day", a_role=with_article(found[0].name)),
                    "ask_responsibilities",
                    role=found[0].id,
                ),
                suggest(say("suggest_outlook_both"), "ask_job_outlook", role=asked.roles),
            ),
            roles=asked.roles,
        )


def advice(session: Session, answers: Mapping[str, str], turn: int) -> Answer:
    """Return the roles that suit a person's answers best, with the reasons.

    :param answers: an answer for each question of the form; questions that were skipped are absent
    """
    scores = {
        role: sum(points.get((question, answer), 0) for question, answer in answers.items())
        for role, points in roles.fit_scores(session).items()
    }
    # Among roles that suit equally, the one with more postings is the better advice.
    postings = {one.role: one.n_all for one in pay.advertised_roles(session)}
    best = sorted(scores, key=lambda role: (-scores[role], -postings.get(role, 0)))[:3]
    if not answers:
        best = ["ai_engineer", "ml_engineer", "data_scientist"]
    found = roles.roles(session, ids=best)
    reasons = [roles.fit_reason(session, role=role.id) for role in found]
    labels = words("fit_answers")
    told = [labels[f"{question}_{answer}"] for question, answer in answers.items()]
    top = found[0]
    return Answer(
        topic="role_fit",
        title=say("role_fit_title"),
        lead=say("fit_advice", turn=turn, a_role=with_article(top.name), told=listed(told))
        if told
        else say("fit_advice_skipped", turn=turn),
        body=bullets(
            [
                f"**{sentence(role.name)}**: {one.text}"
                for role, one in zip(found, reasons, strict=True)
                if one is not None
            ]
        ),
        sources=tuple(field.sources(session, ids=[one.source for one in reasons if one is not None])),
        suggestions=(
            suggest(say("suggest_become", a_role=with_article(top.name)), "ask_how_to_become", role=top.id),
            suggest(say("suggest_pay", a_role=with_article(top.name)), "ask_salary", role=top.id),
            suggest(
                say("suggest_versus", role=sentence(top.name), other=found[1].name),
                "ask_role_difference",
                role=(top.id, found[1].id),
            ),
            suggest(say("suggest_again"), "ask_role_fit"),
        ),
        roles=tuple(best[:1]),
        listed=tuple(best),
    )
