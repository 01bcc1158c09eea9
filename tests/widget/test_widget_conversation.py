"""A conversation in the browser: questions, suggestions, tables, charts, thumbs, tabs and reloads."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.widget.conftest import ANSWER_MILLISECONDS, Chat, Visits

DIFFERENCE = "What is the difference between an AI engineer and an ML engineer?"
SALARY = "What does an ML engineer earn?"


def test_the_difference_between_two_roles_is_a_table(visits: Visits) -> None:
    chat = visits.visit()
    chat.picture("closed")
    chat.open()
    chat.picture("greeting")

    answer = chat.ask(DIFFERENCE)

    table = answer.get_by_role("table")
    expect(table.get_by_role("columnheader", name="AI engineer")).to_be_visible()
    expect(table.get_by_role("columnheader", name="ML engineer")).to_be_visible()
    assert table.get_by_role("row").count() >= 4
    chat.picture("comparison")


def test_pay_is_a_chart_with_its_figures_as_a_table_and_its_source(chat: Chat) -> None:
    answer = chat.ask(SALARY)

    expect(answer.get_by_role("img", name=re.compile(r"median \$\d{2,3},\d{3}"))).to_be_visible()
    chat.picture("salary")
    answer.get_by_text("Show the figures as a table").click()
    expect(answer.get_by_role("cell", name=re.compile(r"^\$\d+,\d+$")).first).to_be_visible()
    answer.get_by_role("button", name=re.compile("^Source 1: aijobs")).click()
    expect(answer.locator(".source-card")).to_have_text(re.compile(r"[A-Z][a-z]{2} 20\d\d.*Licence: CC0"))


def test_an_amount_of_pay_is_never_broken(chat: Chat) -> None:
    amounts = chat.ask("Which pays more, data analyst or data engineer?").locator(".range-median")

    expect(amounts).not_to_have_count(0)
    assert amounts.evaluate_all("all => Math.max(...all.map(one => one.offsetHeight))") < 34


def test_a_suggestion_asks_its_question(chat: Chat) -> None:
    starter = chat.suggestions.first
    title = starter.locator(".tile-title").inner_text()
    starter.click()

    expect(chat.answers).to_have_count(1, timeout=ANSWER_MILLISECONDS)
    expect(chat.questions.last).to_contain_text(title)


def test_a_conversation_goes_on_after_a_reload_with_suggestions_that_still_work(chat: Chat) -> None:
    chat.ask(DIFFERENCE)
    chat.page.reload()
    chat.open()

    expect(chat.questions).to_have_count(1)
    expect(chat.answers.first.get_by_role("table")).to_be_visible()
    chat.suggestions.first.click()
    expect(chat.answers).to_have_count(2, timeout=ANSWER_MILLISECONDS)


def test_two_tabs_show_one_conversation(chat: Chat, visits: Visits) -> None:
    chat.ask(DIFFERENCE)
    second = visits.tab(chat.page.context)
    second.open()
    expect(second.answers).to_have_count(1)

    second.ask(SALARY)

    expect(chat.answers).to_have_count(2)
    expect(chat.questions.last).to_contain_text(SALARY)


def test_a_thumb_is_stored_and_is_still_pressed_after_a_reload(chat: Chat) -> None:
    answer = chat.ask(SALARY)
    answer.get_by_role("button", name="This was helpful").click()

    expect(answer.locator(".thanks")).not_to_be_empty(timeout=ANSWER_MILLISECONDS)
    expect(chat.questions).to_have_count(1)
    assert chat.stored(chat.conversation_id, "feedback") == 1
    chat.page.reload()
    chat.open()
    thumb = chat.answers.first.get_by_role("button", name="This was helpful")
    expect(thumb).to_have_attribute("aria-pressed", "true")


def test_a_new_conversation_begins_below_a_divider(chat: Chat) -> None:
    chat.ask(SALARY)
    chat.page.get_by_role("button", name="Conversation options").click()
    chat.page.get_by_role("button", name="Start a new conversation").click()

    expect(chat.page.get_by_text(re.compile("New conversation"))).to_be_visible()
    expect(chat.answers).to_have_count(2, timeout=ANSWER_MILLISECONDS)
    chat.page.reload()
    chat.open()
    expect(chat.page.locator(".divider")).to_have_count(1)


def test_an_erased_conversation_is_gone_from_the_pages_and_the_store(chat: Chat, visits: Visits) -> None:
    answer = chat.ask(SALARY)
    answer.get_by_role("button", name="This was not helpful").click()
    expect(answer.locator(".thanks")).not_to_be_empty(timeout=ANSWER_MILLISECONDS)
    other = visits.tab(chat.page.context)
    other.open()
    erased = chat.conversation_id
    assert chat.stored(erased) == 2
    assert chat.stored(erased, "feedback") == 1

    chat.page.get_by_role("button", name="Conversation options").click()
    chat.page.get_by_role("button", name="Erase this conversation").click()
    chat.page.get_by_role("button", name="Erase", exact=True).click()

    expect(chat.questions).to_have_count(0)
    expect(other.questions).to_have_count(0)
    assert chat.stored(erased) == chat.stored(erased, kind="bot") == chat.stored(erased, "feedback") == 0


def test_an_answer_can_be_copied_as_text(chat: Chat) -> None:
    chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer = chat.ask(SALARY)
    answer.get_by_role("button", name="Copy answer").click()

    expect(answer.get_by_role("button", name="Copied")).to_be_visible()
    assert "$" in chat.page.evaluate("navigator.clipboard.readText()")


def test_an_answer_to_a_closed_panel_is_counted_on_the_launcher(visits: Visits) -> None:
    chat = visits.visit()
    chat.page.evaluate("question => { Careerbot.send(question).then(() => Careerbot.close()) }", SALARY)

    expect(chat.page.get_by_role("button", name="Ask about careers 1 unread")).to_be_visible(
        timeout=ANSWER_MILLISECONDS
    )


def test_a_page_hears_what_happens(visits: Visits) -> None:
    chat = visits.visit()
    chat.page.evaluate(
        "window.heard = []; for (const name of ['open', 'close', 'message'])"
        " Careerbot.on(name, () => heard.push(name)); null"
    )
    chat.open()
    chat.ask(SALARY)
    chat.page.keyboard.press("Escape")

    assert chat.page.evaluate("heard") == ["open", "message", "close"]


def test_a_page_sets_texts_and_colours(visits: Visits) -> None:
    chat = visits.visit()
    chat.page.evaluate(
        "Careerbot.configure({strings: {launcher: 'Fragen?'}});"
        "Careerbot.element.style.setProperty('--careerbot-accent', 'rgb(80, 40, 120)')"
    )

    launcher = chat.page.get_by_role("button", name="Fragen?")
    expect(launcher).to_have_css("background-color", "rgb(80, 40, 120)")
