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
