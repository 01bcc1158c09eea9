"""The figures of a process, in the form that Prometheus reads.

No label holds anything that a person typed, or the id of a conversation: each takes its values from a short
list, and whatever is not on it counts as ``other``.
"""

from __future__ import annotations

import re
import time
from typing import Any, Dict, List, Mapping, Set, Tuple

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

#: Seconds. A message takes some milliseconds; an answer is given up after 5 seconds, a channel after 30.
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
#: The names under which the channels store where a message came from.
CHANNELS = frozenset({"website", "slack", "rest", "cmdline"})
#: The parts of a message's way through the assistant, and all of it.
STAGES = ("nlu", "policies", "action", "store", "whole")
#: Intents by which the understanding says that a question is none for Careerbot.
DECLINED = frozenset({"out_of_scope", "out_of_scope_career", "nlu_fallback"})
#: Names of intents, actions and errors stem from code; this many of each are told apart.
MOST_NAMES = 100
OTHER = "other"

_NAME = re.compile(r"[A-Za-z][\w.]{0,79}")


class Names:
    """Lets names through that look like names, up to :data:`MOST_NAMES`; the rest are ``other``."""

    def __init__(self) -> None:
        self._known: Set[str] = set()

    def of(self, name: object) -> str:
        """Return the name to use as a label."""
        if not isinstance(name, str):
            return OTHER
        if name in self._known:
            return name
        if len(self._known) >= MOST_NAMES or not _NAME.fullmatch(name):
            return OTHER
        self._known.add(name)
        return name


class Timer:
    """A context of which the time goes into a histogram; quicker than the library's own."""

    __slots__ = ("_histogram", "_started")

    def __init__(self, histogram: Histogram) -> None:
        self._histogram = histogram

    def __enter__(self) -> None:
        self._started = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self._histogram.observe(time.perf_counter() - self._started)


class Metrics:
    """What every process counts: its errors, its work under way, its use of the machine."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)  # memory, processor time, open files; on Linux
        self._errors = Counter(
            "careerbot_errors", "Errors that were logged, by kind.", ["kind"], registry=self.registry
        )
        self._kinds = Names()
        self._refusals = Counter(
            "careerbot_refusals", "Requests that were refused, by kind.", ["kind"], registry=self.registry
        )
        self.lag = Gauge(
            "careerbot_event_loop_lag_seconds",
            "How late the event loop was, at its latest beat.",
            registry=self.registry,
        )
        self.under_way = Gauge(
            "careerbot_under_way", "Messages or actions being worked on.", registry=self.registry
        )

    def count_refusal(self, kind: str) -> None:
        """Count a refusal; ``kind`` is a status, or what the door says."""
        self._refusals.labels(kind).inc()

    def count_error(self, kind: str) -> None:
        """Count an error; ``kind`` is a name that stands in the code, never a message."""
        self._errors.labels(self._kinds.of(kind)).inc()


class AssistantMetrics(Metrics):
    """Counts messages and topics, and measures how long each part of the work on a message takes."""

    def __init__(self) -> None:
        super().__init__()
        self._messages = Counter(
            "careerbot_messages", "Messages that reached the assistant.", ["channel"], registry=self.registry
        )
        self._stages = Histogram(
            "careerbot_stage_seconds",
            "Time of a message in each part of the assistant, and in all of it.",
            ["stage"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._questions = Counter(
            "careerbot_questions",
            "Questions, by whether they were taken for ours or declined.",
            ["outcome"],
            registry=self.registry,
        )
        self._topics = Counter("careerbot_topics", "Questions by topic.", ["topic"], registry=self.registry)
        self._of_stage = {stage: self._stages.labels(stage) for stage in STAGES}
        self._names = Names()
        self._of_channel: Dict[object, Counter] = {
            channel: self._messages.labels(channel) for channel in (*sorted(CHANNELS), OTHER)
        }
        self._of_intent: Dict[object, Tuple[Counter, Counter]] = {}
        for outcome in ("answered", "declined"):
            self._questions.labels(outcome)  # so that a share can be worked out from the start

    def count_message(self, channel: object) -> None:
        """Count a message; ``channel`` may be anything that a client named."""
        known = isinstance(channel, str) and channel in CHANNELS
        self._of_channel[channel if known else OTHER].inc()

    def stage(self, stage: str) -> Timer:
        """Measure a part of the work on a message, also where it fails."""
        return Timer(self._of_stage[stage])

    def count_questions(self, parsed: Mapping[str, Any]) -> None:
        """Count the questions of a message by topic, from what the understanding made of it."""
        for intent in _intents(parsed):
            outcome, topic = self._of_intent.get(intent) or self._counters(intent)
            outcome.inc()
            topic.inc()

    def _counters(self, intent: object) -> Tuple[Counter, Counter]:
        """Return what counts an intent: whether it is declined, and its topic."""
        topic = intent[4:] if isinstance(intent, str) and intent.startswith("ask_") else intent
        label = self._names.of(topic)
        counters = (
            self._questions.labels("declined" if intent in DECLINED else "answered"),
            self._topics.labels(label),
        )
        if label != OTHER:
            self._of_intent[intent] = counters
        return counters


class ActionMetrics(Metrics):
    """Measures actions."""

    def __init__(self) -> None:
        super().__init__()
        self._actions = Histogram(
            "careerbot_action_seconds",
            "Time of each action in the action server.",
            ["action"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._names = Names()

    def action(self, name: object) -> Timer:
        """Measure an action, also where it fails."""
        return Timer(self._actions.labels(self._names.of(name)))


def _intents(parsed: Mapping[str, Any]) -> List[object]:
    questions = parsed.get("questions")
    if isinstance(questions, list) and questions:
        return [one.get("intent") for one in questions if isinstance(one, dict)]
    return [(parsed.get("intent") or {}).get("name")]
