"""Rules that match the text of a message rather than its intent, searched only where there are any.

Rasa's policy goes through all rules twice for each message: by its text, and by its intent. A rule matches
by text only if it was written with `user:` in the place of `intent:`.
"""

from __future__ import annotations

from typing import Any, Callable, Iterable, Optional, Tuple

from launch.rasa_patches.patching import Patch

#: An action, the rule that it stems from, and whether a form goes on after an interruption.
Found = Tuple[Optional[str], Optional[str], bool]
Find = Callable[..., Found]


def where_there_are_any(find: Find) -> Find:
    """Return Rasa's search, which finds nothing by text without looking where all rules ask for an intent."""
    from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
    from rasa.shared.core.constants import ACTION_LISTEN_NAME

    def find_action_from_rules(
        self: Any, tracker: Any, domain: Any, use_text_for_last_user_input: bool
    ) -> Found:
        if use_text_for_last_user_input and tracker.latest_action_name == ACTION_LISTEN_NAME:
            rules, unhappy = self.lookup[RULES], self.lookup[RULES_FOR_LOOP_UNHAPPY_PATH]
            known = vars(self).get("_by_text")
            if known is None or known[0] is not rules or known[1] is not unhappy:
                known = self._by_text = (rules, unhappy, any(map(by_text, (*rules, *unhappy))))
            if not known[2]:
                return None, None, False
        return find(self, tracker, domain, use_text_for_last_user_input)

    def by_text(rule: str) -> bool:
        return matches_without_intent(RulePolicy._rule_key_to_state(rule))

    return find_action_from_rules


def matches_without_intent(states: Iterable[Any]) -> bool:
    """Return whether the last state of a rule may be one after a message, and asks for no intent."""
    from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER

    *_, last = states
    previous = (last.get(PREVIOUS_ACTION) or {}).get("action_name")
    intent = (last.get(USER) or {}).get("intent")
    return previous in (None, ACTION_LISTEN_NAME) and intent in (None, "", SHOULD_NOT_BE_SET)


PATCHES = (
    Patch(
        "rasa.core.policies.rule_policy",
        "RulePolicy._find_action_from_rules",
        "d3286c3b910419a2a399517531b847e1",
        where_there_are_any,
    ),
)
