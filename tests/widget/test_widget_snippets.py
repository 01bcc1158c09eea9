"""The snippets of the documentation for tag managers and WordPress, each tried as it stands there."""

from __future__ import annotations

import re
import shutil
import subprocess

from playwright.sync_api import expect

from settings import PROJECT
from tests.conftest import skip_unless_ci
from tests.widget.stand_in import BOT, Site

PAGE = (PROJECT / "docs" / "widget.md").read_text(encoding="utf-8")
#: What WordPress does with a snippet: it queues scripts, writes their tags, and lets filters change them.
WORDPRESS = """<?php
$actions = array(); $filters = array(); $queue = array();
function add_action($name, $call) { global $actions; $actions[$name][] = $call; }
function add_filter($name, $call, $priority, $count) { global $filters; $filters[$name][] = $call; }
function wp_enqueue_script($handle, $src, $deps, $version, $args) {
  global $queue; $queue[$handle] = array($src, $args);
}
SNIPPET
foreach ($actions['wp_enqueue_scripts'] as $call) $call();
foreach ($queue as $handle => list($src, $args)) {
  $how = $args['strategy'];
  $tag = "<script src='$src' id='$handle-js' $how data-wp-strategy='$how'></script>";
  foreach ($filters['script_loader_tag'] as $call) $tag = $call($tag, $handle);
  echo $tag;
}
"""


def snippet(heading: str, language: str) -> str:
    """Return the code that follows a name in the documentation, with the made-up server."""
    code = re.search(rf"\*\*{heading}\*\*.*?```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert code
    return code[1].replace("https://bot.example.com", BOT)


def test_the_snippet_for_a_tag_manager(site: Site) -> None:
    site.show(script="-")
    # A tag manager makes each script of a tag anew, without its attributes.
    site.page.evaluate(
        """html => {
          const tag = new DOMParser().parseFromString(html, 'text/html')
          for (const old of tag.querySelectorAll('script')) {
            const script = document.createElement('script')
            if (old.src) script.src = old.src
            else script.text = old.text
            document.body.append(script)
          }
        }""",
        snippet("Google Tag Manager", "html"),
    )

    site.works()
    expect(site.page.get_by_role("dialog", name="Careers")).to_be_visible()
    expect(site.page.locator(".widget.left")).to_have_count(1)


def test_the_snippet_for_wordpress(site: Site) -> None:
    if not shutil.which("php"):
        skip_unless_ci("PHP is not installed")
    code = WORDPRESS.replace("SNIPPET", snippet("WordPress", "php"))
    done = subprocess.run(["php"], input=code, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    site.show(head=done.stdout, script="-")

    site.works()
    expect(site.page.get_by_role("dialog", name="Careers")).to_be_visible()
