"""Which languages, databases, clouds or other tools of one kind, and which of them first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.evidence.base import bullets, next_steps, sourced
from actions.evidence.demanded import percent, share_for, who_of
from actions.question import Question
from actions.wording import inline, listed, say, words
from knowledge.queries import choices, demand, roles, tools

#: The families of tools that are of a kind, as ids of ``tool_choices.yml``.
_FAMILIES = {
    "languages": ("languages", "query_or_code"),
    "nosql": ("databases",),
    "databases": ("databases",),
    "clouds": ("clouds",),
    "bi": ("bi",),
    "deep_learning": ("deep_learning",),
    "llm_frameworks": ("llm_frameworks",),
    "warehouses": ("warehouses",),
    "orchestration": ("orchestration",),
    "streaming": ("streaming",),
    "vector_stores": ("vector_stores",),
    "tracking": ("tracking",),
    "web_frameworks": ("web_frameworks",),
    "coding_assistants": ("coding_assistants",),
    "modelling": ("tables_models", "deep_learning"),
    "libraries": ("dataframes", "tables_models", "deep_learning", "nlp_libraries", "vision"),
}
#: Kinds of the catalog's tools to which a kind is held; the others are their whole families.
_HELD_TO = {"languages": ("language",), "libraries": ("library", "framework")}
#: Tools of the families that are not of the kind by name.
_LEFT_OUT = {
    "bi": frozenset({"excel", "google_sheets", "streamlit"}),
    "nosql": frozenset({"postgresql", "mysql", "mariadb", "sql_server", "oracle_database"}),
}
#: Kinds of which a person learns several side by side.
_TOGETHER = frozenset({"languages", "libraries", "modelling", "databases", "nosql", "coding_assistants"})
_CLEARLY = 1.2
#: Kinds that postings seldom name, so that the role's own order tells more.
_BY_USE = frozenset({"libraries"})
_SHOWN = 6
_LEAST = 2.0  # percent from which a tool is shown
_OFTEN = 20.0  # percent from which a tool is named in the first sentence
_SAMPLE = 100


@dataclass(frozen=True)
class _Candidate:
    tool: str
    name: str
    says: str
    share: Optional[demand.Share]
    place: int  # among the tools of the role; the more important the lower


def of_a_kind(session: Session, asked: Question) -> Optional[Answer]:
    """Return the tools of the one kind that a question asks for, those that most postings name first."""
    kind = next((one for one in _FAMILIES if one in asked.wants), None)
    if kind is None or len(asked.tools) > 1 or asked.shape in ("why", "how_long"):
        return None
    found = roles.roles(session, ids=asked.roles)
    if not found and asked.outsiders:
        return None
    if not found:
        return _of_no_role(session, asked, kind)
    leads, parts, sources = [], [], []
    for role in found:
        candidates = _candidates(session, asked, kind, role)
        if not candidates:
            leads.append(say("kind_none", roles=role.plural, kind=words("tool_kinds")[kind]))
            continue
        leads.append(_lead(session, asked, kind, role, candidates))
        lines = [_line(one) for one in candidates[:_SHOWN]]
        parts.append(bullets(lines) if len(found) == 1 else f"**{role.short}**\n{bullets(lines)}")
        sources += [one.share.source for one in candidates if one.share] + ["editorial"]
    if not parts:
        return None
    if len(found) == 1:
        parts += _advice(session, kind, candidates)
    return _answer(session, asked, kind, " ".join(leads), parts, sources, found[0])


def _candidates(session: Session, asked: Question, kind: str, role: roles.Role) -> list[_Candidate]:
    uses = {one.tool: (at, one) for at, one in enumerate(tools.tools_of(session, role=role.id))}
    found = []
    for tool, name, is_for in _members(session, kind):
        share = share_for(session, asked, role.id, tool)
        at, use = uses.get(tool, (99, None))
        if use is None and (share is None or share.percent < _LEAST):
            continue
        if use is not None or kind not in _BY_USE:
            found.append(_Candidate(tool, name, use.use if use else is_for, share, at))
    if kind in _BY_USE:
        return sorted(found, key=lambda one: one.place)
    return _of_one_sample(found)


def _of_one_sample(found: list[_Candidate]) -> list[_Candidate]:
    """Sort by the shares of the weightiest sample; what it does not count comes after, as the role has it."""
    sizes: dict[tuple[str, int], int] = {}
    for one in found:
        if one.share:
            key = (one.share.source, one.share.n)
            sizes[key] = sizes.get(key, 0) + 1
    best = max(sizes, key=lambda key: (sizes[key], key[1]), default=None)
    held = [
        one
        if one.share and (one.share.source, one.share.n) == best
        else _Candidate(one.tool, one.name, one.says, None, one.place)
        for one in found
    ]
    return sorted(held, key=lambda one: (-(one.share.percent if one.share else -1), one.place))


def _members(session: Session, kind: str) -> list[tuple[str, str, str]]:
    """Return id, name and purpose of the tools of a kind, each once."""
    found: dict[str, tuple[str, str, str]] = {}
    for family in _FAMILIES[kind]:
        for option in choices.family(session, family=family).options:
            known = tools.tool(session, tool_id=option.tool)
            left_out = option.tool in _LEFT_OUT.get(kind, ())
            if known is not None and not left_out and (kind not in _HELD_TO or known.kind in _HELD_TO[kind]):
                found.setdefault(option.tool, (option.tool, option.name, option.is_for))
    return list(found.values())


def _lead(
    session: Session, asked: Question, kind: str, role: roles.Role, candidates: Sequence[_Candidate]
) -> str:
    head = candidates[0]
    first = choices.first_tools(session, role=role.id)
    ids = [one.tool for one in candidates]
    order = [name for one, name in zip(first.tools, first.names, strict=True) if one in ids] if first else []
    if order and (asked.shape == "first" or "single" in asked.wants):
        then = f", {say('kind_then', rest=listed(order[1:]))}" if order[1:] else ""
        lead = say("kind_first", first=order[0], then=then, roles=role.plural)
    elif kind not in _TOGETHER and head.share is not None and head.share.percent >= _OFTEN:
        lead = _pick(candidates)
    else:
        often = [one.name for one in candidates if one.share and one.share.percent >= _OFTEN]
        named = [one.name for one in candidates[:3]] if kind in _BY_USE or not often else often[:4]
        spread = not often and head.share is not None and len(named) > 1 and kind not in _BY_USE
        key = "kind_spread" if spread else "kind_often" if len(named) > 1 else "kind_one"
        lead = say(key, roles=role.plural, tools=listed(named), kind=words("tool_kinds")[kind])
    if head.share is None or kind in _BY_USE:
        return lead
    shown = [one for one in candidates[:3] if one.share]
    figures = listed([f"{one.name} in {percent(one.share)}" for one in shown if one.share])
    return f"{lead} {say('kind_figures', figures=figures, who=who_of(session, head.share))}"


def _pick(candidates: Sequence[_Candidate]) -> str:
    """Return which to take of tools that stand in for each other."""
    first, *rest = [one for one in candidates if one.share]
    near = rest and rest[0].share and first.share and first.share.percent < _CLEARLY * rest[0].share.percent
    if near:
        return say("kind_either", first=first.name, second=rest[0].name)
    return say("kind_pick", first=first.name)


def _line(one: _Candidate) -> str:
    share = f" ({percent(one.share)})" if one.share else ""
    return f"**{one.name}**{share}: {inline(one.says).rstrip('.')}"


def _advice(session: Session, kind: str, candidates: Sequence[_Candidate]) -> list[str]:
    """Return how to choose, where that does not speak for another tool than the figures do."""
    verdict = choices.family(session, family=_FAMILIES[kind][0]).verdict or ""
    names = [one.name.split()[-1].lower() for one in candidates]
    spoken = min(
        (name for name in names if name in verdict.lower()), key=verdict.lower().index, default=names[0]
    )
    return [verdict] if kind not in _TOGETHER and spoken == names[0] else []


def _of_no_role(session: Session, asked: Question, kind: str) -> Optional[Answer]:
    """Return the tools of a kind in general, with where they are named most."""
    family = choices.family(session, family=_FAMILIES[kind][0])
    options = [one for one in family.options if one.tool in {two[0] for two in _members(session, kind)}]
    if not family.verdict:
        return None
    lines = [
        say("choice_option", tool=one.name, is_for=one.is_for, when=one.pick_when) for one in options[:_SHOWN]
    ]
    parts = [bullets(lines)]
    sources = ["editorial", *family.sources]
    role = roles.roles(session, ids=["data_scientist"])[0]
    return _answer(session, asked, kind, family.verdict, parts, sources, role)


def _answer(
    session: Session,
    asked: Question,
    kind: str,
    lead: str,
    parts: Sequence[str],
    sources: Sequence[str],
    role: roles.Role,
) -> Answer:
    return Answer(
        topic=asked.topic,
        title=say("kind_title", kind=words("tool_kinds")[kind]),
        lead=lead,
        body="\n\n".join(parts),
        sources=sourced(session, *dict.fromkeys(sources)),
        suggestions=next_steps(asked, role, "tools", "skills", "how_to_become"),
        roles=asked.roles,
    )
