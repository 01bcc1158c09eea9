"""The conversation in a terminal, held through pipes as a script would."""

from __future__ import annotations

import inspect
import io
import os
from pathlib import Path
from typing import Any, AsyncIterator, Awaitable, Callable, Dict, List

import pytest
from aiohttp import web
from rasa.core import run as rasa_run
from rasa.core.channels import console as rasa_console

from channels import terminal
from channels.terminal_characters import write_what_fits

ANSWER = [
    {"text": "An ML engineer is paid $193,600.\n\n  role          median\n  ML engineer   $193,600"},
    {
        "text": "Source: aijobs.net, 2025-08-03",
        "buttons": [
            {"title": "And an AI engineer?", "payload": '/ask_salary{"role":"ai_engineer"}'},
            {"title": "Which skills?", "payload": "/ask_skills"},
        ],
    },
]


class Server:
    """Stands in for Rasa's server: notes what it is sent and gives one answer, or an error."""

    def __init__(self) -> None:
        self.received: List[str] = []
        self.answer: List[Dict[str, Any]] = ANSWER
        self.status = 200
        self.url = ""

    async def root(self, _: web.Request) -> web.Response:
        return web.Response(text="Hello")

    async def webhook(self, request: web.Request) -> web.Response:
        self.received.append((await request.json())["message"])
        return web.json_response(self.answer, status=self.status)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    application = web.Application()
    application.router.add_get("/", server.root)
    application.router.add_post("/webhooks/rest/webhook", server.webhook)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()


Converse = Callable[[str | bytes], Awaitable[str]]


@pytest.fixture
def converse(server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Converse:
    async def converse(typed: str | bytes) -> str:
        read = typed if isinstance(typed, bytes) else typed.encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(read), encoding="utf-8"))
        await terminal.record_messages("somebody", server.url)
        return capsys.readouterr().out

    return converse


async def test_an_answer_is_shown_with_its_table_and_numbered_suggestions(converse: Converse) -> None:
    shown = await converse("what do ML engineers earn?\n")

    assert "You: what do ML engineers earn?\n\nAn ML engineer is paid $193,600." in shown
    assert "  role          median\n  ML engineer   $193,600\n" in shown
    assert "  1  And an AI engineer?\n  2  Which skills?\n" in shown


async def test_a_line_that_is_no_utf_8_is_a_question_too(server: Server, converse: Converse) -> None:
    await converse("München?\n".encode("latin-1") + "Zürich?\r\n".encode() + b"\xff\xfe?")

    assert server.received[:2] == ["München?", "Zürich?"]
    assert len(server.received) == 3


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("latin-1", "- Z\xfcrich ·· 5 EUR -> ok ?"), ("ascii", "- Zurich ?? 5 EUR -> ok ?")],
)
def test_a_terminal_of_another_encoding_shows_plain_characters(encoding: str, shown: str) -> None:
    kept = io.BytesIO()
    stream = io.TextIOWrapper(kept, encoding=encoding)
    write_what_fits(stream)

    stream.write("─ Zürich ·· 5 € → ok ☃")
    stream.flush()

    assert kept.getvalue().decode(encoding) == shown


async def test_plain_rasa_shell_holds_this_conversation(
    server: Server, converse: Converse, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rasa_console.record_messages.__globals__["__name__"] == "rasa_stand_ins"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"pay?\n"), encoding="utf-8"))

    assert await rasa_console.record_messages("somebody", server_url=server.url) == 1
    assert server.received == ["pay?"]


async def test_a_number_sends_the_suggestion_and_names_it(server: Server, converse: Converse) -> None:
    shown = await converse("pay?\n1\n 2. \n")

    assert server.received == ["pay?", '/ask_salary{"role":"ai_engineer"}', "/ask_skills"]
    assert "You: 1\n  → And an AI engineer?\n" in shown


async def test_a_number_without_a_suggestion_is_sent_as_typed(server: Server, converse: Converse) -> None:
    await converse("3\npay?\n7\n2025\n")

    assert server.received == ["3", "pay?", "7", "2025"]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("/ask_salary", "ask_salary"),
        ('/greet{"role": "x"}', 'greet{"role": "x"}'),
        (" //r/MachineLearning pay", "r/MachineLearning pay"),
        ("/restart", "/restart"),
        ("AI/ML engineer?", "AI/ML engineer?"),
    ],
)
async def test_typed_text_never_names_an_intent(
    server: Server, converse: Converse, typed: str, sent: str
) -> None:
    await converse(typed + "\n")

    assert server.received == [sent]


@pytest.mark.parametrize("typed", ["", "   ", "/", "\t"])
async def test_an_empty_message_gets_a_friendly_line_and_is_not_sent(
    server: Server, converse: Converse, typed: str
) -> None:
    assert "That was empty." in await converse(typed + "\n")
    assert server.received == []


async def test_a_message_that_is_too_long_is_not_sent(server: Server, converse: Converse) -> None:
    assert "longer than 1,000 characters" in await converse("a" * 1001 + "\n")
    assert server.received == []


async def test_stop_ends_the_conversation(server: Server, converse: Converse) -> None:
    shown = await converse("/stop\npay?\n")

    assert server.received == []
    assert shown.rstrip().endswith("Goodbye.")


async def test_the_end_of_input_ends_the_conversation(converse: Converse) -> None:
    assert (await converse("pay?")).rstrip().endswith("Goodbye.")


async def test_silence_of_the_assistant_is_explained(server: Server, converse: Converse) -> None:
    server.answer = []

    assert "There is no answer to that." in await converse("pay?\n")


async def test_after_an_error_of_the_server_the_conversation_goes_on(
    server: Server, converse: Converse
) -> None:
    server.status = 500

    shown = await converse("pay?\nskills?\n")

    assert server.received == ["pay?", "skills?"]
    assert shown.count("did not answer") == 2


async def test_prose_is_broken_between_words_and_columns_are_left_alone(
    server: Server, converse: Converse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    row = "AI engineer    builds on language models    Python, LangChain"
    server.answer = [{"text": "word " * 20 + "\n" + row}]

    shown = (await converse("pay?\n")).splitlines()

    assert row in shown
    assert all(len(line) <= 40 for line in shown if line.startswith("word"))


async def test_a_long_suggestion_is_broken_between_words(
    server: Server, converse: Converse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    title = "How large is the difference of pay between two countries?"
    server.answer = [{"text": "So.", "buttons": [{"title": title, "payload": "/greet"}]}]

    shown = (await converse("pay?\n")).splitlines()

    begun = next(at for at, line in enumerate(shown) if line.startswith("  1  "))
    assert shown[begun : begun + 2] == [
        "  1  How large is the difference of pay",
        "     between two countries?",
    ]


async def test_it_waits_until_the_launcher_has_left_the_terminal(
    server: Server, converse: Converse, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn, hold = os.pipe()
    monkeypatch.setenv("CAREERBOT_TERMINAL_TURN", str(turn))
    os.close(hold)

    assert "Goodbye." in await converse("/stop\n")
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(turn)


def test_rasa_still_has_what_this_replaces_and_uses() -> None:
    """Fails when Rasa changes beneath: then read its console.py and mend channels/terminal.py."""
    replaced = inspect.signature(rasa_console.record_messages).parameters
    ours = inspect.signature(terminal.record_messages).parameters
    assert {name: p.default for name, p in ours.items()} == {name: p.default for name, p in replaced.items()}
    used = inspect.signature(rasa_console.send_message_receive_block)
    assert list(used.parameters) == ["server_url", "auth_token", "sender_id", "message"]
    assert "await console.record_messages(" in Path(inspect.getfile(rasa_run)).read_text()
