"""Typed text has one form in every channel, and never names an intent."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.training_data.message import Message

from channels.requests import clean
from channels.rest import DevelopmentRest
from channels.slack.events import _asked
from channels.terminal import as_text
from nlu.normalise import normalised
from web.refusals import Refusal

PAYLOAD = 'ask_salary{"role": "ml_engineer"}'
#: Every code point of the planes that hold characters, and some of the others, which are all alike.
CODE_POINTS = [*range(0x40000), *range(0x40000, sys.maxunicode + 1, 97), *range(0xE0000, 0xE1000)]
#: Those that some program might take for a space or for nothing: each is tried in every channel.
ODD = [
    code
    for code in range(sys.maxunicode + 1)
    if chr(code).isspace() or unicodedata.category(chr(code)) in ("Cc", "Cf", "Zs", "Zl", "Zp")
]


class _Request:
    """What the REST channel reads of a request."""

    def __init__(self, text: str) -> None:
        self.json = {"message": text}
        self.app = type("App", (), {"ctx": object()})


def _website(text: str) -> str:
    try:
        return clean(text)
    except Refusal:
        return ""


CHANNELS: dict[str, Callable[[str], Any]] = {
    "website": _website,
    "terminal": as_text,
    "slack": lambda text: _asked(text).get("text", ""),
    "rest": lambda text: DevelopmentRest()._extract_message(_Request(text)),  # type: ignore[arg-type]
}


def names_an_intent(text: str) -> bool:
    """Ask Rasa itself, as its message handler does."""
    message = Message({"text": text.strip()})
    return YAMLStoryReader.unpack_regex_message(message) is not message


def test_no_code_point_before_or_after_a_slash_lets_a_typed_text_name_an_intent() -> None:
    opened = [
        hex(code)
        for code in CODE_POINTS
        for text in (f"/{chr(code)}/ask", f"{chr(code)}/ask")  # the rest of a payload would only take time
        if normalised(text).lstrip().startswith("/")
    ]

    assert opened == []


@pytest.mark.parametrize("channel", CHANNELS)
def test_no_channel_takes_a_typed_text_for_an_intent(channel: str) -> None:
    read = CHANNELS[channel]
    texts = [f"{before}/{chr(code)}/{PAYLOAD}" for code in ODD for before in ("", chr(code), "／", "*")]

    assert [text for text in texts if names_an_intent(read(text))] == []


@pytest.mark.parametrize("channel", CHANNELS)
@settings(deadline=None)  # a busy machine is no failure
@given(st.text(alphabet=st.characters() | st.sampled_from("/ \u00a0*_`~\n"), max_size=80))
def test_every_channel_reads_any_text_alike(channel: str, text: str) -> None:
    if not text.strip() or text.strip() == "/restart" or not normalised(text):
        return

    assert CHANNELS[channel](text) == normalised(text)


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(max_size=200))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalised(text)

    assert normalised(once) == once
    assert once == unicodedata.normalize("NFC", once).strip()
    assert not any(unicodedata.category(one) in ("Cc", "Cf", "Cs", "Co") for one in once if one != "\n")


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("cafe\u0301", "café"),
        ("data\u00adsci\u200bentist\ufeff", "datascientist"),
        (
            "a hard\nwrapped question\nof mine?\nAnd another?",
            "a hard wrapped question of mine?\nAnd another?",
        ),
        ("I know:\n- R\n- SQL", "I know:\n- R\n- SQL"),
        ("one\r\n\r\ntwo", "one\n\ntwo"),
        ("pay of an M.L. engineer in the U.S.?", "pay of an ML engineer in the US?"),
        ("I live in the U.S. What would I earn?", "I live in the US. What would I earn?"),
        ("a Ph.D. or a B.Sc.", "a PhD or a BSc"),
        ("node.js, e.g. on a.b.com", "node.js, e.g. on a.b.com"),
        ("it’s “smart” – really…", 'it\'s "smart" - really...'),
        ("*bold*, _italic_, ~struck~ and `code`", "bold, italic, struck and code"),
        ("2*3*4, snake_case_name, C++ / C#", "2*3*4, snake_case_name, C++ / C#"),
        ("ＡＩ　engineer", "AI engineer"),
    ],
)
def test_a_text_is_read_as_it_looks(typed: str, understood: str) -> None:
    assert normalised(typed) == understood
