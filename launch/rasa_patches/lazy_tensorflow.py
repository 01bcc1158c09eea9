"""Rasa without TensorFlow, until something needs it: seconds of every start, 200 MB of every process.

Rasa 3.6 imports TensorFlow at every start, because three of its modules name classes from modules that are
built on it: one for callbacks of training, one to list every component there is, one to check a
configuration. While these three are imported, the modules that they borrow from are stood in for by empty
ones, which give a stand-in for whatever class is asked of them. The stand-ins leave with the import. What
really needs TensorFlow (a pipeline with DIET, say) imports the true modules as ever and gets the true
TensorFlow; at that moment the true classes take the place of the stand-ins.

spaCy's library thinc imports TensorFlow as well, if it is installed, to convert arrays of the one into
arrays of the other, which nothing here does. It is told that there is none.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import sys
from types import ModuleType
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple

from wrapt import register_post_import_hook  # type: ignore[import-untyped]

#: The modules built on TensorFlow from which others borrow.
LENDERS = (
    "rasa.utils.tensorflow.callback",
    "rasa.utils.tensorflow.data_generator",
    "rasa.nlu.classifiers.diet_classifier",
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer",
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer",
    "rasa.nlu.selectors.response_selector",
    "rasa.core.policies.ted_policy",
    "rasa.core.policies.unexpected_intent_policy",
)
_CALLBACKS = "rasa.utils.train_utils"
_COMPONENTS = "rasa.engine.recipes.default_components"
_VALIDATOR = "rasa.graph_components.validators.default_recipe_validator"
BORROWERS = (_CALLBACKS, _COMPONENTS, _VALIDATOR)
_THINC = "thinc.compat"
_RECIPE = "rasa.engine.recipes.default_recipe"


class _StandIn(type):
    """The type of a class that stands in for one of the same name, until that is needed."""

    __module__: str

    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        """Make an instance of the true class."""
        return cls._true()(*arguments, **named)

    def __getattr__(cls, name: str) -> Any:
        """Return an attribute of the true class."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(cls._true(), name)

    def __instancecheck__(cls, instance: Any) -> bool:
        """Return whether something is an instance of the true class; of one not imported there is none."""
        return cls.__module__ in sys.modules and isinstance(instance, cls._true())

    def __subclasscheck__(cls, other: type) -> bool:
        """Return whether a class is derived from the true class; from one not imported there is none."""
        return cls.__module__ in sys.modules and issubclass(other, cls._true())

    def _true(cls) -> Any:
        return getattr(importlib.import_module(cls.__module__), cls.__name__)


class _EmptyModule(ModuleType):
    """A module that gives a stand-in for every name."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        standin = _StandIn(name, (), {"__module__": self.__name__})
        setattr(self, name, standin)
        return standin


class _Loader(importlib.abc.Loader):
    """Loads a module while others are stood in for, unless they have been imported already."""

    def __init__(self, loader: importlib.abc.Loader) -> None:
        self._loader = loader

    def __getattr__(self, name: str) -> Any:  # whatever else a loader can do, such as give the source
        return getattr(self._loader, name)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> Optional[ModuleType]:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        standins: Dict[str, Optional[ModuleType]] = {
            name: _EmptyModule(name) for name in LENDERS if name not in sys.modules
        }
        if module.__name__ == _THINC:
            # With this entry Python says that there is no such module.
            standins = {} if "tensorflow" in sys.modules else {"tensorflow": None}
        sys.modules.update(standins)  # type: ignore[arg-type]
        try:
            self._loader.exec_module(module)
        finally:
            for name in standins:
                del sys.modules[name]


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the modules that borrow, and has them loaded without TensorFlow."""

    def find_spec(
        self, fullname: str, path: Optional[Sequence[str]], target: Optional[ModuleType] = None
    ) -> Optional[importlib.machinery.ModuleSpec]:
        if fullname not in (*BORROWERS, _THINC):
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)
        return spec


def apply() -> None:
    """Import TensorFlow only when something needs it, from now on in this process."""
    if any(isinstance(finder, _Finder) for finder in sys.meta_path):
        return
    sys.meta_path.insert(0, _Finder())
    for lender in LENDERS:
        register_post_import_hook(_return_what_was_borrowed, lender)
    register_post_import_hook(_register_when_named, _RECIPE)


def _return_what_was_borrowed(lender: ModuleType) -> None:
    """Put the true classes of a module in the place of their stand-ins, in lists and sets too."""
    for borrower in (sys.modules[name] for name in BORROWERS if name in sys.modules):
        for name, value in list(vars(borrower).items()):
            if isinstance(value, (list, set)):
                true = [_true_or_same(one, lender) for one in value]
                value.clear()
                value.extend(true) if isinstance(value, list) else value.update(true)
            else:
                setattr(borrower, name, _true_or_same(value, lender))


def _true_or_same(value: Any, lender: ModuleType) -> Any:
    if isinstance(value, _StandIn) and value.__module__ == lender.__name__:
        return getattr(lender, value.__name__)
    return value


def _register_when_named(recipe: ModuleType) -> None:
    """Have a component that a configuration names imported, by which it registers itself as ever."""
    find = recipe.DefaultV1Recipe._from_registry.__func__

    def from_registry(cls: Any, name: str) -> Any:
        components = importlib.import_module(_COMPONENTS)
        for lender in _lenders_of(components, name.rpartition(".")[2]):
            importlib.import_module(lender)
        return find(cls, name)

    recipe.DefaultV1Recipe._from_registry = classmethod(from_registry)


def _lenders_of(components: ModuleType, name: str) -> Iterator[str]:
    standin = vars(components).get(name)
    if isinstance(standin, _StandIn):
        yield standin.__module__


def stand_ins() -> List[Tuple[str, str]]:
    """Return the borrowers and the names that are stood in for at present."""
    return [
        (borrower, name)
        for borrower in BORROWERS
        if borrower in sys.modules
        for name, value in vars(sys.modules[borrower]).items()
        if isinstance(value, _StandIn)
    ]
