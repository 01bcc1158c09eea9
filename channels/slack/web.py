"""Calls of Slack's Web API, within Slack's rate limits, and what can go wrong with them."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Awaitable, Callable, DefaultDict, Mapping, Optional, Sequence, Tuple

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from channels.slack.incoming import Incoming, Workspace
from channels.slack.post import Block

log = structlog.get_logger(__name__)

#: How often a call is made, and the seconds before the second time, which double from then on.
TRIES = 4
PAUSE = 0.5
#: How often a call is made that Slack finds too many, each time after as long as Slack asks.
_MOST_WAITS = 100
#: Seconds between two posts in one channel, of which Slack takes one a second once it has refused one, and
#: seconds for which they stay apart.
_POSTS_APART = 1.0
_SLOW_SECONDS = 30.0
_MOST_CHANNELS = 10_000
_POSTS = frozenset({"chat_postMessage", "chat_postEphemeral"})
_TOO_MANY = 429
#: How a call fails without an answer of Slack. The latter two are how `slack_sdk` fails at an answer that
#: is not Slack's, such as a proxy's page.
_BROKEN = (aiohttp.ClientError, asyncio.TimeoutError, OSError, AttributeError, ValueError)
_TOKEN_ERRORS = frozenset(
    "account_inactive app_uninstalled invalid_auth not_authed org_login_required team_access_not_granted "
    "token_expired token_revoked".split()
)
#: Slack's own failures, which may pass.
_PASSING = frozenset({"", "fatal_error", "internal_error", "request_timeout", "service_unavailable"})


class NotInstalled(Exception):
    """There is no token for the workspace, or Slack refuses it: nothing can be said there."""


class Refused(Exception):
    """Slack refuses the call itself, and would again; the message is Slack's name for the reason."""


class Unclear(Exception):
    """The connection broke, timed out, or Slack failed: the call may have been carried out or not."""


class Unreached(Unclear):
    """No connection came about: the call was not carried out."""


class Unavailable(Exception):
    """Slack could not be reached for long; the event waits and is tried again."""


def reason(error: SlackApiError) -> str:
    """Return Slack's name for an error, empty where the answer was not one of the Web API."""
    data = getattr(error.response, "data", None)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def is_token_error(error: SlackApiError) -> bool:
    """Return whether a call failed because of its token."""
    return reason(error) in _TOKEN_ERRORS


def log_refused_token(workspace: Workspace, error: SlackApiError) -> None:
    """Say in the log what has to be done about a token that Slack no longer takes."""
    log.error(
        "slack.token_refused",
        team=workspace.team or None,
        enterprise=workspace.enterprise,
        reason=reason(error),
        remedy="install the app in this workspace again; where SLACK_BOT_TOKEN is used, set the new one",
    )


def quiet_logger() -> logging.Logger:
    """Return a logger for Slack's libraries, which below errors log whole requests, with people's words."""
    logger = logging.getLogger("channels.slack.libraries")
    logger.setLevel(logging.ERROR)
    return logger


def web_client(address: str, session: aiohttp.ClientSession, waits: int = _MOST_WAITS) -> AsyncWebClient:
    """Return Slack's client, which waits as often as ``waits`` where Slack finds its calls too many.

    It has no other repetition: a post that is repeated after a broken connection may stand there twice.
    """
    handlers: Any = [AsyncRateLimitErrorRetryHandler(max_retry_count=waits)]
    return AsyncWebClient(base_url=address, session=session, logger=quiet_logger(), retry_handlers=handlers)


@dataclass
class _Channel:
    """The posts of one channel: one after another, so that a burst meets the limit once."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    opens: float = 0.0
    slow_until: float = 0.0


class SlackWeb:
    """Slack's Web API and the addresses for answers, for every workspace.

    :param token_of: returns the token of a workspace, or ``None`` where the app is not installed
    """

    def __init__(
        self, client: AsyncWebClient, token_of: Callable[[Workspace], Awaitable[Optional[str]]]
    ) -> None:
        self._client = client
        self._poster = web_client(client.base_url, client.session, waits=0)  # type: ignore[arg-type]
        self._token_of = token_of
        self._channels: DefaultDict[Tuple[str, str], _Channel] = defaultdict(_Channel)

    async def call(self, workspace: Workspace, method: str, **arguments: Any) -> Mapping[str, Any]:
        """Call a method, such as ``chat_postMessage``, waiting for as long as Slack's rate limit says.

        :raises NotInstalled, Refused, Unclear: see there
        """
        try:
            token = await self._token_of(workspace)
            if token is None:
                raise NotInstalled
            if method in _POSTS:
                return await self._post(workspace, method, token, arguments)
            answer = await getattr(self._client, method)(token=token, **arguments)
            return answer.data  # type: ignore[no-any-return]
        except SlackApiError as error:
            if is_token_error(error):
                log_refused_token(workspace, error)
                raise NotInstalled(reason(error)) from None
            raise (Unclear if reason(error) in _PASSING else Refused)(reason(error)) from None
        except _BROKEN as error:
            raise _broken(error) from None

    async def _post(
        self, workspace: Workspace, method: str, token: str, arguments: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        if len(self._channels) > _MOST_CHANNELS:
            self._channels.clear()
        channel = self._channels[workspace.name, str(arguments["channel"])]
        async with channel.lock:
            while True:
                await asyncio.sleep(channel.opens - time.monotonic())
                try:
                    answer = await getattr(self._poster, method)(token=token, **arguments)
                except SlackApiError as error:
                    if error.response.status_code != _TOO_MANY:
                        raise
                    seconds = float(error.response.headers.get("Retry-After") or _POSTS_APART)
                    log.info("slack.rate_limited", method=method, seconds=seconds)
                    channel.opens = time.monotonic() + seconds
                    channel.slow_until = channel.opens + _SLOW_SECONDS
                    continue
                now = time.monotonic()
                channel.opens = now + _POSTS_APART if channel.slow_until > now else 0.0
                return answer.data  # type: ignore[no-any-return]

    async def respond(self, url: str, **message: Any) -> None:
        """Post to the address that came with a command, a shortcut or a press.

        :raises Refused, Unclear: see there
        """
        of_client: Any = {"session": self._client.session, "retry_handlers": self._client.retry_handlers}
        hook = AsyncWebhookClient(url, logger=quiet_logger(), **of_client)
        try:
            answer = await hook.send(**message)
        except _BROKEN as error:
            raise _broken(error) from None
        if answer.status_code >= 500:
            raise Unclear(str(answer.status_code))
        if answer.status_code != 200:
            raise Refused(answer.body[:100])

    async def replace_pressed(self, incoming: Incoming, text: str, blocks: Sequence[Block]) -> None:
        """Put something else in the place of the message in which a button was pressed.

        :raises NotInstalled, Refused, Unclear: see there
        """
        message = {"text": text, "blocks": list(blocks)}
        if incoming.press is None or incoming.private:
            private = {"response_type": "ephemeral", "replace_original": True}
            await self.respond(str(incoming.response_url), **message, **private)
        else:
            where = {"channel": incoming.channel, "ts": incoming.press.message_ts}
            await self.call(incoming.workspace, "chat_update", **where, **message)

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


def _broken(error: Exception) -> Unclear:
    kind = Unreached if isinstance(error, aiohttp.ClientConnectorError) else Unclear
    return kind(type(error).__name__)
