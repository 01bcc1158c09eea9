"""In which workspaces the app is installed, and the token of each."""

from __future__ import annotations

import asyncio
import functools
import hashlib
import secrets
from collections import defaultdict
from typing import Any, Awaitable, Callable, DefaultDict, Optional

import structlog
from itsdangerous import BadData, URLSafeTimedSerializer
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncInstallationStoreAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.engine import Engine

from channels.slack.database import create_tables
from channels.slack.incoming import Workspace
from channels.slack.web import Unclear, is_token_error, log_refused_token, quiet_logger

log = structlog.get_logger(__name__)

_STATE_SECONDS = 600
_SIGNING = {"key_derivation": "hmac", "digest_method": hashlib.sha256}


class InThread:
    """One of Slack's stores for SQLAlchemy, its methods as coroutines that run in a thread.

    Slack's own coroutines would need another driver for each database.
    """

    def __init__(self, store: Any) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        """Return the coroutine of a method, such as ``async_find_bot``."""
        return functools.partial(asyncio.to_thread, getattr(self._store, name.removeprefix("async_")))


class Installations(SQLAlchemyInstallationStore):
    """Slack's own store of installations, which says in the log what begins and ends."""

    def __init__(self, client_id: str, engine: Engine) -> None:
        super().__init__(client_id=client_id, engine=engine, logger=quiet_logger())
        create_tables(engine, self.metadata)

    def save(self, installation: Installation) -> None:
        """Store an installation."""
        super().save(installation)
        log.info("slack.installed", team=installation.team_id, enterprise=installation.enterprise_id)

    def delete_bot(self, *, enterprise_id: Optional[str], team_id: Optional[str]) -> None:
        """Forget the bot's token."""
        super().delete_bot(enterprise_id=enterprise_id, team_id=team_id)
        log.warning("slack.uninstalled", team=team_id, enterprise=enterprise_id)


class OneWorkspace:
    """The token that the settings name, as a store of installations."""

    def __init__(self, token: str) -> None:
        self._bot = Bot(bot_token=token, bot_id="", bot_user_id="", installed_at=0.0)

    async def async_find_bot(self, **_: Any) -> Bot:
        """Return the bot, wherever it is asked for."""
        return self._bot


class States:
    """The states that tie an installation to one browser: signed, and kept in its cookie alone.

    Anybody may open the page of the installation, as often as they like; so nothing is stored for it.
    """

    def __init__(self, client_secret: str) -> None:
        self._signed = URLSafeTimedSerializer(
            client_secret, salt="careerbot.slack.state", signer_kwargs=_SIGNING
        )

    async def async_issue(self, *_: Any, **__: Any) -> str:
        """Return a new state."""
        return str(self._signed.dumps(secrets.token_urlsafe(16)))

    async def async_consume(self, state: str) -> bool:
        """Return whether a state is ours and not older than ten minutes; Bolt compares it with the cookie."""
        try:
            self._signed.loads(state, max_age=_STATE_SECONDS)
        except (BadData, UnicodeError):
            return False
        return True


class Authorization(AsyncInstallationStoreAuthorize):
    """Bolt's own: finds a token, has it exchanged before it expires, and asks Slack once whose it is.

    :param of_app: where Slack rotates tokens, the ``client_id`` and the ``client_secret`` of the app
    """

    def __init__(self, store: Any, client: AsyncWebClient, **of_app: Any) -> None:
        known: Any = {"logger": quiet_logger(), "installation_store": store, "client": client}
        super().__init__(**known, **of_app, bot_only=True, cache_enabled=True)
        self._client = client
        self._turns: DefaultDict[Any, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def token_of(self, workspace: Workspace) -> Optional[str]:
        """Return the token of a workspace, or ``None`` where there is none that Slack takes.

        :raises Unclear, SlackApiError, aiohttp.ClientError, TimeoutError: when Slack cannot say
        """
        context = AsyncBoltContext({"is_enterprise_install": workspace.org_wide, "client": self._client})
        where = {"enterprise_id": workspace.enterprise, "team_id": workspace.team or None}
        found = await self(context=context, user_id=None, **where)
        return found.bot_token if found is not None else None

    async def __call__(
        self, *, context: Any, enterprise_id: Optional[str], team_id: Optional[str], **about: Any
    ) -> Optional[AuthorizeResult]:
        """Return whose token it is, or ``None`` where there is none that Slack takes.

        :raises Unclear, aiohttp.ClientError, TimeoutError: when Slack cannot say; the request is then not
            acknowledged, and Slack repeats it
        """
        find = self._find(context, enterprise_id, team_id)
        if self.token_rotator is None:
            return await find
        # An exchange goes to its end, also where Slack gives the request up: it cannot be made twice.
        return await asyncio.shield(find)

    async def _find(
        self, context: Any, enterprise: Optional[str], team: Optional[str]
    ) -> Optional[AuthorizeResult]:
        find = functools.partial(
            super().__call__, context=context, enterprise_id=enterprise, team_id=team, user_id=None
        )
        async with self._turns[enterprise, team]:
            # The second time, since another process may have exchanged the token at this moment.
            found = await find() or await find()
        if found is None:
            await self._explain(enterprise, team, bool(context.is_enterprise_install))
        return found

    async def _explain(self, enterprise: Optional[str], team: Optional[str], org_wide: bool) -> None:
        """Say in the log why there is no token, unless that may pass: Bolt does not tell these apart."""
        where = {"enterprise_id": enterprise, "team_id": team, "is_enterprise_install": org_wide}
        bot = await self.installation_store.async_find_bot(**where)
        if bot is None:
            log.error("slack.not_installed", team=team, enterprise=enterprise)
            return
        try:
            await self._client.auth_test(token=bot.bot_token)
        except SlackApiError as error:
            if not is_token_error(error):
                raise Unclear("auth.test") from None
            log_refused_token(Workspace(team or "", enterprise, org_wide), error)
            return
        log.warning("slack.token_not_rotated", team=team, enterprise=enterprise)
        raise Unclear("token")
