"""From Slack's text to what the person wrote."""

from __future__ import annotations

import re

# `<@U1>`, `<@U1|name>`, `<#C1|general>`, `<!here>`, `<!subteam^S1|@team>`, `<https://…|label>`
_REFERENCE = re.compile(r"<([@#!]|https?://|mailto:)([^<>|]*)(?:\|([^<>]*))?>")
_OPENING_MENTIONS = re.compile(r"\s*((?:<@[A-Z0-9]+(?:\|[^<>]*)?>[\s,:]*)+)")
_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")


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
