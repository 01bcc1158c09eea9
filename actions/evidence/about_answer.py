"""Questions about the last answer: why, says who, is that before tax, in short, what did you tell me."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.asking_back import starters
from actions.evidence.base import bullets
from actions.question import Question
from actions.wording import listed, say, sentence
from knowledge.queries import pay_sources

Card = Mapping[str, Any]
_MOST_SUMMED_UP = 6


#: Questions that are met with how the figures of pay were made.
_OF_FIGURES = frozenset({"why", "source", "link", "sure"})


def about_answer(session: Session, asked: Question, shown: Sequence[Card]) -> Answer:
    """Return what a question wants to know of what was shown.

    :param asked: its ``about_answer`` is ``why``, ``source``, ``link``, ``sure``, ``simpler``, ``summary`` or
        ``tax``
    :param shown: the cards of the conversation's answers, the last one last
    """
    if not shown:
        return Answer("follow_up", say("about_what_title"), say("nothing_shown"), suggestions=starters())
    title = say("about_answer_title")
    last = next((one for one in reversed(shown) if one.get("title") != title), shown[-1])
    wish = asked.about_answer or "source"
    lead, body = _SAYS[wish](last, shown)
    if wish in _OF_FIGURES and (made := how_made(session, last)):
        others = [_line(one) for one in last.get("sources") or () if str(one["id"]) not in made]
        parts = [*made.values(), bullets(others) if others else ""]
        if wish in ("source", "link"):
            lead, body = say("pay_made", figure=last.get("lead") or ""), ""
        body = "\n\n".join(part for part in (body, *parts) if part)
    return Answer(
        topic=str(last.get("topic") or "follow_up"),
        title=title,
        lead=lead,
        body=body,
        roles=tuple(last.get("roles") or ()),
    )


def how_made(session: Session, last: Card) -> dict[str, str]:
    """Return how each figure of pay in an answer was made, by its source: period, numbers, what is in it."""
    ids = [str(one["id"]) for one in last.get("sources") or ()]
    found = {one: made for one in ids if (made := pay_sources.how_made(session, source=one)) is not None}
    return {
        source: say(
            "pay_how_made",
            name=sentence(one.name),
            measure=one.measure,
            period=one.period,
            counts=one.counts,
            numbers=_numbers(source, last),
            includes=one.includes,
            excludes=one.excludes,
            how=one.how,
            link=f"[{one.title}]({one.url})" if one.url else one.title,
        )
        for source, one in found.items()
    }


def _numbers(source: str, last: Card) -> str:
    """Return how many a source's bars rest on, as far as the chart of an answer tells."""
    bars = (last.get("chart") or {}).get("bars") or ()
    told = [
        say("pay_made_number", n=f"{one['n']:,}", label=one["label"])
        for one in bars
        if one["source"] == source and one.get("n")
    ]
    return say("pay_made_numbers", numbers=listed(told)) if told else ""


def _line(source: Mapping[str, Any]) -> str:
    where = f"[{source['title']}]({source['url']})" if source.get("url") else source["title"]
    return f"{source['publisher']}: {where}, {source['date']}"


def _why(last: Card, shown: Sequence[Card]) -> tuple[str, str]:
    if not last.get("sources"):
        reason = str(last.get("body") or "").partition("\n\n")[0]
        told = reason and not reason.startswith(("-", "1."))
        return (say("why_reason"), reason) if told else (say("why_advice"), "")
    return say("why_sources", sources=listed(_named(last))), "\n\n".join(last.get("notes") or ())


def _source(last: Card, shown: Sequence[Card]) -> tuple[str, str]:
    if not last.get("sources"):
        return say("source_advice"), ""
    lines = [_line(one) for one in last["sources"]]
    return say("source_list", count=len(lines)), bullets(lines)


def _sure(last: Card, shown: Sequence[Card]) -> tuple[str, str]:
    if not last.get("sources"):
        return say("sure_advice"), ""
    dates = sorted(str(one["date"])[:4] for one in last["sources"])
    return say("sure_sources", sources=listed(_named(last)), oldest=dates[0]), "\n\n".join(
        last.get("notes") or ()
    )


def _simpler(last: Card, shown: Sequence[Card]) -> tuple[str, str]:
    return say("in_short", lead=last.get("lead") or ""), ""


def _summary(last: Card, shown: Sequence[Card]) -> tuple[str, str]:
    leads = [
        f"**{one.get('title')}**: {one.get('lead')}" for one in shown[-_MOST_SUMMED_UP:] if one.get("lead")
    ]
    return say("summary"), bullets(list(dict.fromkeys(leads)))


def _tax(last: Card, shown: Sequence[Card]) -> tuple[str, str]:
    paid = any(one.get("topic") in ("salary", "compare_salaries") for one in shown[-3:])
    return say("before_tax" if paid else "tax_unknown"), ""


def _named(card: Card) -> list[str]:
    return list(dict.fromkeys(f"{one['publisher']} ({str(one['date'])[:7]})" for one in card["sources"]))


_SAYS = {
    "why": _why,
    "source": _source,
    "link": _source,
    "sure": _sure,
    "simpler": _simpler,
    "summary": _summary,
    "tax": _tax,
}
