"""Styles of the page: whatever it does to its elements, the widget looks and works as it does elsewhere."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.stand_in import ROOT, Site

TEXT = "A page with text. " * 400
WINDOW = {"width": 1200, "height": 800}

HOSTILE = {
    "important": "* { all: revert !important; display: inline !important; position: static !important;"
    " width: 30px !important; opacity: .2 !important; transform: scale(.5) !important;"
    " visibility: hidden !important; pointer-events: none !important; margin: 40px !important;"
    " font-size: 40px !important }",
    "inherited": "* { text-transform: uppercase; letter-spacing: 9px; word-spacing: 30px; text-indent: 50px;"
    " white-space: nowrap; user-select: none; text-align: right; font: italic 30px serif; color: red }",
    "inherited and important": "* { text-transform: uppercase !important; letter-spacing: 9px !important;"
    " white-space: pre !important; line-height: 4 !important; direction: rtl !important }",
    "transform": "body { transform: translateX(200px) rotate(2deg) }",
    "filter": "body { filter: grayscale(1) }",
    "contain": "body { contain: strict; height: 100px }",
    "perspective": "body { perspective: 100px; will-change: transform; overflow: hidden; height: 50px }",
    "animation": "body > * { animation: away 1s forwards } @keyframes away { to {"
    " transform: translateY(-500px); opacity: 0 } }",
    "empty": ":empty { display: none }",
    "empty and important": ":empty { display: none !important }"
    " body > :not(main) { display: none !important }",
    "grid": "body { display: grid; gap: 60px; height: 100vh }",
    "z": "main { position: fixed; inset: 0; z-index: 2147483647; background: white }",
    "unset": "* { all: unset }",
}


def looks(site: Site) -> dict[str, Any]:
    """Return what the styles of a page may change: places, sizes, letters."""
    return dict(
        site.page.evaluate(
            f"""() => {{
              const root = {ROOT}
              const bubble = root.querySelector('.bubble')
              const style = getComputedStyle(bubble)
              const box = (one) => {{ const {{x, y, width, height}} = one.getBoundingClientRect()
                return [x, y, width, height].map((length) => Math.round(length)) }}
              const names = ['textTransform', 'letterSpacing', 'wordSpacing', 'textIndent', 'whiteSpace',
                'fontSize', 'fontStyle', 'lineHeight', 'color', 'direction', 'textAlign', 'visibility',
                'opacity', 'userSelect', 'pointerEvents']
              return {{panel: box(root.querySelector('.panel')), field: box(root.querySelector('textarea')),
                bubble: box(bubble), ...Object.fromEntries(names.map((name) => [name, style[name]]))}}
            }}"""
        )
    )


@pytest.mark.parametrize("styles", HOSTILE)
def test_the_widget_looks_and_works_the_same_on_a_page_with_hostile_styles(site: Site, styles: str) -> None:
    site.show(f"<main>{TEXT}</main>")
    closed = site.launcher.bounding_box()
    site.open()
    plain = looks(site)
    site.page.evaluate("Careerbot.close()")
    site.show(f"<main>{TEXT}</main>", f"<style>{HOSTILE[styles]}</style>", path="/hostile")

    site.page.wait_for_timeout(1100 if styles == "animation" else 50)
    assert site.launcher.bounding_box() == closed
    site.open()
    assert looks(site) == plain
    site.works()


@pytest.mark.parametrize("zoom", ["1.25", "0.8", "2"])
@pytest.mark.parametrize("size", [(1200, 800), (390, 844)])
def test_a_zoomed_body_leaves_the_panel_in_the_window(site: Site, zoom: str, size: tuple[int, int]) -> None:
    site.page.set_viewport_size({"width": size[0], "height": size[1]})
    site.show(f"<main>{TEXT}</main>")
    site.open()
    plain = looks(site)["panel"]
    site.page.evaluate("Careerbot.close()")
    site.show(f"<main>{TEXT}</main>", f"<style>body {{ zoom: {zoom} }}</style>", path="/zoomed")
    site.open()

    for got, wanted in zip(looks(site)["panel"], plain, strict=False):
        assert abs(got - wanted) <= 2
    site.works()


def test_nothing_of_it_is_printed(site: Site) -> None:
    site.show("<main>Text</main>")
    for _ in range(2):
        site.page.emulate_media(media="print")
        expect(site.launcher).to_be_hidden()
        expect(site.panel).to_be_hidden()
        site.page.emulate_media(media="screen")
        if not site.panel.is_visible():
            site.open()


def test_over_a_modal_dialog_it_can_be_used_and_behind_it_nothing_is_lost(site: Site) -> None:
    site.show(
        '<main>Text</main><dialog id="one">Sign up<form method="dialog"><button>Done</button></form></dialog>'
        "<dialog id=two>Sure?</dialog>"
    )
    site.open()
    site.ask("First question")
    site.field.fill("half a dra")
    site.page.evaluate("document.querySelector('#one').showModal()")
    site.page.evaluate("document.querySelector('#two').showModal()")
    site.page.wait_for_timeout(100)
    site.field.click()
    expect(site.field).to_have_value("half a dra")
    site.works("Over the dialog")

    site.page.evaluate("for (const id of ['two', 'one']) document.querySelector('#' + id).close()")
    site.works("After the dialog")
    expect(site.questions).to_have_count(3)
    assert site.page.evaluate("document.querySelector('careerbot-chat').parentNode === document.body")


def test_over_a_dialog_that_was_open_before_the_script_came_it_can_be_used_too(site: Site) -> None:
    site.show(
        "<main>Text</main><dialog>Sign up</dialog>"
        "<script>document.querySelector('dialog').showModal()</script>"
    )

    site.works()
    site.page.evaluate("document.querySelector('dialog').remove()")
    site.works("After the dialog")


def test_an_owner_may_lay_something_over_it(site: Site) -> None:
    site.show(
        '<div id="banner">Cookies</div>',
        "<style>#banner { position: fixed; inset: auto 0 0; height: 120px; z-index: 50 }"
        "careerbot-chat { --careerbot-z-index: 40 }</style>",
    )

    assert site.page.evaluate("document.elementFromPoint(1100, 750).id") == "banner"


def test_a_page_behind_the_panel_does_not_scroll(site: Site) -> None:
    site.show(f"<main>{TEXT * 4}</main>")
    site.open()
    for target in (".transcript", ".head", ".composer", "textarea"):
        site.page.locator(f"careerbot-chat {target}").hover()
        site.page.mouse.wheel(0, 400)
        site.page.wait_for_timeout(60)
    assert site.page.evaluate("scrollY") == 0

    for number in range(8):
        site.ask(f"Question {number}")
    site.page.locator("careerbot-chat .transcript").hover()
    for _ in range(3):
        site.page.mouse.wheel(0, -4000)
    site.page.wait_for_timeout(100)
    assert site.page.locator(".transcript").evaluate("box => box.scrollTop") == 0
    site.page.mouse.move(100, 100)
    site.page.mouse.wheel(0, 400)
    site.page.wait_for_function("scrollY > 0")


@pytest.mark.parametrize("size", [(320, 180), (320, 200), (640, 240), (800, 320)])
def test_a_low_window_shows_field_and_answer(site: Site, size: tuple[int, int]) -> None:
    site.page.set_viewport_size({"width": size[0], "height": size[1]})
    site.show()
    site.open()
    site.ask("First question")

    expect(site.field).to_be_in_viewport(ratio=1)
    expect(site.page.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)
    box = site.page.locator(".transcript").bounding_box()
    assert box
    assert box["height"] >= 75
    site.page.get_by_role("button", name="Conversation options").click()
    for item in site.page.locator(".menu-list button").all():
        item.scroll_into_view_if_needed()
        expect(item).to_be_in_viewport(ratio=0.9)


def test_a_phones_keyboard_leaves_the_field_in_sight(site: Site) -> None:
    site.page.set_viewport_size({"width": 390, "height": 844})
    site.show(f"<main>{TEXT}</main>")
    site.open()
    site.page.evaluate(
        """() => {
          for (const [name, value] of [['height', 500], ['offsetTop', 40]])
            Object.defineProperty(visualViewport, name, {get: () => value, configurable: true})
          visualViewport.dispatchEvent(new Event('resize'))
        }"""
    )

    assert site.panel.bounding_box() == {"x": 0, "y": 40, "width": 390, "height": 500}


def test_on_a_page_that_runs_from_right_to_left_english_stays_english(site: Site) -> None:
    site.show(f"<main>{TEXT}</main>", html='dir="rtl"')
    site.open()
    answer = site.ask("First question?")

    assert looks(site)["direction"] == "ltr"
    assert looks(site)["panel"][0] > WINDOW["width"] / 2
    expect(answer).to_contain_text(re.compile("About First question\\?"))


def test_a_widget_that_runs_from_right_to_left_is_mirrored_and_its_figures_are_not(site: Site) -> None:
    from tests.widget.cards import PAY

    site.channel.reply = lambda message_id, text: PAY(message_id)
    site.show(script='data-dir="rtl" data-lang="ar"', html='dir="rtl"')
    site.open()
    answer = site.ask("ما هو الراتب؟")

    assert site.page.locator(".widget").get_attribute("dir") == "rtl"
    close = site.page.get_by_role("button", name="Close").bounding_box()
    panel = site.panel.bounding_box()
    assert close
    assert panel
    assert close["x"] < panel["x"] + panel["width"] / 2
    expect(answer.locator(".chart")).to_have_css("direction", "ltr")
    marks = answer.locator(".axis span").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().x)"
    )
    assert marks == sorted(marks)
    expect(site.questions.last.locator(".bubble")).to_have_css("direction", "rtl")
