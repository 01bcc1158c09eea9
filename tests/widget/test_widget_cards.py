"""What answers look like: one line that answers, and each kind of card drawn for what it says."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.widget import cards
from tests.widget.stand_in import ROOT, Site, answer
from tests.widget.test_widget_access import violations

WIDTHS = {320: (320, 800), 400: (400, 800), 432: (1200, 800), 760: (1000, 900)}


def show(site: Site, kind: str, width: int = 432, **media: object) -> Locator:
    """Return an answer of this kind in a panel of this width."""
    size = WIDTHS[width]
    site.page.set_viewport_size({"width": size[0], "height": size[1]})
    site.channel.reply = lambda message_id, text: cards.EVERY[kind](message_id)
    site.show()
    site.open()
    if width == 760:
        site.page.get_by_role("button", name="Enlarge").click()
    shown = site.ask("Tell me")
    box = site.panel.bounding_box()
    assert box
    assert box["width"] == width
    return shown


@pytest.mark.parametrize("kind", cards.EVERY)
def test_one_line_of_at_most_ninety_characters_stands_out(site: Site, kind: str) -> None:
    shown = show(site, kind)
    lead = shown.locator(".lead")

    bold = lead.locator("strong").all_inner_texts()
    assert len(bold) <= 1
    assert all(20 < len(line) <= 90 and line.count("(") == line.count(")") for line in bold)
    weights = shown.evaluate(
        "one => [...new Set([...one.querySelectorAll('*')].map((part) => getComputedStyle(part).fontWeight))]"
    )
    assert set(weights) <= {"400", "600"}


@pytest.mark.parametrize("width", [320, 400, 432, 760])
@pytest.mark.parametrize("kind", cards.EVERY)
def test_no_card_is_wider_than_its_panel_or_cuts_a_word(site: Site, kind: str, width: int) -> None:
    shown = show(site, kind, width)

    assert site.page.locator(".transcript").evaluate("box => box.scrollWidth <= box.clientWidth")
    # A word that is cut stands in two lines, and no hyphen or dash of its own parts it.
    cut = shown.evaluate(
        r"""one => {
          const cut = []
          const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT)
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            for (const word of node.data.matchAll(/[\p{L}\p{N}$,.]+/gu)) {
              const range = document.createRange()
              range.setStart(node, word.index)
              range.setEnd(node, word.index + word[0].length)
              const tops = [...range.getClientRects()].map(({top}) => Math.round(top))
              if (new Set(tops).size > 1) cut.push(word[0])
            }
          }
          return cut
        }"""
    )
    assert cut == []


def test_a_pay_card_leads_with_the_figure(site: Site) -> None:
    shown = show(site, "pay")

    figure = shown.locator(".amount")
    expect(figure).to_have_text("$193,600")
    line = shown.locator(".lead").bounding_box()
    box = figure.bounding_box()
    assert box
    assert line
    assert box["y"] + box["height"] <= line["y"]
    assert float(figure.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")) >= 28


def test_a_chart_has_one_axis_under_its_last_track_with_marks_on_the_grid(site: Site) -> None:
    shown = show(site, "pay of two")

    expect(shown.locator(".axis")).to_have_count(1)
    expect(shown.locator(".range-change")).to_have_text("+14% (9 to 19%)")  # never without its interval
    expect(shown.locator(".range-note").first).to_contain_text("$140k – $210k")
    track = shown.locator(".track").last.bounding_box()
    axis = shown.locator(".axis").bounding_box()
    assert track
    assert axis
    assert abs(track["y"] + track["height"] - axis["y"]) <= 1
    x = "all => all.map((one) => one.getBoundingClientRect().x)"
    grid = shown.locator(".track").last.locator(".grid").evaluate_all(x)
    ticks = shown.locator(".axis span").evaluate_all(
        """all => all.map((one) => {
          const {x, width} = one.getBoundingClientRect()
          return one === all[0] ? x : one === all.at(-1) ? x + width : x + width / 2
        })"""
    )
    assert len(grid) == len(ticks)
    assert max(abs(one - other) for one, other in zip(grid, ticks, strict=True)) <= 1.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_boxes_and_whiskers_can_be_told_from_the_paper(site: Site, scheme: str) -> None:
    site.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    shown = show(site, "pay")

    contrasts = shown.evaluate(
        """one => {
          const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true})
          const light = (color) => {
            canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1)
            const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
              .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
            return 0.2126 * r + 0.7152 * g + 0.0722 * b
          }
          const of = (part) => getComputedStyle(one.querySelector(part)).backgroundColor
          const contrast = (a, b) => {
            const [high, low] = [light(a), light(b)].sort((one, other) => other - one)
            return (high + 0.05) / (low + 0.05)
          }
          return {box: contrast(of('.box'), of('.bubble')), whisker: contrast(of('.whisker'), of('.bubble')),
                  median: contrast(of('.median'), of('.box'))}
        }"""
    )
    assert all(contrast >= 3 for contrast in contrasts.values()), contrasts


def test_a_wide_comparison_keeps_its_first_column_and_shows_that_there_is_more(site: Site) -> None:
    shown = show(site, "comparison of four")
    scroll = shown.locator(".scroll")

    expect(scroll).to_have_class(re.compile("more-after"))
    head = shown.get_by_role("rowheader").first
    before = head.bounding_box()
    scroll.evaluate("one => { one.scrollLeft = 200 }")
    expect(scroll).to_have_class(re.compile("more-before"))
    assert head.bounding_box() == before
    scroll.evaluate("one => { one.scrollLeft = one.scrollWidth }")
    expect(scroll).not_to_have_class(re.compile("more-after"))


@pytest.mark.parametrize("width", [320, 400])
def test_in_a_narrow_panel_each_criterion_stacks_with_its_roles(site: Site, width: int) -> None:
    shown = show(site, "comparison", width)

    boxes = [one.bounding_box() for one in shown.get_by_role("row").nth(1).locator("th, td").all()]
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(set(tops))
    label = shown.get_by_role("cell", name="Models that predict").evaluate(
        "one => getComputedStyle(one, '::before').content"
    )
    assert label == '"ML engineer"'
    expect(shown.get_by_role("table")).to_have_count(1)
    expect(shown.get_by_role("rowheader")).to_have_count(3)


def test_high_medium_and_light_are_three_steps_beside_the_word(site: Site) -> None:
    shown = show(site, "comparison")

    steps = {
        cell.inner_text().partition(":")[0].strip(): cell.locator(".level .on").count()
        for cell in shown.locator("td:has(.level)").all()
    }
    assert steps == {"Moderate": 2, "High": 3, "Heavy": 3, "Light": 1}
    expect(shown.locator("td:has(.level)").first).to_have_text("Moderate: probability")


def test_a_way_in_is_numbered_with_durations_their_sum_and_the_rest_on_request(site: Site) -> None:
    shown = show(site, "way in")

    expect(shown.locator(".timeline > li")).to_have_count(4)
    expect(shown.locator(".years").first).to_have_text("1 to 3 months")
    expect(shown.locator(".total")).to_have_text("In all: 21 to 33 months")
    shown.get_by_role("button", name="Show all 6").press("Enter")
    expect(shown.locator(".timeline > li")).to_have_count(6)
    assert site.page.evaluate(f"Boolean({ROOT}.activeElement)")


def test_a_ladder_is_steps_with_years(site: Site) -> None:
    shown = show(site, "ladder")

    expect(shown.locator(".ladder > li")).to_have_count(3)
    expect(shown.locator(".ladder > li").last).to_contain_text("Head of AI")
    expect(shown.locator(".ladder .years").first).to_have_text("0 to 2 years")


def test_an_outlook_is_bars_in_proportion(site: Site) -> None:
    shown = show(site, "outlook")

    widths = shown.locator(".outlook-bar").evaluate_all("all => all.map((one) => one.offsetWidth)")
    assert widths[2] / widths[0] == pytest.approx(3.1 / 33.5, abs=0.02)
    expect(shown.locator(".outlook-value")).to_have_text(["+33.5%", "−6%", "+3.1%"])
    expect(shown.locator("figcaption")).to_have_text("Growth of jobs, 2024 to 2034")


def test_a_form_says_which_question_it_is_at(site: Site) -> None:
    site.channel.reply = lambda message_id, text: answer(
        message_id, "Where do you come from?", progress={"step": 2, "of": 4}
    )
    site.show()
    site.open()

    expect(site.ask("Which role suits me?").locator(".progress")).to_have_text("2 of 4")


def test_a_conversation_begins_with_four_tiles(site: Site) -> None:
    site.show()
    site.open()
    tiles = site.page.locator(".tile")

    expect(tiles).to_have_count(4)
    expect(site.page.locator(".tile-label")).to_have_text(["Compare", "Pay", "Way in", "Fit"])
    tiles.nth(2).click()
    expect(site.answers).to_have_count(1)
    assert site.channel.asked[0]["suggestion"] == "way"


def test_a_source_opens_from_its_number_and_its_link_says_that_it_leaves(site: Site) -> None:
    shown = show(site, "pay")
    mark = shown.get_by_role("button", name="Source 1: An index")
    box = mark.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    mark.press("Enter")

    source = shown.locator(".source-card")
    expect(source).to_contain_text("An index · Aug 2025 · Licence: CC0 1.0")
    link = source.get_by_role("link", name="Index of postings (opens in a new tab)")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    expect(link.locator("svg")).to_have_count(1)
    shown.get_by_role("button", name="Source 2: Editors").click()
    expect(source).to_have_count(1)
    expect(source.get_by_role("link")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 432])
def test_axe_finds_nothing_in_any_card(site: Site, width: int, scheme: str) -> None:
    site.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    show(site, "pay", width)
    for make in cards.EVERY.values():
        site.channel.reply = lambda message_id, text, make=make: make(message_id)
        shown = site.ask("Tell me")
        shown.locator(".source-mark").first.click()

    assert violations(site.page) == []
