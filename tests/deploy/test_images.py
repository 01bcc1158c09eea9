"""The images hold all that their processes need, and their processes need no more than they are given."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from pathlib import Path
from typing import Any, Iterator

import pytest

from launch.health import answers
from launch.settings import MODEL
from tests.deploy.image import PROJECT, Image
from tests.running import free_port

ACTIONS = Image.read(PROJECT / "deploy/actions.Dockerfile")
ASSISTANT = Image.read(PROJECT / "deploy/assistant.Dockerfile")
VENV = "/opt/careerbot/.venv"


@pytest.fixture(scope="module")
def packages_of_actions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install what the action server's image installs, in an environment of its own."""
    venv = tmp_path_factory.mktemp("packages") / "venv"
    uv = subprocess.run(
        ["sh", "launch/setup.sh", "uv"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout.strip()
    make = [uv, "venv", "--quiet", "--python", sys.executable, str(venv)]
    fill = [uv, "pip", "sync", "--quiet", "--python", f"{venv}/bin/python", "--require-hashes"]
    for command in (make, [*fill, "requirements/actions.txt"]):
        subprocess.run(command, cwd=PROJECT, check=True, env={**os.environ, "UV_PYTHON_DOWNLOADS": "never"})
    return venv


@contextlib.contextmanager
def running(image: Image, root: Path, python: Path, page: str, **settings: str) -> Iterator[None]:
    """Run the image's command on what the image holds, with the image's and these settings alone.

    The block begins when the page answers.
    """
    program, *arguments = image.command
    assert program == "python"
    environment = {**image.environment, **settings, "PATH": f"{python.parent}:/usr/bin:/bin"}
    log = root.with_suffix(".log")
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [python, *arguments], cwd=root, env=environment, stdout=stream, stderr=stream
        )
    try:
        deadline = time.monotonic() + 120
        while not answers(page):
            assert process.poll() is None, log.read_text()[-2000:]
            assert time.monotonic() < deadline, log.read_text()[-2000:]
            time.sleep(0.1)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def call(address: str, body: dict[str, Any], token: str = "") -> Any:
    """Post JSON and return the first line of the answer."""
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    request = urllib.request.Request(address, data=json.dumps(body).encode(), headers=headers)
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.loads(response.readline())


def test_the_images_fill_the_knowledge_base_and_answer_a_question_in_production(
    packages_of_actions: Path, postgresql_url: str, tmp_path: Path
) -> None:
    port, action_port = free_port(), free_port()
    python = packages_of_actions / "bin/python"
    database = {
        "KNOWLEDGE_DB_URL": postgresql_url,
        "KNOWLEDGE_DB_VERSIONED": "true",
        "TRACKER_DB_URL": postgresql_url,
        "INTERFACE": "127.0.0.1",
    }
    actions = ACTIONS.build(tmp_path / "actions", {VENV: packages_of_actions})
    (widget := tmp_path / "careerbot.js").write_text("// built\n")
    models = "/opt/careerbot/models"
    made = {VENV: Path(sys.prefix), models: MODEL.parent, "/widget/dist/careerbot.js": widget}
    assistant = ASSISTANT.build(tmp_path / "assistant", made)

    load = [python, "-m", "knowledge.loader.load"]
    subprocess.run(load, cwd=actions, env={**ACTIONS.environment, **database}, check=True)
    served, webhook = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{action_port}/webhook"
    health = webhook.replace("webhook", "health")
    with running(
        ACTIONS, actions, python, health, ACTION_PORT=str(action_port), OPS_PORT=str(free_port()), **database
    ), running(
        ASSISTANT, assistant, Path(sys.executable), f"{served}/", PORT=str(port), OPS_PORT=str(free_port()),
        ACTION_SERVER_URL=webhook, SESSION_SECRET=secrets.token_hex(32), **database,
    ):  # fmt: skip
        website = f"{served}/webhooks/website"
        token = call(f"{website}/session", {})["token"]
        question = {"id": str(uuid.uuid4()), "text": "What does an ML engineer earn?"}
        answer = call(f"{website}/messages", question, token)

    assert "$" in answer["message"]["text"], answer


def test_the_action_servers_packages_hold_no_rasa(packages_of_actions: Path) -> None:
    installed = {
        path.name.partition("-")[0] for path in packages_of_actions.glob("lib/*/site-packages/*.dist-info")
    }

    assert "rasa_sdk" in installed
    assert not installed & {"rasa", "numpy", "spacy"}


@pytest.mark.parametrize("image", [ACTIONS, ASSISTANT], ids=lambda image: image.dockerfile.stem)
def test_an_image_runs_as_nobody_and_is_asked_on_its_operations_port(image: Image) -> None:
    user, _, group = image.user.partition(":")

    assert user.isdecimal()
    assert int(user) > 0
    assert group.isdecimal()
    assert image.environment["CAREERBOT_ENV"] == "production"
    assert image.environment["OPS_PORT"].isdecimal()
    assert image.health_check == ["python", "-m", "launch.health"]
    assert image.command[:3] == ["python", "-m", "launch.single"]


@pytest.mark.parametrize("image", [ACTIONS, ASSISTANT], ids=lambda image: image.dockerfile.stem)
def test_what_a_dockerfile_copies_is_sent_to_the_engine(image: Image) -> None:
    sent = {
        line[1:].partition("/")[0]
        for line in (PROJECT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    copied = {
        word.partition("/")[0]
        for line in image.dockerfile.read_text().splitlines()
        if line.startswith("COPY ") and "--from=" not in line
        for word in line.split()[1:-1]
    }

    assert copied <= sent
