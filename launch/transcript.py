"""Writing docs/transcript.md: a conversation that is held now, with nothing edited."""

from __future__ import annotations

import os
import subprocess
import sys

from launch.errors import LaunchError
from settings import PROJECT

QUESTIONS = PROJECT / "docs" / "transcript-questions.txt"
TRANSCRIPT = PROJECT / "docs" / "transcript.md"
_COLUMNS = "96"
_HEAD = """\
# A conversation

`make transcript` held it with `make chat` and wrote it down, nothing edited; what was typed comes from
`{questions}`.

```text
"""


def write_transcript() -> str:
    """Type the questions into `make chat`, write down what a terminal shows, and return the file's path.

    :raises LaunchError: when the conversation could not be held
    """
    lines = [line for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    held = subprocess.run(
        [sys.executable, "-m", "launch.guard", str(os.getpid()), "launch", "chat"],
        input="\n".join(lines) + "\n",
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "COLUMNS": _COLUMNS},
    )
    if held.returncode != 0 or held.stdout.count("You: ") < len(lines):
        raise LaunchError("The conversation broke off, so the transcript stays as it was.")
    head = _HEAD.format(questions=QUESTIONS.relative_to(PROJECT))
    shown = "\n".join(line.rstrip() for line in held.stdout.strip().splitlines())
    TRANSCRIPT.write_text(f"{head}{shown}\n```\n", encoding="utf-8")
    return str(TRANSCRIPT.relative_to(PROJECT))
