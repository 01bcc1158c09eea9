"""Short talks, held within the process: what each last answer must and must not say."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

import pytest
import yaml

from launch.in_process import InProcessAssistant

TALKS = Path(__file__).parent / "talks"
SCRIPTS: list[tuple[str, dict[str, Any]]] = [
    (path.stem, talk) for path in sorted(TALKS.glob("*.yml")) for talk in yaml.safe_load(path.read_text())
]


def turns(talk: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the turns of a talk: a text, or a mapping with ``say`` and what its answer must hold."""
    for turn in talk["turns"]:
        yield {"say": turn} if isinstance(turn, str) else turn


@pytest.mark.parametrize(
    ("theme", "talk"), SCRIPTS, ids=[f"{theme}: {talk['about']}" for theme, talk in SCRIPTS]
)
async def test_talk(in_process: InProcessAssistant, theme: str, talk: dict[str, Any]) -> None:
    held = in_process.talk()
    for turn in turns(talk):
        replies = await in_process.say(held, turn["say"])
        said = "\n".join(reply.text for reply in replies)
        shown = f"{turn['say']!r} was answered:\n{said}"
        assert said.strip(), f"silence after {turn['say']!r}"
        for part in turn.get("has", ()):
            assert str(part).lower() in said.lower(), shown
        for part in turn.get("lacks", ()):
            assert str(part).lower() not in said.lower(), shown
        if "any" in turn:
            assert any(str(part).lower() in said.lower() for part in turn["any"]), shown
        if "opens" in turn:
            assert said.lower().startswith(str(turn["opens"]).lower()), (
                f"{turn['say']!r} was answered:\n{said}"
            )
