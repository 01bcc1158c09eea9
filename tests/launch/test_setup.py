"""Setting up: what is installed when, and the one line that tells why it cannot be."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent

#: Stands in for uv: notes each call, makes the environment, and can fail as uv does.
UV = """\
#!/bin/sh
echo "$@" >>"$UV_CALLS"
case "$*" in
--version) echo "uv 0" ;;
"python install"*)
    if [ -n "$UV_FAILS_WITH" ]; then echo "$UV_FAILS_WITH" >&2; exit 2; fi
    mkdir -p .tools/python/cpython-3.13.9/bin && ln -s {python} .tools/python/cpython-3.13.9/bin/python3.13 ;;
venv*) for made; do :; done; mkdir -p "$made/bin" && ln -s {python} "$made/bin/python" ;;
*sync*) if [ -n "$UV_FAILS_WITH" ]; then echo "$UV_FAILS_WITH" >&2; exit 2; fi ;;
esac
"""


class Clone:
    """A fresh clone, on a machine whose PATH has a stand-in for uv."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calls = folder / "calls"
        self.path = folder / "bin"
        self.path.mkdir()
        (folder / "launch").mkdir()
        shutil.copy(PROJECT / "launch/setup.sh", folder / "launch")
        shutil.copytree(PROJECT / "launch/site", folder / "launch/site")
        shutil.copytree(PROJECT / "requirements", folder / "requirements")
        self.program("uv", UV.format(python=sys.executable))

    def program(self, name: str, text: str) -> None:
        (self.path / name).write_text(text)
        (self.path / name).chmod(0o755)

    def set_up(self, what: str, **environment: str) -> subprocess.CompletedProcess[str]:
        self.calls.write_text("")
        return subprocess.run(
            ["/bin/sh", "launch/setup.sh", what],
            cwd=self.folder,
            env={
                "PATH": f"{self.path}:/usr/bin:/bin",
                "HOME": str(self.folder),
                "PYTHON": sys.executable,
                "UV_CALLS": str(self.calls),
                "UV_FAILS_WITH": "",
                **environment,
            },
            capture_output=True,
            text=True,
        )

    @property
    def installed(self) -> list[str]:
        """The requirements that the last call installed."""
        lines = self.calls.read_text().splitlines()
        return [line.rsplit("/", 1)[1] for line in lines if "sync" in line]


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


def test_the_first_time_the_packages_are_installed(clone: Clone) -> None:
    assert clone.set_up("assistant").returncode == 0
    assert clone.installed == ["assistant.txt"]


def test_the_second_time_nothing_is_done(clone: Clone) -> None:
    clone.set_up("assistant")

    assert clone.set_up("assistant").stderr == ""
    assert clone.calls.read_text() == ""


def test_the_tools_of_the_tests_stay_when_the_assistant_is_started(clone: Clone) -> None:
    clone.set_up("assistant")
    clone.set_up("dev")
    assert clone.installed == ["dev.txt"]

    clone.set_up("assistant")
    assert clone.installed == []


def test_what_checks_the_deployment_stands_apart_and_is_installed_once(clone: Clone) -> None:
    clone.set_up("dev")

    assert clone.set_up("deploy").returncode == 0
    assert clone.installed == ["deploy.txt", "compose.txt"]
    assert all(".tools/deploy" in call for call in clone.calls.read_text().splitlines() if "sync" in call)

    assert clone.set_up("deploy").stderr == ""
    assert clone.installed == []
    assert clone.set_up("dev").stderr == ""


def test_changed_requirements_are_installed(clone: Clone) -> None:
    clone.set_up("dev")
    with (clone.folder / "requirements/dev.txt").open("a") as requirements:
        requirements.write("# changed\n")

    clone.set_up("assistant")

    assert clone.installed == ["dev.txt"]


def test_an_installation_that_was_cut_off_is_done_again(clone: Clone) -> None:
    clone.set_up("assistant", UV_FAILS_WITH="cut off")

    clone.set_up("assistant")

    assert clone.installed == ["assistant.txt"]


def test_an_environment_whose_python_is_gone_is_made_anew(clone: Clone) -> None:
    clone.set_up("assistant")
    (clone.folder / ".venv/bin/python").unlink()

    assert clone.set_up("assistant").returncode == 0
    assert clone.installed == ["assistant.txt"]


def test_a_uv_that_is_found_but_does_not_run_is_passed_over(clone: Clone) -> None:
    own = clone.folder / ".tools/uv/bin"
    own.mkdir(parents=True)
    shutil.copy(clone.path / "uv", own)
    clone.program("uv", "#!/bin/sh\necho 'pyenv: uv: command not found' >&2\nexit 127\n")

    assert clone.set_up("uv").stdout.strip() == str(own / "uv")


@pytest.mark.parametrize(
    ("uv_says", "told"),
    [
        (
            "error: Failed to install: x.whl\n  Caused by: No space left on device (os error 28)",
            "disk is full",
        ),
        (
            "error: Request failed\n  Caused by: client error (Connect)\n  Caused by: dns error",
            "cannot be reached",
        ),
        (
            "error: failed to create file\n  Caused by: Permission denied (os error 13)",
            "no permission to write",
        ),
        ("error: something else", "error: something else (the rest is in .careerbot/logs/setup.log)"),
    ],
)
def test_a_failure_is_one_line_that_says_why(clone: Clone, uv_says: str, told: str) -> None:
    result = clone.set_up("assistant", UV_FAILS_WITH=uv_says)

    assert result.returncode != 0
    complaint = [line for line in result.stderr.splitlines() if line.startswith("Careerbot:")]
    assert len(complaint) == 1
    assert told in complaint[0]


@pytest.fixture
def bare(clone: Clone) -> Clone:
    """A clone on a machine with uv alone."""
    for name in ("python3.13", "python3.12", "python3.11"):
        clone.program(name, "#!/bin/sh\nexit 1\n")
    if list(Path("/usr/local/bin").glob("python3.1[123]")):
        pytest.skip("a Python stands in /usr/local/bin, where it is always found")
    return clone


def test_where_no_python_runs_uv_fetches_one_into_the_folder(bare: Clone) -> None:
    result = bare.set_up("assistant", PYTHON="")

    assert result.returncode == 0, result.stderr
    assert bare.installed == ["assistant.txt"]
    assert "cpython-3.13.9" in bare.calls.read_text()


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"UV_PYTHON_DOWNLOADS": "never"}, "uv may fetch none (UV_PYTHON_DOWNLOADS). Install Python 3.13"),
        (
            {"UV_FAILS_WITH": "error: dns error"},
            "runs here: the network cannot be reached. Check it or the proxy, then run this again. Install",
        ),
        ({"PYTHON": "/bin/false"}, "PYTHON=/bin/false is no Python 3.11, 3.12 or 3.13 that runs."),
    ],
)
def test_where_none_can_be_had_the_last_line_says_what_to_install(
    bare: Clone, environment: dict[str, str], told: str
) -> None:
    result = bare.set_up("assistant", **{"PYTHON": "", **environment})

    assert result.returncode != 0
    assert told in result.stderr.splitlines()[-1]


def test_the_environment_may_be_moved(clone: Clone) -> None:
    clone.set_up("assistant")

    assert "venv --relocatable" in clone.calls.read_text()


def test_no_file_of_requirements_holds_an_address() -> None:
    for path in (PROJECT / "requirements").iterdir():
        assert "://" not in path.read_text(), path.name
