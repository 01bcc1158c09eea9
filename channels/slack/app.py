"""Everything that runs while the channel is on: the Bolt app, its stores, its clients and its workers."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Callable, Mapping, Optional

import aiohttp
import structlog
from sanic import HTTPResponse, Request
from slack_bolt.adapter.sanic.async_handler import AsyncSlackRequestHandler, to_async_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from channels.slack import events, wording
from channels.slack.answering import Answering, Assistant, OnNewMessage
from channels.slack.database import open_engine
from channels.slack.inbox import Inbox
from channels.slack.incoming import (
    FEEDBACK,
    SHOW,
    SUGGESTION,
    Incoming,
    Workspace,
    conversation_of_thread,
    is_direct,
    pane_note,
)
from channels.slack.installations import Authorization, Installations, InThread, OneWorkspace, States
from channels.slack.settings import SlackSettings
from channels.slack.surfaces import GUIDED, Surfaces, texts_of, window
from channels.slack.web import SlackWeb, Unclear, is_token_error, quiet_logger, reason, web_client
from channels.slack.worker import Desk, Reception

if TYPE_CHECKING:
    from rasa.core.agent import Agent

log = structlog.get_logger(__name__)

COMMAND = "/career"
SHORTCUT = "ask_about_message"
#: What the app may do in a workspace; deploy/slack-manifest.yml asks for the same.
SCOPES = (
    "app_mentions:read assistant:write channels:history chat:write commands groups:history im:history "
    "im:write mpim:history".split()
)
_API_SECONDS = 10.0
_PREFIX = "/webhooks/slack"
#: Seconds for which it is remembered where a person's direct messages are.
_DIRECT_SECONDS = 90 * 24 * 3600.0
#: Messages and events that say that the bot itself came into a channel or went.
_COMES_AND_GOES = frozenset({"channel_join", "channel_leave", "group_join", "group_leave"})
_OURS = re.compile(f"^(?:{SUGGESTION}|{FEEDBACK}|{SHOW})")
_LEFT = re.compile("^(?:channel_left|group_left|member_left_channel)$")


class _CountingApp(AsyncApp):
    """Bolt, over HTTP and Socket Mode alike, with what it has not acknowledged yet counted."""

    def __init__(self, reception: Reception, **settings: Any) -> None:
        super().__init__(**settings)
        self._reception = reception

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """Have a request answered."""
        with self._reception.request():
            return await super().async_dispatch(req)


class SlackApp:
    """Listens to Slack. Each listener stores what it hears and returns; the desk does the rest.

    Bolt acknowledges after the listener, so that Slack sends again what could not be stored.
    """

    def __init__(
        self, settings: SlackSettings, on_new_message: OnNewMessage, agent: Callable[[], Optional[Agent]]
    ) -> None:
        self._settings = settings
        self._reception = Reception()
        self._assistant = Assistant(on_new_message, agent, settings.tracker_db_url, self._reception)
        self._socket: Optional[AsyncSocketModeHandler] = None

    async def open(self) -> None:
        """Connect to the stores and make the app; to be called in the server's event loop."""
        settings = self._settings
        engine = open_engine(settings.tracker_db_url)
        self._inbox = Inbox(engine)
        await self._inbox.open()
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_API_SECONDS))
        client = self._client = web_client(settings.api_url, self._session)
        oauth: Optional[AsyncOAuthSettings] = None
        if settings.bot_token is not None:
            self._authorization = Authorization(OneWorkspace(settings.bot_token.get_secret_value()), client)
        else:
            secret = settings.client_secret.get_secret_value() if settings.client_secret else None
            of_app = {"client_id": settings.client_id, "client_secret": secret}
            store = InThread(Installations(str(settings.client_id), engine))
            self._authorization = Authorization(store, client, **of_app)
            oauth = AsyncOAuthSettings(
                **of_app,
                scopes=SCOPES,
                user_scopes=[],
                redirect_uri=settings.redirect_uri,
                install_path=f"{_PREFIX}/install",
                redirect_uri_path=f"{_PREFIX}/oauth_redirect",
                installation_store=store,
                installation_store_bot_only=True,
                state_store=States(str(secret)),
            )
        web = SlackWeb(client, self._authorization.token_of)
        self._desk = Desk(self._inbox, Answering(self._assistant, web, self._inbox).handle, self._reception)
        self._surfaces = Surfaces(self._assistant, web, self._inbox)
        self._bolt = _CountingApp(
            self._reception,
            name="careerbot",
            logger=quiet_logger(),
            signing_secret=settings.signing_secret.get_secret_value() if settings.signing_secret else "",
            client=client,
            authorize=self._authorization,
            oauth_settings=oauth,
            process_before_response=True,
            raise_error_for_unhandled_request=True,
            ignoring_self_events_enabled=False,  # that it came into a channel is one, and counts
            user_facing_authorize_error_message=wording.NOT_INSTALLED,
        )
        self._listen(self._bolt)

    async def start(self) -> None:
        """Take up what was left unanswered, and connect by Socket Mode where it is set."""
        self._desk.start()
        self._connecting = asyncio.create_task(self._connect())

    async def _connect(self) -> None:
        """Connect without holding up the server, which other channels use too."""
        if self._settings.bot_token is not None:  # before anybody waits for it; a refused one is logged
            with suppress(Unclear, TimeoutError, aiohttp.ClientError):
                await self._authorization.token_of(Workspace(""))
        token = self._settings.app_token
        if token is None:
            return
        try:
            await self._client.apps_connections_open(app_token=token.get_secret_value())
        except SlackApiError as error:
            if is_token_error(error):
                remedy = "make a new app-level token with connections:write and set SLACK_APP_TOKEN"
                log.error("slack.app_token_refused", reason=reason(error), remedy=remedy)
                return
        except (TimeoutError, aiohttp.ClientError) as error:
            log.warning("slack.unreachable", reason=type(error).__name__)
        self._socket = AsyncSocketModeHandler(self._bolt, token.get_secret_value(), logger=quiet_logger())
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

    async def receive(self, request: Request) -> HTTPResponse:
        """Return the acknowledgement of what Slack posts."""
        return await AsyncSlackRequestHandler(self._bolt).handle(request)

    async def install_page(self, request: Request) -> HTTPResponse:
        """Return the page with the button that leads to Slack."""
        return _page(await self._bolt.oauth_flow.handle_installation(to_async_bolt_request(request)))

    async def installed_page(self, request: Request) -> HTTPResponse:
        """Store the installation with which Slack sends the browser back, and say so."""
        return _page(await self._bolt.oauth_flow.handle_callback(to_async_bolt_request(request)))

    def _listen(self, bolt: AsyncApp) -> None:
        bolt.error(_answer_error)
        bolt.assistant(self._surfaces.pane())
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
        bolt.block_action(_OURS)(self._on_press)

    async def _on_message(self, event: Mapping[str, Any], context: Any) -> None:
        workspace, bot = _workspace(context), context.bot_user_id
        if event.get("subtype") in _COMES_AND_GOES and event.get("user") == bot:
            await self._on_left(event, context)
        thread = event.get("thread_ts") or (event.get("message") or {}).get("thread_ts")
        in_pane = await self._in_pane(str(event.get("channel") or ""), thread)
        incoming = events.read_message(event, workspace, bot, in_pane)
        if incoming is not None:
            await self._desk.take(incoming)

    async def _in_pane(self, channel: str, thread: Optional[str]) -> bool:
        """Return whether a thread is one of Slack's pane for assistants."""
        if thread is None or not is_direct(channel):
            return False
        return await self._inbox.recall(pane_note(channel, thread)) is not None

    async def _on_left(self, event: Mapping[str, Any], context: Any) -> None:
        """Take part in no thread of a channel any more, whether the bot left it or comes anew."""
        if event.get("user", context.bot_user_id) == context.bot_user_id:
            threads = conversation_of_thread(_workspace(context), str(event["channel"]), "")
            await self._inbox.forget(f"thread:{threads}", begins=True)

    async def _on_command(self, ack: Any, body: Mapping[str, Any], context: Any) -> None:
        await self._take(ack, events.read_command(body, _workspace(context), context.bot_user_id))

    async def _on_shortcut(self, ack: Any, body: Mapping[str, Any], context: Any) -> None:
        await self._take(ack, events.read_shortcut(body, _workspace(context), context.bot_user_id))

    async def _on_press(self, ack: Any, body: Mapping[str, Any], context: Any) -> None:
        workspace, direct = _workspace(context), None
        place = {**(body.get("container") or {}), **(body.get("message") or {})}
        if not body.get("channel") and not place.get("channel_id"):  # a button of the Home tab
            direct = await self._inbox.recall(_direct_note(workspace, body["user"]["id"]))
        in_pane = await self._in_pane(str(place.get("channel_id") or ""), place.get("thread_ts"))
        await self._take(ack, events.read_press(body, workspace, direct, in_pane))

    async def _on_guided(self, ack: Any, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        """Open the form of the guided advice, for which Slack gives three seconds."""
        await ack()
        await client.views_open(trigger_id=str(body["trigger_id"]), view=window())

    async def _on_guided_sent(self, ack: Any, body: Mapping[str, Any], context: Any) -> None:
        workspace, user = _workspace(context), body["user"]["id"]
        direct = await self._inbox.recall(_direct_note(workspace, user)) or user
        await self._take(ack, events.read_guided(body, workspace, direct, texts_of(body["view"])))

    async def _take(self, ack: Any, incoming: Incoming) -> None:
        await self._desk.take(incoming)
        await ack()

    async def _on_home(self, event: Mapping[str, Any], context: Any) -> None:
        workspace, user = _workspace(context), event["user"]
        if event.get("channel"):  # where a button of the tab is answered
            await self._inbox.remember(_direct_note(workspace, user), event["channel"], _DIRECT_SECONDS)
        if event.get("tab") == "home":
            self._surfaces.show_home(workspace, user)


def _workspace(context: Any) -> Workspace:
    return Workspace(context.team_id or "", context.enterprise_id, bool(context.is_enterprise_install))


def _direct_note(workspace: Workspace, user: str) -> str:
    return f"direct:{workspace.name}:{user}"


async def _answer_error(error: Exception, request: AsyncBoltRequest) -> Optional[BoltResponse]:
    """Acknowledge what nobody listens to, or Slack would send it again; log any other error.

    Of an error only its kind is logged: its text and the request may hold a person's words.
    """
    kind = request.body.get("type") or request.body.get("command")
    if isinstance(error, BoltUnhandledRequestError) and kind:
        return BoltResponse(status=200)
    log.error("slack.event_failed", reason=type(error).__name__)
    if isinstance(error, (BoltUnhandledRequestError, AttributeError, LookupError, TypeError, ValueError)):
        return BoltResponse(status=400, body=json.dumps({"error": "invalid request"}))  # Slack sends no such
    return None


async def _on_uninstalled(context: Any) -> None:
    """Say so in the log: with a token from the settings there is nothing to forget."""
    log.warning("slack.uninstalled", team=context.team_id, enterprise=context.enterprise_id)


def _page(page: BoltResponse) -> HTTPResponse:
    """Return a page; Bolt's own adapter sets cookies in a way that the Sanic of Rasa does not have."""
    answer = HTTPResponse(page.body, status=page.status)
    for name, values in page.headers.items():
        for value in values:
            answer.headers.add(name, value)
    return answer
