"""The commands that docs/deploying.md gives for a copy do what it says, on a PostgreSQL of this machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from launch.operations.backup import _connection, _program
from tests.deploy.image import PROJECT

PAGE = (PROJECT / "docs" / "deploying.md").read_text()


def options_of(program: str) -> list[str]:
    """Return the options of a command of the page, but for whom it connects as and to which database."""
    (line,) = re.findall(rf"exec -T postgres {program} (.+?) [<>] careerbot\.dump$", PAGE, re.MULTILINE)
    return re.sub(r"-U careerbot|-d careerbot|\bcareerbot$", "", line).split()


def test_the_commands_of_the_page_bring_a_database_back(postgresql_url: str, tmp_path: Path) -> None:
    url, dump = make_url(postgresql_url), tmp_path / "careerbot.dump"
    connection, environment = _connection(url)
    engine = create_engine(url, future=True)
    with engine.begin() as before:
        before.execute(text("CREATE SCHEMA catalog_of_a_release"))
        before.execute(text("CREATE TABLE catalog_of_a_release.roles (id int)"))
        before.execute(text("CREATE TABLE kept (words text)"))
        before.execute(text("INSERT INTO kept VALUES ('said')"))

    def run(program: str, *more: str) -> None:
        command = [_program(program), *connection, f"--dbname={url.database}", *options_of(program), *more]
        subprocess.run(command, env=environment, check=True)

    run("pg_dump", f"--file={dump}")
    with engine.begin() as between:
        between.execute(text("DELETE FROM kept"))
    run("pg_restore", str(dump))

    with engine.connect() as after:
        assert after.scalars(text("SELECT words FROM kept")).all() == ["said"]
    assert b"catalog_of_a_release" not in dump.read_bytes()
    engine.dispose()
