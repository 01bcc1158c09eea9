"""Figures of the website widget: its size, how fast an answer is drawn, what it adds to a page.

Start ``MESSAGES_PER_SESSION=1000/minute MESSAGES_PER_ADDRESS=10000/minute make serve``, since a
conversation of 200 messages is timed too, then run ``python -m bench.widget [http://127.0.0.1:5005]``.
Chromium is needed.
"""

from __future__ import annotations

import gzip
import os
import shutil
import statistics
import sys
from typing import Any, Dict, List

from playwright.sync_api import Browser, Page, sync_playwright

from launch.widget import WIDGET

ANSWERS = 50
#: Fewer than a session may ask in a minute.
ANSWERS_OF_A_VISITOR = 10
LOADS = 20
#: Messages of a long conversation, of which half are answers.
LONG = 200
QUESTIONS = (
    "What is the difference between an AI engineer and an ML engineer?",
    "What does an ML engineer earn?",
    "What does a data engineer do?",
    "Which tools does an MLOps engineer use?",
    "How do I become a data scientist?",
)
BROWSER = os.environ.get("CHROMIUM", shutil.which("chromium") or "/usr/bin/chromium")
BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
#: From the key to the frame in which the answer is on the screen, in milliseconds.
_TIME_OF_ANSWER = """question => new Promise((resolve, reject) => {
  const root = document.querySelector('careerbot-chat').shadowRoot
  const field = root.querySelector('textarea')
  const before = root.querySelectorAll('.entry.bot[data-id]').length
  let pressed
  new MutationObserver((_, observer) => {
    const failure = root.querySelector('.failure p')
    if (failure) reject(new Error(failure.innerText))
    if (root.querySelectorAll('.entry.bot[data-id]').length === before) return
    observer.disconnect()
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressed)))
  }).observe(root, {childList: true, subtree: true})
  field.value = question
  field.dispatchEvent(new InputEvent('input', {bubbles: true}))
  setTimeout(() => {
    pressed = performance.now()
    field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}))
  })
})"""
_ASK = """async ([questions, times]) => {
  const [, token] = Object.entries(localStorage).find(([key]) => key.startsWith('careerbot.session'))
  const headers = {Authorization: `Bearer ${token}`, 'Content-Type': 'application/json'}
  for (let number = 0; number < times; number++) {
    const body = JSON.stringify({id: `question-${number}`, text: questions[number % questions.length]})
    const response = await fetch('/webhooks/website/messages', {method: 'POST', headers, body})
    if (!response.ok) throw new Error(await response.text())
    await response.text()
  }
}"""
_LOAD = """() => new Promise((resolve) => setTimeout(() => {
  const [navigation] = performance.getEntriesByType('navigation')
  const paint = performance.getEntriesByName('first-contentful-paint')[0]
  resolve({load: navigation.loadEventEnd, paint: paint ? paint.startTime : 0})
}, 300))"""


def main() -> int:
    """Measure and print a table in Markdown."""
    url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:5005"
    content = (WIDGET / "dist" / "careerbot.js").read_bytes()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=BROWSER_ARGUMENTS)
        drawn = time_answers(browser, url)
        late = time_late_answers(browser, url)
        without, with_widget = time_loads(browser, url)
        browser.close()
    median = {name: statistics.median(load[name] for load in with_widget) for name in with_widget[0]}
    bare = {name: statistics.median(load[name] for load in without) for name in without[0]}
    print("| figure | value |")
    print("| --- | --- |")
    print(f"| `careerbot.js`, gzipped | {len(gzip.compress(content)) / 1000:.1f} kB |")
    print(f"| `careerbot.js`, unpacked | {len(content) / 1000:.1f} kB |")
    print(f"| from Enter to the drawn answer, median of {len(drawn)} | {statistics.median(drawn):.0f} ms |")
    print(f"| the slowest of them | {max(drawn):.0f} ms |")
    print(f"| the same after {LONG} messages, median of {len(late)} | {statistics.median(late):.0f} ms |")
    for name, what in (
        ("paint", "first contentful paint"),
        ("load", "load event"),
        ("script", "script time"),
    ):
        times = f"{bare[name]:.0f} / {median[name]:.0f} ms"
        print(f"| {what} of the demo page without / with it, median of {LOADS} | {times} |")
    return 0


def time_answers(browser: Browser, url: str) -> List[float]:
    """Return how long each of :data:`ANSWERS` answers took, in milliseconds; the first is not counted."""
    taken: List[float] = []
    while len(taken) < ANSWERS:
        page = _open(browser, url)
        page.evaluate("Careerbot.open()")
        page.locator(".suggestions button").first.wait_for()
        page.evaluate(_TIME_OF_ANSWER, QUESTIONS[0])
        for number in range(ANSWERS_OF_A_VISITOR):
            taken.append(float(page.evaluate(_TIME_OF_ANSWER, QUESTIONS[number % len(QUESTIONS)])))
        page.context.close()
    return taken[:ANSWERS]


def time_late_answers(browser: Browser, url: str) -> List[float]:
    """Return how long answers take, in milliseconds, in a conversation of :data:`LONG` messages."""
    page = _open(browser, url)
    page.evaluate("Careerbot.open()")
    page.locator(".suggestions button").first.wait_for()
    page.evaluate(_ASK, [QUESTIONS, LONG // 2])
    page.reload()
    page.locator(".entry.bot[data-id]").first.wait_for()
    page.evaluate(_TIME_OF_ANSWER, QUESTIONS[0])
    taken = [
        float(page.evaluate(_TIME_OF_ANSWER, QUESTIONS[number % len(QUESTIONS)])) for number in range(10)
    ]
    page.context.close()
    return taken


def time_loads(browser: Browser, url: str) -> tuple[List[Dict[str, float]], List[Dict[str, float]]]:
    """Return the times of loading the demo page, without and with the widget, in turn."""
    times: Dict[bool, List[Dict[str, float]]] = {False: [], True: []}
    for number in range(2 * LOADS + 2):
        has_widget = bool(number % 2)
        page = browser.new_context().new_page()
        if not has_widget:
            page.route("**/careerbot.js", lambda route: route.abort())
        session: Any = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        page.goto(url)
        load: Dict[str, float] = page.evaluate(_LOAD)
        load["script"] = script_time(session)
        if number > 1:  # the first of each kind warms up
            times[has_widget].append(load)
        page.context.close()
    return times[False], times[True]


def script_time(session: Any) -> float:
    """Return how long scripts of a page have run so far, in milliseconds."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(one["value"]) for one in metrics if one["name"] == "ScriptDuration")


def _open(browser: Browser, url: str) -> Page:
    page = browser.new_context().new_page()
    page.goto(url)
    return page


if __name__ == "__main__":
    sys.exit(main())
