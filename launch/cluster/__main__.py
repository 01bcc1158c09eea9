"""The cluster in the foreground: ``python -m launch.cluster``; `docs/scaling.md` describes it."""

from __future__ import annotations

import os
import sys
import threading

from pydantic import Field, ValidationError

from launch.cluster.topology import Cluster, Plan
from launch.environment import child_environment
from launch.errors import LaunchError
from launch.prepare import train_if_changed
from launch.processes import Children, leave_on_signals
from launch.progress import Progress
from launch.settings import LOGS, make_state_folder
from settings import PROJECT, FromEnvironment, in_one_line

DEFAULT_PORT = 8080


class ClusterSettings(FromEnvironment):
    """What an owner may set; the name of each setting's variable is given with it."""

    port: int = Field(DEFAULT_PORT, validation_alias="PORT", ge=1, le=65535)
    assistants: int = Field(2, validation_alias="ASSISTANTS", ge=1, le=32)
    action_servers: int = Field(2, validation_alias="ACTION_SERVERS", ge=1, le=32)


def main() -> int:
    """Run the cluster until a signal ends it, and return the exit code; every expected error is one line."""
    os.chdir(PROJECT)
    progress = Progress()
    leave_on_signals()
    try:
        settings = ClusterSettings()
        make_state_folder()
        with Children(LOGS, child_environment()) as children:
            train_if_changed(children, progress)
        plan = Plan(settings.port, settings.assistants, settings.action_servers)
        with Cluster(plan, progress) as cluster:
            progress.say(
                f"Careerbot serves at {cluster.url}. Ctrl-C ends it. Logs: {os.path.relpath(plan.logs)}"
            )
            threading.Event().wait()
    except LaunchError as error:
        progress.fail(str(error))
    except ValidationError as error:
        progress.fail(in_one_line(error))
    except KeyboardInterrupt:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
