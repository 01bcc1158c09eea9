"""The file of sentences: what an editor could get wrong in it without seeing it."""

from __future__ import annotations

from collections import Counter

import yaml

from actions.wording import WORDING


def keys_written_twice(node: yaml.Node) -> list[str]:
    """Return the keys that stand twice in one mapping, of which YAML silently keeps the last."""
    if isinstance(node, yaml.SequenceNode):
        return [key for part in node.value for key in keys_written_twice(part)]
    if not isinstance(node, yaml.MappingNode):
        return []
    counted = Counter(str(key.value) for key, _ in node.value)
    within = [key for _, value in node.value for key in keys_written_twice(value)]
    return [*(key for key, count in counted.items() if count > 1), *within]


def test_no_sentence_hides_another_of_the_same_name() -> None:
    assert keys_written_twice(yaml.compose(WORDING.read_text(encoding="utf-8"))) == []


def test_a_name_that_stands_twice_is_found() -> None:
    assert keys_written_twice(yaml.compose("a: 1\nb:\n  c: 1\n  c: 2\na: 3")) == ["a", "c"]
