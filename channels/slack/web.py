"""Calls of Slack's Web API, within Slack's rate limits."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Awaitable, Callable, Dict, Mapping, Sequence, Tuple
from weakref import WeakValueDictionary

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from channels.slack.errors import (
    NotInstalled,
    Refused,
    Unavailable,
    Unclear,
    Unreached,
    is_limit,
    is_token_error,
    may_pass,
    reason,
)
from channels.slack.incoming import Block, Incoming, Workspace
from channels.slack.installations import Tokens, log_refused_token

log = structlog.get_logger(__name__)

#: How often a call is made, and the seconds before the second time, which double from then on.
TRIES = 4
PAUSE = 0.5
#: Seconds between two calls that waited for the same limit, lest they reach it again all at once; and
#: between two posts in one channel, of which Slack takes one a second when it has refused one.
_APART = 0.05
_POSTS_APART = 1.0
#: Seconds for which calls stay apart after a refusal.
_SLOW_SECONDS = 30.0
_TOO_MANY = 429
#: Calls whose limit is each channel's own.
_POSTS = frozenset({"chat_postMessage", "chat_postEphemeral"})
_MOST_LIMITS = 10_000
#: How a call fails without an answer of Slack. The latter two are how `slack_sdk` fails at an answer that
#: is not Slack's, such as a proxy's page.
_BROKEN = (aiohttp.ClientError, asyncio.TimeoutError, OSError, AttributeError, ValueError)


class Gate:
    """Holds calls back for as long as Slack says, and then lets them through one after another."""

    def __init__(self) -> None:
        self._opens: Dict[Tuple[str, ...], float] = {}
        self._slow: Dict[Tuple[str, ...], float] = {}

    async def wait(self, name: Tuple[str, ...], apart: float = _APART) -> None:
        """Return when a call under this name may be made."""
        now = time.monotonic()
        turn = max(self._opens.get(name, 0.0), now)
        if turn > now or self._slow.get(name, 0.0) > now:
            self._opens[name] = turn + apart
            await asyncio.sleep(turn - now)

    def close(self, name: Tuple[str, ...], seconds: float) -> None:
        """Hold calls under this name back."""
        now = time.monotonic()
        if len(self._opens) > _MOST_LIMITS:
            self._opens = {one: opens for one, opens in self._opens.items() if opens > now}
            self._slow = {one: ends for one, ends in self._slow.items() if ends > now}
        self._opens[name] = max(self._opens.get(name, 0.0), now + seconds)
        self._slow[name] = self._opens[name] + _SLOW_SECONDS


class SlackWeb:
    """Slack's Web API and the addresses for answers, for every workspace.

    Both clients are without the repetition that `slack_sdk` brings: a post that is repeated after a
    broken connection may stand in the channel twice.
    """

    def __init__(self, client: AsyncWebClient, tokens: Tokens) -> None:
        self._client = client
        self._tokens = tokens
        self._gate = Gate()
        self._posting: WeakValueDictionary[Tuple[str, ...], asyncio.Lock] = WeakValueDictionary()
        self._posted: Dict[Tuple[str, ...], float] = {}

    async def call(self, workspace: Workspace, method: str, **arguments: Any) -> Mapping[str, Any]:
        """Call a method, such as ``chat_postMessage``, waiting for as long as Slack's rate limit says.

        :raises NotInstalled, Refused, Unclear: see there
        """
        token = await self._tokens.of(workspace)
        if token is None:
            raise NotInstalled
        limit = (workspace.name, method)
        if method not in _POSTS:
            return await self._within(limit, limit, workspace, method, token, arguments)
        of_channel = (workspace.name, "posts", str(arguments["channel"]))
        # One at a time, so that a burst meets the limit of its channel once and not with every post.
        lock = self._posting.setdefault(of_channel, asyncio.Lock())
        async with lock:
            return await self._within(limit, of_channel, workspace, method, token, arguments)

    async def _within(
        self,
        limit: Tuple[str, ...],
        closer: Tuple[str, ...],
        workspace: Workspace,
        method: str,
        token: str,
        arguments: Mapping[str, Any],
    ) -> Mapping[str, Any]:
        """Make a call within the limit of its workspace and within a closer one."""
        while True:
            await self._gate.wait(limit)
            if closer != limit:
                await self._gate.wait(closer, _POSTS_APART)
            try:
                answer = await getattr(self._client, method)(token=token, **arguments)
            except SlackApiError as error:
                if _status(error) == _TOO_MANY or is_limit(error):
                    # Slack does not say which limit it was: a post right after another met its channel's.
                    quick = time.monotonic() - self._posted.get(closer, -_SLOW_SECONDS) < 2 * _POSTS_APART
                    self._slow_down(closer if quick else limit, method, error.response.headers)
                    continue
                raise self._translated(workspace, method, error) from None
            except _BROKEN as error:
                raise _broken(error) from None
            if closer != limit:
                self._note_post(closer)
            data: Mapping[str, Any] = answer.data
            return data

    def _note_post(self, channel: Tuple[str, ...]) -> None:
        if len(self._posted) > _MOST_LIMITS:
            self._posted.clear()
        self._posted[channel] = time.monotonic()

    async def respond(self, url: str, **message: Any) -> None:
        """Post to the address that came with a command, a shortcut or a press.

        :raises Refused, Unclear: see there
        """
        hook = AsyncWebhookClient(url, session=self._client.session, retry_handlers=[])
        while True:
            await self._gate.wait((url,))
            try:
                answer = await hook.send(**message)
            except _BROKEN as error:
                raise _broken(error) from None
            if answer.status_code == _TOO_MANY:
                self._slow_down((url,), "response_url", answer.headers)
                continue
            if answer.status_code >= 500:
                raise Unclear(str(answer.status_code))
            if answer.status_code != 200:
                raise Refused(answer.body[:100])
            return

    async def replace_pressed(self, incoming: Incoming, text: str, blocks: Sequence[Block]) -> None:
        """Put something else in the place of the message in which a button was pressed.

        :raises NotInstalled, Refused, Unclear: see there
        """
        if incoming.press is None or incoming.private:
            await self.respond(
                str(incoming.response_url),
                text=text,
                blocks=list(blocks),
                response_type="ephemeral",
                replace_original=True,
            )
            return
        await self.call(
            incoming.workspace,
            "chat_update",
            channel=incoming.channel,
            ts=incoming.press.message_ts,
            text=text,
            blocks=list(blocks),
        )

    async def repeatedly(self, call: Callable[[], Awaitable[Any]], although_unclear: bool = False) -> None:
        """Make a call until it reaches Slack, or with ``although_unclear`` until it succeeds for certain.

        :raises Unavailable: when it did not after some tries
        :raises NotInstalled, Refused, Unclear: see there
        """
        for attempt in range(TRIES):
            try:
                await call()
                return
            except Unclear as error:
                if not although_unclear and not isinstance(error, Unreached):
                    raise
                await asyncio.sleep(PAUSE * 2**attempt)
        raise Unavailable("calls")

    def _slow_down(self, limit: Tuple[str, ...], method: str, headers: Mapping[str, Any]) -> None:
        seconds = _retry_after(headers)
        self._gate.close(limit, seconds)
        log.info("slack.rate_limited", method=method, seconds=seconds)

    @staticmethod
    def _translated(workspace: Workspace, method: str, error: SlackApiError) -> Exception:
        if is_token_error(error):
            log_refused_token(workspace, error)
            return NotInstalled(reason(error))
        if may_pass(error):
            return Unclear(reason(error) or str(_status(error)))
        return Refused(reason(error))


def _broken(error: Exception) -> Unclear:
    kind = Unreached if isinstance(error, aiohttp.ClientConnectorError) else Unclear
    return kind(type(error).__name__)


def _status(error: SlackApiError) -> int:
    return int(getattr(error.response, "status_code", 0) or getattr(error.response, "status", 0))


def _retry_after(headers: Mapping[str, Any]) -> float:
    """Return the seconds that Slack asks to wait; a little where it says nothing."""
    for name, value in headers.items():
        if name.lower() == "retry-after":
            try:
                return max(0.0, float(value[0] if isinstance(value, list) else value))
            except ValueError:
                break
    return 1.0
