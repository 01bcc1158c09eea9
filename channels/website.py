"""The website channel: sessions, messages, history and erasure over HTTP, with the widget's files beside it.

========  =====================================  ==========================================================
GET       ``/careerbot.js``                      the widget
GET       ``/``                                  the demo page, in development
GET       ``/webhooks/website/``                 whether the channel is there
POST      ``/webhooks/website/session``          a new session: ``{"token", "greeting"}``
GET       ``/webhooks/website/conversation``     the newest messages: ``{"messages", "earlier", "greeting",
                                                 "token"?}``; with ``?before=`` and the id that ``earlier``
                                                 holds, those before them
DELETE    ``/webhooks/website/conversation``     erases them from the store and ends the session
POST      ``/webhooks/website/messages``         ``{"id", "text" | "suggestion" | "restart"}``; the answers
                                                 stream back, one line of JSON each
========  =====================================  ==========================================================

A refusal is ``{"error": {"code", "message", "retry_after"?}}``.
"""

from __future__ import annotations

import copy
import functools
import json
from dataclasses import replace
from typing import Any, Awaitable, Callable, Dict, Optional

import structlog
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.nlg.interpolator import interpolate
from sanic import Blueprint, Sanic
from sanic.exceptions import NotFound, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sanic.response import json as json_response
from sanic_cors.core import SANIC_CORS_EVALUATED  # type: ignore[import-untyped]

from channels import messages
from channels.assets import Assets, demo_file
from channels.conversation import CHANNEL, Conversations, Question
from channels.requests import Posted, clean, read_before, read_posted, read_session
from channels.sessions import Session, Sessions
from channels.settings import ChannelSettings, read_settings
from web.addresses import address_of, network_of
from web.limits import Rate, RateLimits, of_all, rates
from web.origins import Origins
from web.refusals import Refusal, place_of, unavailable

log = structlog.get_logger(__name__)

BASE = f"/webhooks/{CHANNEL}"
#: The response of the domain that greets; its buttons are the starter questions.
GREETING = "utter_greet"
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
_LINES = "application/x-ndjson; charset=utf-8"
Handler = Callable[..., Awaitable[Optional[HTTPResponse]]]


class WebsiteInput(InputChannel):
    """Careerbot's website channel for Rasa."""

    def __init__(self, settings: Optional[ChannelSettings] = None) -> None:
        self.settings = settings or read_settings()
        self.sessions = Sessions(
            self.settings.session_secret, self.settings.session_days, self.settings.session_secret_old
        )
        self.origins = Origins(self.settings.origin_list, any_local=not self.settings.in_production)
        self.limits = RateLimits(self.settings.redis_url)
        self.conversations = Conversations(
            self.sessions,
            self.settings.answer_seconds,
            self.settings.tracker_db_url,
            self.settings.messages_at_once,
        )
        self.assets = Assets()

    @classmethod
    def name(cls) -> str:
        """Return the name under which Rasa stores where a message came from."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> WebsiteInput:
        """Make the channel; its settings come from the environment."""
        return cls()

    def url_prefix(self) -> str:
        """Return the root: beside the API under :data:`BASE` the channel serves ``/careerbot.js``."""
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes of the channel."""
        routes = Blueprint("website")
        routes.listener("before_server_start")(self._prepare)
        routes.add_route(self._guarded(self._health), f"{BASE}/", methods=["GET"])
        routes.add_route(self._guarded(self._begin), f"{BASE}/session", methods=["POST"])
        routes.add_route(self._guarded(self._read), f"{BASE}/conversation", methods=["GET"])
        routes.add_route(self._guarded(self._erase), f"{BASE}/conversation", methods=["DELETE"], name="erase")
        routes.add_route(self._guarded(self._answer), f"{BASE}/messages", methods=["POST"], stream=True)
        routes.add_route(
            self._guarded(self._script, from_anywhere=True), "/careerbot.js", methods=["GET", "HEAD"]
        )
        if self.settings.shows_demo:
            routes.add_route(self._guarded(self._demo, from_anywhere=True), "/demo/<name>", methods=["GET"])
        return routes

    async def _prepare(self, app: Sanic, _: Any) -> None:
        """Make what needs the loaded assistant, once it is there, and come before Rasa's own CORS."""
        app.request_middleware.appendleft(self._first)
        app.response_middleware.appendleft(self._finish)

    def _first(self, request: Request) -> Optional[HTTPResponse]:
        if request.path == "/" and request.method == "GET" and self.settings.shows_demo:
            return demo_file("index.html")
        if request.path.startswith(BASE):
            # Rasa's own CORS knows one list of origins for all of its routes; ours stays out of it.
            setattr(request.ctx, SANIC_CORS_EVALUATED, "1")
            if request.method == "OPTIONS":
                return empty(headers=self.origins.headers(request, preflight=True))
        return None

    def _finish(self, request: Request, response: HTTPResponse) -> None:
        if request.path.startswith(BASE):
            refused = response.status == 403
            response.headers.update({**_HEADERS, **self.origins.headers(request, refused=refused)})

    def _guarded(self, handler: Handler, from_anywhere: bool = False) -> Handler:
        """Return a handler that answers every failure with a clear JSON error.

        It takes requests of allowed origins alone, but for files that every page may load.
        """

        @functools.wraps(handler)
        async def guarded(request: Request, **parts: str) -> Optional[HTTPResponse]:
            try:
                if not from_anywhere:
                    self.origins.check(request)
                return await handler(request, **parts)
            except Refusal as refusal:
                return _refused(refusal)
            except SanicException:  # a broken connection, or a request that Sanic itself cannot read
                raise
            except Exception as error:
                log.error("website.failed", reason=type(error).__name__, place=place_of(error))
                return _refused(unavailable())

        return guarded

    async def _health(self, request: Request) -> HTTPResponse:
        _agent(request)  # without it nobody is answered
        return json_response({"status": "ok"})

    async def _begin(self, request: Request) -> HTTPResponse:
        await self._count("sessions", self.settings.sessions_per_address, request)
        token = self.sessions.begin()
        conversation_id = self.sessions.read(token).conversation_id
        return json_response(
            {"token": token, "greeting": self._greeting(request, conversation_id)}, status=201
        )

    async def _read(self, request: Request) -> HTTPResponse:
        session = read_session(request, self.sessions)
        await self._count("reads", self.settings.reads_per_address, request)
        agent, conversation_id = _agent(request), session.conversation_id
        sender = network_of(address_of(request))
        await self.conversations.check(agent, conversation_id)
        read: Dict[str, Any] = {
            **await self.conversations.read(agent, conversation_id, read_before(request), sender),
            "greeting": self._greeting(request, conversation_id),
        }
        if session.fresh_token:
            read["token"] = session.fresh_token
        return json_response(read)

    async def _erase(self, request: Request) -> HTTPResponse:
        session = read_session(request, self.sessions)
        await self._count("erasures", self.settings.erasures_per_address, request)
        await self.conversations.erase(_agent(request), session.conversation_id)
        return json_response({"erased": True})

    async def _answer(self, request: Request) -> None:
        session = read_session(request, self.sessions)
        posted = await read_posted(request)
        question = replace(self._question(session, posted), sender=network_of(address_of(request)))
        of_session = (rates(self.settings.messages_per_session), f"session {session.conversation_id}")
        await self._count("messages", self.settings.messages_per_address, request, of_session)
        agent = _agent(request)
        await self.conversations.check(agent, session.conversation_id)
        response = await request.respond(content_type=_LINES, headers={"X-Accel-Buffering": "no"})
        async for line in self.conversations.ask(agent, question):
            await response.send(json.dumps(line) + "\n")
        await response.eof()

    async def _count(self, what: str, often: str, request: Request, *more: Rate) -> None:
        """Count something that an address does, which its neighbours and everybody may do too.

        :raises Refusal: when it was done too often
        """
        await self.limits.count(*more, *of_all(what, rates(often), address_of(request)))

    def _question(self, session: Session, posted: Posted) -> Question:
        conversation_id = session.conversation_id
        if posted.restart is not None:
            return Question(conversation_id, posted.id, messages.RESTART)
        if posted.suggestion is not None:
            pressed = self.sessions.press(conversation_id, posted.suggestion)
            return Question(conversation_id, posted.id, pressed.payload, pressed.title, pressed.feedback)
        typed = posted.text or ""
        text = clean(typed)
        return Question(conversation_id, posted.id, text, shown=typed if typed.strip() != text else None)

    async def _script(self, request: Request) -> HTTPResponse:
        return self.assets.script(request)

    async def _demo(self, _: Request, name: str) -> HTTPResponse:
        page = demo_file(name)
        if page is None:
            raise NotFound("There is no such file.")
        return page

    def _greeting(self, request: Request, conversation_id: str) -> Optional[messages.Wire]:
        """Return the greeting of the domain with its starter questions; nobody has to ask for it."""
        domain = _agent(request).domain
        variants = domain.responses.get(GREETING) if domain else None
        if not variants:
            return None
        # Rasa fills in a response before it says it, which also halves the doubled braces of payloads.
        said = interpolate(copy.deepcopy(variants[0]), {})
        starters = messages.starters(self.sessions, conversation_id, said.get("buttons") or [])
        return {"text": said.get("text") or "", "suggestions": starters}


def _agent(request: Request) -> Any:
    """Return the assistant.

    :raises Refusal: when it is not loaded
    """
    agent = getattr(request.app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        raise unavailable()
    return agent


def _refused(refusal: Refusal) -> HTTPResponse:
    headers = {"Retry-After": str(refusal.retry_after)} if refusal.retry_after is not None else None
    return json_response(refusal.as_dict(), status=refusal.status, headers=headers)
