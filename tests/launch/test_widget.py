"""Building the widget: once for each state of its sources, and with a clear line when it cannot be."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from launch import widget as building
from launch.widget import ensure_widget_built

_NPM = """#!/bin/sh
echo "$@" >> calls
[ "$1" = run ] || { sleep 0.1; exit 0; }
mkdir -p dist && echo built > dist/careerbot.js
"""


@pytest.fixture
def widget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small widget, and put an npm on the path that notes how it is called."""
    folder = tmp_path / "widget"
    (folder / "src").mkdir(parents=True)
    (folder / "src" / "main.tsx").write_text("draw()")
    (folder / "package.json").write_text("{}")
    monkeypatch.setattr(building, "LOGS", tmp_path / "logs")
    put_npm(tmp_path, _NPM)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    return folder


def put_npm(folder: Path, script: str) -> None:
    npm = folder / "bin" / "npm"
    npm.parent.mkdir(exist_ok=True)
    npm.write_text(script)
    npm.chmod(0o755)


def calls(widget: Path) -> list[str]:
    return (widget / "calls").read_text().splitlines()


def test_it_is_built_once_for_each_state_of_its_sources(widget: Path) -> None:
    assert ensure_widget_built(widget) is None
    assert ensure_widget_built(widget) is None
    assert calls(widget) == ["ci", "run build"]

    (widget / "src" / "main.tsx").write_text("draw(more)")

    assert ensure_widget_built(widget) is None
    assert len(calls(widget)) == 4


def test_two_starts_at_once_build_it_once(widget: Path) -> None:
    with ThreadPoolExecutor(2) as starts:
        assert list(starts.map(ensure_widget_built, [widget, widget])) == [None, None]

    assert calls(widget) == ["ci", "run build"]


def test_a_built_file_that_was_removed_is_built_again(widget: Path) -> None:
    ensure_widget_built(widget)
    (widget / "dist" / "careerbot.js").unlink()

    ensure_widget_built(widget)

    assert (widget / "dist" / "careerbot.js").is_file()


def test_without_npm_it_says_what_is_missing(widget: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    notice = ensure_widget_built(widget)

    assert notice == (
        "The website has no widget: npm is missing. Install Node.js 20.19 or later, then start again."
    )


def test_a_build_that_fails_is_told_in_one_line_and_tried_again(widget: Path, tmp_path: Path) -> None:
    put_npm(tmp_path, "#!/bin/sh\necho 'Error: no room' >&2\nexit 1\n")

    notice = ensure_widget_built(widget)

    assert notice is not None
    assert "npm ci failed: Error: no room" in notice
    assert "\n" not in notice

    put_npm(tmp_path, _NPM)
    assert ensure_widget_built(widget) is None
