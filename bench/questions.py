"""What is said to both assistants: conversations of 20 messages."""

from __future__ import annotations

from typing import List

TURNS = 20

_ROLES = ["ML engineer", "AI engineer", "data scientist", "data engineer", "MLOps engineer", "NLP engineer"]
_PLACES = ["New York", "California", "Texas", "Boston", "Canada", "Chicago"]
_INDUSTRIES = ["healthcare", "finance", "retail", "energy", "insurance", "marketing"]
_TOOLS = ["PyTorch", "Docker", "Spark", "SQL", "Kubernetes", "MLflow"]
_TEMPLATES = [
    "What does a {role} do?",
    "What skills does a {role} need?",
    "and which tools?",
    "How much do {role}s earn in {place}?",
    "What is the difference between a {role} and a {other}?",
    "Which of them is paid more?",
    "What is the job outlook for {other}s?",
    "How do I go from {role} to {other}?",
    "Do I need a degree to be a {other}?",
    "Which certificates are worth it for a {role}?",
    "How does {industry} use AI?",
    "thanks",
    "How do I become a {role}?",
    "Tell me more",
    "Who works with {tool}?",
    "What are the responsibilities of a {other}?",
    "And what do seniors get in {place}?",
    "Where is the field of AI heading?",
    "What does the career ladder of a {other} look like?",
    "bye",
]

#: The happy path, the sad one, and what else the starter bot knows; it knows nothing longer.
_SMALL_TALK = [
    "hello", "I am doing great", "are you a bot?", "hi", "I feel very sad", "yes", "hey there", "so so",
    "no", "bye", "good morning", "wonderful", "am I talking to a human?", "hi", "extremely sad",
    "of course", "hello", "not good", "never", "see you later",
]  # fmt: skip


def career_questions(number: int) -> List[str]:
    """Return the messages of one conversation across all topics; each number names others."""
    place = [number + turn for turn in range(TURNS)]
    return [
        template.format(
            role=_ROLES[number % len(_ROLES)],
            other=_ROLES[(number + 1 + number // len(_ROLES)) % len(_ROLES)],
            place=_PLACES[at % len(_PLACES)],
            industry=_INDUSTRIES[at % len(_INDUSTRIES)],
            tool=_TOOLS[at % len(_TOOLS)],
        )
        for at, template in zip(place, _TEMPLATES, strict=True)
    ]


def small_talk(number: int) -> List[str]:
    """Return the messages of one conversation with the starter bot, begun at another place each time."""
    return [*_SMALL_TALK[number % TURNS :], *_SMALL_TALK[: number % TURNS]]
