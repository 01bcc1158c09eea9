"""A made-up website with the widget, and a made-up channel behind it: for pages and failures of every kind.

Nothing of it needs a server: the browser's requests end in this process.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field
from typing import Any, Callable, Optional
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from channels.assets import SCRIPT

SITE = "http://site.example"
BOT = "http://bot.example"
LAUNCHER = "Ask about careers"
#: The element inside the widget that has the focus, in JavaScript.
FOCUSED = "document.activeElement?.shadowRoot?.activeElement"
#: The root of the widget's shadow, in JavaScript.
ROOT = "document.querySelector('careerbot-chat').shadowRoot"
STARTERS = [
    {"title": "AI engineer or ML engineer?", "token": "compare", "topic": "role_difference"},
    {"title": "What does an ML engineer earn?", "token": "pay", "topic": "salary"},
    {"title": "How do I become an AI engineer?", "token": "way", "topic": "how_to_become"},
    {"title": "Which role suits me?", "token": "fit", "topic": "role_fit"},
]


def answer(message_id: str, text: str, **more: Any) -> dict[str, Any]:
    """Return an answer as the channel sends it."""
    return {
        "id": f"{message_id}.1",
        "from": "bot",
        "at": time.time(),
        "text": text,
        "card": None,
        "suggestions": [{"title": "Tell me more", "token": f"more-{message_id}"}],
        "feedback": None,
        **more,
    }


@dataclass
class Channel:
    """The channel: it stores what is asked, as the real one does, and fails when a test says so.

    ``reply`` makes the answer to a text; ``before`` may refuse, hold or drop a message by handling its route
    (it then returns true).
    """

    stored: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    reply: Callable[[str, str], dict[str, Any]] = lambda message_id, text: answer(message_id, f"About {text}")
    before: Optional[Callable[[Route], bool]] = None
    is_allowed: bool = True
    page: int = 0
    sessions: int = 0

    def handle(self, route: Route) -> None:
        """Answer a request of the widget."""
        request = route.request
        path = urlsplit(request.url).path
        part = path.partition("/webhooks/website/")[2]
        self.requests.append(f"{request.method} {path}")
        if path.endswith("/careerbot.js"):
            script = SCRIPT.read_text(encoding="utf-8")
            route.fulfill(body=script, content_type="text/javascript; charset=utf-8", headers=_OPEN)
        elif not self.is_allowed:
            refusal = {"error": {"code": "origin_not_allowed", "message": "No."}}
            self._json(route, refusal, 403)
        elif self.before and part == "messages" and self.before(route):
            return
        else:
            self.serve(route, part)

    def serve(self, route: Route, part: str = "messages") -> None:
        """Answer as the channel does when all is well."""
        token = (route.request.headers.get("authorization") or "").removeprefix("Bearer ")
        greeting = {"text": "Hello! What would you like to know?", "suggestions": STARTERS}
        if part == "session":
            self.sessions += 1
            token = f"session-{self.sessions}"
            self.stored[token] = []
            self._json(route, {"token": token, "greeting": greeting}, 201)
        elif part == "conversation" and route.request.method == "DELETE":
            self.stored[token] = []
            self._json(route, {"erased": True})
        elif part == "conversation":
            if token not in self.stored:
                self._json(route, {"error": {"code": "session_invalid", "message": "No."}}, 401)
                return
            self._json(route, {**self._page(route, token), "greeting": greeting})
        elif part == "messages":
            self._answer(route, token)
        else:
            self._json(route, {"status": "ok"})

    def _page(self, route: Route, token: str) -> dict[str, Any]:
        """Return the newest messages, or those before one, and before which message there are more."""
        stored = self.stored[token]
        before = urlsplit(route.request.url).query.removeprefix("before=")
        end = next((at for at, one in enumerate(stored) if one["id"] == before), len(stored))
        start = max(0, end - self.page) if self.page else 0
        return {"messages": stored[start:end], "earlier": stored[start]["id"] if start else None}

    def _answer(self, route: Route, token: str) -> None:
        posted = json.loads(route.request.post_data or "{}")
        said = posted.get("text") or posted.get("suggestion") or "again"
        stored = self.stored.setdefault(token, [])
        known = [one for one in stored if one["id"] == f"{posted['id']}.1"]
        if not known:
            self.asked.append(posted)
            known = [self.reply(posted["id"], said)]
            if not posted.get("restart"):
                stored.append({"id": posted["id"], "from": "person", "at": time.time(), "text": said})
            stored += known
        lines = [*({"type": "answer", "message": one} for one in known), {"type": "done"}]
        route.fulfill(body="".join(json.dumps(line) + "\n" for line in lines), headers=_OPEN)

    def _json(self, route: Route, body: Any, status: int = 200) -> None:
        route.fulfill(status=status, body=json.dumps(body), content_type="application/json", headers=_OPEN)


_OPEN = {"Access-Control-Allow-Origin": "*"}


class Site:
    """A page of somebody's website that embeds the widget."""

    def __init__(self, context: BrowserContext, complaints: list[str]) -> None:
        self.context = context
        self.channel = Channel()
        self.pages: dict[str, str] = {}
        self.headers: dict[str, str] = {}
        self.said: list[str] = []
        self._complaints = complaints
        context.route(f"{BOT}/**", self.channel.handle)
        context.route(f"{SITE}/**", self._page)
        self.page = self.tab()

    def tab(self) -> Page:
        """Open one more tab, and go there."""
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self._complaints.append(str(error)))
        self.page.on("console", lambda message: self.said.append(message.text))
        return self.page

    def _page(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path in self.pages:
            route.fulfill(
                body=self.pages[path], content_type="text/html; charset=utf-8", headers=self.headers
            )
        elif "/webhooks/website/" in path or path.endswith("/careerbot.js"):
            self.channel.handle(route)
        else:
            route.fulfill(status=404, body="")

    def show(
        self,
        body: str = "<main><h1>A site</h1></main>",
        head: str = "",
        path: str = "/",
        script: str = "",
        html: str = "",
    ) -> Page:
        """Show a page; ``script`` are attributes of the script, a ``-`` leaves the script out."""
        tag = "" if script == "-" else f'<script src="{BOT}/careerbot.js" {script}></script>'
        self.pages[path] = (
            f'<!doctype html><html lang="en" {html}><head><title>A site</title>{head}</head>'
            f"<body>{body}{tag}</body></html>"
        )
        self.page.goto(SITE + path)
        return self.page

    @property
    def launcher(self) -> Locator:
        """Return the closed widget's button."""
        return self.page.get_by_role("button", name=re.compile(LAUNCHER))

    @property
    def panel(self) -> Locator:
        """Return the open widget."""
        return self.page.locator("careerbot-chat .panel")

    @property
    def field(self) -> Locator:
        """Return where questions are typed."""
        return self.page.locator("careerbot-chat textarea")

    @property
    def answers(self) -> Locator:
        """Return the answers so far."""
        return self.page.locator(".entry.bot[data-id]")

    @property
    def questions(self) -> Locator:
        """Return the person's own messages."""
        return self.page.locator(".entry.own")

    @property
    def spoken(self) -> Locator:
        """Return what a screen reader is told."""
        return self.page.get_by_role("log")

    def open(self) -> None:
        """Open the panel and wait for the greeting."""
        self.launcher.click()
        expect(self.page.locator(".entry.bot .bubble").first).to_be_visible()

    def ask(self, question: str) -> Locator:
        """Type a question, press Enter, and return the answer."""
        before = self.answers.count()
        self.field.fill(question)
        self.field.press("Enter")
        expect(self.answers).to_have_count(before + 1)
        expect(self.page.locator(".typing")).to_have_count(0)
        return self.answers.last

    def works(self, question: str = "Does it work?") -> None:
        """Check that there is one widget, and that it answers."""
        expect(self.page.locator("careerbot-chat")).to_have_count(1)
        if not self.panel.is_visible():
            expect(self.launcher).to_have_count(1)
            self.open()
        self.ask(question)
        expect(self.questions.last).to_contain_text(question)
