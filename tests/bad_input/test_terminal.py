"""Lines in the terminal as few people type them."""

from __future__ import annotations

from hypothesis import given

from channels.terminal import MAX_CHARACTERS, as_text, chosen
from tests.bad_input.generated import many, words


@given(line=words)
@many(1200)
def test_a_line_in_the_terminal(line: str) -> None:
    text = as_text(line)
    assert text == "/restart" or not text.startswith(("/", " "))
    assert chosen(line, []) is None
    assert len(text) <= len(line) or len(line) > MAX_CHARACTERS
