"""Whether a name that is also another word is meant, told from the words around it."""

from __future__ import annotations

from nlu.names import words as w
from nlu.names.lexicon import Found
from nlu.names.tokens import Tokens

_PROFESSIONAL = frozenset(
    ["engineering", "science", "analytics", "analysis", "development", "operations", "ops"]
)


def is_meant(found: Found, tokens: Tokens) -> bool:
    """Return whether a found name stands for what the catalog says, as far as its neighbours tell.

    Fields of study and short abbreviations of roles are not decided here: they need to know which
    roles stand beside them (see :func:`is_subject` and :func:`is_short`).
    """
    entry = found.entry
    if entry.how == "abbreviation" and tokens.at(found.last).isdigit() and len(tokens.at(found.last)) == 3:
        return False  # "AZ-900" is an exam
    if entry.how == "abbreviation" and not _capitals_agree(found, tokens):
        if entry.kind == "location":
            return _place_code(found, tokens)
        if entry.kind == "level":
            return len(entry.written[0]) <= 3 and _level(found, tokens)
        return entry.kind == "role" and len(entry.written) == 1
    if entry.kind == "location":
        return _place(found, tokens)
    if entry.kind == "level":
        return _level(found, tokens)
    if entry.kind == "tool":
        return _tool(found, tokens)
    if entry.kind == "background" and entry.how == "field":
        before = tokens.at(found.first - 1)
        return before in w.LEFT_BEHIND or (tokens.at(found.first - 2), before) in w.LEFT_BEHIND_PAIRS
    if entry.kind == "industry":
        return _industry(found, tokens)
    return tokens.at(found.last) not in w.COMPANY_AFTER


def is_subject(found: Found) -> bool:
    """Return whether a field of a role is also a subject of study, such as machine learning.

    "Data science" and "ML engineering" are what somebody works as; "machine learning" is a
    profession only where the question speaks of one.
    """
    if found.entry.kind != "role" or found.entry.how != "field":
        return False
    last = found.entry.written[-1].lower()
    if last in {"mlops", "llmops", "datascience"} or (last in {"eng"}):
        return False
    return len(found.entry.written) == 1 or last not in _PROFESSIONAL


def is_short(found: Found, tokens: Tokens) -> bool:
    """Return whether a found name is an abbreviation that needs a profession beside it.

    Typed with its capitals ("DS") it needs none, unless it also opens a subject line ("RE:").
    """
    entry = found.entry
    if entry.kind != "role" or entry.how != "abbreviation" or len(entry.written) > 1:
        return False
    letters = tokens.lower[found.first].rstrip("s") if len(tokens.lower[found.first]) > 2 else ""
    if len(entry.written[0].rstrip("s")) > 2 and letters:
        return False  # "mle" and "swe" are nothing else
    if tokens.shouted or tokens.words[found.first] != entry.written[0]:
        return True
    return entry.written[0] in {"RE", "RS"} or tokens.at(found.first - 1) == ","


def speaks_of_profession(first: int, last: int, tokens: Tokens, *, subject: bool) -> bool:
    """Return whether the words around a field or an abbreviation make it a profession."""
    after, before, before2 = tokens.at(last), tokens.at(first - 1), tokens.at(first - 2)
    if after in w.CAREER_NOUNS or (not subject and after in w.STUDY_NOUNS):
        return True
    if after in {"job", "labor"} or (after == "contracting" and tokens.at(last + 1) in w.CAREER_NOUNS):
        return True
    if before in w.INTO_FIELD and (
        before2 in w.MOVES or (before2 in {"the", "up"} and tokens.at(first - 3) in w.MOVES)
    ):
        return after not in {"bootcamp", "course", "courses", "degree", "masters", "research"}
    if before in w.ENTERS or (before == "for" and before2 in w.LEARNS):
        return True
    if subject:
        return False
    if before in w.ARTICLES or before == "as":
        return after not in {"facto", "vinci", "la"}
    return before in {"junior", "senior", "become", "aspiring"} or tokens.at(last) in {"experience"}


def beside_tools(doubtful: list[Found], meant: list[Found], tokens: Tokens) -> list[Found]:
    """Return the doubtful tools that stand beside a sure one: "Python or Go"."""
    ends = {one.last for one in meant if one.entry.kind == "tool"}
    starts = {one.first for one in meant if one.entry.kind == "tool"}
    return [
        one
        for one in doubtful
        if one.entry.kind == "tool"
        and (
            (tokens.at(one.last) in w.TOOL_LINKS and one.last + 1 in starts)
            or (tokens.at(one.first - 1) in w.TOOL_LINKS and one.first - 1 in ends)
        )
    ]


def _capitals_agree(found: Found, tokens: Tokens) -> bool:
    if tokens.shouted:
        return False
    typed = tokens.words[found.first : found.last]
    return all(
        mine == theirs or mine == f"{theirs}s"
        for mine, theirs in zip(typed, found.entry.written, strict=True)
    )


def _capitalised(found: Found, tokens: Tokens) -> bool:
    return tokens.words[found.first][:1].isupper() and not tokens.shouted


def _place_code(found: Found, tokens: Tokens) -> bool:
    # "ny", "in la": typed without capitals; the postal code of a state is often a word.
    word = tokens.at(found.first)
    if word not in w.LOOSE_PLACE_CODES:
        return True
    before = tokens.at(found.first - 1)
    if word == "us":
        return before in {"in", "within", "across", "outside"} or (
            before == "the" and tokens.at(found.first - 2) in w.PLACE_BEFORE | {"of", "for"}
        )
    return before in {"in", "near", "from", ","} and tokens.at(found.last) in {
        "",
        "?",
        ".",
        "!",
        ",",
        "for",
        "with",
        "as",
        "and",
        "or",
    }


def _place(found: Found, tokens: Tokens) -> bool:
    before, after = tokens.at(found.first - 1), tokens.at(found.last)
    if before in w.INSTITUTION_BEFORE or (
        before == "of" and tokens.at(found.first - 2) in w.INSTITUTION_AFTER
    ):
        return False
    if after in w.INSTITUTION_AFTER and found.entry.how != "adjective":
        return False
    single = found.last - found.first == 1
    if single and tokens.at(found.first) in w.PLACE_WORDS and not _capitalised(found, tokens):
        return before in w.PLACE_BEFORE - {"the"}
    return not (single and tokens.at(found.first) == "the")


def _level(found: Found, tokens: Tokens) -> bool:
    first, last = found.first, found.last
    if last - first > 1:
        # "No experience in statistics" is a gap, "no experience" a level.
        return tokens.at(first) not in {"no", "without", "zero"} or tokens.at(last) not in {
            "in",
            "with",
            "of",
        }
    word, before, after = tokens.at(first), tokens.at(first - 1), tokens.at(last)
    if word in {"senior", "seniors"} and (before in w.STUDENT_SENIOR or after in w.AFTER_STUDENT_LEVEL):
        return False
    if word in {"junior", "juniors"} and after in w.AFTER_STUDENT_LEVEL:
        return False
    if word not in w.LOOSE_LEVELS:
        return True
    if word == "experienced" and before in {"year", "years", "yr", "yrs"}:
        return False  # the years say which level
    window = [tokens.at(index) for index in range(last, last + 4)]
    if word in {"senior", "junior", "seniors", "juniors", "mid"} and (
        after in {"", "?", "/", "or", "and", "to", "vs", "level", "earn", "make", "get", "paid"}
        or before in {"or", "and", "/", "to", "vs", "for", "at", "than"}
    ):
        return word != "mid" or after in {"/", "or", "to", "level", "senior"} or before in {"/", "or", "to"}
    if word in {"director", "directors", "vp", "head", "chief"} and after == "of":
        return tokens.at(last + 1) in w.HEADED
    if word in {"manager", "managers", "director", "directors"}:
        return before in {"for", "as", "data", "engineering", "or", "science", "to"} or (
            before == "a" and tokens.at(first - 2) in {"become", "becoming", "as", "for"}
        )
    if word in {"experienced", "beginner", "beginners", "executive", "expert"}:
        return any(noun in w.LEVEL_NOUNS for noun in window[:3]) or before in {"for", "as"}
    return any(noun in w.LEVEL_NOUNS for noun in (window if word in {"senior", "junior"} else window[:3]))


def _tool(found: Found, tokens: Tokens) -> bool:
    word, before, after = tokens.at(found.first), tokens.at(found.first - 1), tokens.at(found.last)
    if after in w.COMPANY_AFTER:
        return False
    if found.last - found.first > 1 or word not in w.CAREFUL_TOOLS:
        return True
    typed = tokens.words[found.first]
    exact = not tokens.shouted and typed == found.entry.written[0] and typed != typed.lower()
    if exact and before in w.TOOL_BEFORE:
        return True
    if after in w.NOT_TOOL_AFTER and after not in {"in", "for", "and", "or", "/"}:
        return False
    if (
        word in {"go", "excel", "react", "spring"}
        and (before in w.VERB_BEFORE or after in {"in", "to", "into", "for"})
        and not (exact and found.first > 0)
    ):
        return False
    if exact and (found.first > 0 or word in {"r", "c"}):
        return True
    return before in w.TOOL_BEFORE or (after in {"or", "/", "vs", "and", ","} and word != "go")


def _industry(found: Found, tokens: Tokens) -> bool:
    # "A degree in finance" names what somebody studies.
    if tokens.at(found.last) in w.INDUSTRY_AFTER:
        return True
    if tokens.at(found.last) in {"degree", "degrees", "major", "background"}:
        return False
    behind = [tokens.at(index) for index in range(max(0, found.first - 4), found.first)]
    return not any(token in w.STUDY_OF for token in behind) or any(token in w.HEADS for token in behind)
