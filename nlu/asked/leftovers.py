"""What a text says that no name of the catalog explains: employers, schools, places, amounts, other words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import AbstractSet, Any, Sequence

from nlu.asked.ages import ages_in
from nlu.asked.amounts import amounts_in, spans_in
from nlu.asked.certificate_names import certificates_in
from nlu.asked.lists import Listed, name_list
from nlu.asked.plain_words import explained, is_plain

Span = tuple[int, int]


@dataclass(frozen=True)
class Leftover:
    """A stretch of a text that carries meaning and that no name explains.

    :param kind: ``place``, ``employer``, ``school``, ``study``, ``amount``, ``span``, ``product``, ``certificate``,
        ``person_attribute`` or ``word``
    :param value: what it means: a name, ``{"number", "currency", "unit"}`` of an amount,
        ``{"number", "unit"}`` of a span
    """

    kind: str
    words: str
    start: int
    end: int
    value: Any


_PROPER = r"[A-Z][\w&'.+-]*[\w+]"
_PROPER_NAME = rf"{_PROPER}(?:\s+(?:of\s+|and\s+|&\s+)?{_PROPER}){{0,3}}"
# A question's first word has a capital and is no part of a name: "Is University of Leeds good?"
_NO_NAME = r"(?!(?:Is|Are|Was|Do|Does|Did|Can|Could|Will|Would|Should|Has|Have|Which|What|How|Why|The)\b)"
_SCHOOL = re.compile(
    rf"(?:\b{_NO_NAME}{_PROPER}\s+){{1,4}}(?:University|College|Institute|School|Academy|Polytechnic|Bootcamp)\b(?:\s+of\s+{_PROPER_NAME})?"
    r"|\b(?i:university|college|institute|school)\s+(?i:of)\s+(?:the\s+)?(?:[A-Z]\w+(?:[\s-]+(?:at\s+|and\s+)?[A-Z]\w+){0,3}|(?!(?:applied|the|a|my|your|data|machine|computer)\b)[a-z]{3,}\b)"
)
_SCHOOL_LOOSE = re.compile(r"\b(?P<name>[a-z]{3,}(?:\s[a-z]{3,})?)\s(?:university|polytechnic|institute)\b")
_NO_SCHOOL_NAME = frozenset(
    """
    a an need needs want require required have the to in at of good best top which any my your their this
    that from what other another some local state online and or for is are go going attend near public
    private without finish after before during with second first same decent great non tier college no
    into through every foreign abroad technical community research
    """.split()
)
_WORKS_AT = re.compile(
    rf"\b(?:work(?:s|ed|ing)?\s+(?:at|for|with)|jobs?\s+(?:at|with)|roles?\s+(?:at|with)|interview\w*\s+(?:at|with|for)|offers?\s+(?:from|at|by)|hired\s+(?:by|at)|join(?:ing|ed)?|"
    rf"at|employed\s+(?:by|at)|internship\s+(?:at|with))\s+(?P<name>{_PROPER_NAME})"
)
_IN_PLACE = re.compile(
    rf"\b(?:in|near|around|from|within|outside|to|based\s+in|of)\s+(?P<name>{_PROPER}(?:[\s-]{_PROPER}){{0,2}})"
)
_IN_ONLY = re.compile(r"\b(?:in|near|around|based\s+in|within|live\s+in)\s+$", re.IGNORECASE)
_OF_MONEY = re.compile(
    r"\s+(?:dollars?|pounds?|francs?|kron(?:a|or|er|e)|pesos?|rupees?|yen)\b", re.IGNORECASE
)
_STUDIED = re.compile(
    r"\b(?:background|degree|diploma|bachelor\S*|master\S*|ph\.?d|ba|bsc|ma|msc|major(?:ed|ing)?|minor(?:ed|ing)?|"
    r"graduated?|studied|studying)\s+(?:in\s+|of\s+)?(?P<name>[A-Za-z]{4,}(?: [a-z]{4,})?)"
    r"|\b(?!(?:narrow|broad|wide|general|specialised|specialized|cheap|fancy|decent|solid|proper)\b)"
    r"(?P<before>[a-z]{4,})\s+degree\b",
    re.IGNORECASE,
)
_PRODUCT = re.compile(r"\b(?:[A-Z][a-z]+[A-Z]\w*|[a-z]+[A-Z]{2,}\w*|[A-Z][A-Za-z]*-?\d+(?:\.\d+)?\w*)\b")
_BESIDE_EMPLOYER = re.compile(
    r"(?:\b(?:at|for|by|with|from|join|joining|in|like|of|and|or|,|/)\s*)$", re.IGNORECASE
)
_ATTRIBUTES = re.compile(
    r"\b(?:wom[ae]n|females?|girls?|ladies|mothers?|moms?|mums?|dads?|fathers?|parents?|(?:single\s+)?(?:mom|mum|dad)|kids?|children|pregnan\w+|married|"
    r"h-?1b|opt\b|cpt\b|visa|green\s+card|immigrants?|refugees?|citizen\w*|work\s+permit|sponsor\w*|felon\w*|criminal\s+record|convict\w*|"
    r"introvert\w*|extrovert\w*|shy|adhd|autis\w+|dyslexi\w*|dyscalculia|colou?r\s*blind|blind|deaf|disab\w+|wheelchair|depress\w+|anxiety|chronic\s+\w+|"
    r"veterans?|military|army|navy|soldier|accent|non[\s-]native|native\s+speaker|bad\s+english|poor\s+english|black|hispanic|latin[oa]|muslim|retired|retiree|"
    r"gpa|cgpa|backlogs?|gap\s+years?|career\s+(?:gap|break)|employment\s+gap|drop\s*out|high\s+school(?:er)?|no\s+gpu|night\s+shifts?|part[\s-]time|full[\s-]time|(?:only|just)\s+a\s+phone)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_][\w+#.&'-]*[\w+#]|[^\W\d_]")


def leftovers_in(text: str, names: Sequence[Span], plain: AbstractSet[str]) -> list[Leftover]:
    """Return what a text says beside the names, in order; nothing is told twice.

    :param names: start and end of the names that the catalog explains
    :param plain: words that questions of this kind are made of, and that tell nothing apart
    """
    finder = _Finder(text, list(names))
    for start, end in certificates_in(text):
        finder.add("certificate", start, end, text[start:end], over_names=True)
    finder.schools()
    finder.employers()
    finder.studies(plain)
    for age in ages_in(text):
        finder.add("person_attribute", age.start, age.end, {"age": age.years})
    for amount in amounts_in(text):
        value = {"number": amount.number, "currency": amount.currency, "unit": amount.unit}
        finder.add("amount", amount.start, amount.end, value)
    for span in spans_in(text):
        finder.add("span", span.start, span.end, {"number": span.number, "unit": span.unit})
    finder.products()
    finder.places()
    for match in _ATTRIBUTES.finditer(text):
        finder.add("person_attribute", *match.span(), match.group().lower())
    finder.words(plain)
    return sorted(finder.found, key=lambda one: one.start)


class _Finder:
    """Gathers leftovers; a stretch that is taken once is not taken again."""

    def __init__(self, text: str, names: list[Span]) -> None:
        self.text = text
        self.found: list[Leftover] = []
        self._taken = list(names)
        # Where every word or none has a capital, capitals tell nothing.
        words = list(re.findall(r"[^\W\d_]{3,}", text))
        capital = sum(word[0].isupper() for word in words)
        self._capitals_tell = bool(words) and capital < 0.6 * len(words)

    def add(self, kind: str, start: int, end: int, value: Any, *, over_names: bool = False) -> bool:
        if not over_names and self._is_taken(start, end):
            return False
        if any(start < one.end and one.start < end for one in self.found):
            return False
        self.found.append(Leftover(kind, self.text[start:end], start, end, value))
        self._taken.append((start, end))
        return True

    def _is_taken(self, start: int, end: int) -> bool:
        return any(start < other_end and other < end for other, other_end in self._taken)

    def schools(self) -> None:
        for match in _SCHOOL.finditer(self.text):
            if self._capitals_tell or " of " in match.group() or match.group().istitle():
                self.add("school", *match.span(), match.group(), over_names=True)
        for match in _SCHOOL_LOOSE.finditer(self.text):
            last = match.group("name").split()[-1]
            if last not in _NO_SCHOOL_NAME:
                start = match.start("name") + match.group("name").rindex(last)
                self.add("school", start, match.end(), self.text[start : match.end()])
        for one in name_list("schools").find(self.text):
            if self._is_meant(one) and self._free_of_names(one):
                self.add("school", one.start, one.end, one.value, over_names=True)

    def employers(self) -> None:
        for one in name_list("employers").find(self.text):
            if not self._is_meant(one):
                continue
            works = bool(
                re.search(r"\b(?:at|for|by|join|joining)\s+$", self.text[: one.start], re.IGNORECASE)
            )
            if works or self._free_of_names(one):
                self.add("employer", one.start, one.end, one.value, over_names=works)
        for match in _WORKS_AT.finditer(self.text):
            start, end = match.span("name")
            if self._capitals_tell and not explained(match.group("name").split()[0].lower()):
                self.add("employer", start, end, self.text[start:end])

    def studies(self, plain: AbstractSet[str]) -> None:
        """Add fields of study that the catalog lacks: "a background in music"."""
        for match in _STUDIED.finditer(self.text):
            group = "name" if match.group("name") else "before"
            words = match.group(group).split()
            while words and (is_plain(words[-1].lower(), plain) or not words[-1].isalpha()):
                words.pop()
            if words and not is_plain(words[0].lower(), plain):
                start = match.start(group)
                end = start + len(" ".join(words))
                self.add("study", start, end, self.text[start:end])

    def products(self) -> None:
        for one in name_list("products").find(self.text):
            if self._is_meant(one):
                self.add("product", one.start, one.end, one.value)
        for match in _PRODUCT.finditer(self.text):
            if not re.fullmatch(
                r"(?i)phd|msc|bsc|mlops|aiops|devops|llmops|genai|iot|saas|faang|mtech|btech|meng|beng|covid-?\d*|us\d*|q\d|v\d|h\d",
                match.group(),
            ):
                self.add("product", *match.span(), match.group())

    def places(self) -> None:
        for one in name_list("places").find(self.text):
            if _OF_MONEY.match(self.text, one.end):
                continue  # "Canadian dollars" name no place
            self.add("place", one.start, one.end, one.value)
        for match in _IN_PLACE.finditer(self.text):
            start, end = match.span("name")
            if _OF_MONEY.match(self.text, end):
                continue
            word = match.group("name").split()[0].lower()
            sure = bool(_IN_ONLY.search(self.text[:start]))
            if self._capitals_tell and sure and not explained(word) and not match.group("name").isupper():
                self.add("place", start, end, self.text[start:end])

    def words(self, plain: AbstractSet[str]) -> None:
        pending: list[Span] = []
        for match in _WORD.finditer(self.text):
            word = match.group().lower().strip("'.-")
            start, end = match.start(), match.start() + len(match.group().rstrip("'.-"))
            tells = not (
                self._is_taken(start, end) or is_plain(word, plain) or not re.search(r"[^\W\d_]{2}|\d", word)
            )
            if not tells:
                self._flush(pending)
                pending = []
            elif pending and self.text[pending[-1][1] : start].strip(" -") == "":
                pending.append((start, end))
            else:
                self._flush(pending)
                pending = [(start, end)]
        self._flush(pending)

    def _flush(self, pending: Sequence[Span]) -> None:
        if pending:
            start, end = pending[0][0], pending[-1][1]
            self.add("word", start, end, self.text[start:end].lower())

    def _free_of_names(self, one: Listed) -> bool:
        return not self._is_taken(one.start, one.end)

    def _is_meant(self, one: Listed) -> bool:
        if not one.careful:
            return True
        if self.text[one.start].isupper() and self._capitals_tell:
            return one.start > 0 or bool(
                re.match(r"\s*(?:'s|data|is|pays|interview)\b", self.text[one.end :])
            )
        return bool(_BESIDE_EMPLOYER.search(self.text[: one.start])) and bool(
            re.search(r"\b(?:at|for|by|join|joining)\s*$", self.text[: one.start], re.IGNORECASE)
        )
