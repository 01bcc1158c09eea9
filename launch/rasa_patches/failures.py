"""Failures that stay failures: of an action, and of the store of conversations.

Rasa goes on in both cases, and the person pays for it. When the store cannot be read, Rasa begins a new
conversation, which then forgets what it was about; when it cannot be written, the turn goes into memory,
where nobody ever finds it again. When an action fails, Rasa stores the turn without its answer, so that a
repeat of the message stands there twice. Here the message fails, and the channel says so.
"""

from __future__ import annotations

from typing import Any, Awaitable, Callable, List, Optional

from launch.rasa_patches.patching import Patch

RunAction = Callable[..., Awaitable[bool]]


def store_itself(_: Any) -> staticmethod[..., Any]:
    """Return Rasa's way to take a store, without the wrapper that hides what goes wrong in it."""
    from rasa.core.tracker_store import InMemoryTrackerStore

    def create_tracker_store(store: Optional[Any], domain: Any) -> Any:
        if store is None:
            return InMemoryTrackerStore(domain)
        store.domain = domain
        return store

    return staticmethod(create_tracker_store)


def failing(run_action: RunAction) -> RunAction:
    """Return Rasa's way to run an action, which then raises what the action raised."""
    from rasa.core.actions.action import ActionExecutionRejection

    async def run_action_or_fail(self: Any, action: Any, *arguments: Any, **named: Any) -> bool:
        failures: List[Exception] = []
        run = action.run

        async def watched(*inputs: Any, **named_inputs: Any) -> Any:
            try:
                return await run(*inputs, **named_inputs)
            except ActionExecutionRejection:
                raise  # not a failure: another action is chosen
            except Exception as error:
                failures.append(error)
                raise

        action.run = watched
        try:
            another = await run_action(self, action, *arguments, **named)
        finally:
            action.run = run
        if failures:
            raise failures[0]
        return another

    return run_action_or_fail


PATCHES = (
    Patch("rasa.core.agent", "Agent._create_tracker_store", "c5477ae5649ad2823c2ec916ab284551", store_itself),
    Patch("rasa.core.processor", "MessageProcessor._run_action", "784b783f4e35ebe2de0c34c5a753d77b", failing),
)
