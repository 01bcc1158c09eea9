"""Quicker forms of a few things in Rasa 3.6, each of which was measured to be slow and is frozen there.

One of them, `failures`, is not about speed: it lets a message fail whose action or store has failed.

They are applied by the launcher to the processes that it starts. Rasa's own commands work without them,
only slower. Each is a module here, which says what Rasa does and what is done instead; each fits one
release alone, is left out with a warning where Rasa's code has changed, and has a test that then fails.
They stand under `launch/` because they are a matter of how Rasa is started: nothing imports them.

Alone, most of them stand within the noise of a measurement. Together they do not: without `action_calls`,
`applied_events`, `empty_domain`, `log_copies`, `policy_states`, `rules_by_intent`, `rules_by_text` and
`tracker_copies` a message took 16.9 ms of processor time instead of 14.0, and 15.3 instead of 12.9 at turn
505 (27 November 2026, two runs each, Python 3.13, on a busy machine of two cores).

``WITHOUT_RASA_PATCHES`` leaves some of them out, by the names of their modules with commas between, or
``all``: to see whether one is to blame for something, or what it is worth (`make bench` does so).
"""

from __future__ import annotations

from functools import partial
from typing import Callable, Dict, FrozenSet

from pydantic import Field

from launch.rasa_patches import (
    action_calls,
    action_connections,
    action_results,
    applied_events,
    empty_domain,
    event_classes,
    failures,
    graph_runs,
    log_copies,
    patching,
    policy_states,
    rules_by_intent,
    rules_by_text,
    tracker_copies,
)
from settings import FromEnvironment

SETTING = "WITHOUT_RASA_PATCHES"


class PatchSettings(FromEnvironment):
    """Which patches are left out, by the names of their modules with commas between, or ``all``."""

    left_out: str = Field("", validation_alias=SETTING)


MODULES = (
    action_calls,
    action_connections,
    action_results,
    applied_events,
    empty_domain,
    event_classes,
    failures,
    graph_runs,
    log_copies,
    policy_states,
    rules_by_intent,
    rules_by_text,
    tracker_copies,
)
_APPLY: Dict[str, Callable[[], None]] = {
    module.__name__.rpartition(".")[2]: partial(patching.apply, module.PATCHES) for module in MODULES
}
NAMES = tuple(_APPLY)


def apply() -> None:
    """Make Rasa quicker in this process, from the import of its modules on.

    :raises ValueError: when the setting names something that is not here
    """
    left_out = _left_out(PatchSettings().left_out)
    for name, make_quicker in _APPLY.items():
        if name not in left_out:
            make_quicker()


def _left_out(setting: str) -> FrozenSet[str]:
    names = frozenset(name.strip() for name in setting.split(",") if name.strip())
    if names == {"all"}:
        return frozenset(NAMES)
    unknown = sorted(names - set(NAMES))
    if unknown:
        raise ValueError(f"{SETTING} names {', '.join(unknown)}; it knows {', '.join(NAMES)} and all")
    return names
