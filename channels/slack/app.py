"""The Bolt app: what Slack sends, checked and stored before it is acknowledged."""

from __future__ import annotations

import asyncio
import logging
import re
from typing import Any, Mapping, Optional, Set

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from channels.slack import wording
from channels.slack.blocks import FEEDBACK, SHOW, SUGGESTION
from channels.slack.worker import Desk
from channels.slack.home import Home
from channels.slack.inbox import THREAD_SECONDS, Inbox
from channels.slack.incoming import Incoming, Workspace
from channels.slack.installations import Authorization, InstallationStore, StateStore
from channels.slack.events import (
    in_home_tab,
    is_uninvited,
    read_command,
    read_message,
    read_press,
    read_shortcut,
)
from channels.slack.reception import Reception
from channels.slack.settings import SlackSettings

log = structlog.get_logger(__name__)

COMMAND = "/career"
SHORTCUT = "ask_about_message"
#: What the app may do in a workspace; deploy/slack-manifest.yml asks for the same.
SCOPES = (
    "app_mentions:read",
    "channels:history",
    "chat:write",
    "commands",
    "groups:history",
    "im:history",
    "mpim:history",
)


def quiet_logger() -> logging.Logger:
    """Return a logger for Slack's libraries, which below errors log whole requests, with people's words."""
    logger = logging.getLogger("channels.slack.libraries")
    logger.setLevel(logging.ERROR)
    return logger


def oauth_settings(
    settings: SlackSettings, installations: InstallationStore, states: StateStore, prefix: str
) -> AsyncOAuthSettings:
    """Return how workspaces install the app, with pages under ``prefix``."""
    secret = settings.client_secret
    return AsyncOAuthSettings(
        client_id=settings.client_id,
        client_secret=secret.get_secret_value() if secret else None,
        scopes=SCOPES,
        user_scopes=[],
        redirect_uri=settings.redirect_uri,
        install_path=f"{prefix}/install",
        redirect_uri_path=f"{prefix}/oauth_redirect",
        installation_store=installations,
        installation_store_bot_only=True,
        state_store=states,
    )


class _CountingApp(AsyncApp):
    """Bolt, over HTTP and Socket Mode alike, with what it has not acknowledged yet counted."""

    def __init__(self, reception: Reception, **settings: Any) -> None:
        super().__init__(**settings)
        self._reception = reception

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """Have a request answered."""
        with self._reception:
            return await super().async_dispatch(req)


class SlackApp:
    """Listens to Slack. Each listener stores what it hears and returns; the desk does the rest.

    Bolt acknowledges after the listener, so that Slack sends again what could not be stored.
    """

    def __init__(
        self,
        *,
        signing_secret: str,
        client: AsyncWebClient,
        authorization: Authorization,
        oauth: Optional[AsyncOAuthSettings],
        inbox: Inbox,
        desk: Desk,
        home: Home,
        reception: Reception,
    ) -> None:
        self._inbox = inbox
        self._desk = desk
        self._home = home
        self._showing: Set[asyncio.Task[None]] = set()
        self.bolt = _CountingApp(
            reception,
            name="careerbot",
            logger=quiet_logger(),
            signing_secret=signing_secret,
            client=client,
            authorize=authorization,
            oauth_settings=oauth,
            process_before_response=True,
            user_facing_authorize_error_message=wording.NOT_INSTALLED,
        )
        self._listen()

    def _listen(self) -> None:
        bolt = self.bolt
        bolt.error(_log_error)
        bolt.event("message")(self._on_message)
        bolt.event("app_mention")(self._on_message)
        bolt.event("app_home_opened")(self._on_home)
        if bolt.installation_store is not None:
            bolt.enable_token_revocation_listeners()
        else:
            bolt.event("app_uninstalled")(_on_uninstalled)
        bolt.event(re.compile(".*"))(_ignore_event)
        bolt.command(COMMAND)(self._on_command)
        bolt.message_shortcut(SHORTCUT)(self._on_shortcut)
        bolt.block_action(re.compile(f"^(?:{SUGGESTION}|{FEEDBACK}|{SHOW})"))(self._on_press)
        bolt.block_action(re.compile(".*"))(_acknowledge)

    async def _on_message(self, event: Mapping[str, Any], context: Any) -> None:
        incoming = read_message(event, _workspace(context), context.bot_user_id)
        if incoming is None:
            return
        await self._desk.take(incoming, invited=not is_uninvited(event, context.bot_user_id))

    async def _on_command(self, ack: Any, body: Mapping[str, Any], context: Any) -> None:
        await self._take(ack, read_command(body, _workspace(context), context.bot_user_id))

    async def _on_shortcut(self, ack: Any, body: Mapping[str, Any], context: Any) -> None:
        await self._take(ack, read_shortcut(body, _workspace(context), context.bot_user_id))

    async def _on_press(self, ack: Any, body: Mapping[str, Any], context: Any) -> None:
        workspace, direct = _workspace(context), None
        if in_home_tab(body):
            direct = await self._inbox.recall(_direct_note(workspace, body["user"]["id"]))
        await self._take(ack, read_press(body, workspace, direct))

    async def _take(self, ack: Any, incoming: Incoming) -> None:
        await self._desk.take(incoming)
        await ack()

    async def _on_home(self, event: Mapping[str, Any], context: Any) -> None:
        workspace, user = _workspace(context), event["user"]
        if event.get("channel"):  # where a button of the tab is answered
            await self._inbox.remember(_direct_note(workspace, user), event["channel"], THREAD_SECONDS)
        if event.get("tab") == "home":
            task = asyncio.create_task(self._home.show(workspace, user))
            self._showing.add(task)  # asyncio itself holds tasks weakly
            task.add_done_callback(self._showing.discard)


def _workspace(context: Any) -> Workspace:
    return Workspace(context.team_id or "", context.enterprise_id, bool(context.is_enterprise_install))


def _direct_note(workspace: Workspace, user: str) -> str:
    return f"direct:{workspace.team}:{user}"


async def _log_error(error: Exception, request: AsyncBoltRequest) -> None:
    """Log what kind of error it was: its text and the request may hold a person's words."""
    log.error("slack.event_failed", reason=type(error).__name__, kind=request.body.get("type"))


async def _on_uninstalled(context: Any) -> None:
    """Say so in the log: with a token from the settings there is nothing to forget."""
    log.warning("slack.uninstalled", team=context.team_id, enterprise=context.enterprise_id)


async def _ignore_event() -> None:
    """Acknowledge an event that the app does not use, or Slack would send it again."""


async def _acknowledge(ack: Any) -> None:
    """Acknowledge a button of a message that the app does not know any more."""
    await ack()
