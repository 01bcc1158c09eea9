"""What each quicker form of a part of Rasa is worth: the project with all of them beside it without one."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Callable, Collection, List

from bench.load import one_user
from bench.percentiles import median
from bench.questions import career_questions
from bench.report import Comparison
from bench.servers import Server
from bench.sizes import CONVERSATIONS_IN_BATCH, Size
from bench.systems import project_server
from launch.rasa_patches import NAMES, SETTING

PARTS = ("changes",)
#: `failures` is no quicker form: without it, messages fail otherwise.
_QUICKER = tuple(name for name in NAMES if name != "failures")
Say = Callable[[str], None]


def compare(parts: Collection[str], size: Size, say: Say) -> List[Comparison]:
    """Return, for each quicker form, the processor time of a message without it and with it."""
    if not set(PARTS) & set(parts):
        return []
    found = []
    for position, name in enumerate((*_QUICKER, "all")):
        say(f"without {name}, {position + 1} of {len(_QUICKER) + 1}")
        with ExitStack() as running:
            whole = running.enter_context(project_server())
            less = running.enter_context(project_server(environment={SETTING: name}))
            without, with_all = _in_turn(less, whole, size)
        found.append(Comparison("changes", f"a message without `{name}`", "ms", without, with_all))
    return found


def _in_turn(less: Server, whole: Server, size: Size) -> tuple[float, float]:
    """Return the median processor times of a message of two servers, measured in turn, in milliseconds."""
    taken: tuple[List[float], List[float]] = ([], [])
    for batch in range(size.change_batches + 1):
        first = batch * CONVERSATIONS_IN_BATCH
        for server, times in zip((less, whole), taken, strict=True):
            before = server.processor_seconds()
            said = one_user(server.url, career_questions, range(first, first + CONVERSATIONS_IN_BATCH))
            if batch:  # the first warms up
                times.append((server.processor_seconds() - before) * 1000 / len(said))
    return median(taken[0]), median(taken[1])
