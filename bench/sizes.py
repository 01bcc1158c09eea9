"""How much is measured: a full run for the documentation, or a short one to see that it works."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """The amount of a run.

    :param rounds: starts and loads of each system, in turn
    :param trainings: trainings of each system, in turn
    :param batches: turns in which the messages of one user are measured, each with five conversations
    :param load_seconds: duration of a load of several users, each round
    :param turns: length of the long conversation, a multiple of 20 and ten more
    :param stored: conversations in the full store
    :param change_batches: turns in which each change is measured, each with five conversations
    """

    rounds: int = 3
    trainings: int = 2
    batches: int = 10
    load_seconds: float = 20.0
    turns: int = 510
    stored: int = 10_000
    roles: int = 5_000
    salaries: int = 200_000
    change_batches: int = 3


FULL = Size()
SHORT = Size(
    rounds=1,
    trainings=1,
    batches=1,
    load_seconds=3.0,
    turns=110,
    stored=500,
    roles=60,
    salaries=5_000,
    change_batches=1,
)
USERS = 8
CONVERSATIONS_IN_BATCH = 5
