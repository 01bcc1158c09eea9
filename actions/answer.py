"""The one form of an answer, which knows no channel: text, a card that a channel may draw, suggestions."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, dataclass
from typing import Any, Mapping, Optional, Sequence, Union

from rasa_sdk.executor import CollectingDispatcher

from actions import render
from actions.wording import say, sentence
from knowledge.queries.field import Source

CARD_VERSION = 1
MOST_SUGGESTIONS = 5
#: The source id of what the editors of the catalog say on their own word.
EDITORS = "editorial"
EntityValue = Union[str, Sequence[str]]


@dataclass(frozen=True)
class Table:
    """Columns with their heads, and rows of as many cells; the first column names the row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Bar:
    """Pay of one group, in the chart's unit.

    ``median`` and the percentiles are those of wages, or of the middles of advertised ranges; ``low`` and
    ``high`` are then the median low and high end of those. ``n`` counts what was advertised or reported.
    """

    label: str
    median: float
    source: str
    p10: Optional[float] = None
    p25: Optional[float] = None
    p75: Optional[float] = None
    p90: Optional[float] = None
    n: Optional[int] = None
    low: Optional[float] = None
    high: Optional[float] = None


@dataclass(frozen=True)
class Difference:
    """By how many percent the higher of two medians is above the other, with its 95% interval."""

    percent: int
    low: int
    high: int


@dataclass(frozen=True)
class Chart:
    """Pay beside each other, of one measure (``advertised``, ``official`` or ``reported``) and unit.

    ``difference`` is that of two bars, where chance does not explain it.
    """

    bars: tuple[Bar, ...]
    kind: str = "salary_range"
    unit: str = "USD a year"
    measure: str = "advertised"
    difference: Optional[Difference] = None


@dataclass(frozen=True)
class Growth:
    """How jobs were projected to change between two years: groups, each with its change in percent."""

    year_from: int
    year_to: int
    groups: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Suggestion:
    """What to ask next: a readable title, and the intent with the entities that a press sends."""

    title: str
    intent: str
    entities: tuple[tuple[str, EntityValue], ...] = ()

    @property
    def payload(self) -> str:
        """Return the message that Rasa reads as this intent with these entities."""
        if not self.entities:
            return f"/{self.intent}"
        values = {name: value if isinstance(value, str) else list(value) for name, value in self.entities}
        return f"/{self.intent}{json.dumps(values)}"


def suggest(title: str, intent: str, **entities: Optional[EntityValue]) -> Suggestion:
    """Return a suggestion; entities that are empty are left out."""
    return Suggestion(title, intent, tuple((name, value) for name, value in entities.items() if value))


@dataclass(frozen=True)
class Answer:
    """An answer to one question.

    ``lead`` is the sentence that answers; ``body`` is light markdown (paragraphs, ``**bold**``, lists);
    ``growth`` is what the lead says of projections; ``sources`` are those of every fact and figure shown;
    what the editors say on their own word is advice and named as such, with the day on which it was
    ``checked``. With ``heading`` the title stands above it, as where a message asked two things.
    ``listed`` are roles that it puts to somebody who named none, in their order, for "which of those?".
    ``about`` are the ids of what a note is bound to.
    """

    topic: str
    title: str
    lead: str
    body: str = ""
    table: Optional[Table] = None
    chart: Optional[Chart] = None
    growth: Optional[Growth] = None
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    roles: tuple[str, ...] = ()
    checked: Optional[str] = None
    heading: bool = False
    listed: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Let the leading sentence begin with a capital, whatever name it begins with."""
        object.__setattr__(self, "lead", sentence(self.lead))

    def text(self) -> str:
        """Return the whole answer as plain text that stands alone in a terminal."""
        parts = [self.title.upper()] if self.heading else []
        parts += [self.lead, render.plain(self.body)]
        if self.table:
            parts.append(render.table(self.table.columns, self.table.rows))
        if self.chart:
            parts.append(render.bars([asdict(bar) for bar in self.chart.bars], self.chart.unit))
        parts += self._remarks()
        if self._outside():
            parts.append(render.sources(self._outside()))
        return "\n\n".join(part for part in parts if part)

    def _outside(self) -> tuple[Source, ...]:
        return tuple(one for one in self.sources if one.id != EDITORS)

    def _remarks(self) -> list[str]:
        """Return the notes; where no outside source says it, that it is advice."""
        if not self.sources or self._outside():
            return list(self.notes)
        day = datetime.date.fromisoformat(self.checked or self.sources[0].date)
        return [*self.notes, say("advice", month=f"{day:%B %Y}")]

    def card(self) -> dict[str, Any]:
        """Return the answer as data for channels that draw it themselves."""
        return {
            "version": CARD_VERSION,
            "topic": self.topic,
            "roles": list(self.roles),
            "title": self.title,
            "lead": self.lead,
            "body": self.body,
            "table": asdict(self.table) if self.table else None,
            "chart": asdict(self.chart) if self.chart else None,
            "growth": asdict(self.growth) if self.growth else None,
            "notes": self._remarks(),
            "sources": [asdict(source) for source in self._outside()],
            "heading": self.heading,
            # Thumbs are for facts; "which role do you mean?" is none.
            "feedback": {"topic": self.topic} if self.sources else None,
        }


def buttons(suggestions: Sequence[Suggestion]) -> list[Mapping[str, str]]:
    """Return suggestions as Rasa's buttons, at most five, no title twice."""
    unique = {suggestion.title: suggestion for suggestion in suggestions}
    return [
        {"title": suggestion.title, "payload": suggestion.payload}
        for suggestion in list(unique.values())[:MOST_SUGGESTIONS]
    ]


def send(dispatcher: CollectingDispatcher, answers: Sequence[Answer]) -> None:
    """Send answers in order; only the last one carries suggestions, so that they stand at the end."""
    for position, answer in enumerate(answers):
        last = position == len(answers) - 1
        dispatcher.utter_message(
            text=answer.text(), buttons=buttons(answer.suggestions) if last else [], card=answer.card()
        )
