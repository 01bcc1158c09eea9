"""The action server's process, seen from outside: measured, guarded, ended without losing an answer."""

from __future__ import annotations

from typing import Any, Optional

import pluggy
from rasa_sdk import endpoint, utils
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.plugin import plugin_manager
from structlog.contextvars import bound_contextvars

from launch.operations.action_calls import readable
from launch.operations.checks import knowledge
from launch.operations.log_lines import Log
from launch.operations.metrics import ActionMetrics
from launch.operations.port import OperationsPort
from launch.operations.readiness import Readiness
from launch.operations.under_way import UnderWay, watch_server
from launch.settings import ActionServerSettings, read_settings
from web.conversation_names import hashed
from web.door import Connections, Door
from web.shield import shield
from web.tally import Tally

#: Bytes of a call: the conversation so far, and the domain where an action asks for it.
MOST_BYTES = 20_000_000
MOST_CONNECTIONS = 1000

_hook = pluggy.HookimplMarker("rasa_sdk")


def door_of_actions(tally: Optional[Tally] = None) -> Door:
    """Return the door of the action server, to which only the owner's assistants come."""
    return Door(Connections(MOST_CONNECTIONS, MOST_CONNECTIONS), lambda _: MOST_BYTES, tally=tally)


class _Plugin:
    """What Rasa's action server asks of its plugins."""

    def __init__(
        self,
        log: Log,
        readiness: Readiness,
        under_way: UnderWay,
        metrics: Optional[ActionMetrics],
        token: Optional[str],
    ) -> None:
        self._token = token
        self._tally = Tally(metrics.count_refusal if metrics else lambda _: None)
        self._log = log
        self._readiness = readiness
        self._under_way = under_way
        self._metrics = metrics

    @_hook
    def attach_sanic_app_extensions(self, app: Any) -> None:
        """Observe and guard the server that is about to start."""

        async def begin(_: Any, __: Any) -> None:
            self._log.begin_serving()

        self._log.take_over_sanic()
        app.register_middleware(readable(self._token), "request")
        shield(app, self._readiness, door_of_actions(self._tally))
        app.register_listener(begin, "before_server_start")
        late = [self._metrics.lag.set] if self._metrics else []
        watch_server(app, self._readiness, self._under_way, *late)


class ObservedExecutor(ActionExecutor):
    """Runs actions, counted and measured."""

    under_way = UnderWay()
    metrics: Optional[ActionMetrics] = None

    async def run(self, action_call: Any) -> Any:
        """Run an action as Rasa does."""
        conversation = hashed(action_call["tracker"]["sender_id"])
        with self.under_way.one(), bound_contextvars(conversation=conversation):
            if self.metrics is None:
                return await super().run(action_call)
            with self.metrics.action(action_call.get("next_action")):
                return await super().run(action_call)


def attach(log: Log) -> None:
    """Make the action server that this process is about to run observable.

    :raises LaunchError: when a setting is wrong or the operations port is taken
    """
    settings = read_settings(ActionServerSettings)
    readiness = Readiness({"knowledge": knowledge})
    if settings.ops_port is not None:
        metrics = ObservedExecutor.metrics = ActionMetrics()
        ObservedExecutor.under_way = UnderWay(metrics.under_way.set)
        log.count_errors(metrics.count_error)
        OperationsPort(metrics, readiness).open(settings.interface, settings.ops_port)
    # Rasa would put a log of its own in the place of this one.
    utils.configure_colored_logging = lambda *_: None
    endpoint.ActionExecutor = ObservedExecutor
    plugin_manager().register(
        _Plugin(
            log,
            readiness,
            ObservedExecutor.under_way,
            ObservedExecutor.metrics,
            settings.action_server_token,
        )
    )
