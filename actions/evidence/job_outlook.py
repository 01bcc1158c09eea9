"""How the job market of a role looks: a verdict in the shape of the question, then the figures behind it."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions.answer import Answer, Suggestion, Table, suggest
from actions.evidence import of_aspect
from actions.evidence.base import Evidence, attributed, bullets, next_steps, sourced
from actions.evidence.notes import sources_of as note_sources
from actions.evidence.of_aspect import Told
from actions.evidence.outlook_figures import (
    EVERYBODY,
    Outlook,
    outlook_of,
    percent,
    posted,
    projected,
    said_of,
    sources_of,
)
from actions.question import Question
from actions.wording import listed, opening, say, sentence, words
from knowledge.queries import demand, field, figures, roles

_FIELD = ("15-2051", "15-1221", "15-1252")
_BEGINNERS = "early-career-2025"
#: The sample that gathered postings for data roles alike, so that their numbers can be compared.
_SAMPLE = "postings-2024"
_PROJECTIONS = "bls-ep"
_TELLING = 60  # characters from which a sentence stands alone
#: What a question about a market may ask for, the most specific first.
_ASPECTS = (
    "agi",
    "ai_effect",
    "bubble",
    "hype",
    "layoffs",
    "shrinking",
    "first_job",
    "saturation",
    "worth",
    "remote",
    "long_term",
)
#: Those on which the postings for beginners have something to say.
_OF_BEGINNERS = frozenset({"first_job", "saturation"})


class JobOutlook(Evidence):
    """Judges the market of a role, and gives the official projections as those of the proxy they are."""

    topic = "job_outlook"
    shapes = frozenset({"facts", "how", "how_much", "criterion", "yes_no"})

    def yields_at(self, session: Session, asked: Question) -> Optional[float]:
        """Return the fit from which a nearer note is better, where the side that is asked about is known."""
        if _posting_counts(session, asked):
            return 1.1
        return of_aspect.yields_at(_told(session, asked), asked)

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the outlook of a role, of several side by side, or of the field."""
        found = roles.roles(session, ids=asked.roles)
        told = _told(session, asked)
        if told is not None:
            return _judged(session, asked, found, told)
        if len(found) == 1:
            return _of_one(session, asked, found[0])
        return _of_many(session, asked, found)

    def more(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return what will change for the role."""
        found = roles.roles(session, ids=asked.roles[:1])
        if not found:
            return None
        trends = field.trends(session, role=found[0].id)[:2]
        return Answer(
            topic=self.topic,
            title=say("job_outlook_title", role=found[0].name),
            lead=found[0].future,
            body="\n".join(f"- **{sentence(one.title)}**: {opening(one.text)}" for one in trends),
            sources=sourced(session, found[0].source, *(one.source for one in trends)),
            suggestions=next_steps(asked, found[0], "skills", "career_ladder", "how_to_become"),
            roles=asked.roles,
        )


def _told(session: Session, asked: Question) -> Optional[Told]:
    """Return the note on the side of the market that is asked about; a beginner asks of first jobs."""
    if _posting_counts(session, asked):
        return None
    several = len(asked.roles) > 1
    return of_aspect.told(session, asked, _ASPECTS, bound=several) or (
        of_aspect.on(session, asked, "first_job", bound=True) if asked.level == "entry" else None
    )


def _posting_counts(session: Session, asked: Question) -> list[tuple[int, roles.Role, str, str]]:
    """Return, where it is asked for which of several roles there are more jobs, postings in one sample.

    Each with the role, the period and the source, most first; none where a role is not counted.
    """
    if asked.criterion != "demand" or asked.shape == "why" or len(asked.roles) < 2:
        return []
    found = []
    for role in roles.roles(session, ids=asked.roles):
        share = demand.remote_share(session, role=role.id)
        if share is None or share.source != _SAMPLE:
            return []
        found.append((share.n, role, share.period, share.source))
    return sorted(found, key=lambda one: -one[0])


def _judged(session: Session, asked: Question, found: Sequence[roles.Role], told: Told) -> Answer:
    """Answer with the verdict of a note, and with what figures and the place add to it."""
    outlooks = [outlook_of(session, role) for role in found]
    notes, sources = [], list(note_sources([told.note]))
    country = _country(session, asked)
    for role in found:
        for measure in _measures(told.aspect, asked):
            for share in posted(session, role, measure, country=country):
                if share.source not in told.note.sources:
                    notes.append(said_of(share, role, measure))
                    sources.append(share.source)
    if found and _PROJECTIONS not in told.note.sources and told.aspect != "ai_effect":
        notes += [projected(one) for one in outlooks[:2]]
        sources += sources_of(outlooks)
    notes += _of_level(session, asked)
    if asked.level == "entry" and field.sources(session, ids=[_BEGINNERS]):
        sources.append(_BEGINNERS)
    parts = [told.rest]
    if told.aspect == "agi":
        parts += [
            one.lead for role in found if (one := of_aspect.on(session, asked, "ai_effect", role=role.id))
        ]
    local = _local(session, asked)
    if local is not None and local.note != told.note:
        parts.insert(0, f"{local.lead} {opening(local.rest)}")
        sources += note_sources([local.note])
    return Answer(
        topic="job_outlook",
        title=say("job_outlook_title_many"),
        lead=told.lead,
        body="\n\n".join(part for part in parts if part),
        notes=tuple(notes),
        sources=sourced(session, *dict.fromkeys(sources)),
        suggestions=_next(asked, found),
        roles=asked.roles,
        checked=told.note.checked,
    )


def _measures(aspect: str, asked: Question) -> tuple[str, ...]:
    entry = ("entry",) if aspect in _OF_BEGINNERS or asked.level == "entry" else ()
    return (*entry, *(("remote",) if "remote" in asked.aspects else ()))


def _of_one(session: Session, asked: Question, role: roles.Role) -> Answer:
    found = outlook_of(session, role)
    views = field.viewpoints(session, topic="job_outlook", roles=asked.roles)[:1]
    notes = _remarks(session, asked, found)
    if views:
        notes.append(attributed(session, views))
    sources = [*(one.source for one in found.projections), *(view.source for view in views)]
    if asked.level == "entry" and field.sources(session, ids=[_BEGINNERS]):
        sources.append(_BEGINNERS)
    measure = "remote" if "remote" in asked.aspects else "entry"
    for share in posted(session, role, measure, country=_country(session, asked)):
        notes.append(said_of(share, role, measure))
        sources.append(share.source)
    lead, body = _verdict(asked, found), ""
    local = _local(session, asked)
    if local is not None:
        lead, body = local.lead, f"{local.rest}\n\n{say('outlook_us_figure')} {projected(found)}"
        sources += note_sources([local.note])
    elif other := _us_only(session, asked):
        lead = f"{other} {lead}"
    later = of_aspect.on(session, asked, "long_term", bound=True)
    if local is None and later is not None:
        body = f"{later.lead} {later.rest}"
        sources += note_sources([later.note])
    return Answer(
        topic="job_outlook",
        title=say("job_outlook_title", role=role.name),
        lead=lead,
        body=body,
        notes=tuple(notes),
        sources=sourced(session, *dict.fromkeys(sources)),
        suggestions=_next(asked, [role]),
        roles=asked.roles,
    )


def _verdict(asked: Question, found: Outlook) -> str:
    """Return the projection, after a yes or no where one was asked for and the figures allow it."""
    if asked.shape not in ("yes_no", "worth") or found.pace in (None, "mixed"):
        return projected(found)
    key = "own" if found.own else "proxy"
    verdict = words(f"outlook_verdict_{key}")[str(found.pace)]
    return f"{verdict} {projected(found, alone=False)}"


def _country(session: Session, asked: Question) -> Optional[str]:
    """Return the ISO code of the country that is asked about, ``None`` without one."""
    for one in asked.locations:
        place = field.place(session, place_id=one)
        while place is not None:
            if place.iso:
                return place.iso
            place = field.place(session, place_id=place.within) if place.within else None
    return None


def _local(session: Session, asked: Question) -> Optional[Told]:
    """Return what is said of the market of the place that is asked about, or of the country it lies in."""
    if not asked.locations or _country(session, asked) == "US":
        return None
    ids = list(asked.locations)
    for one in asked.locations:
        place = field.place(session, place_id=one)
        while place is not None and place.within:
            ids.append(place.within)
            place = field.place(session, place_id=place.within)
    return of_aspect.on(session, asked.having("location", ids), "market")


def _us_only(session: Session, asked: Question) -> Optional[str]:
    """Return that projections are of the United States alone, where another place was named."""
    named = [field.place(session, place_id=one) for one in asked.locations]
    other = [one.name for one in named if one is not None and one.id != "us"]
    return say("outlook_us_only", place=listed(other)) if other else None


def _remarks(session: Session, asked: Question, found: Outlook) -> list[str]:
    groups = found.groups
    notes = [say("job_outlook_replacement")] if groups and groups[0].fit == "same" else []
    if groups and groups[0].fit == "overstates":
        notes.append(say("job_outlook_overstates"))
    elif groups and groups[0].fit != "same":
        notes.append(say("job_outlook_no_openings"))
    return notes + _of_level(session, asked)


def _of_level(session: Session, asked: Question) -> list[str]:
    if asked.level == "entry":
        young = [say("job_outlook_young")] if field.sources(session, ids=[_BEGINNERS]) else []
        return [say("job_outlook_beginners"), *young]
    return [say("job_outlook_no_level")] if asked.level is not None else []


def _of_many(session: Session, asked: Question, found: list[roles.Role]) -> Answer:
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
    counts = _posting_counts(session, asked)
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
    if "remote" not in asked.aspects:
        shares = [one for one in shares if one[2] == "entry"]
    return Answer(
        topic="job_outlook",
        title=say("job_outlook_title_many"),
        lead=" ".join(
            [*filter(None, [_us_only(session, asked)]), *counted, _compared(asked, outlooks, everybody)]
        ),
        body=bullets(
            [f"**{sentence(role.plural)}**: {_short(one)}" for role, one in scopes if one is not None]
        ),
        table=Table((heads["who"], heads["growth"]), tuple(rows)),
        notes=(
            *(said_of(share, role, measure) for role, share, measure in shares),
            *_of_level(session, asked),
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
        suggestions=_next(asked, found),
        roles=asked.roles,
    )


def _short(told: Told) -> str:
    """Return the first sentence of a note, with the second where the first says little alone."""
    return told.lead if len(told.lead) > _TELLING else f"{told.lead} {opening(told.rest)}"


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


def _next(asked: Question, found: Sequence[roles.Role]) -> tuple[Suggestion, ...]:
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
