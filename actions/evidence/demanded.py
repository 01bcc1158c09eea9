"""Whether a role needs a tool or an idea, by the share of job postings that name it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.asking_back import STARTERS
from actions.evidence.base import bullets, next_steps, sourced
from actions.question import Question
from actions.wording import inline, listed, say, with_article
from knowledge.queries import choices, demand, field, roles, tools

#: Shares in percent from which most, many, some and few postings name something.
_MOST, _MANY, _SOME, _FEW = 40, 25, 10, 3
#: Fewer postings than this tell nothing of a role where the question names none.
_SAMPLE = 100
_MOST_ROLES = 4
_MOST_BESIDE = 3
_NEED = frozenset({"yes_no", "worth", "enough", "how_much"})


@dataclass(frozen=True)
class Thing:
    """A tool or an idea that was named; ``what`` is a sentence on it where the knowledge base has one."""

    id: str
    name: str
    what: Optional[str] = None


def things_in(session: Session, asked: Question) -> list[Thing]:
    """Return the tools and ideas that a question names, also those that are only counted in postings."""
    known = [tools.tool(session, tool_id=one) for one in asked.tools]
    found = [Thing(one.id, one.name, one.what) for one in known if one is not None]
    for want in asked.wants:
        skill = demand.skill_named(session, text=want[5:]) if want.startswith("idea:") else None
        if skill is not None:
            found.append(Thing(*skill))
    for left in asked.said():
        skill = demand.skill_named(session, text=left.words) if left.kind in ("word", "product") else None
        if skill is not None:
            found.append(Thing(*skill))
    return found


def share_for(session: Session, asked: Question, role: str, thing: str) -> Optional[demand.Share]:
    """Return the share of a role's postings that name something, of the country or level that was said.

    Where no sample is of that country or level it is that of all postings.
    """
    for country, level in _samples(session, asked):
        share = demand.demand(session, role=role, tool=thing, country=country, level=level)
        if share is not None:
            return share
    return None


def top_for(
    session: Session, asked: Question, role: str, limit: int, kind: Optional[str] = None
) -> list[demand.Share]:
    """Return what most postings of a role name, of the country or level that was said where it is known."""
    for country, level in _samples(session, asked):
        found = demand.top_skills(session, role=role, limit=limit, kind=kind, country=country, level=level)
        if found:
            return found
    return []


def _samples(session: Session, asked: Question) -> list[tuple[Optional[str], Optional[str]]]:
    """Return the samples to look in, as country and level, the nearest to the question first."""
    places = [field.place(session, place_id=one) for one in asked.locations]
    isos = [place.iso for place in places if place is not None and place.iso]
    samples: list[tuple[Optional[str], Optional[str]]] = [(iso, None) for iso in isos]
    level = next(iter(asked.ids("level", of_person=False)), None)
    if level:
        samples.append((None, level))
    return [*samples, (None, None)]


def who_of(session: Session, share: demand.Share) -> str:
    """Return whose postings a share is of: ``10,588 data scientist postings of September–December 2024``."""
    role = roles.roles(session, ids=[share.role])[0]
    country = field.countries(session, isos=[share.country]) if share.country else []
    return say(
        "postings_of",
        n=f"{share.n:,}",
        level=f"{field.level_name(session, level=share.level).lower().replace(' ', '-')} "
        if share.level
        else "",
        role=role.name,
        place=f" {say('postings_in', place=country[0].name)}" if country else "",
        period=share.period,
    )


def percent(share: demand.Share) -> str:
    """Return a share as it stands in a sentence."""
    return f"{share.percent:.1f}%"


def told(session: Session, share: demand.Share, name: str) -> str:
    """Return a share as a sentence: ``38.9% of 10,588 data scientist postings of 2024 name R``."""
    return say("need_share", percent=percent(share), who=who_of(session, share), tool=name)


def band(share: demand.Share) -> str:
    """Return how many postings name something: ``most``, ``many``, ``some``, ``few`` or ``rare``."""
    for name, least in (("most", _MOST), ("many", _MANY), ("some", _SOME), ("few", _FEW)):
        if share.percent >= least:
            return name
    return "rare"


def needed(session: Session, asked: Question) -> Optional[Answer]:
    """Return whether the one tool or idea that a question names is needed, worth it, enough or in use.

    The first sentence is the verdict, with the share of postings that name it.
    """
    things = things_in(session, asked)
    if not things:
        return _unknown(session, asked)
    if len(things) > 1 or (asked.shape not in _NEED and not {"still", "gone"} & asked.wants):
        return None
    thing = things[0]
    found = roles.roles(session, ids=asked.roles)
    if not found:
        return _without_role(session, asked, thing)
    parts, sources = [], []
    for role in found:
        of_role = _for_role(session, asked, role, thing)
        if of_role is None:
            return None
        parts.append(of_role[0])
        sources += of_role[1]
    lead, *rest = parts[0].split("\n\n")
    more = [part.replace("\n\n", " ") for part in parts[1:]]
    return _answer(session, asked, thing, lead, [*rest, *more], sources, found[0])


def _for_role(
    session: Session, asked: Question, role: roles.Role, thing: Thing
) -> Optional[tuple[str, list[str]]]:
    """Return verdict, use and what is named beside it, as paragraphs, and the sources."""
    share = share_for(session, asked, role.id, thing.id)
    use = next((one for one in tools.tools_of(session, role=role.id) if one.tool == thing.id), None)
    if share is None and use is None:
        return None
    grade = (
        band(share)
        if share
        else {"essential": "most", "important": "many"}.get(use.importance if use else "", "some")
    )
    sources = [share.source] if share else []
    if share and use and use.importance != "useful" and share.percent < _SOME:
        grade = "unsaid"
    verdict = say(
        f"need_{_kind(asked)}_{grade}", tool=thing.name, a_role=with_article(role.name), roles=role.plural
    )
    parts = [verdict if share is None else f"{verdict} {told(session, share, thing.name)}"]
    if use is not None:
        sources.append(use.source)
        parts.append(say("need_use", roles=role.plural, tool=thing.name, use=inline(use.use).rstrip(".")))
    elif thing.what:
        parts.append(
            say("need_what", tool=thing.name, what=inline(thing.what).rstrip("."), roles=role.plural)
        )
        sources.append("editorial")
    top = top_for(session, asked, role.id, 8, "tool")
    beside = [one for one in top if thing.id not in (one.name, one.tool)]
    if beside and share is not None and beside[0].source == share.source:
        named = [f"{one.label} ({percent(one)})" for one in beside[:_MOST_BESIDE]]
        more = beside[min(len(beside), _MOST_BESIDE) - 1].percent > share.percent
        parts.append(say("need_beside" if more else "need_beside_most", others=listed(named)))
    instead = _instead(session, role, thing, asked) if grade in ("some", "few", "rare") else None
    if instead:
        parts.append(instead)
    return "\n\n".join([parts[0], " ".join(parts[1:])]), sources


def _instead(session: Session, role: roles.Role, thing: Thing, asked: Question) -> Optional[str]:
    """Return the tool of the same family that a role's postings name more often, in a sentence."""
    family = choices.alternatives_to(session, tool=thing.id)
    own = share_for(session, asked, role.id, thing.id)
    if family is None or own is None:
        return None
    others = [share_for(session, asked, role.id, one.tool) for one in family.options if one.tool != thing.id]
    best = max((one for one in others if one), key=lambda share: share.percent, default=None)
    if best is None or best.percent < 1.5 * own.percent or best.source != own.source:
        return None
    return say("need_instead", other=best.label, percent=percent(best))


def _kind(asked: Question) -> str:
    if asked.shape in ("worth", "enough"):
        return asked.shape
    if "gone" in asked.wants:
        return "gone"
    return "much" if asked.shape == "how_much" else "still" if "still" in asked.wants else "yes_no"


def _without_role(session: Session, asked: Question, thing: Thing) -> Optional[Answer]:
    """Return where a tool is asked for, role by role, where the question names no role."""
    found = [one for one in demand.shares_by_role(session, tool=thing.id) if one.n >= _SAMPLE]
    if not found or asked.outsiders:  # the figures are of other professions
        return None
    shown = found[:_MOST_ROLES]
    kind = "yes_no" if _kind(asked) == "much" else _kind(asked)
    top = roles.roles(session, ids=[shown[0].role])[0]
    if asked.shape == "enough":
        beside = [
            one
            for one in demand.top_skills(session, role=top.id, limit=6, kind="tool")
            if one.tool != thing.id
        ]
        verdict = say("need_any_enough", tool=thing.name, roles=top.plural)
        others = listed([f"{one.label} ({percent(one)})" for one in beside[:_MOST_BESIDE]])
        lead = f"{verdict} {told(session, shown[0], thing.name)}"
        return _answer(
            session, asked, thing, lead, [say("need_beside_most", others=others)], [shown[0].source], top
        )
    verdict = say(f"need_any_{kind}_{band(shown[0])}", tool=thing.name, roles=top.plural)
    share = told(session, shown[0], thing.name)
    rest = [f"{percent(one)} of {who_of(session, one)}" for one in shown[1:]]
    common = [one for one in found if one.role in STARTERS and one not in shown]
    rest += [f"{percent(one)} of {who_of(session, one)}" for one in common[:1]]
    parts = [thing.what or "", say("need_elsewhere") + "\n" + bullets(rest) if rest else ""]
    sources = [*(one.source for one in (*shown, *common[:1])), *(["editorial"] if thing.what else [])]
    return _answer(session, asked, thing, f"{verdict} {share}", parts, sources, top)


def _unknown(session: Session, asked: Question) -> Optional[Answer]:
    """Return that a tool is not known, where a question asks after one by a name that nothing explains."""
    if asked.shape not in ("yes_no", "worth", "enough") or asked.wants & _EXPLAINED:
        return None
    names = [
        one.words
        for one in asked.said()
        if one.kind == "product" or (one.kind == "word" and one.words[:1].isupper())
    ]
    found = roles.roles(session, ids=asked.roles[:1])
    if len(names) != 1:
        return None
    lead = say("tool_unknown", tool=names[0])
    parts, sources = [say("tool_unknown_judge", tool=names[0])], ["editorial"]
    if found:
        top = top_for(session, asked, found[0].id, 5, "tool")
        if top:
            listing = listed([f"{one.label} ({percent(one)})" for one in top])
            parts.insert(0, say("tool_unknown_known", who=who_of(session, top[0]), tools=listing))
            sources.append(top[0].source)
    return _answer(session, asked, Thing("", names[0]), lead, parts, sources, found[0] if found else None)


#: Wants that other parts of the evidence answer, whatever name stands beside them.
_EXPLAINED = frozenset({"certificates", "programme", "maths", "statistics", "coding", "soft", "books"})


def _answer(
    session: Session,
    asked: Question,
    thing: Thing,
    lead: str,
    parts: list[str],
    sources: list[str],
    role: Optional[roles.Role],
) -> Answer:
    steps = role or roles.roles(session, ids=["data_scientist"])[0]
    return Answer(
        topic=asked.topic,
        title=thing.name,
        lead=lead,
        body="\n\n".join(part for part in parts if part),
        sources=sourced(session, *sources),
        suggestions=next_steps(asked, steps, "tools", "skills", "how_to_become"),
        roles=asked.roles,
    )
