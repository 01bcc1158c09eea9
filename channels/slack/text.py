"""Between Slack's text and the words in it: what a person wrote, and answers as Slack writes them."""

from __future__ import annotations

import re
from typing import Any, Iterator, List, Mapping

# `<@U1>`, `<@U1|name>`, `<#C1|general>`, `<!here>`, `<!subteam^S1|@team>`, `<https://…|label>`
_REFERENCE = re.compile(r"<([@#!]|https?://|mailto:)([^<>|]*)(?:\|([^<>]*))?>")
_OPENING_MENTIONS = re.compile(r"\s*((?:<@[A-Z0-9]+(?:\|[^<>]*)?>[\s,:]*)+)")
_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")
_LINK = re.compile(r"\[([^\]\n]+)\]\(((?:https?://|mailto:)[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)\)")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_POINT = re.compile(r"^(\s*)[-*] +", re.MULTILINE)
#: What must not be cut in two: a link, an entity, a word, a space.
_ATOM = re.compile(r"<[^<>]*>|&\w+;|\n|[^\S\n]+|[^\s<&]+|.")
#: What only points at another message: "can you answer this?", "any idea?", "^".
_POINTERS = frozenset(
    "this that it these above idea ideas thoughts thought answer opinion ^ ^^ :point_up: 👆".split()
)
_AROUND_POINTERS = _POINTERS | frozenset(
    "a about agree and any can could do for have hello help hey hi him her is know me on one please pls "
    "question reply right say see take the them thanks there think to true us what whats with would you "
    "your".split()
)
_MOST_POINTING = 8
#: Levels of lists in blocks; Slack's own rich text has five.
_DEEPEST = 12


def only_points(text: str) -> bool:
    """Return whether a text says nothing of its own but points at another message, or is empty."""
    words = (
        re.sub(r"[?!.,']+", " ", _MENTION.sub(" ", text).replace("’", "'").replace("'", "")).lower().split()
    )
    if not words:
        return True
    return len(words) <= _MOST_POINTING and set(words) <= _AROUND_POINTERS and not _POINTERS.isdisjoint(words)


def words_of(message: Mapping[str, Any]) -> str:
    """Return what a message says: its text or, without one, its blocks and what it forwards or shares."""
    text = str(message.get("text") or "")
    if not only_points(text):
        return text
    shared = [
        str(one.get("text") or "") or _in_blocks(one.get("blocks")) or str(one.get("fallback") or "")
        for one in message.get("attachments") or ()
        if isinstance(one, dict)
    ]
    if not _MENTION.sub("", text).strip():
        shared.insert(0, _in_blocks(message.get("blocks")))
    words = "\n".join(part for part in shared if not only_points(part))
    return words or text


def _in_blocks(blocks: Any) -> str:
    return "".join(_leaves(blocks, _DEEPEST)).strip()


def _leaves(node: Any, depth: int) -> Iterator[str]:
    """Return the text of blocks, of rich text with its mentions and links, one line a block."""
    if isinstance(node, list):
        for one in node if depth else ():
            yield from _leaves(one, depth - 1)
    elif isinstance(node, dict):
        kind, text = node.get("type"), node.get("text")
        if kind == "user":
            yield f"<@{node.get('user_id')}>"
        elif kind == "link":
            yield str(text or node.get("url") or "")
        elif isinstance(text, str):
            yield text
        else:
            yield from _leaves([node.get(name) for name in ("text", "fields", "elements")], depth)
        if kind in ("section", "header", "context", "rich_text_section", "rich_text_quote"):
            yield "\n"


def plain_text(text: str, bot_user: str) -> str:
    """Return the text without the mention of the bot, links as their labels, and entities unescaped."""
    text = _REFERENCE.sub(lambda match: _words(match, bot_user), text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return re.sub(r"[ \t\u00a0]+", " ", text).strip()


def _words(match: re.Match[str], bot_user: str) -> str:
    kind, target, label = match.group(1), match.group(2), match.group(3)
    if kind == "@":
        return "" if target == bot_user else f"@{label or target}"
    if kind == "#":
        return f"#{label or target}"
    if kind == "!":
        return label or f"@{target}"
    return label or (target if kind == "mailto:" else kind + target)


def mentions(text: str, user: str) -> bool:
    """Return whether ``user`` is mentioned."""
    return user in _MENTION.findall(text)


def addresses_another(text: str, bot_user: str) -> bool:
    """Return whether the text opens by addressing somebody, and the bot is not among them."""
    opening = _OPENING_MENTIONS.match(text)
    return opening is not None and bot_user not in _MENTION.findall(opening.group(1))


def escape(text: str) -> str:
    """Return text in which what Slack reads as its own stands for itself; a fence of code is softened."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("```", "'''")


def to_mrkdwn(markdown: str) -> str:
    """Return paragraphs, ``**bold**``, ``- `` lists and ``[text](https://…)`` as Slack writes them.

    Anything else, also a link to another kind of address, is shown as text.
    """
    text = _POINT.sub("\\1• ", escape(markdown))
    text = _BOLD.sub(r"*\1*", text)
    return _LINK.sub(lambda found: link(found[2], found[1]), text)


def link(url: str, label: str) -> str:
    """Return a link; both parts are escaped already."""
    return f"<{url.replace('|', '%7C')}|{label.replace('|', '¦')}>"


def pieces(text: str, limit: int) -> List[str]:
    """Return mrkdwn in pieces of at most ``limit`` characters, cut at a line or a space where possible."""
    found: List[str] = []
    rest = text.strip("\n") if text.strip() else ""
    while len(rest) > limit:
        end = _cut(rest, limit)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip("\n")
    return [*found, rest] if rest else found


def _cut(text: str, limit: int) -> int:
    """Return where to cut: after the last line break, else the last space, else the last whole atom."""
    at, line, space, whole = 0, 0, 0, 0
    for atom in _ATOM.finditer(text):
        at = atom.end()
        if at > limit:
            break
        whole = at
        if atom[0] == "\n":
            line = at
        elif atom[0].isspace():
            space = at
    return line or space or whole or limit
