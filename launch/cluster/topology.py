"""How the parts hang together: which listens where, and what each is told of the others."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Dict, List, Mapping, Optional, Type

from launch.cluster import services
from launch.cluster.folder import run_folder
from launch.cluster.ports import lasting_port
from launch.cluster.programs import command_as, find_programs
from launch.environment import child_environment
from launch.errors import LaunchError
from launch.health import answers
from launch.ports import claim
from launch.processes import Child, Children
from launch.progress import Progress
from launch.settings import LOGS
from settings import PROJECT

START_SECONDS = 240.0
_SECRET_BYTES = 32


@dataclass(frozen=True)
class Plan:
    """What a cluster is made of.

    :param port: where nginx listens on loopback
    :param database_port: where PostgreSQL listens
    :param database_seen_at: the port by which the other processes reach it; by default its own
    :param disk: a folder for PostgreSQL; by default one that goes with the run
    :param environment: further settings of assistants and action servers
    :param requests_per_second: that one address may send, as ``connections`` that it may hold open
    """

    port: int
    assistants: int = 2
    action_servers: int = 2
    database_port: int = field(default_factory=lasting_port)
    database_seen_at: Optional[int] = None
    disk: Optional[Path] = None
    environment: Mapping[str, str] = field(default_factory=dict)
    logs: Path = LOGS / "cluster"
    requests_per_second: int = 20
    connections: int = 60


class Cluster:
    """A context in which the cluster runs.

    :raises LaunchError: when it cannot start, in one line
    """

    def __init__(self, plan: Plan, progress: Progress) -> None:
        self.plan = plan
        self.url = f"http://127.0.0.1:{plan.port}"
        self.assistant_ports = [lasting_port() for _ in range(plan.assistants)]
        self.assistants: List[Child] = []
        self.action_servers: List[Child] = []
        self.postgresql: Child
        self.redis: Child
        self.nginx: Child
        self.folder: Path
        self._progress = progress
        self._password = secrets.token_hex(_SECRET_BYTES)
        self.session_secret = secrets.token_hex(_SECRET_BYTES)
        self._action_token = secrets.token_hex(_SECRET_BYTES)
        self._log_salt = secrets.token_hex(_SECRET_BYTES)
        self._redis_port = lasting_port()
        self._actions_listen = f"127.0.0.1:{lasting_port()}"
        self._running = ExitStack()

    def database_url(self, port: Optional[int] = None) -> str:
        """Return the address of the database, by default as the processes reach it."""
        seen_at = port or self.plan.database_seen_at or self.plan.database_port
        return f"postgresql://{services.USER}:{self._password}@127.0.0.1:{seen_at}/{services.DATABASE}"

    def __enter__(self) -> Cluster:
        try:
            self._start()
        except BaseException:
            self._running.close()
            raise
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self._running.close()

    def _start(self) -> None:
        programs = find_programs()
        claim(self.plan.port, "PORT")
        self.plan.logs.mkdir(parents=True, exist_ok=True)
        self.folder = self._running.enter_context(run_folder())
        children = self._running.enter_context(Children(self.plan.logs, os.environ))
        with self._progress.step("Starting PostgreSQL and Redis"):
            self.postgresql = services.postgresql(
                programs,
                self.plan.disk or self.folder / "postgresql",
                self.plan.database_port,
                self._password,
                self._log("postgresql"),
            )
            self.redis = services.redis(
                programs, self.folder / "redis", self._redis_port, self._password, self._log("redis")
            )
            children.keep(self.postgresql, self.redis, seconds=START_SECONDS)
            services.create_database(self.plan.database_port, self._password)
        with self._progress.step("Filling the knowledge base"):
            self._fill()
        with self._progress.step(
            f"Starting assistants ({self.plan.assistants}) and action servers ({self.plan.action_servers})"
        ):
            ports = [lasting_port() for _ in range(self.plan.action_servers)]
            self.action_servers = [self._actions(number, port) for number, port in enumerate(ports, 1)]
            children.keep(*self.action_servers, seconds=START_SECONDS)
            self.assistants = [
                self._assistant(number, port) for number, port in enumerate(self.assistant_ports, 1)
            ]
            children.keep(*self.assistants, seconds=START_SECONDS)
        with self._progress.step("Starting nginx"):
            self.nginx = services.nginx(
                programs, self.folder / "nginx",
                listen=f"127.0.0.1:{self.plan.port}", actions_listen=self._actions_listen,
                assistants=self.assistant_ports, action_servers=ports, log=self._log("nginx"),
                requests_per_second=self.plan.requests_per_second, connections=self.plan.connections,
            )  # fmt: skip
            children.keep(self.nginx, seconds=START_SECONDS)

    def _fill(self) -> None:
        filled = subprocess.run(
            [sys.executable, "-m", "knowledge.loader.load"],
            cwd=PROJECT, env=child_environment() | self._environment(),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if filled.returncode != 0:
            reason = (filled.stderr.strip().splitlines() or ["it gave no reason"])[-1]
            raise LaunchError(f"The knowledge base could not be filled: {reason}")

    def _actions(self, number: int, port: int) -> Child:
        return Child(
            f"action-server-{number}",
            command_as(None, sys.executable, "-m", "launch.single", "actions"),
            log=self._log(f"action-server-{number}"),
            ready=lambda: answers(f"http://127.0.0.1:{port}/health"),
            environment=self._environment(ACTION_PORT=str(port), OPS_PORT=str(lasting_port())),
        )

    def _assistant(self, number: int, port: int) -> Child:
        return Child(
            f"assistant-{number}",
            command_as(None, sys.executable, "-m", "launch.single", "assistant"),
            log=self._log(f"assistant-{number}"),
            ready=lambda: answers(f"http://127.0.0.1:{port}/webhooks/website/"),
            environment=self._environment(
                PORT=str(port),
                ACTION_SERVER_URL=f"http://{self._actions_listen}/webhook",
                OPS_PORT=str(lasting_port()),
                SANIC_PROXIES_COUNT="1",
            ),
        )

    def _environment(self, **own: str) -> Dict[str, str]:
        """Return what a process is told: the settings of this machine, and over them what they share."""
        return {
            **os.environ,
            "CAREERBOT_ENV": "production",
            "INTERFACE": "127.0.0.1",
            "SESSION_SECRET": self.session_secret,
            "LOG_SALT": self._log_salt,
            "ACTION_SERVER_TOKEN": self._action_token,
            "KNOWLEDGE_DB_URL": self.database_url(),
            "TRACKER_DB_URL": self.database_url(),
            "REDIS_URL": f"redis://:{self._password}@127.0.0.1:{self._redis_port}/0",
            **self.plan.environment,
            **own,
        }

    def _log(self, name: str) -> Path:
        return self.plan.logs / f"{name}.log"
