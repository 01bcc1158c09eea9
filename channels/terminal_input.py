"""Where the lines of a conversation in a terminal come from: a keyboard, or a file or another program."""

from __future__ import annotations

import asyncio
import sys
import threading
from typing import Optional, Protocol

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import FormattedText
from rich.console import Console
from rich.text import Text

_PROMPT = "You: "


class Input(Protocol):
    """Where the person's lines come from."""

    async def line(self, kept: str) -> Optional[str]:
        """Return the next line, offering ``kept`` to be sent again, or ``None`` when the person left."""


class Keyboard:
    """Lines typed at a terminal, with editing and the arrow keys for earlier ones."""

    def __init__(self) -> None:
        self._session: PromptSession[str] = PromptSession()

    async def line(self, kept: str) -> Optional[str]:
        """Return the typed line; Ctrl-C and Ctrl-D on an empty line leave."""
        prompt = FormattedText([("bold", _PROMPT)])
        try:
            return await self._session.prompt_async(prompt, default=kept)
        except (EOFError, KeyboardInterrupt):
            return None


class Pipe:
    """Lines of a file or another program; each is shown, so that what is printed reads as a conversation."""

    def __init__(self, show: Console) -> None:
        self._show = show
        self._lines: asyncio.Queue[Optional[str]] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        # A thread of its own, since a file cannot be waited for; a daemon, so that no line holds up the end.
        threading.Thread(target=self._read, args=(loop,), daemon=True).start()

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            # Read as bytes: a line that is no UTF-8, from a Latin-1 terminal or file, is a question too.
            for read in sys.stdin.buffer:
                try:
                    line = read.decode("utf-8")
                except UnicodeDecodeError:
                    line = read.decode("latin-1")
                loop.call_soon_threadsafe(self._lines.put_nowait, line.rstrip("\r\n"))
        finally:  # whatever breaks the reading, the conversation ends and does not wait for ever
            loop.call_soon_threadsafe(self._lines.put_nowait, None)

    async def line(self, kept: str) -> Optional[str]:
        """Return the next line; one that was not answered is not sent again."""
        line = await self._lines.get()
        if line is not None:
            self._show.print(Text(_PROMPT + line))
        return line
