"""The assistant within one process: what it prints."""

from __future__ import annotations

import os
import subprocess
import sys

from launch.settings import MODEL
from settings import PROJECT
from tests.conftest import skip_unless_ci

_SAY = """
import asyncio
from launch.in_process import InProcessAssistant
assistant = InProcessAssistant()
asyncio.run(assistant.say(assistant.talk(), "what does a zanzibarian ML engineer earn?"))
"""


def test_nothing_that_is_said_in_it_is_printed() -> None:
    if not MODEL.is_file():
        skip_unless_ci("No model is trained: run `make train`")
    run = subprocess.run(
        [sys.executable, "-c", _SAY], cwd=PROJECT, env=os.environ, capture_output=True, text=True, check=True
    )
    assert "zanzibarian" not in run.stdout + run.stderr
