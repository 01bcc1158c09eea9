"""The few lines that tell a person how a start goes, apart from the conversation: on standard error."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import Iterator

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

#: A step that took less than this, in seconds, leaves no line: nothing was done.
_WORTH_A_LINE = 1.0


class Progress:
    """Shows the steps of a start: a line that moves on a terminal, plain lines elsewhere."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Show that ``what`` is going on, and afterwards how long it took if it was long."""
        started = time.monotonic()
        with Bar(
            SpinnerColumn(), TextColumn("{task.description} …"), TimeElapsedColumn(),
            console=self._console, disable=not self._console.is_terminal, transient=True,
            refresh_per_second=4,
        ) as bar:  # fmt: skip
            bar.add_task(what, total=None)
            yield
        seconds = time.monotonic() - started
        if seconds >= _WORTH_A_LINE:
            self._console.print(f"[green]✓[/] {escape(what)}: {seconds:.0f} s", soft_wrap=True)

    def say(self, text: str) -> None:
        """Show a line."""
        self._console.print(text, markup=False, soft_wrap=True)

    def fail(self, text: str) -> None:
        """Show why nothing more will happen, in one line."""
        self._console.print(f"[bold red]Careerbot:[/] {escape(text)}", soft_wrap=True)
