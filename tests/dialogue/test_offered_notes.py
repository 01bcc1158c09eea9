"""A question that an answer offers is answered when it is pressed, whatever was answered before."""

from __future__ import annotations

import copy
import json
from typing import Iterator

import pytest

from knowledge.database import open_session
from knowledge.queries.notes import notes
from launch.in_process import InProcessAssistant, Reply

ASKED = (
    "What does an ML engineer earn in Berlin?",
    "From web developer to ML engineer",
    "Do I need a PhD to be a data scientist?",
    "Which cloud certificate for data engineers?",
    "Is data science saturated?",
    "What does a data engineer do?",
    "Pay of data scientists in London",
    "A statistics or a computer science degree?",
)


def offered(replies: list[Reply]) -> Iterator[tuple[str, str]]:
    """Yield the payload of each button that offers a note, and the note's id."""
    for reply in replies:
        for button in reply.buttons:
            payload = button["payload"]
            named = json.loads(payload[payload.index("{") :]) if "{" in payload else {}
            if named.get("note"):
                yield payload, str(named["note"])


@pytest.mark.parametrize("question", ASKED)
async def test_an_offered_note_answers_when_it_is_pressed(
    in_process: InProcessAssistant, question: str
) -> None:
    talk = in_process.talk()
    found = list(offered(await in_process.say(talk, question)))

    assert found
    for payload, note in found:
        pressed = await in_process.say(copy.deepcopy(talk), payload)
        with open_session() as session:
            answer = " ".join(notes(session, ids=[note])[0].answer.split())
        said = " ".join(" ".join(reply.text for reply in pressed).split())
        assert answer[:60] in said
