"""In which workspaces the app is installed, and the token of each."""

from __future__ import annotations

import asyncio
import datetime
from typing import Any, Dict, Optional, Protocol

import aiohttp
import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.errors import SlackApiError, SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from channels.slack.database import create_tables
from channels.slack.errors import is_token_error, reason
from channels.slack.incoming import Workspace
from web.refusals import too_many

log = structlog.get_logger(__name__)

#: Seconds that Slack may take to say whose token it is: the acknowledgement waits for it.
_AUTH_SECONDS = 2.0
_STATE_SECONDS = 600
#: Minutes before its end at which a token is exchanged, where the app has Slack rotate them.
_ROTATE_MINUTES = 120
#: States that may be open at once. Whoever installs uses one, within ten minutes.
MOST_STATES = 1000


class Tokens(Protocol):
    """Where the bot's token of a workspace comes from."""

    async def of(self, workspace: Workspace) -> Optional[str]:
        """Return the token, or ``None`` where the app is not installed."""


class OneToken:
    """The token of the one workspace that the settings name."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def of(self, workspace: Workspace) -> Optional[str]:
        """Return the token."""
        return self._token


class InstallationStore(AsyncInstallationStore):
    """Slack's own SQLAlchemy store, used from a thread: there is no async driver among the requirements."""

    def __init__(self, client_id: str, client_secret: str, engine: Engine, client: AsyncWebClient) -> None:
        self._store = SQLAlchemyInstallationStore(client_id=client_id, engine=engine)
        self._engine = engine
        self._rotator = AsyncTokenRotator(client_id=client_id, client_secret=client_secret, client=client)
        self._rotating = asyncio.Lock()

    async def open(self) -> None:
        """Make the tables."""
        await asyncio.to_thread(create_tables, self._engine, self._store.metadata)

    async def of(self, workspace: Workspace) -> Optional[str]:
        """Return the token of a workspace, a new one where it is about to expire.

        ``None`` where the app is not installed.
        """
        where = {
            "enterprise_id": workspace.enterprise,
            "team_id": workspace.team,
            "is_enterprise_install": workspace.org_wide,
        }
        bot = await self.async_find_bot(**where)
        if bot is None or bot.bot_token_expires_at is None:
            return bot.bot_token if bot is not None else None
        async with self._rotating:
            bot = await self.async_find_bot(**where) or bot
            try:
                new = await self._rotator.perform_bot_token_rotation(
                    bot=bot, minutes_before_expiration=_ROTATE_MINUTES
                )
            except (TimeoutError, SlackTokenRotationError, aiohttp.ClientError) as error:
                # Its token holds for two hours yet, and another process may have been first.
                log.warning("slack.token_not_rotated", team=workspace.team, reason=type(error).__name__)
                new = await self.async_find_bot(**where)
            else:
                if new is not None:
                    await asyncio.to_thread(self._store.save_bot, new)
        return (new or bot).bot_token

    async def async_save(self, installation: Installation) -> None:
        """Store an installation."""
        await asyncio.to_thread(self._store.save, installation)
        log.info("slack.installed", team=installation.team_id, enterprise=installation.enterprise_id)

    async def async_find_bot(self, **where: Any) -> Optional[Bot]:
        """Return the latest installation of the bot."""
        return await asyncio.to_thread(lambda: self._store.find_bot(**where))

    async def async_find_installation(self, **where: Any) -> Optional[Installation]:
        """Return the latest installation."""
        return await asyncio.to_thread(lambda: self._store.find_installation(**where))

    async def async_delete_bot(self, *, enterprise_id: Optional[str], team_id: Optional[str]) -> None:
        """Forget the bot's token."""
        await asyncio.to_thread(self._store.delete_bot, enterprise_id=enterprise_id, team_id=team_id)
        log.warning("slack.uninstalled", team=team_id, enterprise=enterprise_id)

    async def async_delete_installation(
        self, *, enterprise_id: Optional[str], team_id: Optional[str], user_id: Optional[str] = None
    ) -> None:
        """Forget who installed."""
        await asyncio.to_thread(
            self._store.delete_installation, enterprise_id=enterprise_id, team_id=team_id, user_id=user_id
        )


class StateStore(AsyncOAuthStateStore):
    """Slack's own SQLAlchemy store of the states that tie an installation to one browser."""

    def __init__(self, engine: Engine) -> None:
        self._store = SQLAlchemyOAuthStateStore(expiration_seconds=_STATE_SECONDS, engine=engine)
        self._engine = engine

    async def open(self) -> None:
        """Make the tables."""
        await asyncio.to_thread(create_tables, self._engine, self._store.metadata)

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        """Return a new state.

        :raises Refusal: when there are too many that nobody has used yet: anybody may open the page
        """
        return await asyncio.to_thread(self._issue)

    def _issue(self) -> str:
        states = self._store.oauth_states
        now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
        with self._engine.begin() as connection:
            connection.execute(states.delete().where(states.c.expire_at <= now))
            open_ones = connection.scalar(select(func.count()).select_from(states))
        if open_ones >= MOST_STATES:
            raise too_many(_STATE_SECONDS)
        return str(self._store.issue())

    async def async_consume(self, state: str) -> bool:
        """Return whether the state was issued and not used."""
        return await asyncio.to_thread(self._store.consume, state)


class Authorization(AsyncAuthorize):
    """Finds the token for a request and asks Slack once whose it is."""

    def __init__(self, tokens: Tokens, client: Any) -> None:
        self._tokens = tokens
        self._client = client
        self._known: Dict[str, AuthorizeResult] = {}

    async def check(self, workspace: Workspace) -> None:
        """Ask whose the token is before anybody waits for it; a refused one is logged.

        :raises TimeoutError, Unanswered: when Slack cannot say
        """
        await self._of(workspace)

    async def __call__(
        self,
        *,
        context: Any,
        enterprise_id: Optional[str],
        team_id: Optional[str],
        user_id: Optional[str],
        **_: Any,
    ) -> Optional[AuthorizeResult]:
        """Return whose token it is, or ``None`` where the app is not installed or the token is refused.

        :raises TimeoutError, Unanswered: when Slack cannot say; the request is then not acknowledged, and
            Slack repeats it
        """
        workspace = Workspace(team_id or "", enterprise_id, bool(context.is_enterprise_install))
        return await self._of(workspace)

    async def _of(self, workspace: Workspace) -> Optional[AuthorizeResult]:
        token = await self._tokens.of(workspace)
        if token is None:
            log.error("slack.not_installed", team=workspace.team, enterprise=workspace.enterprise)
            return None
        if token not in self._known:
            try:
                answer = await asyncio.wait_for(self._client.auth_test(token=token), _AUTH_SECONDS)
            except SlackApiError as error:
                if not is_token_error(error):
                    raise Unanswered from None
                log_refused_token(workspace, error)
                return None
            self._known[token] = AuthorizeResult.from_auth_test_response(
                auth_test_response=answer, bot_token=token
            )
        return self._known[token]


class Unanswered(Exception):
    """Slack did not say whose token it is."""


def log_refused_token(workspace: Workspace, error: SlackApiError) -> None:
    """Say in the log what has to be done about a token that Slack no longer takes."""
    log.error(
        "slack.token_refused",
        team=workspace.team or None,
        enterprise=workspace.enterprise,
        reason=reason(error),
        remedy="install the app in this workspace again; where SLACK_BOT_TOKEN is used, set the new one",
    )
