"""The keyboard: the focus is never lost in the widget, and no key that belongs to it reaches the page."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Route, expect

from tests.widget.stand_in import FOCUSED, Site

#: A page with the usual shortcuts, on every phase and target that pages choose; a search box takes the focus.
SHORTCUTS = """<input id="search"><script>
  window.keys = []
  const steal = (event) => {
    keys.push(event.key)
    if (event.target.matches?.('input, textarea')) return
    if ('sala/?Escape'.includes(event.key)) document.querySelector('#search').focus()
  }
  for (const target of [document, document.documentElement]) target.addEventListener('keydown', steal)
  document.addEventListener('keydown', steal, true)
  document.addEventListener('keyup', steal, true)
  document.addEventListener('keypress', steal)
  addEventListener('load', () => document.body.addEventListener('keydown', steal))
</script>"""


def fail_once(site: Site) -> None:
    """Let the next message be refused."""
    refused: list[bool] = []

    def refuse(route: Route) -> bool:
        if refused:
            return False
        refused.append(True)
        body = {"error": {"code": "unavailable", "message": "No."}}
        route.fulfill(status=503, body=json.dumps(body), headers={"Access-Control-Allow-Origin": "*"})
        return True

    site.channel.before = refuse


def test_after_a_pressed_suggestion_the_focus_is_in_the_panel_and_escape_closes_it(site: Site) -> None:
    site.show()
    site.open()
    site.page.get_by_role("button", name="What does an ML engineer earn?").press("Enter")
    expect(site.answers).to_have_count(1)

    expect(site.field).to_be_focused()
    site.page.get_by_role("button", name="Tell me more").press("Enter")
    expect(site.answers).to_have_count(2)
    expect(site.field).to_be_focused()
    site.page.keyboard.press("Escape")
    expect(site.panel).to_have_count(0)
    expect(site.launcher).to_be_focused()


@pytest.mark.parametrize("choice", ["Keep", "Erase"])
def test_after_the_question_whether_to_erase_the_focus_is_in_the_panel(site: Site, choice: str) -> None:
    site.show()
    site.open()
    site.ask("First question")
    site.page.get_by_role("button", name="Conversation options").click()
    site.page.get_by_role("button", name="Erase this conversation").press("Enter")
    expect(site.page.get_by_role("button", name="Keep")).to_be_focused()
    site.page.get_by_role("button", name=choice, exact=True).press("Enter")
    expect(site.page.get_by_role("alertdialog")).to_have_count(0)

    assert site.page.evaluate(f"Boolean({FOCUSED})")
    site.page.keyboard.press("Escape")
    expect(site.panel).to_have_count(0)


@pytest.mark.parametrize("choice", ["Try again", "Discard"])
def test_after_a_failed_message_is_dealt_with_the_focus_is_in_the_panel(site: Site, choice: str) -> None:
    site.show()
    site.open()
    fail_once(site)
    site.field.fill("First question")
    site.field.press("Enter")
    site.page.get_by_role("button", name=choice).press("Enter")
    expect(site.page.locator(".failure")).to_have_count(0)

    assert site.page.evaluate(f"Boolean({FOCUSED})")
    site.page.keyboard.press("Escape")
    expect(site.panel).to_have_count(0)


def test_shortcuts_of_the_page_steal_no_letter(site: Site) -> None:
    site.show(SHORTCUTS)
    site.open()
    site.page.evaluate("keys.length = 0")
    site.page.keyboard.type("does salsa pay? /ask")

    expect(site.field).to_have_value("does salsa pay? /ask")
    expect(site.page.locator("#search")).to_have_value("")
    site.page.keyboard.press("Enter")
    expect(site.answers).to_have_count(1)
    site.page.keyboard.press("Escape")
    expect(site.panel).to_have_count(0)
    # Only what is pressed on the page again is the page's; the keys of the widget were its own.
    assert site.page.evaluate("keys.filter((key) => key.length === 1)") == []


def test_the_keyboard_of_an_element_in_a_shadow_is_its_own_too(site: Site) -> None:
    site.show(
        SHORTCUTS
        + "<div id=app></div><script>document.querySelector('#app').attachShadow({mode: 'open'})"
        + ".innerHTML = '<careerbot-chat></careerbot-chat>'</script>"
    )
    site.open()
    site.page.keyboard.type("salsa/")

    expect(site.field).to_have_value("salsa/")


def test_a_page_still_has_its_shortcuts(site: Site) -> None:
    site.show(SHORTCUTS)
    site.page.keyboard.press("/")

    expect(site.page.locator("#search")).to_be_focused()


@pytest.mark.parametrize("phase", ["true", "false"])
def test_a_modal_of_the_page_that_keeps_the_focus_lets_the_widget_have_it(site: Site, phase: str) -> None:
    site.show(
        f"""<div role="dialog" tabindex="-1" id="modal"><button>Sign up</button></div><script>
          document.addEventListener('focusin', (event) => {{
            if (!modal.contains(event.target)) modal.focus()
          }}, {phase})
          addEventListener('load', () => modal.focus())
        </script>"""
    )
    site.open()
    site.page.keyboard.type("Can I type?")

    expect(site.field).to_have_value("Can I type?")
    site.page.get_by_role("button", name="Enlarge").focus()
    site.page.keyboard.press("Tab")
    expect(site.page.get_by_role("button", name="Close")).to_be_focused()


@pytest.mark.parametrize(("key", "code"), [("Enter", 13), ("Escape", 27)])
@pytest.mark.parametrize("how", ["isComposing: true", "keyCode: 229"])
def test_a_key_of_an_input_method_neither_sends_nor_closes(site: Site, key: str, code: int, how: str) -> None:
    site.show()
    site.open()
    site.field.fill("データ")
    details = f"{{key: '{key}', keyCode: {code}, bubbles: true, cancelable: true, composed: true, {how}}}"
    site.field.evaluate(f"field => field.dispatchEvent(new KeyboardEvent('keydown', {details}))")

    expect(site.panel).to_be_visible()
    expect(site.field).to_have_value("データ")
    assert site.channel.asked == []


def test_a_real_composition_that_is_confirmed_and_cancelled_stays_in_the_field(site: Site) -> None:
    site.show()
    site.open()
    session = site.context.new_cdp_session(site.page)
    session.send("Input.imeSetComposition", {"text": "かな", "selectionStart": 2, "selectionEnd": 2})
    for key, code in (("Escape", 27), ("Enter", 13)):
        details = {"type": "rawKeyDown", "key": key, "code": key, "windowsVirtualKeyCode": code}
        session.send("Input.dispatchKeyEvent", details)

    expect(site.panel).to_be_visible()
    assert site.channel.asked == []


def test_neither_close_nor_an_open_panel_at_the_start_takes_the_focus(site: Site) -> None:
    site.show('<input id="search" autofocus>', script="data-open")
    expect(site.panel).to_be_visible()
    expect(site.page.locator("#search")).to_be_focused()

    site.page.evaluate("Careerbot.close()")

    expect(site.panel).to_have_count(0)
    expect(site.page.locator("#search")).to_be_focused()


def test_a_button_of_the_page_that_opened_it_gets_the_focus_back(site: Site) -> None:
    site.show('<button onclick="Careerbot.open()">Ask us</button>')
    site.page.get_by_role("button", name="Ask us").press("Enter")
    expect(site.field).to_be_focused()

    site.page.keyboard.press("Escape")

    expect(site.page.get_by_role("button", name="Ask us")).to_be_focused()
