"""A message whose action or store fails, fails: nothing is half stored, half remembered or begun anew."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, List

import pytest
from rasa.core.actions.action import ActionExecutionRejection
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain

from launch.rasa_patches.failures import failing, store_itself


def test_the_store_is_used_without_one_in_memory_behind_it() -> None:
    store, domain = InMemoryTrackerStore(Domain.empty()), Domain.from_dict({"intents": ["ask"]})
    create = store_itself(None).__func__

    assert create(store, domain) is store
    assert store.domain is domain
    assert isinstance(create(None, domain), InMemoryTrackerStore)


class Action(SimpleNamespace):
    """An action that does what a test tells it to."""

    async def run(self) -> List[str]:
        if self.failure:
            raise self.failure
        return ["event"]


async def swallowing(_: Any, action: Action) -> bool:
    """Run an action as Rasa does: whatever it raises, the conversation goes on."""
    try:
        return bool(await action.run())
    except Exception:
        return False


async def test_what_an_action_raises_is_raised() -> None:
    with pytest.raises(ConnectionError):
        await failing(swallowing)(None, Action(failure=ConnectionError()))


async def test_an_action_that_declines_is_no_failure() -> None:
    assert await failing(swallowing)(None, Action(failure=ActionExecutionRejection("action"))) is False


async def test_an_action_that_works_is_left_as_it_is() -> None:
    assert await failing(swallowing)(None, Action(failure=None)) is True
