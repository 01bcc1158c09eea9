"""Checking an action's result against Rasa's schema, with what can be prepared prepared once.

Rasa hands the schema to ``jsonschema.validate`` with every result. That first checks the schema itself, and
then compares each event with all 23 kinds of events there are, although its name tells which one it is.
"""

from __future__ import annotations

from typing import Any, Callable, Dict

from jsonschema import validators

from launch.rasa_patches.patching import Patch

Check = Callable[[Any, Any], bool]


def quick(check: Check) -> Check:
    """Return a check that asks Rasa's own only about results that are not plainly valid.

    So Rasa's check alone decides what is refused, and how the error reads.
    """
    is_valid: Callable[[Any], bool] = _validity()

    def validate_action_result(self: Any, result: Any) -> bool:
        return is_valid(result) or check(self, result)

    return validate_action_result


def _validity() -> Callable[[Any], bool]:
    """Return whether a result is plainly valid: what this accepts, Rasa's schema accepts."""
    from rasa.core.actions.action import RemoteAction  # it has been imported when a patch is applied

    schema = RemoteAction.action_response_format_spec()
    validator = validators.validator_for(schema)
    any_event = {**schema["properties"]["events"]["items"]}
    # Each kind requires another name, so of "one of these kinds" only the named one can hold.
    kinds: Dict[str, Any] = {
        kind["properties"]["event"]["const"]: validator({**any_event, "allOf": [kind]})
        for kind in any_event.pop("oneOf")
    }
    around = validator({**schema, "properties": {**schema["properties"], "events": {"type": "array"}}})

    def is_valid(result: Any) -> bool:
        return (
            around.is_valid(result)
            and isinstance(result, dict)
            and all(map(event_is_valid, result.get("events", ())))
        )

    def event_is_valid(event: Any) -> bool:
        name = event.get("event") if isinstance(event, dict) else None
        return isinstance(name, str) and name in kinds and kinds[name].is_valid(event)

    return is_valid


PATCHES = (
    Patch(
        "rasa.core.actions.action",
        "RemoteAction._validate_action_result",
        "c44ceac625dc6bef31b35b9ddeea6968",
        quick,
    ),
)
