"""The action server: Rasa's own, guarded and observed.

``python -m launch.action_server [OPTION…]`` takes the options of ``python -m rasa_sdk``. It needs only
`requirements/actions.txt`.
"""

from __future__ import annotations

import logging
import sys

from launch.errors import LaunchError
from launch.operations.log_lines import Log


def main() -> int:
    """Serve the actions until a signal ends it."""
    log = Log()
    log.install()  # before the libraries, some of which warn when they are imported
    from rasa_sdk.__main__ import main as serve

    from launch.operations import actions

    try:
        actions.attach(log)
    except LaunchError as error:
        logging.getLogger(__name__).critical(str(error))
        return 1
    serve()
    return 0


if __name__ == "__main__":
    sys.exit(main())
