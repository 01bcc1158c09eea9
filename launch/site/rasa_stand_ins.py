"""Rasa 3.6 on a current Python, without the packages that nothing here uses.

Rasa imports TensorFlow, matplotlib and the clients of every chat service, queue and cloud database at its
start, whether a configuration names them or not: 2 GB, and no release of them for a Python that is still
maintained. This environment leaves them out. What Rasa asks of an absent package gets a stand-in: a class
that may be named, derived from and caught like any other, and that says in one line what is missing when
somebody wants to use it. The modules of Rasa that are built on TensorFlow are stood in for whole. Where a
package is installed after all, it is used.

Two names that Rasa takes from present packages have moved or gone since; they are put back. Plain `rasa`
commands show their own lines alone, not what libraries find old-fashioned in Rasa, and `rasa shell` in this
project is the conversation of `make chat`: Rasa's own cuts long lines and turns suggestions into a menu.

Python runs this at each start of the environment, plain `rasa` included: `careerbot.pth`, which
`launch/setup.sh` and the images put beside the installed packages, names this folder and calls
:func:`apply`. So this module stands alone, imports little, and costs a Python without Rasa nothing else.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from functools import wraps
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterator, Optional, Sequence

if TYPE_CHECKING:
    from importlib.abc import Loader, MetaPathFinder
else:  # their import would take 30 ms of every start; Python asks for their methods alone
    Loader = MetaPathFinder = object

#: Packages that are not installed, and that Rasa imports at its start or for a command without use here.
ABSENT = frozenset(
    {
        # clients of chat services: `rasa.core.channels`
        "aiogram", "cachecontrol", "fbmessenger", "google.auth", "google.oauth2", "rocketchat_API",
        "socketio", "twilio", "webexteamssdk",
        # queues and databases: `rasa.core.brokers`, `rasa.core.tracker_store`
        "aio_pika", "aiormq", "boto3", "botocore", "confluent_kafka", "pymongo",
        # pictures: `rasa visualize`, `rasa test`
        "matplotlib", "networkx",
    }
)  # fmt: skip
#: Modules of Rasa that are built on TensorFlow and that others borrow names from.
BUILT_ON_TENSORFLOW = frozenset(
    {
        "rasa.utils.tensorflow.callback",
        "rasa.utils.tensorflow.data_generator",
        "rasa.nlu.classifiers.diet_classifier",
        "rasa.nlu.featurizers.dense_featurizer.convert_featurizer",
        "rasa.nlu.featurizers.dense_featurizer.lm_featurizer",
        "rasa.nlu.selectors.response_selector",
        "rasa.core.policies.ted_policy",
        "rasa.core.policies.unexpected_intent_policy",
    }
)


class StandIn(type):
    """The type of a class that stands in for something of an absent package."""

    __module__: str

    def __call__(cls, *_: Any, **__: Any) -> Any:
        """Say that the package is missing.

        :raises RasaException: which Rasa's commands show as one line
        """
        from rasa.shared.exceptions import RasaException

        raise RasaException(missing(cls.__module__, cls.__name__))

    def __getattr__(cls, name: str) -> Any:
        """Stand in for an attribute too: a module and a class look alike to who imports them."""
        if name.startswith("_"):
            raise AttributeError(name)
        return stand_in(cls.__module__, name)

    def __iter__(cls) -> Iterator[Any]:
        """Be a collection of exceptions: none of them is ever raised."""
        return iter(())


def stand_in(module: str, name: str) -> StandIn:
    """Return a class that stands in for a name of a module; it may be caught as an exception."""
    return StandIn(name, (Exception,), {"__module__": module})


def missing(module: str, name: str) -> str:
    """Return what to tell who wants to use something that a stand-in stands for."""
    package = "tensorflow" if module in BUILT_ON_TENSORFLOW else module.partition(".")[0]
    return f"{name} needs the package {package}, which this environment leaves out (see pyproject.toml)."


class _StandInModule(ModuleType):
    """A module that gives a stand-in for every name."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        found = stand_in(self.__name__, name)
        setattr(self, name, found)
        return found


class _StandInLoader(Loader):
    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


class _Absent(MetaPathFinder):
    """Finds stand-ins for packages that no other finder has found."""

    def find_spec(
        self, fullname: str, path: Optional[Sequence[str]], target: Optional[ModuleType] = None
    ) -> Optional[ModuleSpec]:
        parts = fullname.split(".")
        if parts[0] in ABSENT or ".".join(parts[:2]) in ABSENT:
            return ModuleSpec(fullname, _StandInLoader(), is_package=True)
        return None


class _OfRasa(MetaPathFinder):
    """Stands in for what is built on TensorFlow, and mends what does not fit the packages of today."""

    def find_spec(
        self, fullname: str, path: Optional[Sequence[str]], target: Optional[ModuleType] = None
    ) -> Optional[ModuleSpec]:
        if not fullname.startswith("rasa."):
            return None
        if fullname in BUILT_ON_TENSORFLOW and not importlib.util.find_spec("tensorflow"):
            return ModuleSpec(fullname, _StandInLoader())
        if fullname in BEFORE:
            BEFORE[fullname]()
        if fullname in AFTER:
            spec = PathFinder.find_spec(fullname, path, target)
            if spec is not None and spec.loader is not None:
                spec.loader = _Mended(spec.loader, AFTER[fullname])
            return spec
        return None


class _Mended(Loader):
    """Loads a module, then mends it."""

    def __init__(self, loader: Loader, mend: Callable[[ModuleType], None]) -> None:
        self._loader = loader
        self._mend = mend

    def __getattr__(self, name: str) -> Any:  # whatever else a loader can do, such as give the source
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> Optional[ModuleType]:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        self._mend(module)


def _legacy_version() -> None:
    """Put back the class of versions that follow no rule, which `packaging` 22 dropped; Rasa asks for it."""
    import packaging.version

    if not hasattr(packaging.version, "LegacyVersion"):
        setattr(packaging.version, "LegacyVersion", type("LegacyVersion", (), {}))  # noqa: B010 - for mypy


def _visible_deprecation() -> None:
    """Numpy 2 moved the warning that Rasa silences."""
    import numpy as np

    if not hasattr(np, "VisibleDeprecationWarning"):
        setattr(np, "VisibleDeprecationWarning", np.exceptions.VisibleDeprecationWarning)  # noqa: B010


def _named_components(recipe: ModuleType) -> None:
    """Name the missing package to whose configuration names a component that is built on TensorFlow."""
    find = recipe.DefaultV1Recipe._from_registry.__func__

    def from_registry(cls: Any, name: str) -> Any:
        from rasa.engine.recipes import default_components

        if isinstance(component := vars(default_components).get(name.rpartition(".")[2]), StandIn):
            component()
        return find(cls, name)

    recipe.DefaultV1Recipe._from_registry = classmethod(from_registry)


def _no_pictures(plotting: ModuleType) -> None:
    """Let `rasa test` write its reports without pictures, instead of stopping at the first one."""
    if not isinstance(plotting.matplotlib, _StandInModule):
        return
    for name in [one for one in vars(plotting) if one.startswith("plot_")]:
        setattr(plotting, name, lambda *_, **__: None)


def _own_lines_alone() -> None:
    """Keep warnings about Rasa's age off the terminal of whoever runs a command of Rasa."""
    import warnings

    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    show = warnings.showwarning

    def show_some(message: Any, category: type, *place: Any, **named: Any) -> None:
        old = issubclass(category, (DeprecationWarning, PendingDeprecationWarning))
        if not old and "pkg_resources" not in str(message):
            show(message, category, *place, **named)

    warnings.showwarning = show_some


def _no_reports(telemetry: ModuleType) -> None:
    """Report no errors to the makers of Rasa: its code for that needs an old release of a package."""
    telemetry.initialize_error_reporting = lambda: None  # type: ignore[attr-defined]


def _own_conversation(console: ModuleType) -> None:
    """Hold the conversation of `rasa shell` as `make chat` does, in the folder of a project that has it."""
    rasas = console.record_messages

    @wraps(rasas)
    async def record_messages(*arguments: Any, **named: Any) -> Any:
        if not os.path.exists("channels/terminal.py"):
            return await rasas(*arguments, **named)
        from channels.terminal import record_messages as ours

        return await ours(*arguments, **named)

    console.record_messages = record_messages  # type: ignore[attr-defined]


#: What is done before and after a module of Rasa is loaded.
BEFORE: Dict[str, Callable[[], None]] = {
    "rasa.__main__": _own_lines_alone,
    "rasa.shared.utils.validation": _legacy_version,
    "rasa.utils.common": _visible_deprecation,
}
AFTER: Dict[str, Callable[[ModuleType], None]] = {
    "rasa.core.channels.console": _own_conversation,
    "rasa.engine.recipes.default_recipe": _named_components,
    "rasa.telemetry": _no_reports,
    "rasa.utils.plotting": _no_pictures,
}


def apply() -> None:
    """Stand in for absent packages from now on in this process; a second call changes nothing."""
    if not any(isinstance(finder, _OfRasa) for finder in sys.meta_path):
        sys.meta_path.insert(0, _OfRasa())
        sys.meta_path.append(_Absent())
