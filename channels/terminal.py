"""The conversation in a terminal, within `rasa shell`.

Rasa's own shell turns suggestions into a menu, in which a person cannot simply type the next question.
This one shows them as numbered lines under the answer, and takes a number or a question. It takes the
place of one function of Rasa, ``rasa.core.channels.console.record_messages``, when `rasa shell` is
started by ``python -m channels.terminal shell …`` or, through `launch/site`, as plain `rasa shell`.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import shutil
import sys
import textwrap
from typing import Any, Dict, List, Optional, Tuple

import aiohttp
from rasa.core.channels import console as rasa_console
from rich.console import Console
from rich.text import Text

from channels import MOST_CHARACTERS
from channels.terminal_characters import write_what_fits
from channels.terminal_input import Input, Keyboard, Pipe
from nlu.normalise import normalised

logger = logging.getLogger(__name__)

STOP = "/stop"
RESTART = "/restart"

_WELCOME = (
    "Ask in your own words, or type the number of a suggestion.\n"
    f"{RESTART} begins anew, {STOP} or Ctrl-D ends the conversation."
)
_EMPTY = "That was empty. Type a question, or the number of a suggestion."
_TOO_LONG = "That is longer than {limit:,} characters. Could you say it shorter?"
_SILENCE = "There is no answer to that. Could you put it another way?"
_UNREACHED = "The assistant did not answer. Your message is kept: press Enter to send it again."
_FAILED = "The conversation has to end: something went wrong in this program."
_GOODBYE = "Goodbye."

_NUMBER = re.compile(r"(\d{1,2})[.)]?")
_SERVER_SECONDS = 30.0
_INDENT = 5  # columns before a suggestion, its number among them

Message = Dict[str, Any]
#: What is shown of a suggestion, and what is sent when it is chosen.
Suggestion = Tuple[str, str]


def chosen(line: str, suggestions: List[Suggestion]) -> Optional[Suggestion]:
    """Return the suggestion whose number the line holds, if it holds one."""
    number = _NUMBER.fullmatch(line.strip())
    if number and 1 <= int(number[1]) <= len(suggestions):
        return suggestions[int(number[1]) - 1]
    return None


def as_text(line: str) -> str:
    """Return a typed line as the text to send, or nothing when it holds none.

    Of what begins with a slash only `/restart` is a command; nothing else that is typed names an intent.
    """
    return RESTART if line.strip() == RESTART else normalised(line)


def suggestions_of(messages: List[Message]) -> List[Suggestion]:
    """Return the suggestions of all messages of one answer, in order, each once."""
    found = []
    for message in messages:
        for button in message.get("buttons") or message.get("quick_replies") or ():
            suggestion = (str(button["title"]), str(button.get("payload") or button["title"]))
            if suggestion not in found:
                found.append(suggestion)
    return found


def show_answer(show: Console, messages: List[Message]) -> List[Suggestion]:
    """Print an answer and its numbered suggestions, and return these."""
    shown = False
    for message in messages:
        for part in (message.get("text"), message.get("image"), message.get("attachment")):
            if part:
                show.print()
                show.print(Text(_fitted(str(part), show.width)))
                shown = True
    if not shown:
        show.print()
        show.print(Text(_SILENCE))
    suggestions = suggestions_of(messages)
    if suggestions:
        show.print()
        for number, (title, _) in enumerate(suggestions, start=1):
            first, *rest = textwrap.wrap(title, show.width - _INDENT) or [title]
            show.print(Text.assemble((f"  {number}  ", "bold cyan"), first))
            for line in rest:
                show.print(Text(" " * _INDENT + line))
    show.print()
    return suggestions


def _fitted(text: str, width: int) -> str:
    """Return the text with long lines of prose broken between words; aligned columns stay as they are."""
    lines = []
    for line in text.splitlines():
        body = line.strip()
        if len(line) <= width or "  " in body:
            lines.append(line)
            continue
        indent = line[: len(line) - len(line.lstrip())]
        hang = indent + ("  " if body.startswith(("- ", "• ")) else "")
        lines += textwrap.wrap(
            body, width, initial_indent=indent, subsequent_indent=hang,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
    return "\n".join(lines)


async def record_messages(
    sender_id: str,
    server_url: str = rasa_console.DEFAULT_SERVER_URL,
    auth_token: str = "",
    max_message_limit: Optional[int] = None,
    use_response_stream: bool = True,
    request_timeout: Optional[int] = None,
) -> int:
    """Hold the conversation until the person leaves, and return the number of messages.

    It has the parameters of the function of Rasa that it replaces. Answers are not streamed: over a
    stream, Rasa's server says nothing at all when an action fails.
    """
    try:
        await _server_listens(server_url)
        await _turn_to_speak()
        return await _converse(sender_id, server_url, auth_token, max_message_limit)
    except Exception:  # Rasa would drop it and go on without a prompt; on return it stops
        logger.exception("The conversation in the terminal failed")
        print(_FAILED)
        return 0


async def _converse(sender_id: str, server_url: str, auth_token: str, limit: Optional[int]) -> int:
    write_what_fits(sys.stdout)
    columns = shutil.get_terminal_size().columns or 80  # a terminal that does not know its size says 0
    show = Console(highlight=False, soft_wrap=True, width=min(columns, 100))
    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    person = _keyboard_or_pipe(show, interactive)
    show.print(Text(_fitted(_WELCOME, show.width), style="dim"))
    show.print()

    count = 0
    kept = ""
    suggestions: List[Suggestion] = []
    while limit is None or count < limit:
        line = await person.line(kept)
        kept = ""
        if line is None or line.strip() == STOP:
            break
        choice = chosen(line, suggestions)
        message = choice[1] if choice else as_text(line)
        if not message:
            show.print(Text(_EMPTY, style="dim"))
            continue
        if len(message) > MOST_CHARACTERS:
            show.print(Text(_TOO_LONG.format(limit=MOST_CHARACTERS), style="dim"))
            kept = line if interactive else ""
            continue
        if choice:
            show.print(Text(f"  → {choice[0]}", style="dim"))
        try:
            answer = await rasa_console.send_message_receive_block(server_url, auth_token, sender_id, message)
        except (TimeoutError, aiohttp.ClientError, ValueError):
            show.print(Text(_UNREACHED, style="dim"))
            kept = line
            continue
        suggestions = show_answer(show, answer)
        count += 1
    show.print(Text(_GOODBYE, style="dim"))
    return count


def _keyboard_or_pipe(show: Console, interactive: bool) -> Input:
    if interactive:
        return Keyboard()
    return Pipe(show)


async def _server_listens(server_url: str) -> None:
    """Return when the server, which starts in this same process, takes connections."""
    deadline = asyncio.get_running_loop().time() + _SERVER_SECONDS
    async with aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(server_url):
                    return
            except aiohttp.ClientError:
                if asyncio.get_running_loop().time() > deadline:
                    raise
            await asyncio.sleep(0.05)


async def _turn_to_speak() -> None:
    """Return when the launcher, which shows its progress on the same terminal, has closed its pipe."""
    turn = os.environ.get("CAREERBOT_TERMINAL_TURN")
    if turn is not None:
        await asyncio.get_running_loop().run_in_executor(None, os.read, int(turn), 1)
        os.close(int(turn))


def main() -> None:
    """Run Rasa's command line with this conversation in the place of Rasa's."""
    from rasa.__main__ import main as rasa_main

    # The prompt need not know where on the screen it stands, and not every terminal would tell.
    os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
    rasa_console.record_messages = record_messages
    rasa_main()


if __name__ == "__main__":
    main()
