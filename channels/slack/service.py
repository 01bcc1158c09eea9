"""Everything that runs while the channel is on, put together by the settings."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Callable, Optional

import aiohttp
import structlog
from slack_bolt.adapter.sanic import AsyncSlackRequestHandler
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from channels.slack.answering import Answering, Assistant, OnNewMessage
from channels.slack.app import SlackApp, oauth_settings, quiet_logger
from channels.slack.container import Container
from channels.slack.database import open_engine
from channels.slack.errors import is_token_error, reason
from channels.slack.home import Home
from channels.slack.inbox import Inbox
from channels.slack.incoming import Workspace
from channels.slack.installations import (
    Authorization,
    InstallationStore,
    OneToken,
    StateStore,
    Tokens,
    Unanswered,
)
from channels.slack.settings import SlackSettings
from channels.slack.web import SlackWeb
from channels.slack.worker import Desk, Reception

if TYPE_CHECKING:
    from rasa.core.agent import Agent

log = structlog.get_logger(__name__)

_API_SECONDS = 10.0
_PREFIX = "/webhooks/slack"


class SlackService:
    """The Bolt app with its stores, its clients and its workers; made in the server's event loop."""

    handler: AsyncSlackRequestHandler
    oauth: Optional[AsyncOAuthFlow]

    def __init__(
        self, settings: SlackSettings, on_new_message: OnNewMessage, agent: Callable[[], Optional[Agent]]
    ) -> None:
        self._settings = settings
        self._reception = Reception()
        self._assistant = Assistant(on_new_message, agent, settings.tracker_db_url, self._reception)
        self._socket: Optional[AsyncSocketModeHandler] = None

    async def open(self) -> None:
        """Connect to the stores and make the app."""
        settings = self._settings
        self._engine = open_engine(settings.tracker_db_url)
        self._inbox = Inbox(self._engine)
        await self._inbox.open()
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_API_SECONDS))
        client = self._client = AsyncWebClient(
            base_url=settings.api_url, session=self._session, logger=quiet_logger(), retry_handlers=[]
        )
        oauth = None
        if settings.bot_token is not None:
            tokens: Tokens = OneToken(settings.bot_token.get_secret_value())
        else:
            app_secret = settings.client_secret.get_secret_value() if settings.client_secret else ""
            installations = InstallationStore(str(settings.client_id), app_secret, self._engine, client)
            states = StateStore(self._engine)
            await installations.open()
            await states.open()
            oauth = oauth_settings(settings, installations, states, _PREFIX)
            tokens = installations
        web = SlackWeb(client, tokens)
        self._desk = Desk(self._inbox, Answering(self._assistant, web, self._inbox).handle, self._reception)
        self._authorization = Authorization(tokens, client)
        home, secret = Home(self._assistant, web), settings.signing_secret
        self._app = SlackApp(
            signing_secret=secret.get_secret_value() if secret else "",
            client=client,
            authorization=self._authorization,
            oauth=oauth,
            inbox=self._inbox,
            desk=self._desk,
            home=home,
            container=Container(self._inbox, home),
            reception=self._reception,
        )
        self.handler = AsyncSlackRequestHandler(self._app.bolt)
        self.oauth = self._app.bolt.oauth_flow

    async def start(self) -> None:
        """Take up what was left unanswered, and connect by Socket Mode where it is set."""
        self._desk.start()
        self._connecting = asyncio.create_task(self._connect())

    async def _connect(self) -> None:
        """Connect without holding up the server, which other channels use too."""
        if self._settings.bot_token is not None:
            with suppress(Unanswered, asyncio.TimeoutError, aiohttp.ClientError):
                await self._authorization.check(Workspace(""))
        token = self._settings.app_token
        if token is None:
            return
        try:
            await self._client.apps_connections_open(app_token=token.get_secret_value())
        except SlackApiError as error:
            if is_token_error(error):
                log.error(
                    "slack.app_token_refused",
                    reason=reason(error),
                    remedy="make a new app-level token with connections:write and set SLACK_APP_TOKEN",
                )
                return
        except (TimeoutError, aiohttp.ClientError) as error:
            log.warning("slack.unreachable", reason=type(error).__name__)
        self._socket = AsyncSocketModeHandler(self._app.bolt, token.get_secret_value(), logger=quiet_logger())
        await self._socket.connect_async()
        log.info("slack.connected")

    async def stop(self) -> None:
        """Finish what is in work and disconnect."""
        self._connecting.cancel()
        if self._socket is not None:
            await self._socket.close_async()
        await self._desk.stop()
        await self._session.close()
        await self._inbox.close()
        self._engine.dispose()
