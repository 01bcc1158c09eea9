"""The guided advice as a form of Slack: the assistant's four questions at once, in a window."""

from __future__ import annotations

import functools
import json
from typing import Any, Dict, List, Mapping

from rasa.shared.utils.io import read_yaml_file

from channels.slack import wording
from channels.slack.buttons import BUTTON_LIMIT, plain
from channels.slack.incoming import Block
from settings import PROJECT

#: The id of the shortcut and of its window.
GUIDED = "guided_advice"
_FORM = "role_fit_form"
#: What opens the form in a conversation, whatever was asked there before.
_OPENING = ("/stop_form", "/ask_role_fit")
_SKIP = "/skip"
_TITLE_LIMIT = 24


def view() -> Dict[str, Any]:
    """Return the window: each question of the form with its answers, none of them obligatory."""
    return {
        "type": "modal",
        "callback_id": GUIDED,
        "title": plain(wording.GUIDED_TITLE, _TITLE_LIMIT),
        "submit": plain(wording.GUIDED_SUBMIT, _TITLE_LIMIT),
        "close": plain(wording.GUIDED_CLOSE, _TITLE_LIMIT),
        "blocks": [_question(slot, asked) for slot, asked in _questions().items()],
    }


def _question(slot: str, asked: Mapping[str, Any]) -> Block:
    options = [
        {"text": plain(str(one["title"]), BUTTON_LIMIT), "value": _value(one["payload"], slot)}
        for one in asked["buttons"]
        if one["payload"] != _SKIP
    ]
    element = {"type": "radio_buttons", "action_id": slot, "options": options}
    label = plain(str(asked["text"]), 2000)
    return {"type": "input", "block_id": slot, "label": label, "element": element, "optional": True}


def texts_of(sent: Mapping[str, Any]) -> List[str]:
    """Return what a window that was sent says to the assistant, in order: a question left open is skipped."""
    values = (sent.get("state") or {}).get("values") or {}
    texts = list(_OPENING)
    for slot in _questions():
        chosen = ((values.get(slot) or {}).get(slot) or {}).get("selected_option") or {}
        answer = {slot: str(chosen["value"])} if chosen.get("value") else None
        texts.append(f"/inform{json.dumps(answer)}" if answer else _SKIP)
    return texts


def _value(payload: str, slot: str) -> str:
    """Return the answer in a button's payload, such as ``/inform{{"fit_interest": "build_products"}}``."""
    entities: Dict[str, str] = json.loads(
        payload.removeprefix("/inform").replace("{{", "{").replace("}}", "}")
    )
    return entities[slot]


@functools.cache
def _questions() -> Dict[str, Mapping[str, Any]]:
    """Return the questions of the form, ``{"text", "buttons"}`` by slot, as the domain has them."""
    domain: Any = read_yaml_file(PROJECT / "domain.yml")
    slots = domain["forms"][_FORM]["required_slots"]
    return {slot: domain["responses"][f"utter_ask_{slot}"][0] for slot in slots}
