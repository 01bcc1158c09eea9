"""What a role is paid."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.evidence import pay_best, pay_over_time, pay_region
from actions.evidence.base import Evidence, role_of
from actions.evidence.pay_answer import answer_of
from actions.evidence.pay_asked import beyond_figures
from actions.evidence.pay_compared import compare_roles
from actions.evidence.pay_found import find
from actions.evidence.pay_wanted import Wanted, amounts_of, wanted
from actions.question import Question
from actions.wording import say
from knowledge.queries import roles


class Salary(Evidence):
    """Gives the pay of a role: a figure of one measure first, the other measures beside it, never mixed."""

    topic = "salary"
    shapes = frozenset(
        {"facts", "how_much", "how", "which", "yes_no", "worth", "enough", "criterion", "first"}
    )

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the pay for what is asked: a place, a level, an amount, the best paid, the change."""
        wants = wanted(session, asked)
        if not asked.roles:
            return pay_best.best_roles(session, asked, wants)
        role = role_of(session, asked)
        if "after_tax" in wants.wishes.parts:
            return _before_tax(session, asked, role, wants)
        if wants.wishes.rank is not None and len(asked.roles) < 2:
            return pay_best.answer(session, asked, role, wants)
        if len(asked.roles) > 1:
            return several(session, asked)
        if wants.wishes.change:
            return pay_over_time.answer(session, asked, role, wants)
        return of_role(session, asked, role, wants)

    def settles(self, session: Session, asked: Question) -> bool:
        """Return whether a question asks for a figure and nothing else, or whether a sum is good."""
        wishes = asked.wishes
        if asked.roles and amounts_of(asked) and wishes.aspect in (None, "underpaid", "well_paid"):
            return True  # a sum is placed among the figures, whatever a note says of sums
        if wishes.aspect == "why" and len(asked.roles) == 1:
            return True  # of each role its own reason is known
        plain = wishes.aspect is None and not wishes.parts and not wishes.contract
        asks = wishes.change or asked.shape in ("facts", "how_much")
        # Interns are not in the salary index: a note on their pay may know more than entry level does.
        return bool(plain and asked.roles and asks and asked.level != "intern")

    def exactly(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the answer to a rank, an amount or what lies beyond a figure."""
        return beyond_figures(session, asked)

    def more(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the pay at each level, and how it moved within each."""
        return pay_over_time.by_level(session, asked, role_of(session, asked), wanted(session, asked))


def of_role(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Answer:
    """Return what a role is paid in the places that are asked about."""
    if any(place.kind == "region" for place in wants.places) and wants.industry is None:
        return pay_region.in_region(session, asked, role, wants)
    found = [find(session, role, place, wants) for place in wants.places]
    return answer_of(session, asked, role, wants, found)


def several(session: Session, asked: Question) -> Answer:
    """Return the pay of several roles side by side; the comparison of pay says who is ahead."""
    return compare_roles(session, asked, topic="salary")


def _before_tax(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Answer:
    found = find(session, role, wants.places[0], wants)
    return answer_of(session, asked, role, wants, [found], lead=say("pay_after_tax"))
