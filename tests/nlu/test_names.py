"""Names in a message: what is one, and what only looks like one."""

from __future__ import annotations

import pytest

from knowledge.queries.names import Name
from nlu.names.professions import is_title
from nlu.names.recogniser import Recogniser


def values(recogniser: Recogniser, text: str, kind: str) -> list[str]:
    return [one.value for one in recogniser.find(text) if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("MLE vs DS salary nyc??", ["ml_engineer", "data_scientist"]),
        ("mle vs ds", ["ml_engineer", "data_scientist"]),
        ("ds salary", ["data_scientist"]),
        ("ds vs ai vs ml", ["data_scientist", "ai_engineer", "ml_engineer"]),
        ("need help choosing ml or de", ["ml_engineer", "data_engineer"]),
        ("what do AI devs and ML guys do", ["ai_engineer", "ml_engineer"]),
        ("AI/ML engineer", ["ai_engineer", "ml_engineer"]),
        ("data scientist/analyst", ["data_scientist", "data_analyst"]),
        ("data analyst/scientist/engineer", ["data_analyst", "data_scientist", "data_engineer"]),
        ("I work in machine learning engineering", ["ml_engineer"]),
        ("working in data science", ["data_scientist"]),
        ("machine learning jobs", ["ml_engineer"]),
        ("DS vs AI vs ML", ["data_scientist", "ai_engineer", "ml_engineer"]),
        ("WHAT DOES A DS DO", ["data_scientist"]),
        ("average developer salary", ["software_engineer"]),
        ("How can a Java developer become a data scientist?", ["software_engineer", "data_scientist"]),
    ],
)
def test_roles_are_recognised_as_people_type_them(
    recogniser: Recogniser, text: str, roles: list[str]
) -> None:
    assert values(recogniser, text, "role") == roles


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Date scientist", ["data_scientist"]),
        ("daat scientist", ["data_scientist"]),
        ("machien lerning enginer", ["ml_engineer"]),
        ("research scientst pay", ["research_scientist"]),
        ("Data Sciences Inc. is hiring", []),
        ("I am an engineer", []),
    ],
)
def test_a_slip_is_read_as_the_name_but_another_name_is_not(
    recogniser: Recogniser, text: str, roles: list[str]
) -> None:
    assert values(recogniser, text, "role") == roles


@pytest.mark.parametrize(
    "text",
    [
        "guía de carreras en la universidad de Madrid",
        "how do I learn the mathematics of machine learning",
        "the difference between AI and machine learning",
        "RE: my last message",
        "notas de la clase de ayer",
    ],
)
def test_words_that_also_name_a_role_stay_words(recogniser: Recogniser, text: str) -> None:
    assert values(recogniser, text, "role") == []


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("salary in the Bay Area", "location", ["bay_area"]),
        ("pay in SF, NYC and Silicon Valley", "location", ["san_francisco", "new_york", "silicon_valley"]),
        ("German data engineers", "location", ["germany"]),
        ("ML jobs in us", "location", ["us"]),
        ("tell us more", "location", []),
        ("a master's at UC San Diego", "location", []),
        ("Dallas, TX", "location", ["dallas"]),
        ("a new work environment", "location", []),
        ("MLE with 3 yoe", "level", ["mid"]),
        ("15+ years of experience as a DE", "level", ["senior"]),
        ("fresh grad", "level", ["entry"]),
        ("does it lead to a job", "level", []),
        ("in the next 5 years", "level", []),
        ("Python or R?", "tool", ["python", "r"]),
        ("kubernets and tensorflwo", "tool", ["kubernetes", "tensorflow"]),
        ("how should I go about it", "tool", []),
        ("I want to excel at work", "tool", []),
        ("ML in banking", "industry", ["finance"]),
        ("what education do I need", "industry", []),
        ("a degree in finance", "industry", []),
        ("phd or bootcamp", "degree", ["doctorate", "bootcamp"]),
        ("an ms in cs", "degree", ["master"]),
        ("VP of data science", "level", ["executive"]),
        ("the director of a movie", "level", []),
    ],
)
def test_places_levels_tools_industries_and_degrees(
    recogniser: Recogniser, text: str, kind: str, expected: list[str]
) -> None:
    assert values(recogniser, text, kind) == expected


def test_a_profession_outside_the_catalog_is_named_as_typed(recogniser: Recogniser) -> None:
    assert values(recogniser, "what does a tunnel ventilation engineer earn", "unknown_role") == [
        "tunnel ventilation engineer"
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "from data analyst to ML engineer",
            {"data_analyst": "origin", "ml_engineer": "target"},
        ),
        (
            "coming from web dev, can I become an AI engineer?",
            {"web_developer": "origin", "ai_engineer": "target"},
        ),
        ("How do I become a data engineer?", {"data_engineer": "target"}),
        ("data analyst turned data engineer", {"data_analyst": "origin", "data_engineer": "target"}),
        (
            "I'm a nurse and want to be a data scientist",
            {"nurse": "origin", "data_scientist": "target"},
        ),
        ("SWE → MLE", {"software_engineer": "origin", "ml_engineer": "target"}),
        ("data analyst vs data engineer", {"data_analyst": None, "data_engineer": None}),
        (
            "how much does a data engineer make, and a data scientist",
            {"data_engineer": None, "data_scientist": None},
        ),
    ],
)
def test_a_change_has_an_origin_and_a_target(
    recogniser: Recogniser, text: str, parts: dict[str, str | None]
) -> None:
    found = {one.value: one.part for one in recogniser.find(text) if one.kind in {"role", "background"}}
    assert found == parts


def test_places_of_names_are_places_in_the_text(recogniser: Recogniser) -> None:
    text = "Is São Paulo good for “data-scientists”?"
    assert [text[one.start : one.end] for one in recogniser.find(text)] == ["São Paulo", "data-scientists"]


def test_a_role_that_the_catalog_gains_is_understood_without_training() -> None:
    names = [Name("role", "prompt_engineer", "prompt engineer", "name")]
    recogniser = Recogniser(names, [], lambda word: False)
    assert values(recogniser, "what do prompt engineers earn", "role") == ["prompt_engineer"]


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("As a web developer, what skills do I need for ML jobs?", {"web_developer": "person", "ml_engineer": "subject"}),
        ("Nurse here, what does a data analyst earn?", {"nurse": "person", "data_analyst": "subject"}),
        ("I work as a data engineer in Berlin", {"data_engineer": "person", "berlin": "person"}),
        ("I want to work as a data engineer in Berlin", {"data_engineer": "subject", "berlin": "subject"}),
        ("What will I earn as a data engineer in Berlin?", {"data_engineer": "subject", "berlin": "subject"}),
        ("from data analyst to ML engineer", {"data_analyst": "person", "ml_engineer": "subject"}),
        ("What does a data scientist with 8 years of experience earn?", {"data_scientist": "subject", "senior": "subject"}),
        ("I have 8 years of experience, data scientist pay?", {"senior": "person", "data_scientist": "subject"}),
        ("Should I take a job as a data analyst?", {"data_analyst": "subject"}),
    ],
)  # fmt: skip
def test_a_name_is_said_of_the_asker_or_of_the_subject(
    recogniser: Recogniser, text: str, standing: dict[str, str]
) -> None:
    assert {one.value: one.standing for one in recogniser.find(text) if one.standing} == standing


@pytest.mark.parametrize(
    ("text", "ruled"),
    [
        ("not in the US, in Canada", {"us"}),
        ("jobs outside the US", {"us"}),
        ("I don't want to be a data scientist any more", {"data_scientist"}),
        ("anything but data analyst", {"data_analyst"}),
        ("data engineer rather than data scientist", {"data_scientist"}),
        ("neither data scientist nor data analyst", {"data_scientist", "data_analyst"}),
        ("why not become a data analyst", set()),
        ("not only data scientists", set()),
        ("isn't data science dying?", set()),
    ],
)
def test_what_a_text_excludes_is_marked(recogniser: Recogniser, text: str, ruled: set[str]) -> None:
    assert {one.value for one in recogniser.find(text) if one.ruled} == ruled


def test_what_is_studied_is_neither_the_start_nor_the_end_of_a_change(recogniser: Recogniser) -> None:
    found = recogniser.find("Should I do a PhD in data science to become a data engineer?")
    assert [(one.value, one.part, one.studied) for one in found if one.kind == "role"] == [
        ("data_scientist", None, True),
        ("data_engineer", "target", False),
    ]


def test_nobody_changes_to_what_they_are(recogniser: Recogniser) -> None:
    found = recogniser.find("Data scientists, can I switch to data science?")
    assert "origin" not in {one.part for one in found}


STUDIES = [
    Name("role", "data_scientist", "data scientist", "name"),
    Name("role", "data_scientist", "data science", "field"),
    Name("industry", "finance", "finance", "name"),
    Name("field", "computer_science", "computer science", "name"),
    Name("field", "computer_science", "CS", "name"),
    Name("field", "statistics", "statistics", "name"),
    Name("field", "physics", "physics", "name"),
    Name("field", "data_science", "data science", "name"),
    Name("field", "finance", "finance", "name"),
    Name("certificate", "az_900", "AZ-900", "name"),
    Name("certificate", "az_900", "Azure Fundamentals", "name"),
]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a master's in data science", ["data_science"]),
        ("jobs in data science", []),
        ("I have a physics degree", ["physics"]),
        ("I studied physics", ["physics"]),
        ("how much statistics do I need", []),
        ("CS or statistics?", ["computer_science", "statistics"]),
        ("should I major in statistics or data science", ["statistics", "data_science"]),
        ("a degree in finance", ["finance"]),
        ("data jobs in finance", []),
        ("is computer science better", ["computer_science"]),
    ],
)
def test_a_field_is_one_where_it_is_studied(text: str, fields: list[str]) -> None:
    assert values(Recogniser(STUDIES, [], lambda word: True), text, "field") == fields


def test_a_studied_field_names_its_role_too() -> None:
    found = Recogniser(STUDIES, [], lambda word: True).find("a master's in data science")
    assert {(one.kind, one.value, one.studied) for one in found if one.kind != "degree"} == {
        ("role", "data_scientist", True),
        ("field", "data_science", True),
    }


@pytest.mark.parametrize("text", ["is AZ-900 any use", "azure fundamentals exam"])
def test_a_certificate_of_the_catalog_is_named(text: str) -> None:
    assert values(Recogniser(STUDIES, [], lambda word: True), text, "certificate") == ["az_900"]


@pytest.mark.parametrize(
    ("text", "profession"),
    [
        ("how much do welders make", "welders"),
        ("is a phlebotomist paid well", "phlebotomist"),
        ("what does a bottling machine operator do", "bottling machine operator"),
        ("public relations manager salary", "public relations manager"),
        ("how do I become a pilot", "pilot"),
        ("from steel worker to data analyst", "steel worker"),
        ("policemen salary", "policemen"),
        ("what would a quantum gravity analyst do", "quantum gravity analyst"),
    ],
)
def test_any_profession_is_named_though_the_catalog_lacks_it(
    recogniser: Recogniser, text: str, profession: str
) -> None:
    assert values(recogniser, text, "unknown_role") == [profession]


@pytest.mark.parametrize(
    "text",
    [
        "we run a pilot project",
        "what is an AI assistant",
        "how do AI agents work",
        "what do hiring managers want",
        "is the judge model reliable",
        "a good code editor for python",
        "how do transformers work",
    ],
)
def test_what_is_no_profession_is_not_named_as_one(recogniser: Recogniser, text: str) -> None:
    assert values(recogniser, text, "unknown_role") == []


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("which certificate for machine learning", ["ml_engineer"]),
        ("is robotics worth studying", ["robotics_engineer"]),
        ("courses on big data", ["data_engineer"]),
        ("data or computer vision", ["computer_vision_engineer"]),  # a wide field counts only alone
        ("a course on data", ["data_analyst"]),
        ("what does an ML engineer earn", []),
        ("machine learning jobs", []),  # a profession, not only its field
        ("is it worth it", []),
    ],
)
def test_a_field_of_work_implies_its_role(recogniser: Recogniser, text: str, roles: list[str]) -> None:
    assert [one.value for one in recogniser.fields_of_work(text)] == roles


@pytest.mark.parametrize("words", ["economist", "nurses", "warehouse worker", "HR manager", "PhD candidate"])
def test_a_title_is_what_somebody_is_called(words: str) -> None:
    assert is_title(words)


@pytest.mark.parametrize(
    "words", ["economics", "academia", "psychology major", "physics degree", "consulting"]
)
def test_a_field_or_study_is_no_title(words: str) -> None:
    assert not is_title(words)


def test_a_longer_title_is_no_field_with_a_word_behind_it(recogniser: Recogniser) -> None:
    found = [(one.kind, one.value) for one in recogniser.find("what does a data science strategist do")]
    assert found == [("term", "data_science_strategist")]


def test_a_word_inside_a_role_is_the_role_alone(recogniser: Recogniser) -> None:
    found = [one.kind for one in recogniser.find("machine learning engineer skills")]
    assert found == ["role"]
