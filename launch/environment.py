"""The environment in which Rasa and the action server run."""

from __future__ import annotations

import os
from typing import Dict

#: Rasa sends nothing home, TensorFlow says nothing about the processor it would have liked, and Sanic makes
#: no line for each request, which nobody would see. What remains of warnings goes to the log of the process.
_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SANIC_ACCESS_LOG": "false",
    "PYTHONUNBUFFERED": "1",
}
#: Where the person did not choose.
_DEFAULTS = {
    "LOG_LEVEL": "WARNING",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "PYTHONWARNINGS": "ignore::DeprecationWarning,ignore::PendingDeprecationWarning",
    "CUDA_VISIBLE_DEVICES": "-1",
    # One message is too little work to be shared: threads of numpy's would only spin while they wait.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


def child_environment() -> Dict[str, str]:
    """Return the environment for a process that the launcher starts."""
    environment = {**_DEFAULTS, **os.environ, **_QUIET}
    # Without compiled files of TensorFlow and Rasa each start takes 20 seconds more.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment
