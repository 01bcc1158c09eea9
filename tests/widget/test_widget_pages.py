"""Pages that come and go: wherever the widget is put, moved or taken away, there is one, and it works on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from channels.assets import SCRIPT
from tests.widget.stand_in import BOT, SITE, Site

ADD_SCRIPT = f"""() => new Promise((resolve) => {{
  const script = document.createElement('script')
  script.src = '{BOT}/careerbot.js'
  script.onload = resolve
  document.body.append(script)
}})"""


def kept(site: Site) -> None:
    """Check that the widget still shows the question asked before and what was typed after it."""
    site.works("And now?")
    expect(site.questions.first).to_contain_text("First question")


def begin(site: Site) -> None:
    """Ask a question and type a draft."""
    site.open()
    site.ask("First question")
    site.field.fill("half a dra")


def test_a_script_that_is_taken_away_and_added_again_makes_no_second_widget(site: Site) -> None:
    site.show("<main>Text</main>")
    begin(site)
    for _ in range(2):
        site.page.evaluate("document.querySelector('script').remove()")
        site.page.evaluate(ADD_SCRIPT)

    expect(site.field).to_have_value("half a dra")
    kept(site)


def test_a_script_added_again_brings_back_an_element_that_was_taken_away(site: Site) -> None:
    site.show("<main>Text</main>")
    begin(site)
    site.page.evaluate("document.querySelector('careerbot-chat').remove()")
    site.page.evaluate("document.querySelector('script').remove()")
    site.page.evaluate(ADD_SCRIPT)

    expect(site.field).to_have_value("half a dra")
    kept(site)


@pytest.mark.parametrize("script_in", ["head", "body"])
def test_a_replaced_body_as_of_turbo_keeps_widget_conversation_and_draft(site: Site, script_in: str) -> None:
    tag = f'<script src="{BOT}/careerbot.js" defer></script>'
    site.show("Text" + (tag if script_in == "body" else ""), tag if script_in == "head" else "", script="-")
    begin(site)
    site.page.evaluate(
        """() => {
          const fresh = document.createElement('body')
          fresh.innerHTML = '<main>The next page</main>'
          for (const old of document.body.querySelectorAll('script')) {  // as Turbo does
            const script = document.createElement('script')
            script.src = old.src
            fresh.append(script)
          }
          document.body.replaceWith(fresh)
        }"""
    )

    expect(site.page.get_by_text("The next page")).to_be_visible()
    expect(site.field).to_have_value("half a dra")
    kept(site)


def test_a_body_whose_content_is_swapped_as_by_htmx_keeps_it(site: Site) -> None:
    site.show("Text", f'<script src="{BOT}/careerbot.js" defer></script>', script="-")
    begin(site)
    site.page.evaluate("document.body.innerHTML = '<main>The next page</main>'")

    expect(site.field).to_have_value("half a dra")
    kept(site)


def test_a_view_transition_keeps_it(site: Site) -> None:
    site.show("Text", f'<script src="{BOT}/careerbot.js" defer></script>', script="-")
    begin(site)
    site.page.evaluate(
        """() => document.startViewTransition(() => {
          const next = new DOMParser().parseFromString('<body><main>The next page</main>', 'text/html')
          document.body.replaceWith(document.adoptNode(next.body))
        }).finished"""
    )

    expect(site.field).to_have_value("half a dra")
    kept(site)


def test_a_stored_page_that_comes_back_brings_no_second_widget(site: Site) -> None:
    site.show("Text", f'<script src="{BOT}/careerbot.js" defer></script>', script="-")
    begin(site)
    site.page.evaluate("document.body.replaceWith(document.body.cloneNode(true))")

    kept(site)


def test_an_element_that_is_moved_works_on_where_it_is(site: Site) -> None:
    site.show('<div id="a"><careerbot-chat></careerbot-chat></div><div id="b"></div>')
    begin(site)
    site.page.evaluate("document.querySelector('#b').append(document.querySelector('careerbot-chat'))")

    expect(site.field).to_have_value("half a dra")
    kept(site)


def test_an_element_that_a_framework_renders_later_takes_the_place_of_the_scripts_own(site: Site) -> None:
    site.show("<div id=app></div>")
    begin(site)
    site.page.evaluate(
        "document.querySelector('#app').innerHTML = '<careerbot-chat data-title=\"Ada\"></careerbot-chat>'"
    )

    expect(site.page.get_by_role("dialog", name="Ada")).to_be_visible()
    assert site.page.evaluate("Careerbot.element.dataset.title") == "Ada"
    kept(site)


def test_an_element_in_a_shadow_root_is_the_only_one(site: Site) -> None:
    site.show(
        "<div id=app></div><script>document.querySelector('#app').attachShadow({mode: 'open'})"
        ".innerHTML = '<careerbot-chat></careerbot-chat>'</script>"
    )

    begin(site)
    expect(site.page.locator("careerbot-chat")).to_have_count(1)
    assert site.page.evaluate("document.querySelectorAll('careerbot-chat').length") == 0
    site.page.evaluate("Careerbot.close()")
    expect(site.launcher).to_be_visible()


def test_a_module_is_told_where_its_server_is_by_its_own_address(site: Site) -> None:
    site.show(script='type="module" data-title="Ada"')

    site.works()
    expect(site.page.get_by_role("dialog", name="Ada")).to_be_visible()


def test_an_inlined_script_is_told_its_server(site: Site) -> None:
    script = SCRIPT.read_text(encoding="utf-8").replace("</script", "<\\/script")
    site.show(f'<script data-server="{BOT}">{script}</script>', script="-")

    site.works()


def test_a_tag_manager_may_leave_the_settings_in_a_variable(site: Site) -> None:
    site.show(
        f"""<script>
          window.Careerbot = {{ title: 'Ada', server: '{BOT}' }};
          (function () {{
            var script = document.createElement('script');
            script.async = true; script.src = '{BOT}/careerbot.js';
            document.head.appendChild(script);
          }})();
        </script>""",
        script="-",
    )

    site.works()
    expect(site.page.get_by_role("dialog", name="Ada")).to_be_visible()


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("bot.example", "https://bot.example/webhooks/website/session"),
        ("//bot.example", f"{BOT}/webhooks/website/session"),
        ("localhost:8123", "http://localhost:8123/webhooks/website/session"),
        (f"{BOT}/bot", f"{BOT}/bot/webhooks/website/session"),
        (f"{BOT}/bot/", f"{BOT}/bot/webhooks/website/session"),
        ("/bot/", f"{SITE}/bot/webhooks/website/session"),
    ],
)
def test_a_server_may_be_written_without_a_scheme_and_with_a_path(site: Site, said: str, asked: str) -> None:
    requested: list[str] = []
    site.page.on("request", lambda request: requested.append(request.url))
    for pattern in ("https://bot.example/**", "http://localhost:8123/**"):
        site.context.route(pattern, site.channel.handle)
    site.show(script=f'data-server="{said}"')

    site.works()
    assert asked in requested


def test_a_script_under_a_path_talks_to_its_server_there(site: Site) -> None:
    site.show(f'<script src="{SITE}/bot/careerbot.js"></script>', script="-")

    site.works()
    assert "POST /bot/webhooks/website/session" in site.channel.requests


def test_a_server_that_is_no_address_is_said_in_the_console_and_the_scripts_own_is_asked(site: Site) -> None:
    site.show(script='data-server="https://[bot"')

    site.works()
    assert any("data-server" in said for said in site.said)


def test_an_owner_takes_it_off_the_page_for_good(site: Site) -> None:
    site.show()
    site.page.evaluate("Careerbot.remove()")
    site.page.wait_for_timeout(100)

    expect(site.page.locator("careerbot-chat")).to_have_count(0)


def test_a_page_that_takes_away_what_it_does_not_know_has_no_endless_fight(site: Site) -> None:
    site.show(
        """<main>Text</main><script>
          window.removed = 0
          new MutationObserver((list) => {
            for (const {addedNodes} of list) for (const node of addedNodes)
              if (node.localName === 'careerbot-chat') { removed += 1; node.remove() }
          }).observe(document.documentElement, {childList: true, subtree: true})
        </script>"""
    )
    site.page.wait_for_timeout(500)
    first = site.page.evaluate("removed")
    site.page.wait_for_timeout(500)

    assert site.page.evaluate("removed") == first <= 13
