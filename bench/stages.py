"""Where the time of a message and of a start goes, in the project alone."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from typing import Callable, Collection, Dict, List, Tuple

from prometheus_client.parser import text_string_to_metric_families

from bench.load import one_user
from bench.questions import career_questions
from bench.servers import free_port
from bench.sizes import CONVERSATIONS_IN_BATCH, Size
from bench.systems import project_server
from launch.environment import child_environment
from settings import PROJECT

PARTS = ("stages",)
Say = Callable[[str], None]

_MESSAGE = "a message"
_START = "the assistant's start"
#: Prints the seconds of each step of a start, as `rasa run` takes them.
_STEPS = """
import time
began = time.perf_counter()
def step(what):
    global began
    now = time.perf_counter()
    print(f"step {now - began:.4f} {what}", flush=True)
    began = now
from launch import rasa_patches
rasa_patches.apply()
import asyncio
import rasa.core.run, rasa.server
step("import of Rasa")
import channels.website, channels.slack, channels.rest
step("import of the channels")
import nlu.names_extractor, nlu.intent_classifier
step("import of spaCy, onnxruntime and the components")
import rasa.core.agent
from launch.settings import MODEL
agent = asyncio.run(rasa.core.agent.load_agent(model_path=str(MODEL)))
step("model: unpacking, components, names from the knowledge base")
asyncio.run(agent.parse_message("What does an ML engineer do?"))
step("first message understood")
"""


@dataclass(frozen=True)
class Stage:
    """A part of a whole, in milliseconds."""

    whole: str
    what: str
    milliseconds: float
    share: float


def measure(parts: Collection[str], size: Size, say: Say) -> List[Stage]:
    """Return the stages of a message, by the figures of the operations ports, and those of a start."""
    if not set(PARTS) & set(parts):
        return []
    say("stages of a message")
    ports = free_port(), free_port()
    settings = {"OPS_PORT": str(ports[0]), "ACTION_OPS_PORT": str(ports[1])}
    with project_server(environment=settings) as server:
        one_user(server.url, career_questions, range(1))
        before = _figures(ports)
        taken = one_user(server.url, career_questions, range(1, 1 + size.batches * CONVERSATIONS_IN_BATCH))
        after = _figures(ports)
    mean = {name: (after[name] - before.get(name, 0.0)) * 1000 / len(taken) for name in after}
    whole = sum(taken) / len(taken)
    call = mean["action"]
    stages = [
        ("understanding: names, questions, embeddings, intent", mean["nlu"]),
        ("policies: which action comes next, twice", mean["policies"]),
        ("conversation read and stored", mean["store"]),
        ("action: queries and wording, in the action server", mean["answer"]),
        ("action: JSON, HTTP and checks around that", call - mean["answer"]),
        (
            "the rest of Rasa's processor",
            mean["whole"] - mean["nlu"] - mean["policies"] - mean["store"] - call,
        ),
        ("HTTP between the person and the channel", whole - mean["whole"]),
    ]
    say("steps of a start")
    return [*_shares(_MESSAGE, stages), *_shares(_START, _start())]


def _shares(whole: str, stages: List[Tuple[str, float]]) -> List[Stage]:
    total = sum(taken for _, taken in stages)
    return [Stage(whole, what, taken, taken / total) for what, taken in stages]


def _figures(ports: Tuple[int, int]) -> Dict[str, float]:
    """Return the seconds that each stage has taken so far."""
    found: Dict[str, float] = {"answer": 0.0}
    for port in ports:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as page:
            text = page.read().decode()
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                if sample.name == "careerbot_stage_seconds_sum":
                    found[sample.labels["stage"]] = sample.value
                if sample.name == "careerbot_action_seconds_sum":
                    found["answer"] += sample.value
    return found


def _start() -> List[Tuple[str, float]]:
    done = subprocess.run(
        [sys.executable, "-c", _STEPS],
        cwd=PROJECT, env=child_environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        check=True,
    )  # fmt: skip
    steps = (line.split(" ", 2) for line in done.stdout.splitlines() if line.startswith("step "))
    return [(what, float(seconds) * 1000) for _, seconds, what in steps]
