"""The Bolt app: what Slack sends, checked and stored before it is acknowledged."""

from __future__ import annotations

import logging
import re
from typing import Any, Mapping, Optional

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from channels.slack import wording
from channels.slack.buttons import FEEDBACK, SHOW, SUGGESTION
from channels.slack.container import Container, note_of
from channels.slack.events import (
    in_home_tab,
    is_uninvited,
    read_command,
    read_guided,
    read_message,
    read_press,
    read_shortcut,
)
from channels.slack.guided import GUIDED, texts_of, view
from channels.slack.home import Home
from channels.slack.inbox import Inbox
from channels.slack.incoming import Incoming, Workspace, conversation_of_thread, is_direct
from channels.slack.installations import Authorization, InstallationStore, StateStore
from channels.slack.settings import SlackSettings
from channels.slack.worker import Desk, Reception

log = structlog.get_logger(__name__)

COMMAND = "/career"
#: Seconds for which it is remembered where a person's direct messages are.
_DIRECT_SECONDS = 90 * 24 * 3600.0
SHORTCUT = "ask_about_message"
#: What the app may do in a workspace; deploy/slack-manifest.yml asks for the same.
SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "channels:history",
    "chat:write",
    "commands",
    "groups:history",
    "im:history",
    "im:write",
    "mpim:history",
)
#: Messages and events that say that the bot itself came into a channel or went.
_COMES_AND_GOES = frozenset({"channel_join", "channel_leave", "group_join", "group_leave"})
_LEFT = re.compile("^(?:channel_left|group_left|member_left_channel)$")


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
        container: Container,
        reception: Reception,
    ) -> None:
        self._inbox = inbox
        self._desk = desk
        self._home = home
        self._container = container
        self.bolt = _CountingApp(
            reception,
            name="careerbot",
            logger=quiet_logger(),
            signing_secret=signing_secret,
            client=client,
            authorize=authorization,
            oauth_settings=oauth,
            process_before_response=True,
            raise_error_for_unhandled_request=True,
            ignoring_self_events_enabled=False,  # that it came into a channel is one, and counts
            user_facing_authorize_error_message=wording.NOT_INSTALLED,
        )
        self._listen()

    def _listen(self) -> None:
        bolt = self.bolt
        bolt.error(_answer_error)
        bolt.assistant(self._container.listeners())
        bolt.event("message")(self._on_message)
        bolt.event("app_mention")(self._on_message)
        bolt.event("app_home_opened")(self._on_home)
        bolt.event(_LEFT)(self._on_left)
        if bolt.installation_store is not None:
            bolt.enable_token_revocation_listeners()
        else:
            bolt.event("app_uninstalled")(_on_uninstalled)
        bolt.command(COMMAND)(self._on_command)
        bolt.message_shortcut(SHORTCUT)(self._on_shortcut)
        bolt.global_shortcut(GUIDED)(self._on_guided)
        bolt.view(GUIDED)(self._on_guided_sent)
        bolt.block_action(re.compile(f"^(?:{SUGGESTION}|{FEEDBACK}|{SHOW})"))(self._on_press)

    async def _on_message(self, event: Mapping[str, Any], context: Any) -> None:
        workspace, bot = _workspace(context), context.bot_user_id
        if event.get("subtype") in _COMES_AND_GOES and event.get("user") == bot:
            await self._on_left(event, context)
        thread = event.get("thread_ts") or (event.get("message") or {}).get("thread_ts")
        incoming = read_message(
            event, workspace, bot, await self._in_container(str(event.get("channel") or ""), thread)
        )
        if incoming is None:
            return
        await self._desk.take(incoming, invited=not is_uninvited(event, bot))

    async def _in_container(self, channel: str, thread: Optional[str]) -> bool:
        """Return whether a thread is one of Slack's container for assistants."""
        if thread is None or not is_direct(channel):
            return False
        return await self._inbox.recall(note_of(channel, thread)) is not None

    async def _on_left(self, event: Mapping[str, Any], context: Any) -> None:
        """Take part in no thread of a channel any more, whether the bot left it or comes anew."""
        if event.get("user", context.bot_user_id) == context.bot_user_id:
            threads = conversation_of_thread(_workspace(context), str(event["channel"]), "")
            await self._inbox.forget(f"thread:{threads}", begins=True)

    async def _on_command(self, ack: Any, body: Mapping[str, Any], context: Any) -> None:
        await self._take(ack, read_command(body, _workspace(context), context.bot_user_id))

    async def _on_shortcut(self, ack: Any, body: Mapping[str, Any], context: Any) -> None:
        await self._take(ack, read_shortcut(body, _workspace(context), context.bot_user_id))

    async def _on_press(self, ack: Any, body: Mapping[str, Any], context: Any) -> None:
        workspace, direct, contained = _workspace(context), None, False
        if in_home_tab(body):
            direct = await self._inbox.recall(_direct_note(workspace, body["user"]["id"]))
        else:
            place = {**(body.get("container") or {}), **(body.get("message") or {})}
            contained = await self._in_container(str(place.get("channel_id") or ""), place.get("thread_ts"))
        await self._take(ack, read_press(body, workspace, direct, contained))

    async def _on_guided(self, ack: Any, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        """Open the form of the guided advice, for which Slack gives three seconds."""
        await ack()
        await client.views_open(trigger_id=str(body["trigger_id"]), view=view())

    async def _on_guided_sent(self, ack: Any, body: Mapping[str, Any], context: Any) -> None:
        workspace, user = _workspace(context), body["user"]["id"]
        direct = await self._inbox.recall(_direct_note(workspace, user)) or user
        await self._take(ack, read_guided(body, workspace, direct, texts_of(body["view"])))

    async def _take(self, ack: Any, incoming: Incoming) -> None:
        await self._desk.take(incoming)
        await ack()

    async def _on_home(self, event: Mapping[str, Any], context: Any) -> None:
        workspace, user = _workspace(context), event["user"]
        if event.get("channel"):  # where a button of the tab is answered
            await self._inbox.remember(_direct_note(workspace, user), event["channel"], _DIRECT_SECONDS)
        if event.get("tab") == "home":
            self._home.show_soon(workspace, user)


def _workspace(context: Any) -> Workspace:
    return Workspace(context.team_id or "", context.enterprise_id, bool(context.is_enterprise_install))


def _direct_note(workspace: Workspace, user: str) -> str:
    return f"direct:{workspace.name}:{user}"


async def _answer_error(error: Exception, request: AsyncBoltRequest) -> Optional[BoltResponse]:
    """Acknowledge what nobody listens to, or Slack would send it again; log any other error.

    Of an error only its kind is logged: its text and the request may hold a person's words.
    """
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200)
    log.error("slack.event_failed", reason=type(error).__name__, kind=request.body.get("type"))
    return None


async def _on_uninstalled(context: Any) -> None:
    """Say so in the log: with a token from the settings there is nothing to forget."""
    log.warning("slack.uninstalled", team=context.team_id, enterprise=context.enterprise_id)
