"""The assistant's process, seen from outside: measured, asked how it is, ended without a loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Awaitable, Callable, Dict, List, Optional, Tuple

from structlog.contextvars import bound_contextvars
from wrapt import register_post_import_hook, wrap_function_wrapper

from launch.operations import api_errors
from launch.operations.access import Gate
from launch.operations.checks import checks_of_assistant
from launch.operations.conversation_names import hashed
from launch.operations.log_lines import Log
from launch.operations.readiness import Readiness
from launch.operations.shield import shield
from launch.operations.under_way import UnderWay, watch_server
from launch.settings import Settings, read_settings

if TYPE_CHECKING:
    from launch.operations.metrics import AssistantMetrics

#: Bytes of a request's body. Channels take far less; Rasa's API takes training data in development.
MOST_BYTES = 10_000_000

Wrapped = Callable[..., Awaitable[Any]]
Arguments = Tuple[Any, ...]
Named = Dict[str, Any]


def attach(log: Log) -> None:
    """Make the assistant that this process is about to run observable; its settings are the environment's.

    :raises LaunchError: when a setting is wrong or the operations port is taken
    """
    settings = read_settings()
    server: List[Any] = []

    def agent() -> Any:
        return getattr(server[0].ctx, "agent", None) if server else None

    readiness = Readiness(checks_of_assistant(settings, agent))
    metrics: Optional[AssistantMetrics] = None
    if settings.ops_port is not None:
        # Only here, since a start without the port should not wait for what it needs.
        from launch.operations.metrics import AssistantMetrics
        from launch.operations.port import OperationsPort

        metrics = AssistantMetrics()
        log.count_errors(metrics.count_error)
        OperationsPort(metrics, readiness).open(settings.interface, settings.ops_port)
    under_way = UnderWay(metrics.under_way.set) if metrics else UnderWay()

    def equip(app: Any) -> None:
        server.append(app)
        log.take_over_sanic()
        guard(app, settings, readiness)
        watch_server(app, readiness, under_way, *([metrics.lag.set] if metrics else []))

    def on_run(module: Any) -> None:
        def configure_app(wrapped: Callable[..., Any], _: Any, args: Arguments, named: Named) -> Any:
            app = wrapped(*args, **named)
            equip(app)
            return app

        async def load(wrapped: Wrapped, _: Any, args: Arguments, named: Named) -> Any:
            loaded = await wrapped(*args, **named)
            log.begin_serving()
            return loaded

        wrap_function_wrapper(module, "configure_app", configure_app)
        wrap_function_wrapper(module, "load_agent_on_start", load)

    def on_processor(module: Any) -> None:
        count(module, under_way)
        if metrics is not None:
            measure(module, metrics)

    register_post_import_hook(on_run, "rasa.core.run")
    register_post_import_hook(on_processor, "rasa.core.processor")
    if metrics is not None:
        register_post_import_hook(lambda module: measure_actions(module, metrics), "rasa.core.actions.action")


def guard(app: Any, settings: Settings, readiness: Readiness) -> None:
    """Let nobody call what is not theirs, and give every answer its headers."""
    from rasa.server import ErrorResponse  # it has been imported when there is an app

    app.register_middleware(Gate(settings).check, "request")
    shield(app, readiness, MOST_BYTES)
    app.register_middleware(api_errors.readable, "request")
    app.error_handler.add(ErrorResponse, api_errors.without_text)


def count(processor: Any, under_way: UnderWay) -> None:
    """Count the messages that Rasa's processor is working on, and name their conversations in the log."""

    async def handle_message(wrapped: Wrapped, _: Any, args: Arguments, named: Named) -> Any:
        message = args[0] if args else named["message"]
        with under_way.one(), bound_contextvars(conversation=hashed(str(message.sender_id))):
            return await wrapped(*args, **named)

    wrap_function_wrapper(processor, "MessageProcessor.handle_message", handle_message)


def measure(processor: Any, metrics: AssistantMetrics) -> None:
    """Measure the stages of a message in Rasa's processor."""

    async def handle_message(wrapped: Wrapped, _: Any, args: Arguments, named: Named) -> Any:
        message = args[0] if args else named["message"]
        metrics.count_message(message.input_channel)
        with metrics.stage("whole"):
            return await wrapped(*args, **named)

    async def parse_message(wrapped: Wrapped, _: Any, args: Arguments, named: Named) -> Any:
        with metrics.stage("nlu"):
            parsed = await wrapped(*args, **named)
        metrics.count_questions(parsed)
        return parsed

    def predict(wrapped: Callable[..., Any], _: Any, args: Arguments, named: Named) -> Any:
        with metrics.stage("policies"):
            return wrapped(*args, **named)

    async def store(wrapped: Wrapped, _: Any, args: Arguments, named: Named) -> Any:
        with metrics.stage("store"):
            return await wrapped(*args, **named)

    for name, wrapper in {
        "handle_message": handle_message,
        "parse_message": parse_message,
        "_predict_next_with_tracker": predict,
        "get_tracker": store,
        "save_tracker": store,
    }.items():
        wrap_function_wrapper(processor, f"MessageProcessor.{name}", wrapper)


def measure_actions(action: Any, metrics: AssistantMetrics) -> None:
    """Measure the calls of the action server."""

    async def run(wrapped: Wrapped, _: Any, args: Arguments, named: Named) -> Any:
        with metrics.stage("action"):
            return await wrapped(*args, **named)

    wrap_function_wrapper(action, "RemoteAction.run", run)
