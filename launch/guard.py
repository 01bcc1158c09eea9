"""Run a module in a process that ends when the process that started it has ended, however that ended.

Usage: ``python -m launch.guard PARENT MODULE [ARGUMENT…]``, where PARENT is the process id of the starter.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import runpy
import signal
import sys
import threading
import time
from functools import partial
from types import ModuleType
from typing import List

from wrapt import register_post_import_hook

from launch import rasa_patches
from launch.errors import LaunchError
from launch.operations.log_lines import Log

_PR_SET_PDEATHSIG = 1
#: The modules that serve conversations; the first of their arguments says whether they do so now.
_ASSISTANTS = ("rasa", "channels.terminal")
_LOGS_OF_RASA = (
    ("rasa.utils.io", "configure_colored_logging"),
    ("rasa.utils.log_utils", "configure_structlog"),
)
#: Objects that are made before the collector of cycles looks at the youngest. With Python's own 700 it looks
#: a thousand times while Rasa is imported and a model is loaded, a seventh of the start, and finds nothing.
_OBJECTS_BETWEEN_COLLECTIONS = 50_000


def end_with(parent: int) -> None:
    """Send this process SIGTERM when its parent ends, even when that is killed and can clean up nothing.

    On Linux the kernel does it; elsewhere a thread looks once a second.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:  # it ended before this process could ask to be told
        raise SystemExit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def _leave_log_alone(function: str, module: ModuleType) -> None:
    """Take from Rasa what would put its own log in the place of the one that is installed."""
    setattr(module, function, lambda *_, **__: None)


def _serves(arguments: List[str]) -> bool:
    """Return whether the command line of Rasa starts an assistant, rather than trains or tests one."""
    return arguments[:1] in (["run"], ["shell"]) and arguments[1:2] != ["actions"]


def main() -> None:
    """Run the module that the command line names."""
    parent, module, *arguments = sys.argv[1:]
    end_with(int(parent))
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 20)
    log = Log()
    log.install()
    for module_of_rasa, function in _LOGS_OF_RASA:
        register_post_import_hook(partial(_leave_log_alone, function), module_of_rasa)
    rasa_patches.apply()
    sys.argv = [module, *arguments]
    code = 0
    try:
        if module in _ASSISTANTS and _serves(arguments):
            from launch.operations import assistant

            assistant.attach(log)
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(bool(leaving.code))
        if code and not isinstance(leaving.code, int):
            print(leaving.code, file=sys.stderr)
    except LaunchError as error:
        code = 1
        logging.getLogger(__name__).critical(str(error))
    # The module has done its work. To take Rasa apart piece by piece would cost a second more.
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
