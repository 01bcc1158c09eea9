"""Messages over the REST channel, from one person or several at once."""

from __future__ import annotations

import asyncio
import time
import uuid
from typing import Sequence

import aiohttp

from bench.servers import Server

#: What is asked of the assistant: all topics, with the database behind each answer.
QUESTIONS = (
    "What does an ML engineer earn?",
    "What is the difference between an AI engineer and an ML engineer?",
    "Which skills does a data engineer need?",
    "How do I become a data scientist?",
    "How is AI used in healthcare?",
    "and in finance?",
    "What tools does an MLOps engineer use?",
    "Is the job market for data scientists growing?",
    "thanks",
    "what about New York?",
)
#: What is asked of the starter bot: its own kind of messages.
MOODS = ("hello", "I am sad", "yes", "goodbye", "hi", "I feel great", "are you a bot?", "no", "bye", "hey")


def one_person(server: Server, messages: Sequence[str], count: int) -> list[float]:
    """Return the milliseconds of each of ``count`` messages of one person, one after another."""
    return asyncio.run(_person(server.url, messages, count))


def many_people(server: Server, messages: Sequence[str], *, people: int, each: int) -> float:
    """Return the messages a second that people who write at the same time get answered."""

    async def everybody() -> float:
        began = time.perf_counter()
        await asyncio.gather(*(_person(server.url, messages, each) for _ in range(people)))
        return people * each / (time.perf_counter() - began)

    return asyncio.run(everybody())


async def _person(url: str, messages: Sequence[str], count: int) -> list[float]:
    times = []
    async with aiohttp.ClientSession() as session:
        sender = uuid.uuid4().hex
        for number in range(count):
            if number % 20 == 0:  # conversations of twenty messages
                sender = uuid.uuid4().hex
            body = {"sender": sender, "message": messages[number % len(messages)]}
            began = time.perf_counter()
            async with session.post(f"{url}/webhooks/rest/webhook", json=body) as response:
                await response.json()
            times.append(1000 * (time.perf_counter() - began))
    return times


def percentile(times: Sequence[float], share: float) -> float:
    """Return the time that this share (0 to 1) of the messages did not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
