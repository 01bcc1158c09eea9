"""Building the website widget with npm, once for each state of its sources."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator, Optional

from launch.logs import last_complaint, open_log
from launch.settings import LOGS
from settings import PROJECT

WIDGET = PROJECT / "widget"
#: Whatever decides what the built file holds. Tests and the demo page are not among it.
_FILES = ("package.json", "package-lock.json", "tsconfig.json", "vite.config.ts")
_COMMANDS = (("npm", "ci"), ("npm", "run", "build"))
_SECONDS = 600


def ensure_widget_built(widget: Path = WIDGET) -> Optional[str]:
    """Build the widget where its sources have changed since it was built.

    Return ``None`` when the built file is there, else a line that says why not and what to do. The rest
    of the server does not need the widget, so nothing is raised.
    """
    with (widget / "package.json").open() as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        wanted = fingerprint(widget)
        return None if is_built(wanted, widget) else _build(widget, wanted)


def _build(widget: Path, wanted: str) -> Optional[str]:
    if shutil.which("npm") is None:
        return "The website has no widget: npm is missing. Install Node.js 20.19 or later, then start again."
    stamp = _stamp(widget)
    stamp.unlink(missing_ok=True)  # an interrupted build is done again
    log = LOGS / "widget.log"
    LOGS.mkdir(parents=True, exist_ok=True)
    for command in _COMMANDS:
        with open_log(log) as stream:
            start = stream.tell()
            try:
                code = subprocess.run(
                    command,
                    cwd=widget,
                    stdin=subprocess.DEVNULL,
                    stdout=stream,
                    stderr=stream,
                    timeout=_SECONDS,
                    check=False,
                ).returncode
            except (OSError, subprocess.TimeoutExpired) as error:
                return f"The website has no widget: {' '.join(command)} did not run ({type(error).__name__})."
        if code != 0:
            return f"The website has no widget: {' '.join(command)} failed: {last_complaint(log, start)}"
    stamp.write_text(wanted + "\n")
    return None


def fingerprint(widget: Path = WIDGET) -> str:
    """Return a hash of everything that the widget is built from."""
    digest = hashlib.sha256()
    for path in _inputs(widget):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(widget).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def is_built(wanted: str, widget: Path = WIDGET) -> bool:
    """Return whether the built file was made from the sources with the fingerprint ``wanted``."""
    stamp = _stamp(widget)
    built = (widget / "dist" / "careerbot.js").is_file()
    return built and stamp.is_file() and stamp.read_text().strip() == wanted


def _inputs(widget: Path) -> Iterator[Path]:
    yield from (path for name in _FILES if (path := widget / name).is_file())
    yield from sorted(path for path in (widget / "src").rglob("*") if path.is_file())


def _stamp(widget: Path) -> Path:
    return widget / "dist" / "fingerprint"


if __name__ == "__main__":
    if notice := ensure_widget_built():
        sys.exit(notice)
