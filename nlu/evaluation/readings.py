"""Reading labelled questions with the trained model as it is deployed."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Sequence


@dataclass(frozen=True)
class Read:
    """What the assistant understood of one question, and how long it took.

    :param entities: as Rasa gives them
    :param milliseconds: time of parsing, wall clock
    """

    intent: str
    confidence: float
    entities: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    milliseconds: float

    def values(self, kind: str) -> set[str]:
        """Return the ids of a kind; levels told by years of experience are left out."""
        return {one["value"] for one in self.entities if one["entity"] == kind and one.get("by") != "years"}


class Reader:
    """The assistant's understanding, loaded from a trained model.

    :param model: a model file, or a folder of which the newest counts
    :raises FileNotFoundError: when there is no model
    """

    def __init__(self, model: Path) -> None:
        from rasa.core.agent import Agent  # here, because it takes seconds

        if not model.exists():
            raise FileNotFoundError(f"{model} does not exist: run `make train`")
        self._agent = Agent.load(str(model))
        if not self._agent.is_ready():
            raise FileNotFoundError(f"{model} holds no trained model: run `make train`")

    def read(self, texts: Sequence[str]) -> list[Read]:
        """Return the readings of the texts, one after the other on this thread."""
        return asyncio.run(self._read(texts))

    async def _read(self, texts: Sequence[str]) -> list[Read]:
        await self._agent.parse_message("warm up")
        return [await self._one(text) for text in texts]

    async def _one(self, text: str) -> Read:
        start = time.perf_counter()
        parsed = await self._agent.parse_message(text)
        elapsed = 1000 * (time.perf_counter() - start)
        return Read(
            intent=str(parsed["intent"]["name"]),
            confidence=float(parsed["intent"]["confidence"]),
            entities=list(parsed["entities"]),
            questions=list(parsed.get("questions", [])),
            milliseconds=elapsed,
        )
