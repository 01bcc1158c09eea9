"""Answers take Slack's own form and stay within its limits."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.slack.blocks import draw, fields, simpler
from channels.slack.post import Post
from channels.slack.text import pieces, to_mrkdwn
from tests.channels.slack.slack_rules import check_message

SOURCE = {
    "id": "aijobs",
    "title": "Salaries <2025> & more",
    "publisher": "AI | jobs",
    "date": "2025-08-03",
    "url": "https://example.com/a?b=1&c=2",
}
CARD: Dict[str, Any] = {
    "version": 1,
    "topic": "salary",
    "title": "Pay of an ML engineer",
    "lead": "Half earn $150k to $230k.",
    "body": "**Why** so wide? See [the index](https://example.com/x).\n\n- level\n- place",
    "table": None,
    "chart": None,
    "notes": [],
    "sources": [SOURCE],
    "feedback": {"topic": "salary"},
}


def checked(*messages: Dict[str, Any]) -> List[Post]:
    """Return the posts for messages, each of which Slack would take."""
    posts = draw(messages, "name")
    for post in posts:
        check_message({"text": post.text, "blocks": list(post.blocks)})
    return posts


def buttons(count: int) -> List[Dict[str, str]]:
    return [
        {"title": f"Question {number}?", "payload": f'/ask{{"n": "{number}"}}'} for number in range(count)
    ]


def of_type(post: Post, kind: str) -> List[Any]:
    return [block for block in post.blocks if block["type"] == kind]


def offered(post: Post) -> List[Any]:
    """Return the suggestions of a post, whether they are buttons or options of a menu."""
    elements = [one for block in of_type(post, "actions") for one in block["elements"]]
    return [option for one in elements for option in one.get("options", [one])]


@pytest.mark.parametrize(
    ("markdown", "mrkdwn"),
    [
        ("**bold** and not", "*bold* and not"),
        ("a **b** c **d**", "a *b* c *d*"),
        ("[text](https://example.com/a?b=1&c=2)", "<https://example.com/a?b=1&amp;c=2|text>"),
        ("**[text](https://example.com)**", "*<https://example.com|text>*"),
        ("[a|b](https://example.com/a|b)", "<https://example.com/a%7Cb|a¦b>"),
        ("[run](javascript:alert(1))", "[run](javascript:alert(1))"),
        (
            "[wiki](https://en.wikipedia.org/wiki/R_(language))",
            "<https://en.wikipedia.org/wiki/R_(language)|wiki>",
        ),
        ("- one\n- two", "• one\n• two"),
        ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"),
        ("<!channel> <@U1>", "&lt;!channel&gt; &lt;@U1&gt;"),
        ("first\n\nsecond", "first\n\nsecond"),
        ("2 ** 3 ** 4", "2 ** 3 ** 4"),
    ],
)
def test_light_markdown_becomes_mrkdwn(markdown: str, mrkdwn: str) -> None:
    assert to_mrkdwn(markdown) == mrkdwn


@given(st.text(alphabet="ab <>&*[]()-|\n`é", max_size=400), st.integers(40, 90))
@settings(max_examples=150, deadline=None)
def test_pieces_keep_every_word_and_the_limit(text: str, limit: int) -> None:
    mrkdwn = to_mrkdwn(text)
    found = pieces(mrkdwn, limit)
    assert all(len(piece) <= limit for piece in found)
    assert "".join("".join(found).split()) == "".join(mrkdwn.split())


def test_a_long_text_is_cut_between_words_and_never_in_a_link() -> None:
    link = "[the index](https://example.com/a/long/address)"
    [post] = checked({"text": f"{link} and some words\n" * 200})
    assert len(of_type(post, "section")) > 1
    for block in of_type(post, "section"):
        assert block["text"]["text"].count("<https") == block["text"]["text"].count("|the index>")


def test_a_card_is_drawn_with_header_prose_source_and_thumbs() -> None:
    [post] = checked({"text": "Half earn …", "card": CARD, "buttons": buttons(3)})
    assert [block["type"] for block in post.blocks] == [
        "header",
        "section",
        "context",
        "actions",
        "context_actions",
    ]
    assert post.text.startswith("Half earn $150k to $230k.")
    [source] = of_type(post, "context")
    assert source["elements"][0]["text"] == (
        "Source: <https://example.com/a?b=1&amp;c=2|Salaries &lt;2025&gt; &amp; more>, AI | jobs, 2025-08-03"
    )
    assert [one["value"] for one in offered(post)] == [one["payload"] for one in buttons(3)]
    [thumbs] = of_type(post, "context_actions")[0]["elements"]
    assert [thumbs[name]["value"] for name in ("positive_button", "negative_button")] == [
        '{"about": "name.1", "topic": "salary", "rating": "helpful"}',
        '{"about": "name.1", "topic": "salary", "rating": "not_helpful"}',
    ]


@pytest.mark.parametrize("count", [0, 1, 5, 6, 25, 26, 60])
def test_any_number_of_suggestions_is_shown(count: int) -> None:
    posts = checked({"text": "Choose", "buttons": buttons(count)})
    shown = [one for post in posts for one in offered(post)]
    assert [one["text"]["text"] for one in shown] == [one["title"] for one in buttons(count)]
    assert len([one for block in of_type(posts[0], "actions") for one in block["elements"]]) <= 15


def test_what_is_too_long_for_a_button_is_shortened_and_still_asks_the_same() -> None:
    title, payload = "What " + "really " * 20 + "happens?", "/ask" + '{"role": "' + "x" * 2000 + '"}'
    [post] = checked({"text": "Choose", "buttons": [{"title": title, "payload": payload}]})
    [[button]] = [block["elements"] for block in of_type(post, "actions")]
    assert button["text"]["text"].endswith("…")
    assert button["value"] == title


def test_extremes_are_within_the_limits() -> None:
    card = {
        **CARD,
        "title": "T" * 400,
        "lead": "L & " * 3000,
        "body": "**b** <>& " * 3000,
        "table": {"columns": ["", "a", "b", "c", "d"], "rows": [["r", "1 & 2", "<", ">", "```"]] * 300},
        "notes": ["n <& " * 1000] * 40,
        "sources": [SOURCE] * 60,
    }
    assert len(checked({"text": "x & y " * 3000, "card": card, "buttons": buttons(80)})) > 1


def test_an_answer_without_text_is_not_posted() -> None:
    assert checked({}) == []


def test_a_table_is_slacks_own_and_where_slack_refuses_it_a_list_on_a_phone() -> None:
    table = {"columns": ["", "A", "B", "C"], "rows": [["Pay", "$1", "$2", "$3"], ["Work", "x", "", "z"]]}
    [post] = checked({"text": "x", "card": {**CARD, "table": table}})
    [native] = of_type(post, "table")
    assert [[cell["text"] for cell in row] for row in native["rows"]] == [
        ["–", "A", "B", "C"],
        ["Pay", "$1", "$2", "$3"],
        ["Work", "x", "–", "z"],
    ]
    plainer = simpler(post)
    check_message({"text": plainer.text, "blocks": list(plainer.blocks)})
    assert {block["type"] for block in plainer.blocks} == {"header", "section", "context", "actions"}
    assert any(
        block["text"]["text"] == "*Pay*\n• A: $1\n• B: $2\n• C: $3\n\n*Work*\n• A: x\n• B: –\n• C: z"
        for block in of_type(plainer, "section")
    )


def test_a_table_of_long_cells_is_a_list_at_once() -> None:
    table = {"columns": ["", "A"], "rows": [["Important", "words and more words, " * 6]]}
    [post] = checked({"text": "x", "card": {**CARD, "table": table}})
    assert of_type(post, "table") == []
    assert any(block["text"]["text"].startswith("• *Important*") for block in of_type(post, "section"))


def test_one_figure_alone_has_the_whole_width() -> None:
    bar = {"label": "ML engineer", "median": 193_600, "n": 1114}
    (block,) = fields({"unit": "USD a year", "bars": [bar]})
    assert block["text"]["text"] == "*ML engineer*\n$193,600 a year\nn 1,114"


def test_pay_is_shown_in_fields_with_its_ends_and_its_sample() -> None:
    bars = [
        {
            "label": "AI & ML",
            "median": 178_500,
            "low": 141_300,
            "high": 215_800,
            "p25": 1,
            "p75": 2,
            "n": 429,
        },
        {"label": "Data scientists", "median": 170_110, "p25": 130_430, "p75": 212_970, "n": None},
        {"label": "Alone", "median": 46.15},
    ]
    (block,) = fields({"unit": "USD a year", "bars": bars})
    assert [one["text"] for one in block["fields"]] == [
        "*AI &amp; ML*\n$141,300 and $215,800 a year\nn 429",
        "*Data scientists*\n$170,110 a year at the median\nhalf: $130,430 to $212,970",
        "*Alone*\n$46.15 a year",
    ]


def test_more_pay_than_a_block_takes_fills_another() -> None:
    bars = [{"label": str(number), "median": number} for number in range(1, 13)]
    assert [len(block["fields"]) for block in fields({"unit": "EUR a month", "bars": bars})] == [10, 2]


def test_the_text_for_notifications_begins_with_the_lead_and_draws_nothing() -> None:
    card: Dict[str, Any] = {"title": "Pay", "lead": "It ran from a to b.", "notes": ["Base pay."]}
    card["table"] = {"columns": ["", "Median"], "rows": [["London", "£70,000"]]}
    drawn = "┴──┴"
    (post,) = draw([{"text": drawn, "card": card}], "x")
    assert post.text == "It ran from a to b.\n\n• *London*: £70,000\n\nBase pay."
    (post,) = draw([{"text": drawn, "card": {"title": "Pay", "lead": "", "body": ""}}], "x")
    assert post.text == "Pay"
