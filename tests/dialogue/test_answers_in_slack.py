"""What the assistant says, as Slack gets it: five hundred answers, and what it leaves to people."""

from __future__ import annotations

from collections import deque
from typing import Any, Dict, List

import pytest

from channels.slack.blocks import draw, simpler
from channels.slack.overheard import is_business
from knowledge.database import open_session
from knowledge.queries.notes import all_notes
from launch.in_process import InProcessAssistant, Reply
from tests.channels.slack.record import QUESTIONS
from tests.channels.slack.slack_rules import check_message

ANSWERS = 500
#: What tables and charts are drawn with elsewhere.
_DRAWN = frozenset("│┃─━┴┬┼╸╺█▉▌░▒┤├")

AMONG_PEOPLE = """
haha ok thanks Bob
can you review my PR
lunch?
who is on call tonight
can someone restart the staging server?
is the build broken again?
do we have budget for a new data engineer?
our data engineer left last week
did you see the game
Python 3.13 is out
how do I merge this branch?
what's the salary band for L5 here?
let's hire an ML engineer
any idea why kubernetes is down?
should we use Spark or Flink for this?
what do you think Bob?
did the recruiter call you back?
when is the interview with the candidate?
is Anna in?
really?
which one?
what happened?
""".strip().splitlines()
ITS_BUSINESS = """
what does an ML engineer earn?
what skills does a data scientist need?
how do I become an AI engineer?
do I need a master's to be a data scientist?
Is prompt engineering dying?
what does a data engineer do
""".strip().splitlines()
GOES_ON = ["And pay?", "what about data scientists?", "which pays more?", "and in London?"]


def message_of(reply: Reply) -> Dict[str, Any]:
    return {"text": reply.text, "buttons": list(reply.buttons), "card": reply.card}


async def test_five_hundred_answers_are_taken_by_slack_and_read_as_prose(
    in_process: InProcessAssistant,
) -> None:
    """Each suggestion of an answer is asked in turn, from one question of each topic on; then notes are."""
    waiting, asked = deque(QUESTIONS.values()), set(QUESTIONS.values())
    with open_session() as session:
        notes = iter([note.title for note in all_notes(session)])
    for answers in range(1, ANSWERS + 1):
        text = waiting.popleft() if waiting else next(notes)
        messages = [message_of(reply) for reply in await in_process.say(in_process.talk(), text)]
        posts = draw(messages, f"T0001:D0001:{answers}")
        assert posts, text
        for post in posts:
            for form in (post, simpler(post)):
                check_message({"text": form.text, "blocks": list(form.blocks)})
            assert not _DRAWN & set(post.text), text
        for message in messages:
            new: List[str] = [str(one["payload"]) for one in message["buttons"]]
            waiting.extend(payload for payload in new if payload not in asked)
            asked.update(new)


@pytest.mark.parametrize("text", AMONG_PEOPLE)
async def test_what_people_say_to_each_other_is_left_to_them(
    in_process: InProcessAssistant, text: str
) -> None:
    assert not is_business(text, await in_process.read(text), follows=True)


@pytest.mark.parametrize("text", ITS_BUSINESS)
async def test_a_whole_question_about_careers_is_its_business(
    in_process: InProcessAssistant, text: str
) -> None:
    assert is_business(text, await in_process.read(text), follows=False)


@pytest.mark.parametrize("text", GOES_ON)
async def test_what_goes_on_from_its_answer_is_its_business_as_long_as_nobody_spoke_since(
    in_process: InProcessAssistant, text: str
) -> None:
    read = await in_process.read(text)
    assert is_business(text, read, follows=True)
    assert not is_business(text, read, follows=False)
