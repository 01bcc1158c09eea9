"""Whether a note answers a question: what rules it out, and what speaks for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actions.evidence.note_fit import SIGNS, chance, excluded, signs_of
from actions.evidence.notes import in_shape
from actions.question import NearNote
from knowledge.queries.notes import Note
from tests.actions.helpers import asked

NEAR = NearNote("n", nearness=0.8, centre=0.65, nearest=0.7, answer=0.5, shared=0.6, agrees=1)


def note(topic: str = "education", **about: tuple[str, ...]) -> Note:
    return Note(
        "n", "worth", "Yes.", (), ("Is it worth it?",), (topic,), (), (), "2026-11-27", tuple(about.items())
    )


def question(topic: str = "education", **read: Any) -> Any:
    return replace(asked(f"ask_{topic}", shape="worth", **read), topic=topic)


@pytest.mark.parametrize(
    ("bound", "said"),
    [
        ({"degree": ("bachelor",)}, {"degree": "doctorate"}),
        ({"level": ("entry",)}, {"level": "senior"}),
        ({"place": ("germany",)}, {"location": "canada"}),
        ({"tool": ("tableau",)}, {"tool": "power_bi"}),
        ({"field": ("physics",)}, {"field": "economics"}),
        ({"role": ("data_engineer",)}, {"role": "data_analyst"}),
    ],
)
def test_a_note_that_is_bound_to_another_thing_is_none(bound: dict[str, Any], said: dict[str, str]) -> None:
    same = {kind: next(iter(bound.values()))[0] for kind in said}

    assert excluded(note(**bound), question(**said))
    assert not excluded(note(**bound), question(**same))
    assert not excluded(note(**bound), question())


def test_a_note_on_one_pair_of_roles_is_none_for_another_pair() -> None:
    pair = note("transition", role=("data_scientist", "data_engineer"))

    assert excluded(pair, question("transition", role=["data_scientist", "ml_engineer"]))
    assert not excluded(pair, question("transition", role=["data_scientist", "data_engineer"]))


def test_a_note_on_one_role_does_not_tell_it_from_another() -> None:
    both = question("role_difference", role=["analytics_engineer", "data_scientist"])

    assert excluded(note("role_definition", role=("data_scientist",)), both)
    assert excluded(note("role_definition"), both)


def test_the_chance_lies_between_nothing_and_certainty_and_grows_with_what_agrees() -> None:
    plain = question(role="data_scientist", degree="master")
    fits = signs_of(note(role=("data_scientist",), degree=("master",)), NEAR, plain, [])
    wide = signs_of(note(), NEAR, plain, [])
    other = signs_of(note("tools"), NEAR, plain, [])
    apart = replace(NEAR, centre=0.2, nearest=0.2, answer=0.2, shared=0.2)
    far = signs_of(note(role=("data_scientist",)), apart, plain, [])

    assert len(fits) == len(SIGNS)
    assert 0 < chance(far) < 0.05 < chance(fits) < 1
    assert chance(other) < chance(wide) < chance(fits)


def test_a_name_against_which_the_question_holds_another_halves_the_odds() -> None:
    plain = question()
    agreeing, differing = (
        chance(signs_of(note(), replace(NEAR, agrees=a, differs=d), plain, [])) for a, d in ((1, 0), (0, 1))
    )

    assert differing / (1 - differing) < agreeing / (1 - agreeing) / 2


@pytest.mark.parametrize(
    ("shape", "words", "lead"),
    [
        ("worth", {"good": 1.0}, "Yes."),
        ("how", {"mov": 1.0}, "It pays."),
        ("yes_no", {"overrat": 1.0}, "It pays."),
    ],
)
def test_a_yes_opens_an_answer_only_where_it_was_asked_for(
    shape: str, words: dict[str, float], lead: str
) -> None:
    told = replace(note(), answer="Yes. It pays. It lasts.")

    assert in_shape(told, replace(question(), shape=shape, words=words))[0] == lead


def test_a_note_on_the_asker_s_own_profession_may_know_another_role_for_them() -> None:
    trade = note("transition", role=("data_analyst",), background=("no_tech_background",))
    aiming = question("transition", role="ai_engineer")

    assert excluded(trade, aiming)
    assert not excluded(trade, aiming, met=True)


def test_a_note_from_a_profession_into_two_roles_answers_who_names_one_of_them() -> None:
    both = note(
        "transition", role=("data_analyst", "data_scientist"), background=("economist_or_accountant",)
    )
    aiming = question(
        "transition",
        role={"value": "data_analyst", "role": "target"},
        background={"value": "accountant", "as": "person", "role": "origin"},
    )

    assert not excluded(both, aiming)


def test_a_phrasing_whose_words_the_question_holds_raises_the_chance() -> None:
    plain = question()
    near, far = (chance(signs_of(note(), replace(NEAR, covered=share), plain, [])) for share in (0.9, 0.1))

    assert far < near
