"""One tool or another, both, one instead of another, and what else does the same."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer
from actions.evidence.base import bullets, next_steps, sourced
from actions.evidence.demanded import percent, share_for, told
from actions.question import Question
from actions.wording import listed, say, with_article
from knowledge.queries import choices, demand, roles, tools

#: How many times as many postings must name one tool as another for the figure to decide between them.
_CLEARLY = 1.5
_SAMPLE = 100
_MOST_OPTIONS = 5


def chosen(session: Session, asked: Question) -> Optional[Answer]:
    """Return which of the tools that a question names to take, or what to take instead of the one."""
    named = asked.tools
    if "next" in asked.wants or "certificates" in asked.wants:
        return None
    if "alternatives" in asked.wants:  # "instead of pandas" rules pandas out
        ruled_out = [one.id for one in asked.values if one.kind == names.TOOL and one.negated and one.id]
        named = tuple(dict.fromkeys((*named, *ruled_out)))
    if len(named) == 1 and "alternatives" in asked.wants:
        return _alternatives(session, asked, named[0])
    if len(named) < 2:
        return None
    choice = choices.choose_tools(session, tools=named)
    if choice is None:
        return None
    role = next(iter(roles.roles(session, ids=asked.roles[:1])), None)
    shares = _shares(session, asked, named, role)
    best = _clear_winner(session, named, shares, role)
    lead = _verdict(session, asked, choice, named, best, role)
    parts = [_figures(session, shares), bullets([_option(one) for one in choice.options])]
    if not choice.alternatives:
        first = choices.first_tools(session, role=role.id) if role else None
        order = (
            [name for one, name in zip(first.tools, first.names, strict=True) if one in named]
            if first
            else []
        )
        if len(order) > 1 and role is not None:
            parts.append(say("choice_order", roles=role.plural, order=listed(order, last="then")))
    sources = [one.source for one in shares] + list(choice.sources) + ["editorial"]
    return _answer(session, asked, lead, parts, sources, [one.name for one in choice.options])


def _shares(
    session: Session, asked: Question, named: Sequence[str], role: Optional[roles.Role]
) -> list[demand.Share]:
    """Return the shares of the tools in one sample, of the role or of that which is asked for them most."""
    if role is not None:
        found = [share_for(session, asked, role.id, one) for one in named]
    else:
        by_role: dict[str, list[demand.Share]] = {}
        for one in named:
            for share in demand.shares_by_role(session, tool=one):
                if share.n >= _SAMPLE:
                    by_role.setdefault(share.role, []).append(share)
        whole = [one for one in by_role.values() if len(one) == len(named)]
        whole = whole or [one for one in by_role.values() if len(one) == max(map(len, by_role.values()))]
        return sorted(
            max(whole, key=lambda one: sum(share.percent for share in one), default=[]),
            key=lambda share: -share.percent,
        )
    known = [one for one in found if one is not None]
    same = [one for one in known if one.source == known[0].source and one.country == known[0].country]
    return sorted(same, key=lambda share: -share.percent)


def _clear_winner(
    session: Session, named: Sequence[str], shares: Sequence[demand.Share], role: Optional[roles.Role]
) -> Optional[str]:
    """Return the name of the tool that clearly more postings name, or that alone is the role's."""
    if len(shares) == len(named):
        first, second = shares[0], shares[1]
        return first.label if first.percent >= max(3.0, _CLEARLY * second.percent) else None
    if role is None:
        return None
    uses = [one for one in tools.tools_of(session, role=role.id) if one.tool in named]
    return uses[0].tool_name if len(uses) == 1 and not shares else None


def _verdict(
    session: Session,
    asked: Question,
    choice: choices.ToolChoice,
    named: Sequence[str],
    best: Optional[str],
    role: Optional[roles.Role],
) -> str:
    titles = [one.name for one in choice.options]
    who = f" {say('choice_for', a_role=with_article(role.name))}" if role else ""
    if not choice.alternatives:
        return say(
            "choice_apart_both" if "both" in asked.wants else "choice_apart", names=listed(titles), who=who
        )
    if "both" in asked.wants:
        return (
            say("choice_one_first", best=best, who=who)
            if best
            else say("choice_one_of", names=listed(titles, last="or"), who=who)
        )
    instead = "alternatives" in asked.wants and asked.shape == "yes_no" and len(titles) == 2
    if instead:
        by_id = {one.tool: one.name for one in choice.options}
        return say("choice_instead", first=by_id[named[0]], second=by_id[named[1]])
    if role is None and choice.verdict and _speaks_of_these(session, choice):
        return choice.verdict
    if best is not None:
        others = listed([one for one in titles if one != best], last="or")
        return say("choice_best", best=best, others=others, who=who)
    by_when = [say("choice_when", tool=one.name, when=one.pick_when) for one in choice.options[:3]]
    return say("choice_depends", whens="; ".join(by_when))


def _speaks_of_these(session: Session, choice: choices.ToolChoice) -> bool:
    """Return whether a family's verdict is about the options that were asked about, and no others."""
    family = choices.alternatives_to(session, tool=choice.options[0].tool)
    named = {one.tool for one in choice.options}
    spoken = {
        one.tool
        for one in (family.options if family else ())
        if one.name.split()[-1].lower() in (choice.verdict or "").lower()
    }
    return bool(spoken) and spoken <= named


def _figures(session: Session, shares: Sequence[demand.Share]) -> str:
    if not shares:
        return ""
    first, *rest = shares
    head = told(session, first, first.label)
    return f"{head[:-1]}, {listed([f'{percent(one)} {one.label}' for one in rest])}." if rest else head


def _option(one: choices.ToolOption) -> str:
    if not one.pick_when:
        return f"**{one.name}**: {one.is_for}"
    return say("choice_option", tool=one.name, is_for=one.is_for, when=one.pick_when)


def _alternatives(session: Session, asked: Question, tool: str) -> Optional[Answer]:
    family = choices.alternatives_to(session, tool=tool)
    known = tools.tool(session, tool_id=tool)
    if known is None:
        return None
    if family is None:
        lead = say("choice_no_alternative", tool=known.name)
        return _answer(session, asked, lead, [known.what], ["editorial"], [known.name])
    others = [one for one in family.options if one.tool != tool][:_MOST_OPTIONS]
    role = next(iter(roles.roles(session, ids=asked.roles[:1])), None)
    shares = _shares(session, asked, [tool, *(one.tool for one in others)], role)
    lead = say("choice_alternatives", tool=known.name, others=listed([one.name for one in others], last="or"))
    parts = [bullets([_option(one) for one in others]), _figures(session, shares)]
    sources = ["editorial", *family.sources, *(one.source for one in shares)]
    return _answer(session, asked, lead, parts, sources, [known.name])


def _answer(
    session: Session,
    asked: Question,
    lead: str,
    parts: Sequence[str],
    sources: Sequence[str],
    titles: Sequence[str],
) -> Answer:
    role = next(iter(roles.roles(session, ids=asked.roles[:1] or ["data_scientist"])))
    return Answer(
        topic=asked.topic,
        title=listed(titles, last="or"),
        lead=lead,
        body="\n\n".join(part for part in parts if part),
        sources=sourced(session, *sources),
        suggestions=next_steps(asked, role, "tools", "skills", "how_to_become"),
        roles=asked.roles,
    )
