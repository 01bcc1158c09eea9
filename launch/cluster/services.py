"""PostgreSQL, Redis and nginx with settings of their own, as parts of the cluster."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from string import Template
from typing import Sequence

import psycopg2
from redis import Redis
from redis.exceptions import RedisError

from launch.cluster.folder import give, own_folder
from launch.cluster.programs import Programs, command_as
from launch.errors import LaunchError
from launch.health import answers
from launch.processes import Child
from settings import PROJECT

USER = "careerbot"
DATABASE = "careerbot"
_TEMPLATES = PROJECT / "deploy" / "nginx"
#: A folder that every user may enter.
_ANYWHERE = Path("/")
#: Small enough for a disk of 256 MB, of which a fault may make a full one.
_POSTGRESQL_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "min_wal_size": "32MB",
    "max_wal_size": "64MB",
    "logging_collector": "off",
    # People's words stand in statements and in the details of errors: neither goes into the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length_on_error": "0",
}


def postgresql(programs: Programs, folder: Path, port: int, password: str, log: Path) -> Child:
    """Make an empty database cluster in ``folder`` and return its server."""
    own_folder(folder, "postgres")
    data = folder / "data"
    words = folder / "password"
    words.write_text(password, encoding="ascii")
    give(words, "postgres")
    made = subprocess.run(
        command_as(
            "postgres", str(programs.postgresql / "initdb"), "-D", str(data), "-U", USER,
            "-A", "scram-sha-256", "--pwfile", str(words), "-E", "UTF8", "--locale", "C",
        ),
        cwd=_ANYWHERE,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    words.unlink()
    if made.returncode != 0:
        reason = (made.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise LaunchError(f"PostgreSQL's folder {data} could not be made: {reason}")
    settings = [f"-c{name}={value}" for name, value in {**_POSTGRESQL_SETTINGS, "port": str(port)}.items()]

    def ready() -> bool:
        try:
            psycopg2.connect(
                host="127.0.0.1",
                port=port,
                user=USER,
                password=password,
                dbname="postgres",
                connect_timeout=2,
            ).close()
        except psycopg2.OperationalError:
            return False
        return True

    return Child(
        "PostgreSQL",
        command_as("postgres", str(programs.postgresql / "postgres"), "-D", str(data), *settings),
        log=log,
        ready=ready,
        folder=_ANYWHERE,
        ends_on=signal.SIGINT,  # a fast shutdown: it does not wait for those who are connected
    )


def create_database(port: int, password: str) -> None:
    """Make the database for conversations and the knowledge base."""
    connection = psycopg2.connect(
        host="127.0.0.1", port=port, user=USER, password=password, dbname="postgres"
    )
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {DATABASE}")
    finally:
        connection.close()


def redis(programs: Programs, folder: Path, port: int, password: str, log: Path) -> Child:
    """Return a Redis server that keeps nothing on disk."""
    own_folder(folder, "redis")
    settings = folder / "redis.conf"
    settings.write_text(
        f'bind 127.0.0.1\nport {port}\nrequirepass {password}\nsave ""\nappendonly no\ndir {folder}\n',
        encoding="utf-8",
    )
    settings.chmod(0o600)
    give(settings, "redis")

    def ready() -> bool:
        try:
            with Redis(port=port, password=password, socket_timeout=1) as client:
                return bool(client.ping())
        except RedisError:
            return False

    return Child(
        "Redis",
        command_as("redis", programs.redis, str(settings)),
        log=log,
        ready=ready,
        folder=_ANYWHERE,
    )


def nginx(
    programs: Programs, folder: Path, *, listen: str, actions_listen: str, assistants: Sequence[int],
    action_servers: Sequence[int], log: Path, requests_per_second: int = 20, connections: int = 60,
) -> Child:  # fmt: skip
    """Return nginx before assistants and action servers, which listen on these ports of loopback.

    :param requests_per_second: that one address may send
    :param connections: that one address may hold open
    """
    own_folder(folder, "www-data")
    values = {
        "CAREERBOT_LISTEN": listen,
        "CAREERBOT_ACTION_LISTEN": actions_listen,
        "CAREERBOT_ASSISTANTS": _servers(assistants),
        "CAREERBOT_ACTION_SERVERS": _servers(action_servers),
        "CAREERBOT_NGINX_WORKERS": "1",
        "CAREERBOT_REQUESTS": f"{requests_per_second}r/s",
        "CAREERBOT_CONNECTIONS": str(connections),
    }
    for name in ("nginx.conf", "careerbot.conf"):
        text = Template((_TEMPLATES / f"{name}.template").read_text(encoding="utf-8"))
        (folder / name).write_text(text.safe_substitute(values), encoding="utf-8")
        give(folder / name, "www-data")

    return Child(
        "nginx",
        command_as("www-data", programs.nginx, "-e", "stderr", "-p", f"{folder}{os.sep}", "-c", "nginx.conf"),
        log=log,
        ready=lambda: answers(f"http://{listen}/webhooks/website/"),
        folder=_ANYWHERE,
        ends_on=signal.SIGQUIT,  # finishes what it has begun
    )


def _servers(ports: Sequence[int]) -> str:
    return "\n    ".join(f"server 127.0.0.1:{port} max_fails=1 fail_timeout=2s;" for port in ports)
