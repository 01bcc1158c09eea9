"""The recogniser of names: a text in, the names that it means out."""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import Callable, FrozenSet, Iterable, Mapping, Optional, Sequence

from knowledge.queries.names import Name
from nlu.names import words as w
from nlu.names.change import with_parts
from nlu.names.context import beside_tools, is_meant, is_short, is_subject, speaks_of_profession
from nlu.names.degrees import plain_entities
from nlu.names.experience import Threshold, level_of, years_of_experience
from nlu.names.lexicon import Found, Lexicon
from nlu.names.mention import KINDS, Mention
from nlu.names.negation import with_negation
from nlu.names.professions import developers_in, unknown_professions
from nlu.names.shared_words import shared_names
from nlu.names.spelling import Speller
from nlu.names.standing import with_standing
from nlu.names.study import studies, with_study
from nlu.names.tokens import Tokens, same_length, tokens_of

LONGEST = 4000  # characters of a message in which names are looked for
_INSIDE_ROLE = {"industry", "tool", "level"}  # "marketing data scientist" names an industry too
_BESIDE_OTHERS = frozenset(["field", "certificate"])  # "a master's in data science" names a role too
_CORRECTED = 0.8


class Recogniser:
    """Finds names in a text, in time linear in its length.

    :param names: every name of the knowledge base
    :param levels: from how many years of experience each level is meant
    :param is_word: whether a string is a word that people write, and so no misspelt name
    :param languages: ids of the tools that are programming languages; who develops in one is a
        software developer
    :param within: the place that a place lies in, by id: "Dallas, TX" names Dallas alone
    """

    def __init__(
        self,
        names: Iterable[Name],
        levels: Sequence[Threshold],
        is_word: Callable[[str], bool],
        *,
        languages: FrozenSet[str] = frozenset(),
        within: Optional[Mapping[str, str]] = None,
    ) -> None:
        everything = [*names]
        self._terms = Lexicon([one for one in everything if one.kind == "term"])
        everything = [one for one in everything if one.kind != "term"]
        self._lexicon = Lexicon([*everything, *_acronyms(everything)])
        self._levels = levels
        self._languages = languages
        self._within = within or {}
        self._read = lru_cache(maxsize=256)(self._found_in)
        self._speller = Speller(self._lexicon.words, self._lexicon.role_words, is_word)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the names in the text, in order; names of one kind do not overlap."""
        return self._read(text)[0]

    def fields_of_work(self, text: str) -> tuple[Mention, ...]:
        """Return the roles whose fields the text names without speaking of them as a profession.

        "Which certificate for machine learning?" names no role and implies one. Narrow fields stand first;
        wide ones, such as "data", count only where there is no narrow one.
        """
        return self._read(text)[1]

    def _found_in(self, text: str) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
        text = text[:LONGEST]
        tokens = tokens_of(text)
        if not len(tokens):
            return (), ()
        chosen, fields = self._chosen(tokens)
        mentions = [self._mention(found, tokens) for found in chosen]
        mentions += self._from_years(text, tokens, mentions)
        mentions += [
            _spanning(kind, value, start, end, tokens)
            for kind, value, start, end in plain_entities(same_length(text))
        ]
        taken = {
            i
            for found in chosen
            if found.entry.kind in {"role", "background", "tool", "location", "level"}
            for i in range(found.first, found.last)
        }
        mentions += [
            Mention(
                "unknown_role",
                text[tokens.starts[first] : tokens.ends[last - 1]].strip(),
                tokens.starts[first],
                tokens.ends[last - 1],
                first,
                last,
                "name",
            )
            for first, last in unknown_professions(tokens, taken)
        ]
        mentions.sort(key=lambda one: (one.start, KINDS.index(one.kind)))
        plain = same_length(text)
        named = with_standing(with_negation(with_parts(with_study(mentions, tokens), tokens), plain), plain)
        named = self._with_terms(named, tokens)
        named.sort(key=lambda one: (one.start, KINDS.index(one.kind)))
        return tuple(named), tuple(self._mention(one, tokens) for one in fields)

    def _with_terms(self, named: Sequence[Mention], tokens: Tokens) -> list[Mention]:
        """Add the words of the field that no other name covers: they name a thing, and decide nothing.

        A title that is one of them is no field with a word behind it: "data science strategist".
        """
        terms = _without_overlaps(self._terms.find(tokens))
        kept = [
            one for one in named if one.how != "field" or not any(_lies_inside(one, term) for term in terms)
        ]
        taken = {index for one in kept for index in range(one.first, one.last)}
        return [
            *kept,
            *(self._mention(one, tokens) for one in terms if not taken & set(range(one.first, one.last))),
        ]

    def _chosen(self, tokens: Tokens) -> tuple[list[Found], list[Found]]:
        """Return the names that are meant, and the fields of work that no name covers."""
        found = self._lexicon.find(tokens)
        exact = {i for one in found if one.last - one.first > 1 for i in range(one.first, one.last)}
        self._speller.correct(tokens, exact)
        if tokens.corrected:
            found = self._lexicon.find(tokens)
        wide = [one for one in found if one.entry.how == "wide"]
        found = [one for one in found if one.entry.how != "wide"]
        found += self._slipped(tokens, exact)
        meant = [one for one in found if is_meant(one, tokens)]
        meant += beside_tools([one for one in found if one not in meant], meant, tokens)
        beside = _without_overlaps([one for one in meant if one.entry.kind in _BESIDE_OTHERS])
        meant = [one for one in meant if one.entry.kind not in _BESIDE_OTHERS]
        sure = [one for one in meant if not is_subject(one) and not is_short(one, tokens)]
        unsure = [one for one in meant if is_subject(one) or is_short(one, tokens)]
        chosen = _without_overlaps(sure)
        chosen = _with_professions(chosen, _without_overlaps(unsure), tokens)
        roles = [one for one in chosen if one.entry.kind == "role"]
        shared = list(shared_names(roles, tokens, self._lexicon))
        developers = developers_in(chosen, tokens, self._languages)
        entry = next(iter(self._lexicon.named(["software", "developer"], "role")), None)
        if entry:
            shared += [Found(entry, first, last) for first, last in developers]
        named = self._nearest_places(_without_overlaps([*chosen, *shared]), tokens)
        roles = [one for one in named if one.entry.kind == "role"]
        fields = [one for one in unsure if is_subject(one)] + [
            one for one in wide if not _within(one, unsure)
        ]
        fields = [one for one in _without_overlaps(fields) if not _within(one, roles)]
        narrow = [one for one in fields if one.entry.how == "field"]
        return [*named, *_stand_beside(beside, named, tokens)], narrow or fields

    def _nearest_places(self, chosen: list[Found], tokens: Tokens) -> list[Found]:
        places = [one for one in chosen if one.entry.kind == "location"]
        containers = {
            id(second)
            for first, second in itertools.pairwise(places)
            if self._lies_in(first.entry.value, second.entry.value)
            and set(tokens.lower[first.last : second.first]) <= {",", "(", "in", "-", "/"}
        }
        return [one for one in chosen if id(one) not in containers]

    def _lies_in(self, place: str, container: str) -> bool:
        while place in self._within:
            place = self._within[place]
            if place == container:
                return True
        return False

    def _slipped(self, tokens: Tokens, exact: set[int]) -> list[Found]:
        # "date scientist": an existing word beside the rest of a role's name.
        found = []
        for index, word in enumerate(tokens.lower):
            if index in exact:
                continue
            for better in self._speller.slips_of(word):
                for first, last in ((index, index + 2), (index - 1, index + 1)):
                    if first < 0 or last > len(tokens):
                        continue
                    words = [better if place == index else tokens.at(place) for place in range(first, last)]
                    entries = [e for e in self._lexicon.named(words, "role") if e.how == "name"]
                    if entries:
                        found.append(Found(entries[0], first, last))
                        tokens.corrected.add(index)
        return found

    def _mention(self, found: Found, tokens: Tokens) -> Mention:
        slipped = any(index in tokens.corrected for index in range(found.first, found.last))
        return Mention(
            kind=found.entry.kind,
            value=found.entry.value,
            start=tokens.starts[found.first],
            end=tokens.ends[found.last - 1],
            first=found.first,
            last=found.last,
            how=found.entry.how,
            confidence=_CORRECTED if slipped else 1.0,
        )

    def _from_years(self, text: str, tokens: Tokens, mentions: list[Mention]) -> list[Mention]:
        spans = [(one.start, one.end) for one in mentions if one.kind == "level"]
        return [
            _spanning("level", level_of(years, self._levels), start, end, tokens, how="years")
            for start, end, years in years_of_experience(text)
            if self._levels and not any(start < other_end and other < end for other, other_end in spans)
        ]


def _lies_inside(one: Mention, term: Found) -> bool:
    return term.first <= one.first and one.last <= term.last and one.last - one.first < term.last - term.first


def _stand_beside(found: Sequence[Found], named: Sequence[Found], tokens: Tokens) -> list[Found]:
    """Return the certificates, and the fields of study that are meant as such.

    "Statistics" is a skill as well, and "data science" a job: a field of one word, or one that is another
    name too, must be spoken of as studied, or stand beside one that is.
    """
    sure = [
        one
        for one in found
        if one.entry.kind == "certificate"
        or studies(one.first, one.last, tokens)
        or tokens.at(one.last - 1) in {"degree", "degrees"}
        or (
            not any(_overlap(one, other) for other in named)
            and (one.last - one.first > 1 or tokens.at(one.first) == "cs")
        )
    ]
    for one in found:
        near = any(
            other.entry.kind == "field"
            and set(tokens.lower[min(one.last, other.last) : max(one.first, other.first)])
            & {"or", "vs", "and", "/", "versus"}
            and max(one.first, other.first) - min(one.last, other.last) <= 2
            for other in sure
        )
        if near and one not in sure:
            sure.append(one)
    return sure


def _with_professions(sure: list[Found], unsure: list[Found], tokens: Tokens) -> list[Found]:
    """Add the fields and abbreviations that are professions here.

    One that stands beside a role ("mle vs ds", "DS vs AI vs ML") is meant as one; that is passed
    along until nothing changes. So are two abbreviations side by side ("de or ds", "ml vs de").
    """
    chosen = list(sure)
    waiting = [
        one
        for one in unsure
        if not any(_overlap(one, other) and other.entry.kind == "role" for other in sure)
    ]
    for left, right in itertools.pairwise(waiting):
        if _are_a_pair(left, right, tokens) and left not in chosen:
            chosen.append(left)
    waiting = [one for one in waiting if one not in chosen]
    changed = True
    while changed:
        changed = False
        for one in list(waiting):
            subject = is_subject(one)
            if speaks_of_profession(one.first, one.last, tokens, subject=subject) or any(
                _linked(one, other, tokens, subject=subject) for other in chosen if other.entry.kind == "role"
            ):
                chosen.append(one)
                waiting.remove(one)
                changed = True
    return chosen


def _are_a_pair(left: Found, right: Found, tokens: Tokens) -> bool:
    if is_subject(left) and is_subject(right):
        return False  # "ai vs ml" asks about two ideas
    return (
        left.entry.value != right.entry.value
        and right.first - left.last == 1
        and tokens.at(left.last) in w.BETWEEN_TWO
    )


def _linked(one: Found, other: Found, tokens: Tokens, *, subject: bool) -> bool:
    left, right = (one, other) if one.first < other.first else (other, one)
    if subject and any(tokens.at(index) in w.KNOWLEDGE for index in range(left.first - 4, left.first)):
        return False  # "no experience in data science or AI"
    between = set(tokens.lower[left.last : right.first]) - {"a", "an", "in", "the", "being"}
    if not between or right.first - left.last > 3:
        return False
    if subject:
        both_subjects = is_subject(one) and is_subject(other)
        return between <= (w.VERSUS | {"or"}) or (
            both_subjects and between <= w.VERSUS | {"or", "and", "/", "&"}
        )
    return between <= w.LINKS


def _without_overlaps(found: list[Found]) -> list[Found]:
    """Keep the longest of overlapping names, and inside a role what it also tells."""
    order = sorted(
        found,
        key=lambda one: (
            one.first - one.last,
            KINDS.index(one.entry.kind),
            one.entry.how != "name",
            one.entry.rank,
        ),
    )
    kept: list[Found] = []
    for one in order:
        if all(_compatible(one, other) for other in kept if _overlap(one, other)):
            kept.append(one)
    return sorted(kept, key=lambda one: one.first)


def _compatible(one: Found, other: Found) -> bool:
    # "Java developer" is a background, and a software engineer too.
    if {one.entry.kind, other.entry.kind} == {"role", "background"}:
        role, background = (one, other) if one.entry.kind == "role" else (other, one)
        return background.first <= role.first and role.last <= background.last
    shorter = one.last - one.first < other.last - other.first
    return shorter and one.entry.kind in _INSIDE_ROLE and other.entry.kind in {"role", "background"}


def _within(one: Found, others: Iterable[Found]) -> bool:
    return any(_overlap(one, other) for other in others)


def _overlap(one: Found, other: Found) -> bool:
    return one.first < other.last and other.first < one.last


def _spanning(kind: str, value: str, start: int, end: int, tokens: Tokens, how: str = "name") -> Mention:
    inside = [i for i in range(len(tokens)) if tokens.starts[i] < end and tokens.ends[i] > start]
    first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
    return Mention(kind, value, start, end, first, last, how)


def _acronyms(names: Sequence[Name]) -> list[Name]:
    """Return the fields that the names of engineers imply: "AI engineer" makes AI a field.

    So are the long forms of the acronym: "artificial intelligence engineer".
    """
    fields: list[Name] = []
    acronyms = {
        name.value: name.text.split()[0]
        for name in reversed(names)
        if name.kind == "role"
        and name.text.lower().endswith(" engineer")
        and name.text.split()[0].isupper()
        and len(name.text.split()) == 2
        and name.text.replace(" ", "_").lower() == name.value
    }
    for name in names:
        acronym = acronyms.get(name.value)
        if name.kind != "role" or acronym is None or not name.text.lower().endswith(" engineer"):
            continue
        stem = name.text[: -len(" engineer")]
        if stem == acronym or "".join(word[0] for word in stem.split()).upper() == acronym:
            fields.append(Name("role", name.value, stem, "field"))
    return fields
