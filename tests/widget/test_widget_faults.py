"""What the widget does when something is lost, refused or hostile: nothing is lost, and nothing is run."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.widget.conftest import ANSWER_MILLISECONDS, Chat, Visits

SALARY = "What does an ML engineer earn?"
MESSAGES = "**/webhooks/website/messages"
TAG = '<img src=x onerror="window.hacked = 1">'
LINK = "[press](javascript:window.hacked=1)"


def test_a_server_that_stops_and_starts_loses_and_repeats_nothing(chat: Chat) -> None:
    chat.ask("What does a data engineer do?")
    chat.server.stop()
    chat.send(SALARY)

    question = chat.questions.last
    expect(question).to_contain_text("Not sent", timeout=ANSWER_MILLISECONDS)
    expect(chat.answers).to_have_count(1)
    chat.picture("error")

    chat.server.start()
    question.get_by_role("button", name="Try again").click()

    expect(chat.answers).to_have_count(2, timeout=ANSWER_MILLISECONDS)
    expect(chat.page.locator(".failure")).to_have_count(0)
    assert chat.stored(chat.conversation_id) == 2


def test_a_message_whose_answer_was_lost_is_not_asked_twice(chat: Chat) -> None:
    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    chat.page.route(MESSAGES, lose_the_answer, times=1)
    chat.send(SALARY)
    expect(chat.questions.last).to_contain_text("Not sent", timeout=ANSWER_MILLISECONDS)

    chat.questions.last.get_by_role("button", name="Try again").click()

    expect(chat.answers).to_have_count(1, timeout=ANSWER_MILLISECONDS)
    assert chat.stored(chat.conversation_id) == 1


def test_a_message_typed_offline_is_sent_when_the_network_is_back(chat: Chat) -> None:
    chat.page.context.set_offline(True)
    chat.send(SALARY)
    expect(chat.questions.last).to_contain_text("Not sent", timeout=ANSWER_MILLISECONDS)

    chat.page.context.set_offline(False)

    expect(chat.answers).to_have_count(1, timeout=ANSWER_MILLISECONDS)


def test_an_unsent_message_survives_a_reload(chat: Chat) -> None:
    chat.page.route(MESSAGES, lambda route: route.abort(), times=1)
    chat.send(SALARY)
    expect(chat.questions.last).to_contain_text("Not sent", timeout=ANSWER_MILLISECONDS)
    chat.page.reload()
    chat.open()

    chat.questions.last.get_by_role("button", name="Try again").click()

    expect(chat.answers).to_have_count(1, timeout=ANSWER_MILLISECONDS)


def test_a_limit_is_explained(chat: Chat) -> None:
    refusal = {"error": {"code": "too_many_messages", "message": "Wait.", "retry_after": 12}}
    chat.page.route(MESSAGES, lambda route: route.fulfill(status=429, body=json.dumps(refusal)))
    chat.send(SALARY)

    expect(chat.questions.last).to_contain_text("You can go on in 12 seconds")


def test_an_expired_session_is_replaced_while_a_question_is_asked(chat: Chat) -> None:
    chat.page.evaluate(
        "Object.keys(localStorage).forEach((key) => localStorage.setItem(key, 'of another time'))"
    )
    chat.ask(SALARY)

    expect(chat.page.locator(".failure")).to_have_count(0)


def test_fifty_thousand_characters_are_kept_explained_and_not_sent(chat: Chat) -> None:
    posted: list[Any] = []
    chat.page.on("request", lambda request: posted.append(request.url))
    chat.send("x" * 50_000)

    expect(chat.page.get_by_text("A message may have 1,000 characters")).to_be_visible()
    expect(chat.field).to_have_value("x" * 50_000)
    expect(chat.questions).to_have_count(0)
    assert not any("messages" in url for url in posted)


@pytest.mark.parametrize("hostile", [TAG, LINK])
def test_what_a_person_types_is_shown_as_text(chat: Chat, hostile: str) -> None:
    chat.ask(hostile)

    expect(chat.questions.last.locator(".bubble")).to_have_text(hostile)
    assert chat.page.evaluate("window.hacked") is None


def test_what_a_server_sends_is_shown_as_text(chat: Chat) -> None:
    card = {
        "version": 1,
        "title": TAG,
        "lead": TAG,
        "body": f"{TAG}\n\n- {LINK}",
        "table": {"columns": ["", TAG], "rows": [[TAG, LINK]]},
        "notes": [TAG],
        "sources": [{"id": "x", "title": TAG, "publisher": TAG, "date": TAG, "url": "javascript:hacked=1"}],
    }
    message = {
        "id": "hostile.1",
        "from": "bot",
        "at": 1,
        "text": TAG,
        "card": card,
        "suggestions": [{"title": TAG, "token": "x"}],
    }
    lines = [{"type": "answer", "message": message}, {"type": "done"}]
    body = "\n".join(json.dumps(line) for line in lines)
    chat.page.route(MESSAGES, lambda route: route.fulfill(body=body))
    answer = chat.ask("Anything")
    answer.locator(".source-mark").click()

    expect(answer.locator("p.lead")).to_have_text(TAG)
    expect(answer.locator("li", has_text=LINK)).to_have_count(1)
    assert chat.page.locator(".panel img, .panel a").count() == 0
    assert chat.page.evaluate("window.hacked") is None


def embed(page: Page, origin: str, script: str) -> None:
    """Show a page of another origin that embeds the widget with the one line."""
    body = f'<!doctype html><title>Elsewhere</title><body><script src="{script}" defer></script>'
    page.route(f"{origin}/", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"{origin}/")


@pytest.mark.parametrize(
    ("origin", "is_allowed"), [("http://localhost:8123", True), ("http://foreign.example", False)]
)
def test_only_an_allowed_website_gets_answers(visits: Visits, origin: str, is_allowed: bool) -> None:
    chat = visits.visit()
    embed(chat.page, origin, f"{chat.server.url}/careerbot.js")
    chat.page.get_by_role("button", name="Ask about careers").click()
    chat.send(SALARY)

    if is_allowed:
        expect(chat.answers).to_have_count(1, timeout=ANSWER_MILLISECONDS)
    else:
        expect(chat.questions.last).to_contain_text("may not use", timeout=ANSWER_MILLISECONDS)
        expect(chat.answers).to_have_count(0)


def test_the_page_is_left_alone(visits: Visits) -> None:
    chat = visits.visit()
    before = chat.page.evaluate("document.documentElement.scrollHeight + ' ' + document.body.className")
    names = chat.page.evaluate(
        "Object.keys(window).filter((name) => /career/i.test(name) || name === 'preact' || name === 'marked')"
    )
    chat.open()

    after = chat.page.evaluate("document.documentElement.scrollHeight + ' ' + document.body.className")
    shift = chat.page.evaluate(
        "new Promise((resolve) => new PerformanceObserver((list) => resolve("
        "list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))"
        ".observe({type: 'layout-shift', buffered: true}) || setTimeout(() => resolve(0), 300))"
    )
    assert before == after
    assert names == ["Careerbot"]
    assert shift == 0


def test_an_owner_may_say_where_the_server_is(visits: Visits) -> None:
    chat = visits.visit()
    body = (
        "<!doctype html><title>Elsewhere</title><body>"
        f'<careerbot-chat data-server="{chat.server.url}" data-title="Ada" data-open></careerbot-chat>'
        '<script src="/local/careerbot.js" defer></script>'
    )
    script = chat.page.request.get(f"{chat.server.url}/careerbot.js").text()
    chat.page.route(
        "http://localhost:8123/", lambda route: route.fulfill(body=body, content_type="text/html")
    )
    chat.page.route(
        "http://localhost:8123/local/careerbot.js",
        lambda route: route.fulfill(body=script, content_type="text/javascript; charset=utf-8"),
    )
    chat.page.goto("http://localhost:8123/")

    expect(chat.page.get_by_role("dialog", name="Ada")).to_be_visible()
    expect(chat.page.locator(".entry.bot .bubble").first).to_have_text(re.compile(r"\w+"))
