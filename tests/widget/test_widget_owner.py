"""What an owner can do: place it, word it, hear it, change it while it is shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.widget.cards import PAY
from tests.widget.stand_in import SITE, Site
from tests.widget.test_widget_access import violations

WORDS = {
    "de": ("Fragen zum Beruf", "Eine Frage stellen", "Schließen"),
    "es": ("Pregunta por tu carrera", "Haz una pregunta", "Cerrar"),
    "fr": ("Une question métier", "Posez une question", "Fermer"),
}


def test_inline_it_stands_in_the_page_without_launcher(site: Site) -> None:
    site.show(
        '<main><h1>Ask</h1><careerbot-chat data-mode="inline" style="height: 500px"></careerbot-chat>'
        "<p id=after>After</p></main>"
    )
    box = site.panel.bounding_box()

    assert box
    assert (box["height"], box["width"]) == (500, 1184)
    expect(site.launcher).to_have_count(0)
    expect(site.page.get_by_role("button", name="Close")).to_have_count(0)
    after = site.page.locator("#after").bounding_box()
    assert after
    assert after["y"] >= box["y"] + box["height"]
    assert site.page.evaluate("document.activeElement === document.body")
    site.works()
    site.page.keyboard.press("Escape")
    expect(site.panel).to_be_visible()


def test_as_a_page_it_fills_the_window(site: Site) -> None:
    site.show(script='data-mode="page"')

    assert site.panel.bounding_box() == {"x": 0, "y": 0, "width": 1200, "height": 800}
    site.works()


@pytest.mark.parametrize("mode", ["inline", "page"])
def test_a_mode_that_is_chosen_while_it_is_closed_brings_the_greeting(site: Site, mode: str) -> None:
    site.show()
    expect(site.launcher).to_be_visible()
    site.page.evaluate("mode => Careerbot.configure({mode})", mode)

    expect(site.page.locator(".tile")).to_have_count(4)
    site.works()


def test_another_server_that_is_chosen_while_it_is_open_brings_its_greeting(site: Site) -> None:
    site.show()
    site.open()
    site.ask("Is it you?")
    site.page.evaluate("site => { Careerbot.element.dataset.server = site }", SITE)

    expect(site.questions).to_have_count(0)
    expect(site.page.locator(".tile")).to_have_count(4)
    site.works()


def test_the_launcher_can_be_moved_and_hidden(site: Site) -> None:
    site.show(head="<style>careerbot-chat { --careerbot-offset-x: 10px; --careerbot-offset-y: 60px }</style>")
    box = site.launcher.bounding_box()
    assert box
    assert (1200 - box["x"] - box["width"], 800 - box["y"] - box["height"]) == (34, 84)

    site.page.evaluate("Careerbot.hide()")
    expect(site.launcher).to_be_hidden()
    site.page.evaluate("Careerbot.show()")
    expect(site.launcher).to_be_visible()
    site.page.evaluate("Careerbot.hide(); Careerbot.open()")
    expect(site.panel).to_be_visible()


def test_a_conversation_can_be_saved_and_copied_whole(site: Site) -> None:
    site.context.grant_permissions(["clipboard-read", "clipboard-write"])
    site.show()
    site.open()
    site.ask("First question")
    menu = site.page.get_by_role("button", name="Conversation options")
    menu.click()
    with site.page.expect_download() as saving:
        site.page.get_by_role("button", name="Download the conversation").click()
    text = Path(saving.value.path()).read_text(encoding="utf-8")

    assert saving.value.suggested_filename == "careerbot.txt"
    assert re.search(r"You, .*\nFirst question\n\nCareerbot, .*\nAbout First question\n", text)


def test_the_page_hears_each_thing_that_happens_and_never_what_was_typed(site: Site) -> None:
    site.channel.reply = lambda message_id, text: PAY(message_id)
    site.show()
    site.page.evaluate(
        "window.heard = []; Careerbot.on('*', (detail, name) => heard.push([name, detail])); null"
    )
    site.open()
    shown = site.ask("My secret question")
    site.page.get_by_role("button", name="Tell me more").click()
    expect(site.answers).to_have_count(2)
    shown.get_by_role("button", name="This was helpful").click()
    expect(shown.get_by_role("button", name="This was helpful")).to_have_attribute("aria-pressed", "true")
    shown.locator(".source-mark").first.click()
    with site.context.expect_page():
        shown.locator(".source-card a").click()
    site.channel.before = lambda route: route.abort() is None
    site.field.fill("Lost")
    site.field.press("Enter")
    expect(site.page.locator(".failure")).to_be_visible()
    site.page.bring_to_front()
    site.page.get_by_role("button", name="Close").click()

    heard = site.page.evaluate("heard")
    names = [name for name, _ in heard]
    assert names == [
        "open", "sent", "message", "suggestion", "message", "rated", "source", "sent", "failed", "close",
    ]  # fmt: skip
    told = dict(reversed(heard))
    assert told["source"] == {"id": "index", "url": "https://index.example/"}
    assert told["failed"]["code"] == "offline"
    assert "secret" not in str([detail for name, detail in heard if name != "message"])


def test_theme_title_and_language_change_while_it_is_shown(site: Site) -> None:
    site.show()
    site.open()
    site.ask("First question")
    site.page.evaluate("Careerbot.configure({theme: 'dark', title: 'Ada', lang: 'de'})")

    expect(site.page.get_by_role("dialog", name="Ada")).to_be_visible()
    expect(site.panel).to_have_css("color-scheme", "dark")
    expect(site.field).to_have_attribute("placeholder", re.compile("Eine Frage stellen"))
    site.page.evaluate("Careerbot.element.dataset.theme = 'light'")
    expect(site.panel).to_have_css("color-scheme", "light")
    expect(site.questions).to_have_count(1)


@pytest.mark.parametrize("lang", WORDS)
def test_its_own_words_are_said_in_the_page_owners_language(site: Site, lang: str) -> None:
    launcher, placeholder, close = WORDS[lang]
    site.show(script=f'data-lang="{lang}"')
    site.page.get_by_role("button", name=re.compile(launcher)).click()

    expect(site.field).to_have_attribute("placeholder", re.compile(placeholder))
    expect(site.page.get_by_role("button", name=close)).to_be_visible()
    assert site.page.locator(".widget").get_attribute("lang") == lang
    # What the assistant says stays what it is.
    assert site.page.locator(".transcript").get_attribute("lang") == "en"
    site.ask("First question")
    assert violations(site.page) == []


def test_the_role_that_a_page_is_about_seeds_the_questions_to_start_with(site: Site) -> None:
    site.show(script='data-role="ml_engineer"')
    site.open()

    expect(site.page.locator(".tile-title")).to_have_text(
        [
            "What does an ML engineer do?",
            "What does an ML engineer earn?",
            "How do I become an ML engineer?",
            "Would I like the work of an ML engineer?",
        ]
    )
    site.page.locator(".tile").nth(1).click()
    expect(site.answers).to_have_count(1)
    assert site.channel.asked[0]["text"] == "What does an ML engineer earn?"


def test_a_teaser_asks_nothing_of_the_server_and_is_sent_away_for_good(site: Site) -> None:
    site.show(script='data-teaser="Wondering what it pays?"')
    teaser = site.page.get_by_role("button", name="Wondering what it pays?")

    expect(teaser).to_be_visible()
    expect(site.page.get_by_role("button", name="Ask about careers 1 unread")).to_be_visible()
    assert violations(site.page) == []
    assert site.channel.requests == ["GET /careerbot.js"]
    site.page.get_by_role("button", name="Dismiss").click()
    expect(site.launcher).to_be_focused()
    site.page.reload()
    expect(site.launcher).to_be_visible()
    expect(teaser).to_have_count(0)


def test_a_line_of_consent_with_its_link_stands_under_the_field(site: Site) -> None:
    site.show(
        script='data-consent="Questions are stored for 30 days." data-consent-link="https://site.example/privacy"'
    )
    site.open()

    expect(site.page.locator("#room")).to_have_text("Questions are stored for 30 days. Privacy")
    link = site.page.get_by_role("link", name="Privacy")
    expect(link).to_have_attribute("href", "https://site.example/privacy")
