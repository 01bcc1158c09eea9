"""Follow-ups, completed with what was last spoken of."""

from __future__ import annotations

import pytest

from nlu.follow_ups import Completed, completed
from nlu.names.recogniser import Recogniser
from nlu.spoken import SpokenOf

ENGINEER = SpokenOf(roles=("a data engineer",), plurals=("data engineers",), asked="is it a good job?")
TWO = SpokenOf(
    roles=("a data engineer", "a statistician"),
    plurals=("data engineers", "statisticians"),
    listed=("a data engineer", "a statistician"),
)
DEGREE = SpokenOf(roles=("a research scientist",), plurals=("research scientists",), things=("a PhD",))
TOOL = SpokenOf(things=("PyTorch",), asked="should I learn PyTorch?")
CERTIFICATE = SpokenOf(roles=("a data engineer",), plurals=("data engineers",), about="the certificate")
PAY = SpokenOf(roles=("a data engineer",), plurals=("data engineers",), measure="the pay of data engineers")
TOOLS = SpokenOf(roles=("an ML engineer",), plurals=("ML engineers",), things=("Docker", "Kubernetes"))
MOVE = SpokenOf(about="the move from a GIS analyst to a data role")
KNOWN = frozenset({"hard", "stuck", "negotiat", "fail"})


def whole(recogniser: Recogniser, text: str, spoken: SpokenOf) -> Completed | None:
    return completed(text, recogniser.find(text), spoken, KNOWN)


@pytest.mark.parametrize(
    ("text", "spoken", "meant"),
    [
        ("can a sysadmin get there", ENGINEER, "can a sysadmin become a data engineer"),
        ("can a teacher become one?", ENGINEER, "can a teacher become a data engineer?"),
        ("do you need to code for it", ENGINEER, "do you need to code for the job of a data engineer"),
        ("what do they earn", ENGINEER, "what do data engineers earn"),
        ("what do they ask for?", ENGINEER, "what do employers of data engineers ask for?"),
        ("would I be stuck?", ENGINEER, "would I be stuck for a data engineer?"),
        ("which of those is calmer?", TWO, "which of a data engineer or a statistician is calmer?"),
        ("what would you pick?", TWO, "what would you pick, a data engineer or a statistician?"),
        ("can you go from one to the other", TWO, "can you go from a data engineer to a statistician"),
        ("what does the second one do?", TWO, "what does a statistician do?"),
        ("how long is that", DEGREE, "how long is a PhD for a research scientist"),
        ("is it worth it then?", DEGREE, "is a PhD worth it then for a research scientist?"),
        ("which roles don't need one", DEGREE, "which roles don't need a PhD"),
        ("versus TensorFlow?", TOOL, "PyTorch versus TensorFlow?"),
        ("how long until I'm usable", TOOL, "how long until I'm usable with PyTorch"),
        ("can I learn them at home?", TOOLS, "can I learn Docker and Kubernetes at home for an ML engineer?"),
        ("which one first", TOOLS, "which one first, Docker or Kubernetes?"),
        ("will they ask about it?", TOOL, "will employers ask about PyTorch?"),
        (
            "is it easy to switch between them",
            TWO,
            "is it easy to switch from a data engineer to a statistician",
        ),
        ("how hard is the jump", MOVE, "how hard is the move from a GIS analyst to a data role"),
        ("is it hard?", CERTIFICATE, "is the certificate hard?"),
        ("why is it so low in Berlin?", PAY, "why is the pay of data engineers so low in Berlin?"),
    ],
)
def test_a_follow_up_is_read_as_what_it_means(
    recogniser: Recogniser, text: str, spoken: SpokenOf, meant: str
) -> None:
    found = whole(recogniser, text, spoken)
    assert found is not None
    assert found.text == meant
    assert found.put_in


def test_whether_pay_is_good_is_asked_of_the_pay_and_not_of_the_job(recogniser: Recogniser) -> None:
    assert whole(recogniser, "is that good?", PAY) is None
    assert whole(recogniser, "is that good?", ENGINEER) is not None


@pytest.mark.parametrize(
    "text",
    [
        "what time is it?",
        "who are you?",
        "can you tell me a joke about it",
        "thanks, that's all",
        "what's the weather like tomorrow?",
        "what do you mean by that?",
        "is that before tax?",
        "is it possible to work in Berlin?",
        "what is overfitting?",
        "do I need all of those?",
        "and the pay?",
        "what does a statistician earn, and is it enough?",
        "I left my job in spring. Is it bad?",
    ],
)
def test_what_stands_for_itself_is_left_as_it_is(recogniser: Recogniser, text: str) -> None:
    assert whole(recogniser, text, ENGINEER) is None


@pytest.mark.parametrize("text", ["why?", "what am I doing wrong?", "seems low, why?", "is it realistic?"])
def test_what_says_nothing_of_its_own_leans_on_the_question_before(recogniser: Recogniser, text: str) -> None:
    found = whole(recogniser, text, ENGINEER)
    assert found == Completed(text, leans_on="is it a good job?")


def test_at_the_beginning_nothing_is_completed(recogniser: Recogniser) -> None:
    assert whole(recogniser, "is it hard?", SpokenOf()) is None


def test_what_was_put_in_stands_where_it_is_said_to_stand(recogniser: Recogniser) -> None:
    found = whole(recogniser, "how long is that", DEGREE)
    assert found is not None
    assert [found.text[start:end] for start, end in found.put_in] == ["a PhD", "a research scientist"]
