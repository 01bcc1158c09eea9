"""People who talk to a server over Rasa's REST channel: one after another, or several at once."""

from __future__ import annotations

import asyncio
import time
import uuid
from typing import Callable, List

import aiohttp

from bench.servers import ServerFailed

#: The messages of the conversation with this number.
Script = Callable[[int], List[str]]


def one_user(url: str, script: Script, conversations: range) -> List[float]:
    """Hold conversations one after another and return how long each message took, in milliseconds.

    :raises ServerFailed: when a message gets no answer
    """
    return asyncio.run(_one_user(url, script, conversations))


def long_conversation(url: str, script: Script, turns: int) -> List[float]:
    """Hold one conversation of many turns and return how long each took, in milliseconds."""
    messages = script(0)
    return one_user(url, lambda _: [messages[turn % len(messages)] for turn in range(turns)], range(1))


def several_users(url: str, script: Script, *, users: int, seconds: float, first: int) -> float:
    """Let several people talk without a pause and return how many messages were answered each second.

    :param first: the number of the first conversation
    :raises ServerFailed: when a message gets no answer
    """
    return asyncio.run(_several_users(url, script, users, seconds, first))


async def _one_user(url: str, script: Script, conversations: range) -> List[float]:
    taken = []
    async with aiohttp.ClientSession() as session:
        for number in conversations:
            sender = uuid.uuid4().hex
            for message in script(number):
                began = time.perf_counter()
                await _say(session, url, sender, message)
                taken.append((time.perf_counter() - began) * 1000)
    return taken


async def _several_users(url: str, script: Script, users: int, seconds: float, first: int) -> float:
    numbers = iter(range(first, first + 1_000_000))
    answered = 0
    began = time.perf_counter()

    async def person(session: aiohttp.ClientSession) -> None:
        nonlocal answered
        while True:
            sender = uuid.uuid4().hex
            for message in script(next(numbers)):
                if time.perf_counter() - began > seconds:
                    return
                await _say(session, url, sender, message)
                answered += 1

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(person(session) for _ in range(users)))
    return answered / (time.perf_counter() - began)


async def _say(session: aiohttp.ClientSession, url: str, sender: str, message: str) -> None:
    async with session.post(url, json={"sender": sender, "message": message}) as response:
        answer = await response.json()
        if response.status != 200 or not answer:
            raise ServerFailed(f"no answer to {message!r} (status {response.status})")
