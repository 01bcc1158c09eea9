"""What a question about pay is about, as the figures know it: place, level, industry, year, unit, amounts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, Optional, Sequence, cast

from sqlalchemy.orm import Session

from actions import names
from actions.question import Question, Value
from actions.wording import listed, say
from knowledge.pay.levels import IndexLevel, LevelRead, level_of, level_of_years
from knowledge.pay.wishes import PayWishes
from knowledge.queries import field

US = "us"
FIRST_YEAR, LAST_YEAR = 2023, 2025
_MOST_PLACES = 3
_MONEY = "amount"


@dataclass(frozen=True)
class Wanted:
    """What a question about pay wants.

    :param places: those that the catalog knows, at most three; the United States where none is named
    :param elsewhere: places named that the catalog does not know
    :param level: the level asked for, or the one that years of experience make
    :param year: a year within the figures; ``other_year`` one that they do not reach
    :param remote: ``remote`` or ``onsite``; ``hybrid`` is wanted but not recorded
    :param degree: in the person's words, where pay by degree is not what the question is about
    :param amounts: sums of money that were said
    """

    places: tuple[field.Place, ...]
    place_said: bool
    elsewhere: tuple[str, ...]
    employers: tuple[str, ...]
    level: Optional[LevelRead]
    industry: Optional[field.Industry]
    other_industries: tuple[str, ...]
    year: Optional[int]
    other_year: Optional[int]
    remote: Optional[Literal["remote", "onsite"]]
    hybrid: bool
    degree: Optional[str]
    amounts: tuple[Value, ...]
    wishes: PayWishes


def wanted(session: Session, asked: Question) -> Wanted:
    """Return what a question about pay wants, every value of it placed."""
    found = [field.place(session, place_id=one) for one in asked.locations[:_MOST_PLACES]]
    places = tuple(one for one in found if one is not None)
    united_states = field.place(session, place_id=US)
    assert united_states is not None  # noqa: S101 - the catalog has it
    industries = field.industries(session, ids=list(asked.industries[:1])) if asked.industries else []
    year = asked.year
    within = year is not None and FIRST_YEAR <= year <= LAST_YEAR
    return Wanted(
        places=places or (united_states,),
        place_said=bool(places),
        elsewhere=_words(asked, "place"),
        employers=_words(asked, "employer"),
        level=_level(asked),
        industry=industries[0] if industries else None,
        other_industries=asked.industries[1:],
        year=year if within else None,
        other_year=None if within else year,
        remote=cast(
            Optional[Literal["remote", "onsite"]], asked.remote if asked.remote != "hybrid" else None
        ),
        hybrid=asked.remote == "hybrid",
        degree=_degree(asked),
        amounts=amounts_of(asked),
        wishes=asked.wishes,
    )


def amounts_of(asked: Question) -> tuple[Value, ...]:
    """Return the sums of money that were said, as far as they are pay and no fee or budget."""
    if asked.wishes.spends:
        return ()
    return tuple(one for one in asked.values if one.kind == _MONEY and not one.negated)


def not_known(wants: Wanted) -> list[str]:
    """Return what changes the place or the subject and is not known, to be said before the figure."""
    said = []
    if wants.employers:
        said.append(say("pay_no_employer", employer=listed(wants.employers)))
    if wants.elsewhere:
        key = "pay_no_place_other" if wants.place_said else "pay_no_place"
        said.append(say(key, place=listed(wants.elsewhere)))
    return said


def remarks(wants: Wanted) -> list[str]:
    """Return by which rule a level was read, and what else of the question the figures do not hold."""
    said = []
    if wants.level is not None and wants.level.rule != "same":
        said.append(say(f"pay_level_{wants.level.rule}", words=wants.level.words, level=wants.level.level))
    if wants.hybrid:
        said.append(say("pay_no_hybrid"))
    if wants.other_year is not None:
        said.append(say("pay_other_year", year=wants.other_year))
    if wants.other_industries:
        said.append(
            say("pay_other_industries", industries=listed([_plain(one) for one in wants.other_industries]))
        )
    if wants.degree is not None:
        said.append(say("pay_no_degree", degree=wants.degree))
    if wants.wishes.employer_kind is not None:
        said.append(say(f"pay_kind_{wants.wishes.employer_kind}"))
    missing = [
        name for name in ("bonus", "equity", "benefits", "overtime", "total") if name in wants.wishes.parts
    ]
    if missing:
        said.append(say("pay_no_parts", parts=listed([say(f"pay_part_{name}") for name in missing])))
    if wants.wishes.contract:
        said.append(say("pay_contract"))
    return said


def unused(wants: Wanted, said: Sequence[str]) -> list[str]:
    """Return what of level and year no sentence of an answer speaks of."""
    text, left = " ".join(said), []
    if wants.year is not None and str(wants.year) not in text:
        left.append(say("pay_no_year", year=wants.year))
    level = wants.level
    if (
        level is not None
        and level.rule == "same"
        and level.level not in text
        and say("pay_no_level") not in text
    ):
        left.append(say("pay_no_level_known", level=level.level))
    return left


def _level(asked: Question) -> Optional[LevelRead]:
    if asked.wishes.level_words and (read := level_of(asked.wishes.level_words)):
        named = asked.level is not None and read.rule == "graduate" and asked.level != read.level
        return level_of(asked.level or "", cast(IndexLevel, asked.level)) if named else read
    if asked.level is not None and not _within_role(asked):
        spoken = next((one.words for one in asked.values if one.kind == names.LEVEL), "")
        if counted := re.match(r"(\d{1,2})\b.*\by", spoken, re.IGNORECASE):
            return level_of_years(float(counted[1]))
        words = next((one.words for one in asked.values if one.kind == names.LEVEL), asked.level)
        return level_of(words, cast(IndexLevel, asked.level))
    years = asked.wishes.years if asked.wishes.years is not None else asked.person.years
    if years is None and asked.wishes.mark == "starting":
        return level_of("starting pay")
    return level_of_years(years) if years is not None else None


def _within_role(asked: Question) -> bool:
    """Tell whether a level is but a word of the role's own name: "manager" of "data science manager"."""
    of_roles = " ".join(one.words.lower() for one in asked.values if one.kind == names.ROLE)
    levels = [one for one in asked.values if one.kind == names.LEVEL]
    return bool(levels) and all(one.words.lower() in of_roles for one in levels)


def _degree(asked: Question) -> Optional[str]:
    if asked.wishes.aspect in ("degree", "no_degree"):
        return None
    return next((one.words for one in asked.values if one.kind == names.DEGREE and not one.negated), None)


def _words(asked: Question, kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.words for one in asked.values if one.kind == kind and not one.negated))


def _plain(id_: str) -> str:
    return id_.replace("_", " ")
