"""Rules that may hold now, found by the intent of the latest message instead of one after another.

Rasa's policy compares the newest state with all rules, though nearly each of them asks for another intent.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional, Set

from launch.rasa_patches.patching import Patch

Rules = Dict[str, str]
Find = Callable[[Any, Rules, List[Any]], Set[str]]


def sorted_by_intent(find: Find) -> Find:
    """Return Rasa's search, which is given only the rules for the present intent and those for any."""
    from rasa.core.policies.rule_policy import RulePolicy
    from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET

    def intent_of(state: Any) -> Optional[str]:
        intent: Optional[str] = (state.get("user") or {}).get("intent")
        return intent or None

    def wanted(rule: str) -> Optional[str]:
        """Return the intent without which a rule cannot hold, or ``None``."""
        newest = RulePolicy._rule_key_to_state(rule)[-1]
        intent = intent_of(newest)
        return intent if newest.get(PREVIOUS_ACTION) and intent != SHOULD_NOT_BE_SET else None

    def shelves(policy: Any, rules: Rules) -> Dict[Optional[str], Rules]:
        """Return the rules by the intent that they want; they never change after loading."""
        known: Dict[int, Any] = vars(policy).setdefault("_by_intent", {})
        kept = known.get(id(rules))
        if kept is None or kept[0] is not rules or kept[1] != len(rules):
            by_intent: Dict[Optional[str], Rules] = {}
            for rule, action in rules.items():
                by_intent.setdefault(wanted(rule), {})[rule] = action
            kept = known[id(rules)] = (rules, len(rules), by_intent)
        found: Dict[Optional[str], Rules] = kept[2]
        return found

    def possible_keys(self: Any, lookup: Rules, states: List[Any]) -> Set[str]:
        if not states or not states[-1].get(PREVIOUS_ACTION):
            return find(
                self, lookup, states
            )  # a conversation that begins matches without a look at the intent
        by_intent = shelves(self, lookup)
        intent = intent_of(states[-1])
        return find(self, {**by_intent.get(None, {}), **by_intent.get(intent, {})}, states)

    return possible_keys


PATCHES = (
    Patch(
        "rasa.core.policies.rule_policy",
        "RulePolicy._get_possible_keys",
        "86a2c64b78a51b48894370f9e95a4c4a",
        sorted_by_intent,
    ),
)
