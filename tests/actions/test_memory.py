"""What a conversation remembers, in its slots and from turn to turn."""

from __future__ import annotations

from dataclasses import replace

from actions.memory import Memory
from actions.person import Person
from tests.actions.helpers import asked

KNOWN = Memory(
    topic="salary",
    roles=("ml_engineer",),
    recent_roles=("ml_engineer",),
    locations=("new_york",),
    person=Person(job="nurse", place="ohio", years=3.0, ruled_out=("role:data_scientist",)),
    notes=("maths_depth_data_scientist",),
    offers=("/ask_skills",),
)


class Slots:
    def __init__(self, values: dict[str, object]) -> None:
        self.values = values

    def get_slot(self, name: str) -> object:
        return self.values.get(name)


def test_memory_survives_the_slots() -> None:
    assert Memory.of(Slots(KNOWN.slots())) == KNOWN  # type: ignore[arg-type]


def test_a_person_that_another_release_remembered_is_read_as_far_as_it_is_known() -> None:
    slots = {**KNOWN.slots(), "person": {"job": "nurse", "shoe_size": 41}}
    assert Memory.of(Slots(slots)).person == Person(job="nurse")  # type: ignore[arg-type]


def test_what_a_person_says_last_stands_in_place_of_what_they_said_before() -> None:
    person = KNOWN.person.knowing(Person(place="texas"))
    assert (person.place, person.job, person.years) == ("texas", "nurse", 3.0)
    corrected = person.knowing(Person(job_words="puppeteer"))
    assert (corrected.job, corrected.job_words) == (None, "puppeteer")


def test_a_topic_of_the_same_role_is_shown_once() -> None:
    memory = Memory(roles=("ml_engineer",), shown=("skills",))
    tools = replace(asked("ask_tools", role="ml_engineer"), topic="tools")
    assert memory.after(tools).shown == ("skills", "tools")
    assert memory.after(tools).after(tools).shown == ("skills", "tools")


def test_another_subject_begins_anew() -> None:
    after = KNOWN.after(asked("ask_tools", role="data_analyst"))
    assert (after.roles, after.locations, after.recent_roles) == (
        ("data_analyst",),
        (),
        ("data_analyst", "ml_engineer"),
    )
    assert after.person == KNOWN.person


def test_a_profession_that_is_not_described_is_remembered_by_its_name() -> None:
    after = KNOWN.after(asked("ask_salary", unknown_role="web wizard"))
    assert (after.roles, after.outsider) == ((), "web wizard")
