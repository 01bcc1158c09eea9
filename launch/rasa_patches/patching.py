"""Replacing one thing in Rasa by a quicker one, only while Rasa is what the quicker one was written for."""

from __future__ import annotations

import hashlib
import importlib
import inspect
import logging
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Callable, Iterable, Tuple

from wrapt import register_post_import_hook

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Patch:
    """A replacement of one function.

    :param module: the module that holds the function; it is not imported for the patch's sake
    :param name: the function's name within it, such as ``RemoteAction.run``
    :param source: :func:`fingerprint` of the code that ``replace`` was written for
    :param replace: is given the function (or static method) and returns what takes its place
    """

    module: str
    name: str
    source: str
    replace: Callable[[Any], Any]

    @property
    def target(self) -> str:
        """Return the name of the function with that of its module."""
        return f"{self.module}.{self.name}"

    def found(self, module: ModuleType) -> str:
        """Return the fingerprint of the code that is installed."""
        _, _, original = _find(module, self.name)
        function = getattr(original, "replaced", original)
        return fingerprint(inspect.getsource(getattr(function, "__func__", function)))

    def fits(self) -> bool:
        """Return whether the installed Rasa holds the code that this patch was written for."""
        return self.found(importlib.import_module(self.module)) == self.source

    def apply_to(self, module: ModuleType) -> None:
        """Replace the function, unless it is another one than expected: then Rasa stays slow, but right."""
        holder, attribute, original = _find(module, self.name)
        if hasattr(original, "replaced"):
            return
        if self.found(module) != self.source:
            log.warning("%s is not what its quicker form was written for and is left as it is", self.target)
            return
        replacement = self.replace(original)
        replacement.replaced = original
        setattr(holder, attribute, replacement)


def fingerprint(source: str) -> str:
    """Return the first half of the SHA-256 of a piece of source, whatever its indentation."""
    lines = "\n".join(line.strip() for line in source.splitlines())
    return hashlib.sha256(lines.encode()).hexdigest()[:32]


def apply(patches: Iterable[Patch]) -> None:
    """Apply each patch as soon as its module has been imported, or now if it has been already."""
    for patch in patches:
        register_post_import_hook(patch.apply_to, patch.module)


def _find(module: ModuleType, name: str) -> Tuple[Any, str, Any]:
    """Return the holder of a name, the last part of the name, and what the holder holds under it."""
    *path, attribute = name.split(".")
    holder: Any = module
    for part in path:
        holder = getattr(holder, part)
    return holder, attribute, vars(holder)[attribute]
