"""Lines in the terminal as few people type them."""

from __future__ import annotations

import unicodedata

from hypothesis import given

from channels.terminal import as_text, chosen
from tests.bad_input.generated import many, words


@given(line=words)
@many(1200)
def test_a_line_in_the_terminal(line: str) -> None:
    text = as_text(line)
    assert text == "/restart" or not text.startswith(("/", " "))
    assert chosen(line, []) is None
    # Nothing grows but by what a character is written out as: "…" is three full stops.
    assert len(text) <= sum(max(1, len(unicodedata.normalize("NFKC", one))) for one in line)
