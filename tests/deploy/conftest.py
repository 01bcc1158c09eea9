"""The deployment's files as their own tools read them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.image import PROJECT

TOOLS = PROJECT / ".tools/deploy"
SECRETS = {"SESSION_SECRET": "x", "POSTGRES_PASSWORD": "x", "REDIS_PASSWORD": "x", "ACTION_SERVER_TOKEN": "x"}


@pytest.fixture(scope="session")
def tools() -> Path:
    """Return the folder of the checkers, installed if need be."""
    subprocess.run(["sh", "launch/setup.sh", "deploy"], cwd=PROJECT, check=True)
    return TOOLS


def compose(*arguments: str, **secrets: str) -> subprocess.CompletedProcess[str]:
    """Let docker-compose read deploy/compose.yml with these secrets alone."""
    program = TOOLS / "compose/bin/docker-compose"
    return subprocess.run(
        [program, "--env-file", "/dev/null", "--file", "deploy/compose.yml", *arguments],
        cwd=PROJECT, env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", **secrets},
        capture_output=True, text=True,
    )  # fmt: skip


@pytest.fixture(scope="session")
def services(tools: Path) -> dict[str, Any]:
    """Return the services of deploy/compose.yml by their names."""
    return dict(json.loads(compose("config", "--format", "json", **SECRETS).stdout)["services"])


@pytest.fixture(scope="session")
def objects(tools: Path) -> list[dict[str, Any]]:
    """Return the Kubernetes objects as they would be applied."""
    built = subprocess.run(
        [tools / "bin/kubectl", "kustomize", "deploy/kubernetes"],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return list(yaml.safe_load_all(built.stdout))
