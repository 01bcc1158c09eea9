"""The environment in which Rasa and the action server run."""

from __future__ import annotations

import os
import secrets
from typing import Dict

from settings import named_in_full

#: Rasa sends nothing home, and Sanic makes
#: no line for each request, which nobody would see. What remains of warnings goes to the log of the process.
_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "SANIC_ACCESS_LOG": "false",
    "PYTHONUNBUFFERED": "1",
}
_DATABASES = ("TRACKER_DB_URL", "KNOWLEDGE_DB_URL")
#: Where the person did not choose.
_DEFAULTS = {
    "ACTION_SERVER_TOKEN": "",
    "LOG_LEVEL": "WARNING",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "PYTHONWARNINGS": "ignore::DeprecationWarning,ignore::PendingDeprecationWarning",
    # One message is too little work to be shared: threads of numpy's would only spin while they wait.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


def child_environment() -> Dict[str, str]:
    """Return the environment for a process that the launcher starts."""
    # One key for all processes of a start, so that their logs name a conversation alike.
    environment = {"LOG_SALT": secrets.token_hex(16), **_DEFAULTS, **os.environ, **_QUIET}
    # Without compiled files each start takes many seconds more.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    for name in _DATABASES:
        if name in environment:
            environment[name] = named_in_full(environment[name])
    return environment
