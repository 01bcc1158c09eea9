"""What a person typed, as it is understood and stored: one form for every channel.

It imports nothing of the project and no server, so that the channels can read text through it too.
"""

from __future__ import annotations

import re
import unicodedata

#: Characters that leave no mark though they count as letters, marks or symbols: fillers of Hangul, the empty
#: Braille cell, selectors of variants, vowels of Khmer that are not drawn, the joiner of graphemes.
_BLANK = frozenset({0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0xFFFC}) | frozenset(
    (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
)
#: Kinds of characters that are dropped: controls, what steers a display, halves of characters, private ones.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
#: Punctuation that word processors and telephones put in, as a keyboard has it.
_KEYS = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "´": "'", "ʼ": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-", "﹣": "-",
        "—": " - ", "―": " - ", "…": "...", "⁄": "/", "∕": "/",
        "\u2028": "\n", "\u2029": "\n\n", "\x85": "\n", "\v": "\n", "\f": "\n",
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # the wide forms of ASCII
    }
)  # fmt: skip
_SPACES = re.compile(r"[^\S\n]+")
_BREAK = re.compile(r" *\n[ \n]*")
#: Where a line ends because a sentence, a heading or an item of a list does, not because the window did.
_ENDS = ".?!:;"
_ITEM = re.compile(r"(?:[-*•]|\d{1,2}[.)])\s")
#: What opens a sentence, with the capital that shows that the line before was one too.
_OPENER = re.compile(
    r"(?:What|Which|Who|Where|When|Why|How|Is|Are|Do|Does|Did|Can|Could|Should|Would|Will|Any)\b"
)
#: `M.L.`, `U.S.A`, `Ph.D.`, `B.Sc.`: letters with dots between, no end of a sentence and no name of a file.
_DOTTED = re.compile(
    r"(?<![\w./@-])(?:[A-Za-z](?:\.[A-Za-z])+|[A-Za-z]{1,2}\.\s?(?:D|Sc|Eng|Tech|Com|Phil|Ed))\b\.?(?!\w|\.\w|/)"
)
#: Abbreviations that are no names.
_IN_LATIN = frozenset({"eg", "ie", "am", "pm", "ps"})
_NEXT_SENTENCE = re.compile(
    r"\s+(?:what|how|which|why|where|when|who|is|are|am|do|does|did|can|could|should|would|will|and|but|i)\b",
    re.IGNORECASE,
)
#: Marks of Slack and of markdown around words: *bold*, _italic_, ~struck~ and `code`, once or more.
_MARKED = re.compile(r"(?<![\w*_~`])(\*{1,3}|_{1,3}|~{1,2}|`{1,3})(?=\S)([^\n]+?)(?<=\S)\1(?![\w*_~`])")
#: A back-tick in place of an apostrophe.
_BACK_TICK = re.compile(r"(?<=[a-z])`(?=(?:s|t|m|re|ve|ll|d)\b)", re.IGNORECASE)
#: What Rasa would take for the beginning of an intent's name: it strips a text and looks for a slash.
_COMMAND = re.compile(r"^[\s/]+")


def normalised(text: str) -> str:
    """Return a typed text in its one form: composed, visible, one space between words, keyboard punctuation.

    A line break stays where a sentence or an item of a list ends, and is a space within a sentence. The text
    never begins with a slash, so that Rasa cannot take it for the name of an intent. What is left may be
    empty. Normalising twice is normalising once.
    """
    while (result := _once(text)) != text:
        text = result
    return result


def _once(text: str) -> str:
    if not text.isascii() or "\v" in text or "\f" in text:
        text = unicodedata.normalize("NFC", text).translate(_KEYS)
    if not text.isprintable():
        text = "".join(_seen(character) for character in text)
        text = _BREAK.sub(_line_end, _SPACES.sub(" ", text).strip())
    elif not text.isascii():
        text = "".join(character for character in text if ord(character) not in _BLANK)
    text = _SPACES.sub(" ", text).strip()
    if "." in text:
        text = _DOTTED.sub(_without_dots, text)
    text = _MARKED.sub(r"\2", _BACK_TICK.sub("'", text))
    return _COMMAND.sub("", text).strip()


def _seen(character: str) -> str:
    if character in "\n\t" or character.isprintable():
        return "" if ord(character) in _BLANK else character
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _UNSEEN or ord(character) in _BLANK else character


def _line_end(found: re.Match[str]) -> str:
    before, after = found.string[: found.start()], found.string[found.end() :]
    ends = not before or before[-1] in _ENDS or _ITEM.match(after) or _OPENER.match(after)
    if found[0].count("\n") > 1:
        return "\n\n"
    return "\n" if ends else " "


def _without_dots(found: re.Match[str]) -> str:
    letters = re.sub(r"[.\s]", "", found[0])
    if letters.lower() in _IN_LATIN:
        return found[0]
    ends = found[0].endswith(".") and _NEXT_SENTENCE.match(found.string, found.end())
    return f"{letters}." if ends else letters
