"""Every suggestion that a visitor can come to answers its title, from the greeting on."""

from __future__ import annotations

import json
import random
import re
from typing import Any

from channels.sessions import Pressed, Sessions
from tests.channels.website.test_website_http import Visitor
from tests.running import RunningAssistant

PRESSES = 1000
#: Presses of one visitor, who then makes room for another: as many as one may send in a minute.
PRESSES_OF_A_VISITOR = 20


class Walker(Visitor):
    """A visitor who presses whatever the last answer offers."""

    def __init__(self, assistant: RunningAssistant) -> None:
        self.sessions = Sessions(assistant.environment["SESSION_SECRET"], 30)
        super().__init__(assistant)

    def offered(self) -> list[dict[str, str]]:
        """Return the suggestions of the greeting."""
        return list(json.loads(self.call("GET", "/conversation").body)["greeting"]["suggestions"])

    def what(self, suggestion: dict[str, str]) -> Pressed:
        """Return what a suggestion sends."""
        assert self.token
        return self.sessions.press(self.sessions.read(self.token).conversation_id, suggestion["token"])


def complaint(pressed: Pressed, lines: list[dict[str, Any]]) -> str | None:
    """Return in what a reply fails to answer the suggestion that was pressed, or nothing."""
    answers = [line["message"] for line in lines if line["type"] == "answer"]
    if lines[-1]["type"] != "done" or not answers:
        return f"{pressed.title}: no answer"
    asked = re.fullmatch(r"/(?:ask_)?(\w+?)(\{.*\})?", pressed.payload)
    if not asked:
        return f"{pressed.title}: {pressed.payload} is no intent"
    names = json.loads(asked[2] or "{}")
    if not names:  # it takes its subject from the conversation, or is a step of the form
        return None
    card = answers[0]["card"] or {}
    wanted = names.get("role") or []
    roles = [wanted] if isinstance(wanted, str) else wanted
    if set(names) & {"role", "industry"} and (card.get("topic"), set(roles) - set(card["roles"])) != (
        asked[1],
        set(),
    ):
        return f"{pressed.title}: {pressed.payload} was answered with: {answers[0]['text'][:80]}"
    return None


def test_each_starter_of_the_greeting_answers_its_title(assistant: RunningAssistant) -> None:
    visitor = Walker(assistant)
    starters = visitor.offered()

    assert len(starters) >= 4
    found = [complaint(visitor.what(one), visitor.press(one["token"]).lines) for one in starters]
    assert [one for one in found if one] == []


def test_a_thousand_presses_from_answer_to_answer_each_answer_their_title(
    assistant: RunningAssistant,
) -> None:
    chosen = random.Random(14)
    complaints: set[str] = set()
    seen: dict[tuple[str, str], int] = {}
    for number in range(PRESSES):
        if number % PRESSES_OF_A_VISITOR == 0:
            visitor = Walker(assistant)
            offered = visitor.offered()
        # What was pressed least comes first, so that the walk leads everywhere.
        least = min(seen.get((one["title"], visitor.what(one).payload), 0) for one in offered)
        suggestion = chosen.choice(
            [one for one in offered if seen.get((one["title"], visitor.what(one).payload), 0) == least]
        )
        pressed = visitor.what(suggestion)
        seen[pressed.title, pressed.payload] = least + 1
        lines = visitor.press(suggestion["token"]).lines
        if found := complaint(pressed, lines):
            complaints.add(found)
        shown = [one["message"]["suggestions"] for one in lines if one["type"] == "answer"]
        offered = (shown[-1] if shown else []) or visitor.offered()

    assert complaints == set()
    assert len(seen) > 100
