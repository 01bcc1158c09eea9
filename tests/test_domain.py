"""A linter of the domain: what Rasa's own validation lets pass."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk import Action
from rasa_sdk.utils import all_subclasses

import actions
from actions import wording
from actions.rules import DECLINED, SMALL_TALK
from knowledge.database import open_session
from knowledge.queries import roles

PROJECT = Path(__file__).resolve().parent.parent
#: Rasa makes this intent itself when a reading is unsure.
WITHOUT_EXAMPLES = {"nlu_fallback"}
OWN_ACTIONS_OF_RASA = {"action_restart", "action_default_fallback", "action_listen"}


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def domain() -> dict[str, Any]:
    return dict(load(PROJECT / "domain.yml"))


@pytest.fixture(scope="module")
def steps() -> list[dict[str, Any]]:
    """Return every step of every rule and story."""
    found = []
    for path in [*PROJECT.glob("data/rules/*.yml"), *PROJECT.glob("data/stories/*.yml")]:
        content = load(path)
        for part in [*(content.get("rules") or []), *(content.get("stories") or [])]:
            found += part["steps"]
    return found


@pytest.fixture(scope="module")
def examples() -> dict[str, list[str]]:
    """Return the training questions by intent."""
    found: dict[str, list[str]] = {}
    for path in PROJECT.glob("data/nlu/**/*.yml"):
        for block in load(path)["nlu"]:
            lines = [line[2:].strip() for line in block["examples"].splitlines() if line.startswith("- ")]
            found.setdefault(block["intent"], []).extend(lines)
    return found


def names_of(entries: list[Any]) -> set[str]:
    return {next(iter(one)) if isinstance(one, dict) else str(one) for one in entries}


def code_of(*packages: str) -> str:
    return "\n".join(path.read_text() for package in packages for path in (PROJECT / package).rglob("*.py"))


def test_every_intent_has_training_questions(domain: dict[str, Any], examples: dict[str, list[str]]) -> None:
    assert names_of(domain["intents"]) - WITHOUT_EXAMPLES == set(examples)


def test_every_career_question_has_sixty_training_questions(examples: dict[str, list[str]]) -> None:
    career = {
        intent: len(set(lines))
        for intent, lines in examples.items()
        if intent.startswith("ask_") or intent == "compare_salaries"
    }
    talk = {"ask_capabilities", "ask_identity", "ask_human"}
    assert {intent: n for intent, n in career.items() if n < 60 and intent not in talk} == {}


def test_no_training_question_stands_under_two_intents(examples: dict[str, list[str]]) -> None:
    seen: dict[str, str] = {}
    for intent, lines in examples.items():
        for line in lines:
            assert seen.setdefault(line.casefold(), intent) == intent, line


def test_every_intent_is_used(domain: dict[str, Any], steps: list[dict[str, Any]]) -> None:
    used = {step["intent"] for step in steps if "intent" in step}
    assert names_of(domain["intents"]) == used


def test_every_response_is_used(domain: dict[str, Any], steps: list[dict[str, Any]]) -> None:
    used = {step["action"] for step in steps if "action" in step}
    asked = {f"utter_ask_{slot}" for form in domain["forms"].values() for slot in form["required_slots"]}
    # said by Rasa's own action_restart, and by the actions that decline or return small talk
    default = {
        "utter_restart",
        *(f"utter_{intent}" for intent in (*SMALL_TALK, *DECLINED - {"nlu_fallback"})),
    }
    assert set(domain["responses"]) == {name for name in used if name.startswith("utter_")} | asked | default


def test_every_action_exists_and_is_used(domain: dict[str, Any], steps: list[dict[str, Any]]) -> None:
    for module in pkgutil.iter_modules(actions.__path__):
        importlib.import_module(f"actions.{module.name}")
    written = set()
    for action in all_subclasses(Action):
        if action.__module__.startswith("actions.") and not getattr(action, "__abstractmethods__", None):
            written.add(action().name())
    used = {step["action"] for step in steps if str(step.get("action", "")).startswith("action_")}
    forms = {f"validate_{form}" for form in domain["forms"]}
    assert written == names_of(domain["actions"])
    assert names_of(domain["actions"]) == (used - {"action_restart"}) | forms


def test_every_slot_and_entity_is_read_by_the_code(domain: dict[str, Any]) -> None:
    code = code_of("actions", "nlu")
    for slot in domain["slots"]:
        part = slot.removeprefix("fit_")
        assert re.search(rf'"({re.escape(slot)}|{re.escape(part)})"', code), slot
    for entity in names_of(domain["entities"]):
        part = entity.removeprefix("fit_")
        assert re.search(rf'["\'.]({re.escape(entity)}|{re.escape(part)})["\'\b]', code), entity


def test_every_button_names_known_intents_and_entities(domain: dict[str, Any]) -> None:
    intents, entities = names_of(domain["intents"]), names_of(domain["entities"])
    for variants in domain["responses"].values():
        for variant in variants:
            for button in variant.get("buttons") or []:
                # Rasa's interpolator makes one brace of two.
                payload = button["payload"].replace("{{", "{").replace("}}", "}")
                match = re.fullmatch(r"/(\w+)(\{.*\})?", payload)
                assert match, button
                assert match[1] in intents
                assert set(yaml.safe_load(match[2] or "{}")) <= entities


def test_roles_in_payloads_are_in_the_catalog(domain: dict[str, Any], shipped_knowledge: str) -> None:
    with open_session() as session:
        known = {role.id for role in roles.roles(session)}
    named = re.findall(r'"role": (\[.*?\]|".*?")', (PROJECT / "domain.yml").read_text())
    assert named
    for one in named:
        value = yaml.safe_load(one)
        assert set([value] if isinstance(value, str) else value) <= known


def test_roles_in_the_training_questions_are_in_the_catalog(examples: dict[str, list[str]]) -> None:
    annotated = re.compile(r'\[[^\]]*\][({][^)}]*"?role"?[^)}]*[)}]')
    assert not [line for lines in examples.values() for line in lines if annotated.search(line)], (
        "training questions carry no annotations: the catalog alone says what a role is called"
    )


def test_every_sentence_of_the_wording_is_used() -> None:
    code = code_of("actions")
    entries = load(wording.WORDING)
    patterns = re.findall(r"f[\"']([a-z_]+)\{", code)
    unused = [
        key
        for key in entries
        if not re.search(rf'["\']{key}["\']', code) and not any(key.startswith(one) for one in patterns)
    ]
    assert unused == []
