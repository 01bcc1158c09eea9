"""What a message asks: the one reading of the understanding, as the actions look at it.

Nothing behind this module looks at the words of a message again. Ids are those of the catalog.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Iterable, Literal, Mapping, Optional

from actions import names
from actions.person import NOBODY, Person
from knowledge.pay.wishes import NO_WISHES, PayWishes

MOST_ROLES = 4
How = Literal["said", "carried", "assumed"]
#: Kinds of values that say what a question is about, beside its subject.
SUBJECTS = (names.ROLE, names.UNKNOWN_ROLE, names.BACKGROUND)
SETTINGS = (names.LOCATION, names.LEVEL, names.INDUSTRY, names.REMOTE, names.YEAR)


@dataclass(frozen=True)
class Value:
    """A thing that was named.

    :param kind: an entity such as ``role``, or a kind of leftover: ``place``, ``employer``, ``school``,
        ``amount``, ``span``, ``product``, ``certificate``, ``word``
    :param id: its canonical id; ``None`` where the catalog lacks it
    :param words: the person's own words
    :param how: ``said`` in this message, ``carried`` from one before, or ``assumed``
    :param of_person: whether it says who asks, and not what is asked about
    :param negated: whether it is ruled out: "not in the US"
    :param part: ``origin`` or ``target`` of a change
    :param named_field: whether a background is named by its field or study, not by a title
    :param detail: of an amount or a span: number, currency and unit
    """

    kind: str
    id: Optional[str]
    words: str
    how: How = "said"
    of_person: bool = False
    negated: bool = False
    part: Optional[str] = None
    named_field: bool = False
    detail: tuple[tuple[str, Any], ...] = ()

    def of(self, name: str) -> Any:
        """Return a detail, such as the ``currency`` of an amount."""
        return dict(self.detail).get(name)


@dataclass(frozen=True)
class NearNote:
    """How near a note comes to a question, as the understanding tells (see ``nlu/note_index.py``).

    :param nearness: of all signs; ``centre`` to ``shared`` are its parts, up to 1
    :param agrees: names that both hold; ``differs`` names against which the question holds another
    :param way: 1 for a change in the same direction, else 0
    :param covered: share of the words of one of the note's phrasings that the question holds
    :param met: 1 where one of the note's phrasings holds the asker's profession
    """

    note: str
    nearness: float
    centre: float
    nearest: float
    answer: float
    shared: float
    agrees: int = 0
    differs: int = 0
    way: int = 0
    covered: float = 0.0
    met: int = 0


@dataclass(frozen=True)
class Question:
    """One question of a message.

    :param topic: what it is about, an intent's name without ``ask_``; empty until the rules decide
    :param shape: ``yes_no``, ``which``, ``how_much``, ``how_long``, ``why``, ``how``, ``first``, ``worth``,
        ``enough``, ``criterion`` or ``facts``
    :param criterion: by which "better" is meant, such as ``easier`` or ``pay``
    :param fields_of_work: roles whose fields it names without naming a role: "learning machine learning"
    :param aspects: the sides of the topic that it asks about: ``ai_effect``, ``hard_part``, ``title`` …
    :param aspect_words: the words by which it asks for them
    :param says: its words that carry meaning beside the names, in lower case
    :param refers: what it points back to: ``other``, ``both``, ``all``, ``first`` … ``last``, ``there``
    :param number: a number from a list
    :param about_answer: what it wants to know of the last answer: ``why``, ``source``, ``simpler`` …
    :param topic_word: the topic that a short message names: "and the pay?"
    :param bare: whether it is hardly more than names
    :param feeling: ``distress``, ``doubt`` or ``anger``
    :param told: the circumstances that the person tells, such as ``working``, each with its number or none
    :param likes: what they like of work, such as ``maths``; ``dislikes`` what they do not
    :param notes: the notes that come near in meaning, the nearest first
    :param words: the stems of its words, each with how much it tells
    :param length: of its text, in words
    :param more: whether it asks for more on what was answered
    :param turn: how many messages the person has sent; chooses among ways to say a thing
    :param states: whether it only tells something of the person and asks nothing
    :param wishes: what it wants of pay: a unit, a currency, a rank
    :param text: its text, for a question after it to lean on; nothing looks into it
    :param completed: whether it was a follow-up, into which the understanding has put what was spoken of
    :param wants: what it wants of skills, tools and certificates (see :mod:`nlu.asked.wanted`)
    """

    intent: str
    topic: str = ""
    confidence: float = 1.0
    shape: str = "facts"
    criterion: Optional[str] = None
    aspects: tuple[str, ...] = ()
    aspect_words: str = ""
    says: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    person: Person = NOBODY
    fields_of_work: tuple[str, ...] = ()
    refers: frozenset[str] = frozenset()
    number: Optional[int] = None
    about_answer: Optional[str] = None
    topic_word: Optional[str] = None
    bare: bool = False
    feeling: Optional[str] = None
    told: Mapping[str, Optional[float]] = field(default_factory=dict)
    likes: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    notes: tuple[NearNote, ...] = ()
    words: Mapping[str, float] = field(default_factory=dict)
    length: int = 0
    note: Optional[str] = None
    more: bool = False
    turn: int = 0
    states: bool = False
    wishes: PayWishes = NO_WISHES
    wants: frozenset[str] = frozenset()
    text: str = ""
    completed: bool = False

    def ids(self, kind: str, *, of_person: Optional[bool] = None) -> tuple[str, ...]:
        """Return the ids named of a kind, each once; what is ruled out is left out."""
        return tuple(
            dict.fromkeys(
                one.id
                for one in self.values
                if one.kind == kind
                and one.id is not None
                and not one.negated
                and (of_person is None or one.of_person is of_person)
            )
        )

    def said(self) -> tuple[Value, ...]:
        """Return what was named in this message itself and not ruled out."""
        return tuple(one for one in self.values if one.how == "said" and not one.negated)

    def without(self, *kinds: str) -> Question:
        """Return the question without its values of some kinds."""
        return replace(self, values=tuple(one for one in self.values if one.kind not in kinds))

    def having(self, kind: str, ids: Iterable[str], *, how: How = "carried") -> Question:
        """Return the question with these ids of a kind in place of those that it has.

        Where an id was said, its words and its part are kept.
        """
        mine = {one.id: one for one in self.values if one.kind == kind and not one.of_person}
        kept = tuple(one for one in self.values if one.kind != kind or one.of_person or one.negated)
        placed = tuple(mine.get(one) or Value(kind, one, one.replace("_", " "), how) for one in ids)
        return replace(self, values=(*kept, *placed))

    def also(self, outsider: str) -> Question:
        """Return the question asked of a profession that the conversation spoke of."""
        return replace(self, values=(*self.values, Value(names.UNKNOWN_ROLE, None, outsider, "carried")))

    def ending(self, origin: Optional[str], target: Optional[str]) -> Question:
        """Return the question with these ends of a change, each a role or a background."""
        values = [replace(one, part=None) for one in self.values]
        for part, end in (("origin", origin), ("target", target)):
            if end is None:
                continue
            at = next((index for index, one in enumerate(values) if one.id == end), None)
            if at is None:
                values.append(Value(names.BACKGROUND, end, end.replace("_", " "), "carried", True, part=part))
            elif values[at].part is None:
                values[at] = replace(values[at], part=part)
            else:  # it begins where it ends
                values.append(replace(values[at], part=part))
        return replace(self, values=tuple(values))

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that it is about, at most :data:`MOST_ROLES`."""
        return self.ids(names.ROLE, of_person=False)[:MOST_ROLES]

    @property
    def outsiders(self) -> tuple[Value, ...]:
        """The professions that it is about and that no role of the catalog is."""
        return tuple(
            one
            for one in self.values
            if one.kind in (names.UNKNOWN_ROLE, names.BACKGROUND)
            and not (one.of_person or one.negated or one.named_field)
        )

    @property
    def origin(self) -> Optional[str]:
        """The role or background that somebody leaves; of a physics teacher the post and not the subject."""
        subject = any(one.part == "origin" and one.named_field for one in self.values)
        posts = (
            one.id
            for one in self.values
            if one.kind == names.BACKGROUND and one.of_person and not (one.negated or one.named_field)
        )
        return (_first(one for one in posts if one) if subject else None) or self._part("origin")

    @property
    def plain(self) -> bool:
        """Whether it names one role and nothing else, of which no side is asked for."""
        of_role = all(one.kind == names.ROLE for one in self.said()) and len(self.roles) == 1
        return of_role and self.shape == "facts" and not self.aspects and self.criterion is None

    @property
    def of_one_thing(self) -> bool:
        """Whether it names one thing and nothing else, and asks for no judgement: "what is TensorFlow?".

        What is asked of a thing may hold a word of the field: "how is AI used in healthcare?".
        """
        open_ended = self.shape in ("facts", "how", "why") and self.criterion is None
        held = [one for one in self.values if one.how == "carried" and one.kind not in SETTINGS]
        named = self.said() or (held if self.completed else ())
        things = {(one.kind, one.id) for one in named if one.kind != names.TERM}
        return open_ended and len(things) == 1

    @property
    def leans(self) -> bool:
        """Whether it is about what the conversation was about, and says nothing of its own."""
        return not (self.completed or self.said()) and any(
            one.how == "carried" for one in self.values if one.kind in SUBJECTS
        )

    @property
    def target(self) -> Optional[str]:
        """The role that somebody aims at."""
        return self._part("target")

    @property
    def locations(self) -> tuple[str, ...]:
        """The places that it is about."""
        return self.ids(names.LOCATION)

    @property
    def level(self) -> Optional[str]:
        """The level that it is about, or that the person has."""
        return _first(self.ids(names.LEVEL, of_person=False)) or _first(self.ids(names.LEVEL))

    @property
    def industries(self) -> tuple[str, ...]:
        """The industries that it is about."""
        return self.ids(names.INDUSTRY)

    @property
    def tools(self) -> tuple[str, ...]:
        """The tools that it is about."""
        return self.ids(names.TOOL)

    @property
    def background(self) -> Optional[str]:
        """The profession, beside the roles, that somebody comes from or asks about."""
        return _first(self.ids(names.BACKGROUND))

    @property
    def degree(self) -> Optional[str]:
        """The degree that it speaks of."""
        return _first(self.ids(names.DEGREE))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of study that it speaks of."""
        return self.ids(names.FIELD)

    @property
    def remote(self) -> Optional[str]:
        """The way of working: ``remote``, ``hybrid`` or ``onsite``."""
        return _first(self.ids(names.REMOTE))

    @property
    def year(self) -> Optional[int]:
        """The calendar year that it speaks of."""
        return next((int(one) for one in self.ids(names.YEAR) if one.isdigit()), None)

    @property
    def content(self) -> tuple[str, ...]:
        """The words that carry meaning, in lower case: of names and of what no name explains."""
        return tuple(word for one in self.values for word in one.words.lower().split())

    def _part(self, part: str) -> Optional[str]:
        return _first(one.id for one in self.values if one.part == part and one.id and not one.negated)


def _first(found: Iterable[str]) -> Optional[str]:
    return next(iter(found), None)
