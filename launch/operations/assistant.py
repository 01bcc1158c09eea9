"""The assistant's process, seen from outside: measured, asked how it is, ended without a loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Awaitable, Callable, Dict, List, Optional, Tuple

from structlog.contextvars import bound_contextvars
from wrapt import register_post_import_hook, wrap_function_wrapper

from launch.errors import LaunchError
from launch.operations import api_errors
from launch.operations.checks import checks_of_assistant
from launch.operations.log_lines import Log
from launch.operations.readiness import Readiness
from launch.operations.under_way import UnderWay, watch_server
from launch.settings import Settings, read_settings
from web.access import Gate
from web.addresses import address_of
from web.conversation_names import hashed
from web.door import MOST_BYTES, Connections, Door
from web.limits import DoorRates, rates
from web.shield import shield
from web.tally import Tally

if TYPE_CHECKING:
    from launch.operations.metrics import AssistantMetrics

#: Bytes of a request's body: of Slack, and of the owner, who may send training data in development.
MOST_BYTES_OF_SLACK = 1_000_000  # as in channels.slack, which other servers than ours may carry
MOST_BYTES_OF_OWNER = 10_000_000
#: How often one address of Slack may send events.
OF_SLACK = "12000/minute"
_CHANNEL_OF_WEBSITE, _CHANNEL_OF_SLACK = "/webhooks/website", "/webhooks/slack"
_EVENTS_OF_SLACK = "/webhooks/slack/events"

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

    readiness = Readiness(checks_of_assistant(settings, agent), own={"model"})
    metrics: Optional[AssistantMetrics] = None
    tally = Tally()
    if settings.ops_port is not None:
        # Only here, since a start without the port should not wait for what it needs.
        from launch.operations.metrics import AssistantMetrics
        from launch.operations.port import OperationsPort

        metrics = AssistantMetrics()
        log.count_errors(metrics.count_error)
        tally = Tally(metrics.count_refusal)
        OperationsPort(metrics, readiness).open(settings.interface, settings.ops_port)
    under_way = UnderWay(metrics.under_way.set) if metrics else UnderWay()

    def equip(app: Any) -> None:
        server.append(app)
        log.take_over_sanic()
        guard(app, settings, readiness, tally)
        watch_server(app, readiness, under_way, *([metrics.lag.set] if metrics else []))

    def on_run(module: Any) -> None:
        def configure_app(wrapped: Callable[..., Any], _: Any, args: Arguments, named: Named) -> Any:
            app = wrapped(*args, **named)
            equip(app)
            return app

        async def load(wrapped: Wrapped, _: Any, args: Arguments, named: Named) -> Any:
            loaded = await wrapped(*args, **named)
            if loaded is None or not loaded.is_ready():  # Rasa would serve without, and answer nobody
                raise LaunchError("The model cannot be loaded. Train it anew: remove it, then `make train`.")
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


def guard(app: Any, settings: Settings, readiness: Readiness, tally: Optional[Tally] = None) -> None:
    """Let nobody call what is not theirs, nobody ask too much, and give every answer its headers."""
    from rasa.server import ErrorResponse  # it has been imported when there is an app

    gate = Gate(development=not settings.in_production, token=settings.api_token)
    door = door_of_assistant(settings, gate.trusts, tally)
    app.register_middleware(gate.check, "request")
    shield(app, readiness, door)
    app.register_middleware(api_errors.readable, "request")
    app.error_handler.add(ErrorResponse, api_errors.without_text)


def door_of_assistant(
    settings: Settings, trusts: Callable[[Any], bool], tally: Optional[Tally] = None
) -> Door:
    """Return the door of the assistant.

    The owner's own requests may hold training data and come as often as they like; Slack's own events may
    come often from few addresses, and prove themselves by a signature.
    """
    of_address, of_slack = DoorRates(rates(settings.requests_per_address)), DoorRates(rates(OF_SLACK))

    def most_bytes(request: Any) -> int:
        if request.path.startswith(_CHANNEL_OF_SLACK):
            return MOST_BYTES_OF_SLACK
        if request.path.startswith(_CHANNEL_OF_WEBSITE):
            return MOST_BYTES
        return MOST_BYTES_OF_OWNER if trusts(request) else MOST_BYTES

    def wait(request: Any) -> Optional[int]:
        if request.path == _EVENTS_OF_SLACK:
            return of_slack.wait(address_of(request))
        if not request.path.startswith((_CHANNEL_OF_WEBSITE, _CHANNEL_OF_SLACK)) and trusts(request):
            return None
        return of_address.wait(address_of(request))

    return Door(Connections(settings.connections, settings.connections_per_address), most_bytes, wait, tally)


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
