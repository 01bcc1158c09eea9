"""A browser, and the widget on the demo page of the running assistant."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from sqlalchemy import create_engine, text

from settings import PROJECT
from tests.conftest import skip_unless_ci
from tests.running import RunningAssistant
from tests.widget.build import packages as packages  # a fixture
from tests.widget.stand_in import Site

SCREENSHOTS = PROJECT / "tests" / "screenshots"
CHROMIUM = os.environ.get("CHROMIUM", shutil.which("chromium") or "/usr/bin/chromium")
_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    # A page that a test makes up has no address, so the browser would keep it from this machine's servers.
    "--disable-features=LocalNetworkAccessChecks",
]  # fmt: skip
ANSWER_MILLISECONDS = 15_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run a browser, for one module at a time: beside it no test could have an event loop of its own."""
    if not Path(CHROMIUM).exists():
        skip_unless_ci("Chromium is not installed: apt-get install chromium, or set CHROMIUM")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def server(packages: Path, assistant: RunningAssistant) -> RunningAssistant:
    """Return the running assistant, which serves the widget."""
    return assistant


@dataclass
class Chat:
    """The widget on a page, as a person uses it."""

    page: Page
    server: RunningAssistant

    @property
    def field(self) -> Locator:
        """Return where questions are typed."""
        return self.page.get_by_role("textbox", name="Ask a question")

    @property
    def answers(self) -> Locator:
        """Return the answers so far, without the greeting."""
        return self.page.locator(".entry.bot[data-id]")

    @property
    def questions(self) -> Locator:
        """Return the person's own messages."""
        return self.page.locator(".entry.own")

    @property
    def suggestions(self) -> Locator:
        """Return the suggestions that can be pressed."""
        return self.page.locator(".suggestions button")

    def open(self) -> None:
        """Open the panel, unless it was left open, and wait for the greeting."""
        launcher = self.page.get_by_role("button", name="Ask about careers")
        dialog = self.page.get_by_role("dialog")
        expect(launcher.or_(dialog)).to_be_visible()
        if launcher.is_visible():
            launcher.click()
        expect(self.page.get_by_role("dialog")).to_be_visible()
        expect(self.page.locator(".entry.bot .bubble").first).to_be_visible()

    def send(self, question: str) -> None:
        """Type a question and press Enter."""
        self.field.fill(question)
        self.field.press("Enter")

    def ask(self, question: str) -> Locator:
        """Send a question and return its answer."""
        before = self.answers.count()
        self.send(question)
        expect(self.answers).to_have_count(before + 1, timeout=ANSWER_MILLISECONDS)
        return self.answers.last

    def stored(self, conversation_id: str, table: str = "events", kind: str = "user") -> int:
        """Return how many questions, or other rows, the database holds of a conversation."""
        who = "sender_id = :who AND type_name = :kind" if table == "events" else "conversation_id = :who"
        query = text(f"SELECT count(*) FROM {table} WHERE {who}")
        engine = create_engine(self.server.tracker_url, future=True)
        with engine.connect() as connection:
            count = int(connection.scalar(query, {"who": conversation_id, "kind": kind}))
        engine.dispose()
        return count

    @property
    def conversation_id(self) -> str:
        """Return the id that the session's token holds."""
        token = self.page.evaluate(
            "Object.entries(localStorage).find(([key]) => key.startsWith('careerbot.session'))[1]"
        )
        part = token.split(".")[0]
        return str(self.page.evaluate("part => JSON.parse(atob(part))", _padded(part)))

    def picture(self, name: str) -> None:
        """Write what is on the screen to ``tests/screenshots``."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")


def _padded(part: str) -> str:
    part = part.replace("-", "+").replace("_", "/")
    return part + "=" * (-len(part) % 4)


class Visits:
    """Opens the demo page for visitors with a browser of their own."""

    def __init__(self, browser: Browser, server: RunningAssistant) -> None:
        self._browser = browser
        self._server = server
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def visit(self, path: str = "/", **options: Any) -> Chat:
        """Open a page as somebody new."""
        options = {"viewport": {"width": 1360, "height": 860}, "reduced_motion": "reduce", **options}
        context = self._browser.new_context(**options)
        self._contexts.append(context)
        return self.tab(context, path)

    def tab(self, context: BrowserContext, path: str = "/") -> Chat:
        """Open a page in one more tab of the same browser."""
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._note)
        page.goto(self._server.url + path)
        return Chat(page, self._server)

    def _note(self, message: Any) -> None:
        if "Content Security Policy" in message.text or "Trusted" in message.text:
            self.complaints.append(message.text)

    def close(self) -> None:
        """Close what was opened."""
        for context in self._contexts:
            context.close()


@pytest.fixture
def visits(browser: Browser, server: RunningAssistant) -> Iterator[Visits]:
    """Open pages; at the end none of them may have thrown an error or broken its security policy."""
    opened = Visits(browser, server)
    yield opened
    opened.close()
    assert opened.complaints == []


@pytest.fixture
def chat(visits: Visits) -> Chat:
    """Return an open widget of somebody new."""
    opened = visits.visit()
    opened.open()
    return opened


@pytest.fixture
def site(browser: Browser, packages: Path) -> Iterator[Site]:
    """Return a made-up website with a channel of its own; no page of it may throw an error."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1200, "height": 800}, reduced_motion="reduce")
    yield Site(context, complaints)
    context.close()
    assert complaints == []
