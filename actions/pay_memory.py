"""What a conversation on pay remembers beside role and place: a sum, a ranking, a change over time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Mapping, Optional

from actions import names
from actions.question import SUBJECTS, Question, Value
from knowledge.pay.wishes import PayWishes, Rank

PAY_TOPICS = frozenset({"salary", "compare_salaries"})
_AMOUNT = "amount"


@dataclass(frozen=True)
class PayAsked:
    """What the last question about pay was about: ``rank`` and ``change`` as in :class:`PayWishes`.

    :param sum: the words of a sum and its number, currency and unit; ``None`` where none was said
    """

    sum: Optional[Mapping[str, Any]] = None
    rank: Optional[Rank] = None
    change: bool = False

    @classmethod
    def remembered(cls, slot: Optional[Mapping[str, Any]]) -> PayAsked:
        """Return what a slot holds; what it holds beside is of another release."""
        return cls(
            **{name: value for name, value in (slot or {}).items() if name in cls.__dataclass_fields__}
        )

    def slot(self) -> Optional[dict[str, Any]]:
        """Return what a slot holds, or ``None`` where there is nothing to remember."""
        return {name: value for name, value in vars(self).items() if value} or None

    def after(self, asked: Question) -> PayAsked:
        """Return what is remembered after a question; one on another topic leaves it as it was."""
        if asked.topic not in PAY_TOPICS:
            return self
        said = next((one for one in asked.values if one.kind == _AMOUNT and not one.negated), None)
        sum_ = None if said is None or asked.wishes.spends else {"words": said.words, **dict(said.detail)}
        return PayAsked(sum_, asked.wishes.rank, asked.wishes.change)

    def lent_to(self, asked: Question) -> Question:
        """Return a question that leans on the last one, with its sum, ranking or change.

        "And in Denver?" places the same sum there, "and for software engineers?" ranks or follows their
        pay; a place ends a ranking, and a wish of its own ends all.
        """
        own = asked.wishes
        if asked.topic not in PAY_TOPICS or own.aspect is not None or own.rank is not None or own.change:
            return asked
        kinds = {one.kind for one in asked.said()}
        subject, place = bool(kinds & set(SUBJECTS)), names.LOCATION in kinds
        if self.sum is not None and _AMOUNT not in kinds and (place or subject or names.LEVEL in kinds):
            return self.with_sum(asked)
        rank = self.rank if subject and not place else None
        change = self.change and (subject or place or names.LEVEL in kinds)
        if rank is None and not change:
            return asked
        said = tuple(one.id for one in asked.said() if one.kind == names.ROLE and one.id)
        alone = said or asked.roles[-1:]
        lent = replace(asked, topic="salary", more=False, wishes=replace(own, rank=rank, change=change))
        return lent.having(names.ROLE, alone) if subject else lent

    def with_sum(self, asked: Question) -> Question:
        """Return a question with the sum that was spoken of."""
        assert self.sum is not None  # noqa: S101 - the caller asked
        detail = tuple((name, value) for name, value in self.sum.items() if name != "words")
        carried = Value(_AMOUNT, None, str(self.sum["words"]), "carried", detail=detail)
        return replace(asked, more=False, values=(*asked.values, carried))


NOTHING_ASKED = PayAsked()


def wants_of_pay(wishes: PayWishes) -> bool:
    """Tell whether a short message wants the figure otherwise: in euros, by the month, of the top tenth."""
    return bool(
        wishes.per
        or wishes.currency
        or wishes.parts
        or wishes.mark
        or wishes.percentile
        or wishes.level_words
        or wishes.years is not None
        or wishes.rank
        or wishes.change
    )
