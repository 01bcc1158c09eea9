"""The answer of each topic, as it was reviewed: see `record.py`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from actions.topics import TOPICS
from channels.slack.blocks import draw
from tests.channels.slack.slack_rules import check_message

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.mark.parametrize("topic", sorted(path.stem for path in SNAPSHOTS.glob("*.json")))
def test_an_answer_is_drawn_as_reviewed_and_slack_takes_it(topic: str) -> None:
    snapshot = json.loads((SNAPSHOTS / f"{topic}.json").read_text())
    posts = draw(snapshot["messages"], "snapshot")
    drawn = [{"text": post.text, "blocks": list(post.blocks)} for post in posts]
    assert drawn == snapshot["posts"]
    for post in drawn:
        check_message(post)


def test_every_topic_has_a_snapshot() -> None:
    assert {path.stem for path in SNAPSHOTS.glob("*.json")} >= set(TOPICS)
