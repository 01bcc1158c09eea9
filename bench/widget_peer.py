"""The widget beside deep-chat, each alone on the same bare page: size, script time, what axe-core finds.

Install the peer somewhere (``npm install deep-chat``) and the widget's own packages (``npm ci`` in
``widget/``), then run ``python -m bench.widget_peer …/node_modules/deep-chat/dist/deepChat.bundle.js``.
Chromium is needed; no server is.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
from pathlib import Path
from typing import Any, Dict, List

from playwright.sync_api import Browser, Page, Route, sync_playwright

from bench.widget import BROWSER, BROWSER_ARGUMENTS, script_time
from launch.widget import WIDGET

SITE = "http://site.example"
TIMES = 20
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_PAGE = (
    '<!doctype html><html lang="en"><title>A site</title><main><h1>A site</h1>%s</main>'
    '<script type="module" src="/careerbot.js" %s></script></html>'
)
_PEER = """<deep-chat style="width: 400px; height: 600px" connect='{"url": "/answer"}'></deep-chat>"""
_CASES = {
    "Careerbot": ("", ""),
    "Careerbot, open at the start": ("", "data-open"),
    "deep-chat": (_PEER, ""),
}
_LINES = (
    {"type": "answer", "message": {"id": "question.1", "from": "bot", "at": 0, "text": "Hello."}},
    {"type": "done"},
)


def main() -> int:
    """Measure in turn and print a table in Markdown."""
    peer = Path(sys.argv[1]).read_bytes()
    own = (WIDGET / "dist" / "careerbot.js").read_bytes()
    scripts = {name: peer if name == "deep-chat" else own for name in _CASES}
    times: Dict[str, List[float]] = {name: [] for name in _CASES}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=BROWSER_ARGUMENTS)
        for _ in range(TIMES):
            for name, script in scripts.items():
                times[name].append(_load(browser, name, script))
        found = {name: _axe(browser, name, script) for name, script in scripts.items()}
        browser.close()
    print("| | " + " | ".join(_CASES) + " |")
    print("| --- " * (len(_CASES) + 1) + "|")
    sizes = [f"{len(gzip.compress(script)) / 1000:.1f} kB" for script in scripts.values()]
    print("| script, gzipped | " + " | ".join(sizes) + " |")
    print(
        "| script time | "
        + " | ".join(f"{statistics.median(taken):.0f} ms" for taken in times.values())
        + " |"
    )
    rules = [f"{len(one)} {', '.join(one)}".strip() for one in found.values()]
    print("| what axe finds | " + " | ".join(rules) + " |")
    return 0


def _show(browser: Browser, name: str, script: bytes) -> Page:
    page = browser.new_context(reduced_motion="reduce").new_page()
    content, attributes = _CASES[name]

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        answers: Dict[str, Any] = {
            "/": {"body": _PAGE % (content, attributes), "content_type": "text/html"},
            "/careerbot.js": {"body": script, "content_type": "text/javascript; charset=utf-8"},
            "/answer": {"json": {"text": "Hello."}},
            "/webhooks/website/session": {
                "json": {"token": "token", "greeting": {"text": "Hello!", "suggestions": []}},
                "status": 201,
            },
            "/webhooks/website/messages": {"body": "".join(json.dumps(line) + "\n" for line in _LINES)},
        }
        route.fulfill(**answers.get(path, {"status": 404}))

    page.route(f"{SITE}/**", answer)
    return page


def _load(browser: Browser, name: str, script: bytes) -> float:
    """Return the script time of the page until half a second after its load, in milliseconds."""
    page = _show(browser, name, script)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    page.goto(SITE + "/")
    page.wait_for_timeout(500)
    taken = script_time(session)
    page.context.close()
    return taken


def _axe(browser: Browser, name: str, script: bytes) -> List[str]:
    """Return the rules that the page breaks after one message and its answer."""
    page = _show(browser, name, script)
    page.goto(SITE + "/")
    if name == "deep-chat":
        page.locator("#text-input").click()
        page.keyboard.type("Hello?")
        page.keyboard.press("Enter")
    else:
        page.evaluate("Careerbot.send('Hello?')")
    page.get_by_text("Hello.", exact=True).last.wait_for()
    page.wait_for_timeout(500)
    page.evaluate((WIDGET / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: List[str] = page.evaluate(
        "async (values) => (await axe.run({runOnly: {type: 'tag', values}})).violations.map(({id}) => id)",
        _RULES,
    )
    page.context.close()
    return found


if __name__ == "__main__":
    sys.exit(main())
