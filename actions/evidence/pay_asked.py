"""What a question about pay and a comparison of pay are answered alike: ranks, amounts, what lies beyond."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.evidence import pay_best, pay_beyond, pay_standing
from actions.evidence.base import role_of
from actions.evidence.pay_wanted import wanted
from actions.question import Question

#: What is asked of a role's pay rather than of pay as such, so that a role must be known.
_OF_A_ROLE = frozenset({"well_paid", "why", "future", "remote_or_onsite"})


def beyond_figures(session: Session, asked: Question) -> Optional[Answer]:
    """Return what a question about pay and a comparison of pay are answered alike: ranks, amounts, beyond."""
    wants = wanted(session, asked)
    wishes = wants.wishes
    by_contract = wishes.aspect in ("contract_or_permanent", "contract_rate")
    taxed = "after_tax" in wishes.parts  # what is left of a sum nobody here knows
    if wants.amounts and asked.roles and not (by_contract or taxed or wishes.aspect == "rich"):
        return pay_standing.answer(session, asked, role_of(session, asked), wants)
    if wishes.rank is not None and wishes.aspect != "why":
        if wishes.rank == "role" and not asked.roles:
            return pay_best.best_roles(session, asked, wants)
        ranked = len(asked.roles) == 1 and len(wants.places) < 2  # two of either are set side by side
        return pay_best.answer(session, asked, role_of(session, asked), wants) if ranked else None
    if not asked.roles and wishes.aspect in _OF_A_ROLE:
        return None
    return pay_beyond.answer(session, asked, wants)
