"""Speed and weight: an answer is drawn as quickly after two hundred messages as after none; nothing jumps."""

from __future__ import annotations

import itertools
import statistics
import time
from typing import Any

from playwright.sync_api import Route, expect

from tests.widget.cards import EVERY
from tests.widget.stand_in import ROOT, Site

#: Milliseconds from Enter to the drawn answer, at the median, and megabytes of the heap: what is promised.
MOST_MILLISECONDS = 100
MOST_MEGABYTES = 8
TIMES = 9

#: From the key to the frame in which the answer is on the screen, in milliseconds.
TIME = f"""question => new Promise((resolve) => {{
  const root = {ROOT}
  const field = root.querySelector('textarea')
  const before = root.querySelectorAll('.entry.bot[data-id]').length
  let pressed
  new MutationObserver((_, observer) => {{
    if (root.querySelectorAll('.entry.bot[data-id]').length === before) return
    observer.disconnect()
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressed)))
  }}).observe(root, {{childList: true, subtree: true}})
  field.value = question
  field.dispatchEvent(new InputEvent('input', {{bubbles: true}}))
  setTimeout(() => {{
    pressed = performance.now()
    field.dispatchEvent(new KeyboardEvent('keydown', {{key: 'Enter', bubbles: true, cancelable: true}}))
  }}, 50)
}})"""


def cards(site: Site) -> None:
    """Let the channel answer with a card of each kind in turn."""
    kinds = itertools.cycle(EVERY.values())
    site.channel.reply = lambda message_id, text: next(kinds)(message_id)


def times(site: Site) -> float:
    """Return the median of the times that answers take to be drawn, in milliseconds."""
    site.page.evaluate(TIME, "A first one, to warm up")
    return statistics.median(site.page.evaluate(TIME, f"Question {number}") for number in range(TIMES))


def fill(site: Site, messages: int) -> None:
    """Store a conversation of so many messages."""
    token = next(iter(site.channel.stored))
    for number in range(messages // 2):
        message_id = f"stored-{number}"
        question: dict[str, Any] = {"id": message_id, "from": "person", "at": time.time(), "text": "Pay?"}
        site.channel.stored[token] += [question, site.channel.reply(message_id, "Pay?")]


def heap(site: Site) -> float:
    """Return what the page's scripts hold, in megabytes."""
    session = site.context.new_cdp_session(site.page)
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6


def test_an_answer_is_drawn_as_quickly_after_two_hundred_messages(
    site: Site, record_property: Any, capsys: Any
) -> None:
    cards(site)
    site.show()
    site.open()
    first = times(site)
    fill(site, 200)
    site.page.reload()
    expect(site.answers).to_have_count(100 + TIMES + 1)

    later = times(site)

    held = heap(site)
    with capsys.disabled():
        print(f" first {first:.0f} ms, after 200 messages {later:.0f} ms, heap {held:.1f} MB ", end="")
    assert later <= max(MOST_MILLISECONDS, 2 * first)
    assert held <= MOST_MEGABYTES


def test_what_was_drawn_is_not_drawn_again(site: Site) -> None:
    cards(site)
    site.show()
    site.open()
    for number in range(4):
        site.ask(f"Question {number}")
    site.page.evaluate(
        f"""async () => {{
          // The last answer is measured once it is drawn, which marks a table that can be scrolled.
          for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
          window.changed = []
          for (const entry of {ROOT}.querySelectorAll('.entry[data-id]'))
            new MutationObserver(() => changed.push(entry.dataset.id)).observe(
              entry, {{childList: true, subtree: true, characterData: true, attributes: true}})
        }}"""
    )
    site.ask("One more")
    other = site.page
    site.tab()
    site.show()
    site.open()
    expect(site.answers).to_have_count(5)

    assert other.evaluate("changed") == []


def test_the_layout_of_the_page_never_shifts(site: Site) -> None:
    site.page.add_init_script(
        """window.shift = 0
        new PerformanceObserver((list) => {
          for (const one of list.getEntries()) if (!one.hadRecentInput) shift += one.value
        }).observe({type: 'layout-shift', buffered: true})"""
    )
    held: list[Route] = []
    cards(site)
    site.show("<main>" + "Some text. " * 600 + "</main>", script='data-teaser="Wondering what it pays?"')
    site.open()
    site.channel.before = lambda route: held.append(route) is None
    for number in range(len(EVERY)):
        site.field.fill(f"Question {number}")
        site.field.press("Enter")
        site.page.wait_for_timeout(600)  # what moves sooner after a key is no shift to the browser
        site.channel.serve(held.pop())
        expect(site.answers).to_have_count(number + 1)
    site.page.wait_for_timeout(600)

    assert site.page.evaluate("shift") == 0
