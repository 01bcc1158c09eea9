"""Failures: each is said, counted down, kept apart from the others, and answered once in the end."""

from __future__ import annotations

import json
import re
from typing import Callable

from playwright.sync_api import Route, expect

from tests.widget.stand_in import BOT, SITE, Site

STILL = 5_000
MINUTE = 60_000


def refusing(code: str, status: int = 503, **more: object) -> Callable[[Route], bool]:
    """Return what refuses every message."""
    body = json.dumps({"error": {"code": code, "message": "No.", **more}})

    def refuse(route: Route) -> bool:
        route.fulfill(status=status, body=body, headers={"Access-Control-Allow-Origin": "*"})
        return True

    return refuse


def test_each_kind_of_failure_is_announced(site: Site) -> None:
    site.show()
    site.open()
    for before, said in (
        (refusing("unavailable"), "the assistant has a problem right now"),
        (refusing("too_many_messages", 429, retry_after=7), "You can go on in 7 seconds"),
        (refusing("no_answer", 500), "something went wrong on our side"),
    ):
        site.channel.before = before
        site.field.fill("A question")
        site.field.press("Enter")
        expect(site.spoken.get_by_text(said)).to_have_count(1)
    site.channel.before = lambda route: route.abort() is None
    site.field.fill("A question")
    site.field.press("Enter")
    expect(site.spoken.get_by_text("Not sent")).to_have_count(1)


def test_a_conversation_that_cannot_be_loaded_is_announced(site: Site) -> None:
    site.context.route(f"{BOT}/webhooks/**", lambda route: route.abort())
    site.show()
    site.launcher.click()

    expect(site.spoken).to_contain_text("could not be loaded")
    site.context.unroute(f"{BOT}/webhooks/**")
    site.context.route(f"{BOT}/**", site.channel.handle)
    site.page.get_by_role("button", name="Try again").click()
    expect(site.page.get_by_text("Hello!")).to_be_visible()
    site.works()


def test_a_limit_counts_down_and_says_when_it_is_over(site: Site) -> None:
    site.show()
    site.page.clock.install()
    site.open()
    site.channel.before = refusing("too_many_messages", 429, retry_after=3)
    site.field.fill("A question")
    site.field.press("Enter")
    question = site.questions.last
    expect(question).to_contain_text("in 3 seconds")
    site.page.clock.run_for(1100)
    expect(question).to_contain_text("in 2 seconds")
    site.page.clock.run_for(2100)
    expect(question).to_contain_text("You can go on now")
    expect(site.spoken).to_contain_text("You can go on now")

    site.channel.before = None
    question.get_by_role("button", name="Try again").click()

    expect(site.answers).to_have_count(1)
    assert len(site.channel.asked) == 1


def test_after_five_seconds_it_is_said_that_work_goes_on_and_after_a_minute_that_none_came(
    site: Site,
) -> None:
    held: list[Route] = []
    site.show()
    site.page.clock.install()
    site.open()
    site.channel.before = lambda route: held.append(route) is None
    site.field.fill("A slow question")
    site.field.press("Enter")
    expect(site.page.locator(".typing")).to_be_visible()
    site.page.clock.run_for(STILL + 100)

    expect(site.page.locator(".typing")).to_contain_text("Still working")
    expect(site.spoken).to_contain_text("Still working")
    site.page.clock.run_for(STILL * 3)
    expect(site.spoken).to_contain_text("longer than usual")


def stall(site: Site) -> list[Route]:
    """Open a page whose requests give up soon, before a server that takes messages and never answers."""
    held: list[Route] = []
    site.page.add_init_script(
        "const real = AbortSignal.timeout; AbortSignal.timeout = () => real.call(AbortSignal, 700)"
    )
    site.show()
    site.open()
    site.channel.before = lambda route: held.append(route) is None
    return held


def test_a_stalled_server_is_given_up_and_a_question_behind_it_does_not_wait_as_long_again(
    site: Site,
) -> None:
    held = stall(site)
    for question in ("First", "Second", "Third"):
        site.field.fill(question)
        site.field.press("Enter")

    expect(site.page.locator(".failure")).to_have_count(3)
    expect(site.questions.first).to_contain_text("No answer came")
    assert len(held) == 1  # the others were not even sent
    site.channel.before = None
    for number in range(3):
        site.page.get_by_role("button", name="Try again").first.click()
        expect(site.answers).to_have_count(number + 1)
    assert [one["text"] for one in site.channel.asked] == ["First", "Second", "Third"]


def test_a_repeat_of_a_question_that_was_answered_meanwhile_is_one_answer(site: Site) -> None:
    held = stall(site)
    site.field.fill("First")
    site.field.press("Enter")
    expect(site.page.locator(".failure")).to_have_count(1)
    site.channel.before = None
    token = next(iter(site.channel.stored))
    posted = json.loads(held[0].request.post_data or "{}")
    site.channel.stored[token] = [
        {"id": posted["id"], "from": "person", "at": 1, "text": "First"},
        site.channel.reply(posted["id"], "First"),
    ]

    site.page.get_by_role("button", name="Try again").click()

    expect(site.answers).to_have_count(1)
    assert site.channel.asked == []
    site.page.reload()
    expect(site.answers).to_have_count(1)
    expect(site.questions).to_have_count(1)


def test_a_discarded_question_is_not_sent_and_an_erased_conversation_gets_no_late_answer(site: Site) -> None:
    held: list[Route] = []
    site.show()
    site.open()
    site.ask("Before")
    site.channel.before = lambda route: held.append(route) is None
    site.field.fill("Slow")
    site.field.press("Enter")
    site.field.fill("Queued")
    site.field.press("Enter")
    site.page.get_by_role("button", name="Conversation options").click()
    site.page.get_by_role("button", name="Erase this conversation").click()
    site.page.get_by_role("button", name="Erase", exact=True).click()
    expect(site.questions).to_have_count(0)
    site.channel.before = None
    site.channel.serve(held[0])
    site.page.wait_for_timeout(200)

    expect(site.answers).to_have_count(0)
    assert [one["text"] for one in site.channel.asked] == ["Before", "Slow"]


def test_a_full_storage_keeps_one_session_and_a_working_suggestion(site: Site) -> None:
    site.show()
    site.page.evaluate(
        """() => {
          for (const storage of [localStorage, sessionStorage]) {
            for (let size = 1 << 20; size > 0; size >>= 1) {
              const part = 'x'.repeat(size)
              try { for (;;) storage.setItem(size + ' ' + Math.random(), part) } catch { /* full */ }
            }
          }
        }"""
    )
    site.open()
    site.ask("One")
    site.ask("Two")
    site.page.get_by_role("button", name="Tell me more").click()

    expect(site.answers).to_have_count(3)
    assert site.channel.sessions == 1
    assert [one.get("suggestion") is not None for one in site.channel.asked] == [False, False, True]


def test_a_suggestion_of_another_session_asks_its_title(site: Site) -> None:
    site.show()
    site.open()

    def refuse_suggestions(route: Route) -> bool:
        if "suggestion" not in json.loads(route.request.post_data or "{}"):
            return False
        return refusing("suggestion_invalid", 422)(route)

    site.channel.before = refuse_suggestions
    site.page.get_by_role("button", name="What does an ML engineer earn?").click()

    expect(site.answers).to_have_count(1)
    assert site.channel.asked[0]["text"] == "What does an ML engineer earn?"


def test_two_tabs_that_ask_at_once_end_with_the_same_conversation(site: Site) -> None:
    first = site.page
    site.show()
    site.open()
    held: list[Route] = []
    site.channel.before = lambda route: held.append(route) is None
    site.field.fill("Of the first tab")
    site.field.press("Enter")
    expect(site.page.locator(".typing")).to_be_visible()
    second = site.tab()
    site.channel.before = None
    site.show()
    site.open()
    site.ask("Of the second tab")
    site.channel.serve(held[0])

    for page in (first, second):
        expect(page.locator(".entry.own")).to_have_count(2)
        expect(page.locator(".entry.bot[data-id]")).to_have_count(2)
        expect(page.locator(".typing")).to_have_count(0)
    assert site.channel.sessions == 1


def test_a_conversation_erased_in_another_tab_goes_on_in_the_new_one(site: Site) -> None:
    first = site.page
    site.show()
    site.open()
    site.ask("First question")
    second = site.tab()
    site.show()
    site.open()
    expect(site.questions).to_have_count(1)
    site.page.get_by_role("button", name="Conversation options").click()
    site.page.get_by_role("button", name="Erase this conversation").click()
    site.page.get_by_role("button", name="Erase", exact=True).click()
    expect(first.locator(".entry.own")).to_have_count(0)

    first.get_by_role("button", name="What does an ML engineer earn?").click()

    expect(first.locator(".entry.bot[data-id]")).to_have_count(1)
    expect(second.locator(".entry.bot[data-id]")).to_have_count(1)
    assert site.channel.sessions == 2


def test_a_website_that_is_not_allowed_is_told_apart_from_a_dead_server(site: Site) -> None:
    site.channel.is_allowed = False
    site.show()
    site.launcher.click()

    expect(site.panel).to_contain_text("This website may not use the assistant yet")
    remedies = [said for said in site.said if "Careerbot:" in said]
    assert len(remedies) == 1
    assert f"ALLOWED_ORIGINS={SITE}" in remedies[0]

    dead = site.tab()
    dead.route(f"{BOT}/webhooks/**", lambda route: route.abort())
    site.said.clear()
    site.show(path="/dead")
    site.launcher.click()
    expect(site.panel).to_contain_text("could not be loaded")
    assert re.search("cannot be reached.*data-server", "\n".join(site.said))


def test_a_website_that_lost_its_leave_is_told_so_although_the_browser_hides_it(site: Site) -> None:
    site.show()
    site.open()
    site.ask("First question")
    # What needs leave first (a header of ours) is stopped by the browser; the rest is refused.
    site.context.route(f"{BOT}/webhooks/website/conversation", lambda route: route.abort())
    site.channel.is_allowed = False
    site.page.reload()

    expect(site.panel).to_contain_text("This website may not use the assistant yet")
    assert any("ALLOWED_ORIGINS" in said for said in site.said)
