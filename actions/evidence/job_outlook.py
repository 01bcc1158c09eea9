"""How the job market of a role looks: a verdict in the shape of the question, then the figures behind it."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer
from actions.evidence import of_aspect
from actions.evidence.base import Evidence, attributed, next_steps, sourced
from actions.evidence.notes import sources_of as note_sources
from actions.evidence.of_aspect import Told
from actions.evidence.outlook_compared import next_of, of_level, of_many, posting_counts, us_only
from actions.evidence.outlook_figures import (
    Outlook,
    growth_of,
    outlook_of,
    posted,
    projected,
    said_of,
    sources_of,
)
from actions.question import Question
from actions.wording import opening, say, sentence, words
from knowledge.queries import field, roles

_BEGINNERS = "early-career-2025"
_PROJECTIONS = "bls-ep"
#: Sides to which the long run of a role is an answer too.
_LASTING = frozenset({"long_term", "hype", "endures", "shrinking"})
#: Criteria by which roles are set beside each other here.
_JUDGED_BY = frozenset({"demand", "future", "remote", "stability"})
#: What a question about a market may ask for, the most specific first.
_ASPECTS = (
    "agi",
    "ai_effect",
    "bubble",
    "hype",
    "pandemic",
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

    def settles(self, session: Session, asked: Question) -> bool:
        """Return whether a question asks how many posts there are, or for the outlook of a role alone."""
        of_role = len(asked.roles) == 1 and all(one.kind == names.ROLE for one in asked.said())
        plain = of_role and asked.shape in ("facts", "how") and _told(session, asked) is None
        return plain or bool(posting_counts(session, asked))

    def bears_on(self, session: Session, asked: Question) -> bool:
        """Return whether the side, the criterion or the place that is asked about is known."""
        if _told(session, asked) is not None:
            return True
        if len(asked.roles) > 1:
            return asked.criterion in _JUDGED_BY
        return len(asked.roles) == 1 and _local(session, asked) is not None

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the outlook of a role, of several side by side, or of the field."""
        found = roles.roles(session, ids=asked.roles)
        told = _told(session, asked)
        if told is not None:
            return _judged(session, asked, found, told)
        if len(found) == 1:
            return _of_one(session, asked, found[0])
        return of_many(session, asked, found)

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
    if posting_counts(session, asked):
        return None
    told = of_aspect.told(session, asked, _ASPECTS, bound=len(asked.roles) > 1)
    if told is None and asked.level == "entry":
        told = of_aspect.on(session, asked, "first_job", bound=True)
    if told is None and _LASTING & set(asked.aspects):
        told = of_aspect.on(session, asked, "long_term", bound=True) or of_aspect.on(
            session, asked, "worth", bound=True
        )
    return told


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
    notes += of_level(session, asked)
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
        suggestions=next_of(asked, found),
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
    elif other := us_only(session, asked):
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
        growth=growth_of(found) if local is None else None,
        notes=tuple(notes),
        sources=sourced(session, *dict.fromkeys(sources)),
        suggestions=next_of(asked, [role]),
        roles=asked.roles,
    )


def _verdict(asked: Question, found: Outlook) -> str:
    """Return the projection, after a yes or no where one was asked for and the figures allow it."""
    growing = asked.criterion in ("demand", "future") or {"demand", "long_term"} & set(asked.aspects)
    if (
        "negative" in asked.aspects
        or not growing
        or asked.shape not in ("yes_no", "worth")
        or found.pace in (None, "mixed")
    ):
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


def _remarks(session: Session, asked: Question, found: Outlook) -> list[str]:
    groups = found.groups
    notes = [say("job_outlook_replacement")] if groups and groups[0].fit == "same" else []
    if groups and groups[0].fit == "overstates":
        notes.append(say("job_outlook_overstates"))
    elif groups and groups[0].fit != "same":
        notes.append(say("job_outlook_no_openings"))
    return notes + of_level(session, asked)
