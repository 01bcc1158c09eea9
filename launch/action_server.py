"""The action server: Rasa's own, observed from outside, and ended without losing an answer.

``python -m launch.action_server [OPTION…]`` takes the options of ``python -m rasa_sdk``. It needs only
`requirements/actions.txt`.
"""

from __future__ import annotations

import sys
from typing import Any, Optional

import pluggy
from rasa_sdk.__main__ import main as serve
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.plugin import plugin_manager

from launch.errors import LaunchError
from launch.operations.checks import knowledge
from launch.operations.metrics import ActionMetrics
from launch.operations.port import OperationsPort
from launch.operations.readiness import Readiness
from launch.operations.under_way import UnderWay, watch_server
from launch.settings import read_settings

_hook = pluggy.HookimplMarker("rasa_sdk")


class _Plugin:
    """What Rasa's action server asks of its plugins."""

    def __init__(self, readiness: Readiness, under_way: UnderWay, metrics: Optional[ActionMetrics]) -> None:
        self._readiness = readiness
        self._under_way = under_way
        self._metrics = metrics

    @_hook
    def attach_sanic_app_extensions(self, app: Any) -> None:
        """Observe the server that is about to start."""
        late = [self._metrics.lag.set] if self._metrics else []
        watch_server(app, self._readiness, self._under_way, *late)


class ObservedExecutor(ActionExecutor):
    """Runs actions, counted and measured."""

    under_way = UnderWay()
    metrics: Optional[ActionMetrics] = None

    async def run(self, action_call: Any) -> Any:
        """Run an action as Rasa does."""
        with self.under_way.one():
            if self.metrics is None:
                return await super().run(action_call)
            with self.metrics.action(action_call.get("next_action")):
                return await super().run(action_call)


def main() -> int:
    """Serve the actions until a signal ends it."""
    try:
        settings = read_settings()
        readiness = Readiness({"knowledge": knowledge})
        if settings.ops_port is not None:
            metrics = ObservedExecutor.metrics = ActionMetrics()
            ObservedExecutor.under_way = UnderWay(metrics.under_way.set)
            OperationsPort(metrics, readiness).open(settings.interface, settings.ops_port)
    except LaunchError as error:
        print(f"Careerbot: {error}", file=sys.stderr)
        return 1
    from rasa_sdk import endpoint

    endpoint.ActionExecutor = ObservedExecutor
    plugin_manager().register(_Plugin(readiness, ObservedExecutor.under_way, ObservedExecutor.metrics))
    serve()
    return 0


if __name__ == "__main__":
    sys.exit(main())
