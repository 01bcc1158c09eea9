"""People who talk over the website channel, as the widget does, and what became of each of their messages."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import time
import uuid
from dataclasses import dataclass, field
from typing import Any, Dict, Iterator, List, Optional, Tuple

import aiohttp

#: Seconds after which the widget gives a request up. A refusal must come long before.
REQUEST_SECONDS = 60.0
#: Seconds within which every request must have ended in an answer or a refusal.
MOST_SECONDS = 40.0
#: Seconds for which a person goes on trying when connections break.
_PATIENCE_SECONDS = 90.0
_PAUSE_SECONDS = 0.5

#: Stands in what is said, and may stand in no log.
WORD = f"zanzi{uuid.uuid4().hex}"
_QUESTIONS = (
    f"My name is {WORD}. What does a data engineer do?",
    "What does an ML engineer do?",
    "And what do they earn?",
    "What should I learn to become a data engineer?",
    "How do I go from data analyst to ML engineer?",
    "Which tools does an MLOps engineer use?",
    "What is the job outlook for data scientists?",
    "Do I need a degree to be an AI engineer?",
    "Tell me more",
    "hello",
    "What does a research scientist earn in New York?",
)


@dataclass
class Message:
    """A message and what became of it; times are those of ``time.monotonic``, in seconds.

    ``answers`` are the acknowledged ones, ``None`` when there are none; ``seen`` are answers of an attempt
    that broke off; ``refusals`` are the times and codes of all refusals; ``faults`` say what a client must
    never meet.
    """

    id: str
    began: float
    answers: Optional[List[str]] = None
    seen: List[List[str]] = field(default_factory=list)
    refusals: List[Tuple[float, str]] = field(default_factory=list)
    repeats: int = 0
    faults: List[str] = field(default_factory=list)
    longest: float = 0.0


@dataclass
class Talk:
    """One conversation with all messages that were sent in it, in order."""

    token: str
    messages: List[Message] = field(default_factory=list)


class Broken(Exception):
    """The connection broke, or the server stopped in the middle of an answer."""


class Refused(Exception):
    """The server said no, with a code and a sentence."""

    def __init__(self, code: str, wait: float) -> None:
        super().__init__(code)
        self.code = code
        self.wait = wait


class Unclear(Exception):
    """The server said something that a client cannot read."""


class Client:
    """Requests to the website channel of one server."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self._http = http
        self._base = f"{url}/webhooks/website"

    async def begin(self) -> str:
        """Begin a conversation and return its token."""
        answer = await self._json("POST", "session")
        return str(answer["token"])

    async def read(self, token: str) -> List[Dict[str, Any]]:
        """Return the messages of a conversation as they are shown."""
        messages: List[Dict[str, Any]] = []
        page = "conversation"
        while True:
            answer = await self._json("GET", page, token)
            messages = [*answer["messages"], *messages]
            if answer["earlier"] is None:
                return messages
            page = f"conversation?before={answer['earlier']}"

    async def send(self, token: str, message_id: str, text: str) -> Tuple[List[str], bool]:
        """Send a message and return the texts of its answers, and whether the server acknowledged it."""
        texts: List[str] = []
        whole = False
        try:
            async with self._http.post(
                f"{self._base}/messages", json={"id": message_id, "text": text}, headers=_session(token)
            ) as response:
                if response.status != 200:
                    raise _refusal(await response.text())
                async for raw in response.content:
                    line = _parsed(raw.decode())
                    if line.get("type") == "answer":
                        texts.append(str(line["message"]["text"]))
                    elif line.get("type") == "error":
                        raise _refusal(raw.decode())
                    whole = line.get("type") == "done"
        except TimeoutError:
            raise Unclear("silence") from None
        except (aiohttp.ClientError, OSError):
            return texts, False
        return texts, whole

    async def _json(self, method: str, path: str, token: str = "") -> Dict[str, Any]:
        try:
            async with self._http.request(
                method, f"{self._base}/{path}", headers=_session(token) if token else {}
            ) as response:
                text = await response.text()
                if response.status >= 400:
                    raise _refusal(text)
                return _parsed(text)
        except TimeoutError:
            raise Unclear("silence") from None
        except (aiohttp.ClientError, OSError) as error:
            raise Broken(type(error).__name__) from None


class Person:
    """Asks one question after another until told to stop.

    A request that broke is sent again with the same id, as the widget does by itself. A refused one is sent
    again by every second person, as one who presses "Try again"; the others go on to the next question.
    """

    def __init__(self, client: Client, number: int, pause: float) -> None:
        self.talk: Optional[Talk] = None
        self._client = client
        self._insists = number % 2 == 0
        self._random = random.Random(number)  # noqa: S311 - it guards nothing
        self._pause = pause
        self._questions: Iterator[str] = itertools.cycle(
            _QUESTIONS[number % len(_QUESTIONS) :] + _QUESTIONS[: number % len(_QUESTIONS)]
        )

    async def talk_until(self, stop: asyncio.Event) -> None:
        """Hold a conversation."""
        self.talk = Talk(await self._client.begin())
        while not stop.is_set():
            message = Message(uuid.uuid4().hex, time.monotonic())
            self.talk.messages.append(message)
            await self._ask(message, next(self._questions), stop)
            await asyncio.sleep(self._pause * self._random.uniform(0.5, 1.5))

    async def _ask(self, message: Message, text: str, stop: asyncio.Event) -> None:
        assert self.talk is not None  # noqa: S101 - it has begun
        while time.monotonic() - message.began < _PATIENCE_SECONDS:
            began = time.monotonic()
            try:
                texts, whole = await self._client.send(self.talk.token, message.id, text)
                if whole and texts:
                    message.answers = texts
                    return
                if whole:
                    message.faults.append("acknowledged without an answer")
                    return
                if texts:
                    message.seen.append(texts)
                message.repeats += 1
                await asyncio.sleep(_PAUSE_SECONDS)
            except Refused as refusal:
                message.refusals.append((time.monotonic(), refusal.code))
                if not self._insists or stop.is_set():
                    return
                await asyncio.sleep(min(refusal.wait, 2.0))
            except Unclear as unclear:
                message.faults.append(str(unclear))
                return
            finally:
                message.longest = max(message.longest, time.monotonic() - began)
        if not message.refusals:
            message.faults.append("neither answered nor refused")


def _session(token: str) -> Dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _parsed(text: str) -> Dict[str, Any]:
    try:
        parsed = json.loads(text)
    except ValueError:
        parsed = None
    if not isinstance(parsed, dict):
        raise Unclear("no JSON")
    return parsed


def _refusal(text: str) -> Exception:
    error = _parsed(text).get("error")
    if not isinstance(error, dict) or not error.get("code") or not error.get("message"):
        return Unclear("a refusal without code and message")
    return Refused(str(error["code"]), float(error.get("retry_after") or 1.0))
