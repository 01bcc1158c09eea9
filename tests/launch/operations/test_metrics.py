"""What is counted and measured, and that no label holds what a person typed."""

from __future__ import annotations

from typing import Any

import pytest

from launch.operations.metrics import MOST_NAMES, ActionMetrics, AssistantMetrics, Metrics

SENTENCE = "my salary is a secret"


def value(metrics: Metrics, name: str, **labels: str) -> float:
    return metrics.registry.get_sample_value(name, labels) or 0.0


def labels_of(metrics: Metrics) -> set[str]:
    return {
        text
        for metric in metrics.registry.collect()
        for sample in metric.samples
        for text in sample.labels.values()
    }


@pytest.mark.parametrize("channel", [SENTENCE, None, 7, ["website"]])
def test_a_channel_that_a_client_made_up_counts_as_other(channel: Any) -> None:
    metrics = AssistantMetrics()
    metrics.count_message("website")
    metrics.count_message(channel)

    assert value(metrics, "careerbot_messages_total", channel="website") == 1
    assert value(metrics, "careerbot_messages_total", channel="other") == 1


def test_the_share_of_declined_questions_can_be_worked_out() -> None:
    metrics = AssistantMetrics()
    metrics.count_questions({"intent": {"name": "out_of_scope"}})
    metrics.count_questions({"questions": [{"intent": "ask_salary"}, {"intent": "nlu_fallback"}]})

    assert value(metrics, "careerbot_questions_total", outcome="declined") == 2
    assert value(metrics, "careerbot_questions_total", outcome="answered") == 1
    assert value(metrics, "careerbot_topics_total", topic="salary") == 1


def test_no_label_holds_words_of_a_person() -> None:
    assistant, actions = AssistantMetrics(), ActionMetrics()
    assistant.count_questions({"intent": {"name": SENTENCE}})
    assistant.count_error(SENTENCE)
    with actions.action(SENTENCE):
        pass

    assert not any("secret" in label for label in labels_of(assistant) | labels_of(actions))


def test_names_do_not_grow_without_end() -> None:
    metrics = Metrics()
    for number in range(3 * MOST_NAMES):
        metrics.count_error(f"kind_{number}")

    assert len(labels_of(metrics)) <= MOST_NAMES + 1
    assert value(metrics, "careerbot_errors_total", kind="other") == 2 * MOST_NAMES


def test_a_stage_that_fails_is_measured_too() -> None:
    metrics = AssistantMetrics()
    with pytest.raises(ValueError, match="x"), metrics.stage("nlu"):
        raise ValueError("x")

    assert value(metrics, "careerbot_stage_seconds_count", stage="nlu") == 1
