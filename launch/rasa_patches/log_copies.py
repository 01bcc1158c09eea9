"""Deep copies that Rasa makes for its debug log, whether that is written or not.

Each message costs a dozen: of the events with their cards, of the entities, of the states of the policies.
"""

from __future__ import annotations

import copy
import inspect
import logging
from types import ModuleType, SimpleNamespace
from typing import Any

from launch.rasa_patches.patching import Patch, fingerprint


class _CopiesForLog(Patch):
    """Replaces the module ``copy`` in a module that uses it for the debug log alone."""

    def found(self, module: ModuleType) -> str:
        """Return the fingerprint of all lines that use ``copy``."""
        lines = inspect.getsource(module).splitlines()
        return fingerprint("\n".join(line for line in lines if "copy." in line))


def when_logged(_: Any) -> Any:
    """Return what copies deeply while the debug log is on, and else hands back what it is given."""
    rasa = logging.getLogger("rasa")

    def deepcopy(value: Any) -> Any:
        return copy.deepcopy(value) if rasa.isEnabledFor(logging.DEBUG) else value

    return SimpleNamespace(deepcopy=deepcopy)


PATCHES = tuple(
    _CopiesForLog(module, "copy", source, when_logged)
    for module, source in (
        ("rasa.core.processor", "96032f8e40dd8fe286d198c6fe6d049f"),
        ("rasa.core.policies.rule_policy", "7a1f46d3b5b2bbb633cb4e94c2957da3"),
        ("rasa.core.policies.memoization", "2f4b0f977c2541fff28f5ea3b354a427"),
        ("rasa.core.actions.forms", "0ddbe51d6a0947860bc6d4b69bc23308"),
    )
)
