"""Pages of an hour's try: scripts, modals, storage and texts that an owner never thought of."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.widget import cards
from tests.widget.stand_in import BOT, ROOT, SITE, Site, answer

SHADOWED = """<my-modal></my-modal><script>customElements.define('my-modal', class extends HTMLElement {
  constructor() {
    super()
    this.attachShadow({mode: 'open'}).innerHTML = '<dialog>Sign up <button>Done</button></dialog>'
    this.dialog = this.shadowRoot.querySelector('dialog')
  }
})</script>"""
LONG = "w" * 300


def test_a_shortcut_that_hears_keys_before_the_widget_steals_no_letter(site: Site) -> None:
    site.show(
        "<script>addEventListener('keydown', (event) => {"
        " const isOfField = /INPUT|TEXTAREA/.test(event.target.tagName);"
        " if (!isOfField && 's/'.includes(event.key)) event.preventDefault()"
        "}, true)</script>"
    )
    site.open()
    site.page.keyboard.type("salsa/")

    expect(site.field).to_have_value("salsa/")


def test_over_a_modal_dialog_in_a_shadow_it_can_be_used_and_after_it_too(site: Site) -> None:
    site.show(SHADOWED)
    site.open()
    site.field.fill("half a dra")
    site.page.evaluate("document.querySelector('my-modal').dialog.showModal()")
    site.field.click()
    expect(site.field).to_have_value("half a dra")
    site.works("Over the dialog")

    site.page.evaluate("document.querySelector('my-modal').dialog.close()")
    expect(site.panel).to_be_visible()  # it is shown anew while it leaves the dialog
    site.works("After the dialog")
    assert site.page.evaluate("document.querySelector('careerbot-chat').parentNode === document.body")

    site.page.evaluate("document.querySelector('my-modal').dialog.showModal()")
    site.works("Over it again")
    site.page.evaluate("document.querySelector('my-modal').remove()")
    site.works("After it was taken away")


def test_a_modal_that_puts_all_beside_it_out_of_reach_leaves_the_widget_in_it(site: Site) -> None:
    site.show()
    site.open()
    site.page.evaluate(
        """() => {
          for (const one of document.body.children) {
            one.inert = true
            one.setAttribute('aria-hidden', 'true')
          }
        }"""
    )
    site.field.click()

    expect(site.page.get_by_role("dialog")).to_be_visible()
    site.works()


def test_a_table_has_the_widgets_colour_on_a_page_without_a_doctype(site: Site) -> None:
    site.channel.reply = lambda message_id, text: cards.COMPARISON(message_id)
    site.pages["/"] = f'<body text="red"><script src="{BOT}/careerbot.js" data-theme="dark"></script>'
    site.page.goto(SITE + "/")
    site.open()

    colour = "one => getComputedStyle(one).color"
    cell = site.ask("Which?").locator("td").last
    assert cell.evaluate(colour) == site.page.locator(".bubble").last.evaluate(colour) != "rgb(255, 0, 0)"


@pytest.mark.parametrize(
    ("storage", "key", "kept"),
    [
        ("sessionStorage", "careerbot.panel", '{"draft": 5, "scroll": "x", "isOpen": "no"}'),
        ("sessionStorage", "careerbot.panel", "[]"),
        ("sessionStorage", "careerbot.unsent", "[null]"),
        ("sessionStorage", "careerbot.unsent", '[{"outgoing": null, "shown": 3}]'),
        ("localStorage", "careerbot.session", "職\\n"),
    ],
)
def test_what_somebody_else_left_in_the_storage_does_no_harm(
    site: Site, storage: str, key: str, kept: str
) -> None:
    site.show(head=f"<script>{storage}['{key} bot.example'] = '{kept}'</script>")

    site.works()


def test_an_answer_can_be_selected_where_the_page_forbids_it(site: Site) -> None:
    site.show(head="<style>* { user-select: none !important; -webkit-user-select: none !important }</style>")
    site.open()
    site.ask("pay").locator("p").first.click(click_count=3)

    assert "About pay" in site.page.evaluate(f"{ROOT}.getSelection().toString()")


def test_a_word_without_end_stays_in_its_place(site: Site) -> None:
    site.channel.reply = lambda message_id, text: answer(
        message_id, LONG, suggestions=[{"title": LONG, "token": "more"}]
    )
    site.show(script=f'data-title="{LONG}" data-role="{LONG}" data-launcher="{LONG}" data-teaser="{LONG}"')
    for part in ("launcher", "teaser"):
        box = site.page.locator(f".{part}").bounding_box()
        assert box
        assert 0 <= box["x"] < box["x"] + box["width"] <= 1200
    site.page.evaluate("Careerbot.open()")
    expect(site.page.locator(".tile")).to_have_count(4)
    site.ask("Long?")

    for part in ("head", "transcript"):
        width = site.page.locator(f".{part}").evaluate("one => [one.scrollWidth, one.clientWidth]")
        assert width[0] <= width[1]
    expect(site.page.get_by_role("button", name="Close")).to_be_in_viewport()


def test_a_browser_of_the_year_before_is_enough(site: Site) -> None:
    site.show("<script>delete URL.canParse; delete HTMLElement.prototype.showPopover</script>")

    site.works()
