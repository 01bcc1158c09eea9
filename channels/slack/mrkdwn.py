"""From the light markdown of answers to Slack's mrkdwn."""

from __future__ import annotations

import re

_LINK = re.compile(r"\[([^\]\n]+)\]\(((?:https?://|mailto:)[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)\)")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_POINT = re.compile(r"^(\s*)[-*] +", re.MULTILINE)
#: What must not be cut in two: a link, an entity, a word, a space.
_ATOM = re.compile(r"<[^<>]*>|&\w+;|\n|[^\S\n]+|[^\s<&]+|.")


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


def pieces(text: str, limit: int) -> list[str]:
    """Return mrkdwn in pieces of at most ``limit`` characters, cut at a line or a space where possible."""
    found: list[str] = []
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
