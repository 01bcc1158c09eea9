"""The widget for everybody: keyboard alone, screen readers, phones, dark rooms, large print."""

from __future__ import annotations

import gzip
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from channels.assets import SCRIPT
from settings import PROJECT
from tests.widget.cards import COMPARISON, PAY
from tests.widget.conftest import ANSWER_MILLISECONDS, Chat, Visits
from tests.widget.stand_in import Site

DIFFERENCE = "What is the difference between an AI engineer and an ML engineer?"
SALARY = "What does an ML engineer earn?"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
AXE = PROJECT / "widget" / "node_modules" / "axe-core" / "axe.min.js"
_FOCUSED = "document.activeElement.shadowRoot?.activeElement"


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page, within the widget too."""
    page.evaluate(AXE.read_text())
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("rules => axe.run({runOnly: rules})", rules)
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(
    ("name", "options"), [("light", {}), ("dark", {"color_scheme": "dark"}), ("phone", PHONE)]
)
def test_axe_finds_nothing_closed_greeting_or_with_open_cards(
    visits: Visits, name: str, options: dict[str, Any]
) -> None:
    chat = visits.visit(**options)
    assert violations(chat.page) == []
    chat.open()
    assert violations(chat.page) == []
    chat.ask(DIFFERENCE)
    answer = chat.ask(SALARY)
    if name != "light":
        chat.picture(name)
    for fold in answer.locator("summary, .source-mark").all():
        fold.click()
    chat.page.get_by_role("button", name="Conversation options").click()
    assert violations(chat.page) == []


@pytest.mark.parametrize(
    "state", ["forced colours", "320 × 200", "right to left", "zoomed to 400 %", "menu", "erase"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(site: Site, state: str, scheme: Literal["light", "dark"]) -> None:
    site.page.emulate_media(
        color_scheme=scheme, forced_colors="active" if state == "forced colours" else "none"
    )
    if state in ("320 × 200", "zoomed to 400 %"):
        width, height = (320, 200) if state == "320 × 200" else (320, 256)
        site.page.set_viewport_size({"width": width, "height": height})
    site.show("<main><h1>A site</h1></main>", script='data-dir="rtl"' if state == "right to left" else "")
    assert violations(site.page) == []
    site.open()
    assert violations(site.page) == []
    for make in (COMPARISON, PAY):
        site.channel.reply = lambda message_id, text, make=make: make(message_id)
        site.ask("Tell me")
    if state != "zoomed to 400 %":
        site.page.get_by_role("button", name="Conversation options").click()
    if state == "erase":
        site.page.get_by_role("button", name="Erase this conversation").click()
    assert violations(site.page) == []


def test_a_failed_message_has_nothing_for_axe_to_find(chat: Chat) -> None:
    chat.page.route("**/messages", lambda route: route.abort())
    chat.send(SALARY)
    expect(chat.page.locator(".failure")).to_be_visible()

    assert violations(chat.page) == []


def test_the_keyboard_alone_leads_from_the_launcher_to_an_answer_and_back(visits: Visits) -> None:
    chat = visits.visit()
    keyboard = chat.page.keyboard
    chat.page.evaluate("document.querySelector('careerbot-chat').shadowRoot.querySelector('button').focus()")
    chat.page.evaluate("document.activeElement.blur()")
    for _ in range(30):
        keyboard.press("Tab")
        if chat.page.evaluate(f"{_FOCUSED}?.className") == "launcher":
            break
    keyboard.press("Enter")
    expect(chat.field).to_be_focused()

    keyboard.type(SALARY)
    keyboard.press("Enter")
    expect(chat.answers).to_have_count(1, timeout=ANSWER_MILLISECONDS)
    expect(chat.field).to_be_focused()

    keyboard.press("Shift+Tab")
    while chat.page.evaluate(f"{_FOCUSED}.className") != "transcript":
        keyboard.press("Shift+Tab")
    keyboard.press("ArrowUp")
    assert "$" in chat.page.evaluate(f"{_FOCUSED}.innerText")
    keyboard.press("Home")
    assert "Hello" in chat.page.evaluate(f"{_FOCUSED}.innerText")
    assert chat.page.evaluate(f"getComputedStyle({_FOCUSED}).outlineStyle") == "solid"

    keyboard.press("Escape")
    expect(chat.page.get_by_role("dialog")).to_have_count(0)
    expect(chat.page.get_by_role("button", name="Ask about careers")).to_be_focused()


def test_an_answer_is_spoken_apart_from_the_transcript_and_takes_no_focus(chat: Chat) -> None:
    spoken = chat.page.get_by_role("log")
    expect(spoken).to_be_empty()
    chat.ask(SALARY)

    expect(spoken).to_contain_text("median $")
    expect(spoken.locator("article, button, table")).to_have_count(0)
    expect(chat.field).to_be_focused()


def test_what_was_said_before_a_reload_is_not_spoken_again(chat: Chat) -> None:
    chat.ask(SALARY)
    chat.page.reload()
    chat.open()
    expect(chat.answers).to_have_count(1)

    expect(chat.page.get_by_role("log")).to_be_empty()


def test_a_reader_further_up_is_told_of_news_and_not_moved(chat: Chat, visits: Visits) -> None:
    for _ in range(2):
        chat.ask(DIFFERENCE)
    transcript = chat.page.get_by_role("region", name="Conversation")
    transcript.hover()
    chat.page.mouse.wheel(0, -5000)
    expect(transcript).to_have_js_property("scrollTop", 0)
    other = visits.tab(chat.page.context)
    other.open()
    other.ask(SALARY)

    news = chat.page.get_by_role("button", name="New messages")
    expect(news).to_be_visible()
    expect(transcript).to_have_js_property("scrollTop", 0)
    news.click()
    expect(chat.questions.last).to_be_in_viewport()


def test_a_phone_shows_it_on_the_whole_screen_and_keeps_the_focus_in_it(visits: Visits) -> None:
    chat = visits.visit(**PHONE)
    chat.open()

    assert chat.page.get_by_role("dialog").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    for _ in range(20):
        chat.page.keyboard.press("Tab")
        assert chat.page.evaluate(f"Boolean({_FOCUSED})")
    for button in chat.page.locator(".panel button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


def test_nothing_is_cut_off_at_twice_the_size(visits: Visits) -> None:
    chat = visits.visit(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    chat.open()
    chat.ask(DIFFERENCE)

    expect(chat.field).to_be_in_viewport(ratio=1)
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= 640


def test_who_wants_no_motion_sees_none(visits: Visits) -> None:
    chat = visits.visit(reduced_motion="reduce")
    chat.open()

    expect(chat.page.get_by_role("dialog")).to_have_css("animation-name", "none")


def test_the_file_is_small(visits: Visits) -> None:
    assert len(gzip.compress(SCRIPT.read_bytes())) <= 45_000
