"""What a visitor left behind is there again: after closing, after a reload, on the next page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.widget.stand_in import Site, answer

LONG = "A long answer. " * 60


def leave(site: Site, how: str) -> None:
    """Close and open the panel, reload the page, or go to another one."""
    if how == "close":
        site.page.keyboard.press("Escape")
        expect(site.panel).to_have_count(0)
        site.launcher.click()
    elif how == "reload":
        site.page.reload()
    else:
        site.page.goto("http://site.example/next")
    expect(site.panel).to_be_visible()


@pytest.mark.parametrize("how", ["close", "reload", "navigation"])
def test_draft_place_and_size_are_kept(site: Site, how: str) -> None:
    site.channel.reply = lambda message_id, text: answer(message_id, LONG)
    site.show(path="/next")
    site.show()
    site.open()
    for number in range(4):
        site.ask(f"Question {number}")
    site.page.get_by_role("button", name="Enlarge").click()
    site.field.fill("half a dra")
    transcript = site.page.locator(".transcript")
    transcript.evaluate("box => { box.scrollTop = 300 }")
    site.page.wait_for_timeout(300)

    leave(site, how)

    expect(site.field).to_have_value("half a dra")
    expect(site.answers).to_have_count(4)
    expect(site.panel).to_have_class("panel wide")
    assert abs(transcript.evaluate("box => box.scrollTop") - 300) < 2


@pytest.mark.parametrize("how", ["close", "reload"])
def test_who_was_at_the_end_is_at_the_end(site: Site, how: str) -> None:
    site.show()
    site.open()
    for number in range(6):
        site.ask(f"Question {number}")

    leave(site, how)

    expect(site.questions.last).to_be_in_viewport()


def test_a_panel_that_was_closed_stays_closed_also_where_the_page_opens_it(site: Site) -> None:
    site.show(script="data-open")
    expect(site.panel).to_be_visible()
    site.page.get_by_role("button", name="Close").click()
    site.page.reload()

    expect(site.launcher).to_be_visible()
    expect(site.panel).to_have_count(0)


def test_a_panel_that_is_open_again_takes_no_focus(site: Site) -> None:
    site.show('<input id="search" autofocus>')
    site.open()
    site.page.reload()

    expect(site.panel).to_be_visible()
    expect(site.page.locator("#search")).to_be_focused()


def test_a_sent_question_leaves_no_draft(site: Site) -> None:
    site.show()
    site.open()
    site.ask("First question")
    site.page.reload()

    expect(site.questions).to_have_count(1)
    expect(site.field).to_have_value("")


def test_older_messages_are_read_on_request_above_what_is_read(site: Site) -> None:
    site.channel.page = 10
    site.show()
    site.open()
    for number in range(12):
        site.ask(f"Question {number}")
    site.page.reload()
    expect(site.questions).to_have_count(5)
    transcript = site.page.locator(".transcript")
    transcript.evaluate("box => { box.scrollTop = 0 }")
    oldest = site.questions.first
    before = oldest.bounding_box()
    site.page.get_by_role("button", name="Earlier messages").press("Enter")

    expect(site.questions).to_have_count(10)
    site.page.wait_for_timeout(100)
    after = site.page.locator(".entry.own", has_text="Question 7").bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) <= 2
    site.page.get_by_role("button", name="Earlier messages").click()
    expect(site.questions).to_have_count(12)
    expect(site.questions.first).to_contain_text("Question 0")
    expect(site.page.get_by_text("Hello!")).to_have_count(1)
    site.ask("One more")
    expect(site.questions).to_have_count(13)


def test_older_messages_stay_when_another_tab_asks(site: Site) -> None:
    first = site.page
    site.channel.page = 6
    site.show()
    site.open()
    for number in range(5):
        site.ask(f"Question {number}")
    site.tab()
    site.show()
    site.open()
    site.ask("Of the second tab")

    expect(first.locator(".entry.own")).to_have_count(6)
    expect(first.locator(".entry.own").first).to_contain_text("Question 0")
