"""Which of a form's questions an answer asks, for channels that show how many are left."""

from __future__ import annotations

import functools
from typing import Any, Dict, Mapping, Optional, Tuple

from rasa.shared.utils.io import read_yaml_file

from settings import PROJECT

_ASKS = "utter_ask_"


def progress_of(message: Mapping[str, Any]) -> Optional[Dict[str, int]]:
    """Return ``{"step", "of"}`` of a form's question, or ``None`` for any other answer.

    :param message: what Rasa hands to a channel; it names the response that was said
    """
    response = str(message.get("utter_action") or "")
    slot = response.removeprefix(_ASKS)
    for slots in _forms():
        if response != slot and slot in slots:
            return {"step": slots.index(slot) + 1, "of": len(slots)}
    return None


@functools.cache
def _forms() -> Tuple[Tuple[str, ...], ...]:
    """Return the slots that each form of the domain asks for, in order."""
    domain: Any = read_yaml_file(PROJECT / "domain.yml")
    return tuple(tuple(form["required_slots"]) for form in domain["forms"].values())
