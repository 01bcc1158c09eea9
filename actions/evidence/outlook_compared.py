"""The markets of several roles side by side: which grows, is asked for, is safer or more remote."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions.answer import Answer, Suggestion, Table, suggest
from actions.evidence import of_aspect
from actions.evidence.base import attributed, bullets, next_steps, sourced
from actions.evidence.notes import sources_of as note_sources
from actions.evidence.of_aspect import Told
from actions.evidence.outlook_figures import (
    EVERYBODY,
    Outlook,
    outlook_of,
    percent,
    posted,
    said_of,
    sources_of,
)
from actions.question import Question
from actions.wording import listed, opening, say, sentence, words
from knowledge.queries import demand, field, figures, roles
from knowledge.queries.demand import Share

_BEGINNERS = "early-career-2025"
_FIELD = ("15-2051", "15-1221", "15-1252")
#: The sample that gathered postings for data roles alike, so that their numbers can be compared.
_SAMPLE = "postings-2024"
#: What a note on what AI replaces says of the role beside its text, the safest first.
_SAFER = ("ai_spares", "ai_changes", "ai_takes_part")
_ALIKE = 2.0  # percentage points below which shares of postings are called alike
_TELLING = 60  # characters from which a sentence stands alone


def posting_counts(session: Session, asked: Question) -> list[tuple[int, roles.Role, str, str]]:
    """Return, where it is asked for which of several roles there are more jobs, postings in one sample.

    Each with the role, the period and the source, most first; none where a role is not counted.
    """
    wanted = asked.criterion == "demand" or ("demand" in asked.aspects and asked.shape == "which")
    if not wanted or asked.shape == "why" or len(asked.roles) < 2:
        return []
    found = []
    for role in roles.roles(session, ids=asked.roles):
        share = demand.remote_share(session, role=role.id)
        if share is None or share.source != _SAMPLE:
            return []
        found.append((share.n, role, share.period, share.source))
    return sorted(found, key=lambda one: -one[0])


def of_many(session: Session, asked: Question, found: list[roles.Role]) -> Answer:
    """Put the outlooks of roles side by side; without roles, those of the field's occupations."""
    heads = words("outlook_columns")
    outlooks = [outlook_of(session, role) for role in found]
    rows: list[tuple[str, ...]] = [
        (
            say("outlook_counted", role=sentence(one.role.name), occupation=each.plain_name),
            percent(each.growth_percent),
        )
        for one in outlooks
        for each in one.projections
    ]
    if not found:
        rows = [
            (sentence(one.plain_name), percent(one.growth_percent))
            for one in figures.outlook(session, occupations=_FIELD)
        ]
    everybody = figures.outlook(session, occupations=(EVERYBODY,))[0]
    rows.append((heads["everybody"], percent(everybody.growth_percent)))
    views = field.viewpoints(session, topic="job_outlook", roles=asked.roles or [])[:1]
    scopes = [(role, of_aspect.on(session, asked, "long_term", role=role.id, bound=True)) for role in found]
    shares = [
        (role, share, measure)
        for role in found
        for measure in ("remote", "entry")
        for share in posted(session, role, measure)
    ]
    counts = posting_counts(session, asked)
    counted = (
        [
            say(
                "outlook_more_posted",
                first=counts[0][1].plural,
                n=f"{counts[0][0]:,}",
                others=listed([f"{one[0]:,} for {one[1].plural}" for one in counts[1:]]),
                period=counts[0][2],
            )
        ]
        if counts
        else []
    )
    counted += _safer(session, asked, found) + _more_remote(asked, shares)
    if "remote" not in asked.aspects:
        shares = [one for one in shares if one[2] == "entry"]
    return Answer(
        topic="job_outlook",
        title=say("job_outlook_title_many"),
        lead=" ".join(
            [*filter(None, [us_only(session, asked)]), *(counted or [_compared(asked, outlooks, everybody)])]
        ),
        body=bullets(
            [f"**{sentence(role.plural)}**: {_short(one)}" for role, one in scopes if one is not None]
        ),
        table=Table((heads["who"], heads["growth"]), tuple(rows)),
        notes=(
            *(said_of(share, role, measure) for role, share, measure in shares),
            *of_level(session, asked),
            *((attributed(session, views),) if views else ()),
        ),
        sources=sourced(
            session,
            everybody.source,
            *(one[3] for one in counts),
            *sources_of(outlooks),
            *(share.source for _, share, _ in shares),
            *(source for _, one in scopes if one is not None for source in note_sources([one.note])),
            *(view.source for view in views),
        ),
        suggestions=next_of(asked, found),
        roles=asked.roles,
    )


def _compared(asked: Question, outlooks: Sequence[Outlook], everybody: figures.Projection) -> str:
    """Return which of several roles grows fastest, as far as the occupations that stand for them tell."""
    years = {"year_from": everybody.year_from, "year_to": everybody.year_to}
    if not outlooks:
        return say("job_outlook_field", turn=asked.turn, **years)
    names = listed([one.role.plural for one in outlooks])
    codes = {tuple(each.occupation for each in one.projections) for one in outlooks}
    if len(codes) == 1 and len(outlooks) > 1:
        return say("job_outlook_same", roles=names, **years)
    spans = [
        (min(growth), max(growth), one)
        for one in outlooks
        if (growth := [each.growth_percent for each in one.projections])
    ]
    spans.sort(key=lambda span: -span[0])
    if len(spans) == len(outlooks) > 1 and spans[0][0] > max(span[1] for span in spans[1:]):
        return say(
            "job_outlook_first",
            first=spans[0][2].role.plural,
            others=listed([span[2].role.plural for span in spans[1:]]),
            **years,
        )
    return say("job_outlook_many", turn=asked.turn, roles=names, **years)


def _safer(session: Session, asked: Question, found: Sequence[roles.Role]) -> list[str]:
    """Return, where the future is the criterion, which role AI takes the fewest tasks from."""
    notes = [of_aspect.on(session, asked, "ai_effect", role=role.id, bound=True) for role in found]
    if asked.criterion != "future" or len(found) < 2 or None in notes:
        return []
    ranks = [
        next((at for at, aspect in enumerate(_SAFER) if aspect in one.note.aspects), len(_SAFER))
        for one in notes
        if one is not None
    ]
    if ranks.count(min(ranks)) > 1:
        return [say("outlook_as_safe", roles=listed([role.plural for role in found]))]
    first = found[ranks.index(min(ranks))]
    others = [role.plural for role in found if role != first]
    return [say("outlook_safer", first=sentence(first.plural), others=listed(others))]


def _more_remote(asked: Question, shares: Sequence[tuple[roles.Role, Share, str]]) -> list[str]:
    """Return, where it is asked for, which role has the larger share of fully remote postings."""
    remote = sorted((one for one in shares if one[2] == "remote"), key=lambda one: -one[1].percent)
    if "remote" not in asked.aspects or len(remote) < 2:
        return []
    told = listed([f"{role.plural} {share.percent:.1f}%" for role, share, _ in remote])
    alike = remote[0][1].percent - remote[-1][1].percent < _ALIKE
    key = "outlook_remote_alike" if alike else "outlook_remote_first"
    return [say(key, first=sentence(remote[0][0].plural), told=told)]


def _short(told: Told) -> str:
    """Return the first sentence of a note, with the second where the first says little alone."""
    return told.lead if len(told.lead) > _TELLING else f"{told.lead} {opening(told.rest)}"


def us_only(session: Session, asked: Question) -> Optional[str]:
    """Return that projections are of the United States alone, where another place was named."""
    named = [field.place(session, place_id=one) for one in asked.locations]
    other = [one.name for one in named if one is not None and one.id != "us"]
    return say("outlook_us_only", place=listed(other)) if other else None


def of_level(session: Session, asked: Question) -> list[str]:
    """Return what a projection does not say of the level that is asked about."""
    if asked.level == "entry":
        young = [say("job_outlook_young")] if field.sources(session, ids=[_BEGINNERS]) else []
        return [say("job_outlook_beginners"), *young]
    return [say("job_outlook_no_level")] if asked.level is not None else []


def next_of(asked: Question, found: Sequence[roles.Role]) -> tuple[Suggestion, ...]:
    """Return what to ask next of the market of one role, or of several."""
    if len(found) == 1:
        return (
            *next_steps(asked, found[0], "salary", "skills"),
            suggest(say("suggest_more"), "follow_up"),
            *next_steps(asked, found[0], "how_to_become"),
        )
    return (
        *(step for role in found for step in next_steps(asked, role, "job_outlook")),
        suggest(say("suggest_more"), "follow_up"),
    )
