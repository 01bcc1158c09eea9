"""Forty people who ask at once, and a Slack that sends again what was not acknowledged or answered."""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Sequence

import aiohttp

from channels.slack import wording
from tests.channels.slack import slack_acts
from tests.channels.slack.running_channel import SECRET, free_port
from tests.channels.slack.slack_stand_in import SlackStandIn

PEOPLE = 40
QUESTIONS = 5
_NO_ANSWERS = frozenset({wording.LOOKING_IT_UP, wording.MAY_BE_MISSING, wording.FAILED})
_PATH = "/webhooks/slack/events"


@dataclass
class Asked:
    """One event of one person, or a command, whose answer goes to ``private_to`` alone."""

    event: Mapping[str, Any]
    event_id: str
    text: str
    private_to: Optional[str] = None
    first_sent: float = 0.0
    acknowledged_after: Optional[float] = None

    @property
    def key(self) -> str:
        """Return the key under which the channel knows the event, or where its answer goes."""
        if self.private_to is not None:
            return self.private_to
        return f"{slack_acts.TEAM}:{self.event['channel']}:{self.event['ts']}"


class Server:
    """A server in a process that can be killed."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], page: str = "/webhooks/slack/"
    ) -> None:
        self.port = free_port()
        self._page = page
        self._command = [part.format(port=self.port) for part in command]
        self._environment = {**os.environ, **environment}
        self._process: Optional[subprocess.Popen[bytes]] = None
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - each start writes to it

    async def start(self, seconds: float = 180.0) -> None:
        """Start and wait until it answers."""
        self._said.truncate(0)
        self._process = subprocess.Popen(
            self._command, env=self._environment, stdout=self._said, stderr=subprocess.STDOUT
        )
        deadline = time.monotonic() + seconds
        async with aiohttp.ClientSession() as http:
            while not await self._answers(http):
                if time.monotonic() > deadline or self._process.poll() is not None:
                    self._said.seek(0)
                    last = self._said.read().decode(errors="replace")[-1000:]
                    raise AssertionError(f"It ended with {self._process.poll()} and did not answer: {last}")
                await asyncio.sleep(0.05)

    async def _answers(self, http: aiohttp.ClientSession) -> bool:
        try:
            async with http.get(f"http://127.0.0.1:{self.port}{self._page}") as page:
                return page.status == 200
        except aiohttp.ClientError:
            return False

    def kill(self) -> None:
        """End it at once, without a chance to finish anything."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


@dataclass
class Crowd:
    """The people, what they asked, and what came of it."""

    slack: SlackStandIn
    port: int
    questions: Optional[Sequence[str]] = None
    asked: List[List[Asked]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for person in range(PEOPLE):
            self.asked.append([])
            thread: Optional[str] = None
            for number in range(QUESTIONS):
                asked = self._asked(person, number, thread)
                thread = thread or asked.event.get("ts")
                self.asked[-1].append(asked)

    def _text(self, person: int, number: int) -> str:
        if self.questions is None:
            return f"person {person} question {number}"
        return self.questions[(person * QUESTIONS + number) % len(self.questions)]

    def _asked(self, person: int, number: int, thread: Optional[str]) -> Asked:
        """Return what a person sends: half of them in a thread each, the others directly or by command."""
        user, text, event_id = f"U{person:04}", self._text(person, number), f"Ev{person:03}{number}"
        if person % 4 == 1:
            return Asked(slack_acts.message(text, user=user, channel=f"D{person:04}"), event_id, text)
        if person % 4 == 3:
            private_to = f"{user}-{number}"
            command = slack_acts.command(text, self.slack.response_url(private_to), user=user)
            return Asked(command, event_id, text, private_to)
        where: Dict[str, Any] = {"user": user, "channel": "C0001", "thread_ts": thread}
        return Asked(slack_acts.mention(f"<@{slack_acts.BOT_USER}> {text}", **where), event_id, text)

    async def ask(self) -> None:
        """Send everything at once, each person's events one after another until each is acknowledged."""
        async with aiohttp.ClientSession() as http:
            await asyncio.gather(*(self._deliver(http, questions) for questions in self.asked))

    async def ask_again(self) -> int:
        """Send every event again that was not answered yet, and return how many these are."""
        heard = {*self.answers(), *self.offers()}
        left = [[one for one in questions if one.key not in heard] for questions in self.asked]
        async with aiohttp.ClientSession() as http:
            await asyncio.gather(*(self._deliver(http, questions, again=True) for questions in left))
        return sum(len(questions) for questions in left)

    async def _deliver(
        self, http: aiohttp.ClientSession, questions: List[Asked], again: bool = False
    ) -> None:
        for one in questions:
            one.first_sent = one.first_sent or time.monotonic()
            retry = int(again)
            while not await self._send(http, one, retry):
                retry += 1
                await asyncio.sleep(0.1)

    async def _send(self, http: aiohttp.ClientSession, one: Asked, retry: int) -> bool:
        body, kind = slack_acts.as_form(one.event), "application/x-www-form-urlencoded"
        if one.private_to is None:
            envelope = slack_acts.envelope(one.event, event_id=one.event_id)
            body, kind = json.dumps(envelope).encode(), "application/json"
        headers = {"Content-Type": kind, **slack_acts.signed(body, SECRET)}
        if retry:
            headers.update({"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_error"})
        started = time.monotonic()
        try:
            async with http.post(
                f"http://127.0.0.1:{self.port}{_PATH}", data=body, headers=headers
            ) as response:
                if response.status != 200:
                    return False
        except aiohttp.ClientError:
            return False
        if one.acknowledged_after is None:
            one.acknowledged_after = time.monotonic() - started
        return True

    def answers(self) -> Dict[str, List[Mapping[str, Any]]]:
        """Return the answers that Slack has, by the key of the event; each answer by its first part."""
        found: Dict[str, List[Mapping[str, Any]]] = defaultdict(list)
        for said in self.slack.said():
            payload = (said.get("metadata") or {}).get("event_payload") or {}
            if payload.get("part") == 0:
                found[payload["event"]].append(said)
            private = found[said.get("ephemeral_to") or ""]
            if said.get("ephemeral_to") and said["text"] not in _NO_ANSWERS:
                texts = {one["text"] for one in private}
                private += [said] if not private or said["text"] in texts else []
        return {key: answers for key, answers in found.items() if answers}

    def offers(self) -> Dict[str, int]:
        """Return how often an answer was offered that may not have arrived, by the key of the event."""
        return Counter(said["ephemeral_to"] for said in self.slack.said(text=wording.MAY_BE_MISSING))

    async def all_answered(self, seconds: float) -> None:
        """Wait until every question has an answer, or the offer of one."""
        wanted = {one.key for questions in self.asked for one in questions}
        await self.slack.until(lambda: wanted <= {*self.answers(), *self.offers()}, seconds)

    def wrong(self) -> List[str]:
        """Return what was not answered exactly once, or offered instead, not rightly, or out of order."""
        answers, offers = defaultdict(list, self.answers()), self.offers()
        found = []
        for questions in self.asked:
            times = [len(answers[one.key]) for one in questions]
            if any(
                number > 1 or number + offers[one.key] == 0
                for number, one in zip(times, questions, strict=True)
            ):
                found.append(f"{questions[0].key}: answered {times} times")
                continue
            heard = [answers[one.key][0] for one in questions if answers[one.key]]
            stamps = [float(one["ts"]) for one in heard]
            if stamps != sorted(stamps):
                found.append(f"{questions[0].key}: out of order")
            if self.questions is None:
                found += [
                    one.text
                    for one in questions
                    if answers[one.key] and not answers[one.key][0]["text"].endswith(one.text)
                ]
        return found

    def figures(self) -> Dict[str, float]:
        """Return times in milliseconds: from an event to its acknowledgement, and to its posted answer."""
        answers = defaultdict(list, self.answers())
        everything = [one for questions in self.asked for one in questions]
        acknowledged = [(one.acknowledged_after or 0.0) * 1000 for one in everything]
        answered = [
            (answers[one.key][0]["at"] - one.first_sent) * 1000 for one in everything if answers[one.key]
        ]
        return {
            "acknowledged median": statistics.median(acknowledged),
            "acknowledged p99": statistics.quantiles(acknowledged, n=100)[98],
            "acknowledged most": max(acknowledged),
            "answered median": statistics.median(answered),
            "answered p99": statistics.quantiles(answered, n=100)[98],
        }
