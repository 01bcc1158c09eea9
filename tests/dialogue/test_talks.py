"""Short talks, held within the process: what each last answer must and must not say."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator, Optional, Sequence

import pytest
import yaml

from launch.in_process import InProcessAssistant, Reply

TALKS = Path(__file__).parent / "talks"
SCRIPTS: list[tuple[str, dict[str, Any]]] = [
    (path.stem, talk)
    for path in sorted(TALKS.glob("*.yml"))
    for talk in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
]


def turns(talk: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the turns of a talk: a text, or a mapping with ``say`` and what its answer must hold."""
    for turn in talk["turns"]:
        yield {"say": turn} if isinstance(turn, str) else turn


def fault(turn: dict[str, Any], replies: Sequence[Reply]) -> Optional[str]:
    """Return what is wrong with the answer to a turn, or ``None``.

    A turn may ask for words (``has``, ``any`` of, ``lacks``, ``opens``), for the ``topic`` or ``topics`` of
    the answer, for its ``roles``, or for one ``about_role`` among them.
    """
    said = "\n".join(reply.text for reply in replies).lower()
    cards = [reply.card for reply in replies if reply.card]
    topics = [card["topic"] for card in cards]
    roles = list(cards[-1]["roles"]) if cards else []
    if not said.strip():
        return "silence"
    missing = [part for part in turn.get("has", ()) if str(part).lower() not in said]
    if missing:
        return f"lacks {missing}"
    if "any" in turn and not any(str(part).lower() in said for part in turn["any"]):
        return f"has none of {turn['any']}"
    wrong = [part for part in turn.get("lacks", ()) if str(part).lower() in said]
    if wrong:
        return f"holds {wrong}"
    if "opens" in turn and not said.startswith(str(turn["opens"]).lower()):
        return f"does not open with {turn['opens']}"
    wanted = [topic for topic in (turn.get("topic"), *turn.get("topics", ())) if topic]
    if not set(wanted) <= set(topics):
        return f"is about {topics}, not {wanted}"
    if "roles" in turn and roles != turn["roles"]:
        return f"is of {roles}, not {turn['roles']}"
    if "about_role" in turn and turn["about_role"] not in roles:
        return f"is of {roles}, not {turn['about_role']}"
    return None


@pytest.mark.parametrize(
    ("theme", "talk"), SCRIPTS, ids=[f"{theme}: {talk['about']}" for theme, talk in SCRIPTS]
)
async def test_talk(in_process: InProcessAssistant, theme: str, talk: dict[str, Any]) -> None:
    held = in_process.talk()
    for turn in turns(talk):
        replies = await in_process.say(held, turn["say"])
        wrong = fault(turn, replies)
        assert wrong is None, f"the answer to {turn['say']!r} {wrong}:\n" + "\n".join(
            reply.text for reply in replies
        )
