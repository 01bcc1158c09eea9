"""The plan of an answer: verdict, evidence, what could not be used, what next.

A note that surely fits answers, in the shape of the question. Else the topic's evidence does, and says
where it has no answer on exactly that. Whatever was named is used or named as not known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Mapping, Optional, Sequence

from sqlalchemy.orm import Session

from actions import asking_back, names
from actions.answer import Answer, Suggestion, suggest
from actions.evidence.about_answer import about_answer, how_made
from actions.evidence.base import next_steps, sourced
from actions.evidence.notes import Fit, fitting, in_shape, sources_of, untold
from actions.evidence.of_topics import EVIDENCE
from actions.evidence.standing import chance, signs_of
from actions.gaps import grouped, plain, unused
from actions.memory import Memory
from actions.more import tell_more
from actions.question import Question
from actions.rules import ABOUT_ANSWER, DECLINED, TOLD
from actions.topics import TOPICS, TOUR, Topic
from actions.wording import listed, say, sentence
from knowledge.queries import roles
from knowledge.queries.notes import Note

#: Topics whose answer is another one elsewhere, so that what is not known of a place comes first.
_BY_PLACE = frozenset({"salary", "compare_salaries", "job_outlook", "education"})
_OF_PAY = frozenset({"salary", "compare_salaries"})
_MOST_OFFERED = 2
#: Nearness of a note from which "which role …" is a question of its own and does not begin the form.
FORM_UNLESS = 0.77
#: Chance from which a note answers where the assistant would ask which role is meant, and where it would name
#: the roles nearest to a profession that it does not describe.
BESIDE_ASKING, BESIDE_FOREIGN = 0.12, 0.45
_NEVER = 2.0
_SHORT = 6  # words of a question that may say no more than its topic
#: By how much a note must be likelier than what a table says.
_AHEAD = 0.1
#: Kinds of words that nothing explains; a note with one of them in its title need only be likely.
_UNEXPLAINED = frozenset({"word", "product", "certificate", "employer", "school"})
#: Chance below which a note is called the nearest that there is.
LIKELY = 0.15
#: Chance from which a note answers what was not understood or was read as another career; and what was read
#: as none of our business, which seldom is a question for us.
SURE_UNREAD, SURE_ALONE, NEAR_ALONE = 0.15, 0.5, 0.55


def answer(
    session: Session, asked: Question, memory: Memory, shown: Sequence[Mapping[str, Any]] = ()
) -> Optional[tuple[Answer, Memory]]:
    """Return the answer to a question that the rules have completed, and the memory after it.

    :param shown: the cards of the answers so far, for questions about them
    :return: ``None`` where the message is to be declined or was not understood
    """
    if asked.topic == ABOUT_ANSWER:
        return _about_answer(session, asked, memory, shown)
    if asked.topic == TOLD:
        return asking_back.noted(session, asked, memory), memory
    asked = asking_back.in_catalog(session, asked)
    fits = untold(fitting(session, asked), asked, memory.told)
    if asked.note is not None and fits and asked.topic in TOPICS:  # its button was pressed
        return _finished(session, asked, _from_note(session, asked, fits), fits[1:]), _after(
            memory, asked, fits
        )
    if asked.topic in DECLINED or not asked.topic:
        return _against_the_reading(session, asked, memory, fits)
    if asked.topic not in TOPICS:
        return asking_back.about_what(asked.turn), memory
    topic, evidence = TOPICS[asked.topic], EVIDENCE[asked.topic]
    if asked.more:
        return tell_more(session, asked, memory, evidence)
    told = evidence.exactly(session, asked)
    alone = told is not None or evidence.stands_alone(session, asked)
    foreign = None if alone else asking_back.foreign(session, asked)
    roleless = topic.needs_role and not (asked.roles or alone) and asked.wishes.rank != "role"
    if foreign is not None or roleless:
        least = BESIDE_FOREIGN if foreign else BESIDE_ASKING if _says_enough(asked) else _NEVER
        if fits and fits[0].fit >= least:
            return _by_note(session, asked, memory, fits)
        if foreign is not None:
            return replace(foreign, suggestions=_offered(fits, foreign.suggestions)), memory.after(asked)
        return _without_role(session, asked, memory, fits)
    found = considered(session, asked, told)
    least = chance(asked.topic, found.signs) + (_AHEAD if found.table else 0.0)
    if fits and _is_named_in(fits[0], asked):
        least = min(least, LIKELY)
    if fits and not evidence.settles(session, asked) and fits[0].fit > least:
        return _by_note(session, asked, memory, fits)
    answered = found.answer
    if asked.completed and any(card.get("lead") == answered.lead for card in shown[-1:]):
        if fits:
            return _by_note(session, asked, memory, fits)
        answered = replace(
            answered, lead=say("nothing_beyond", turn=asked.turn), body="", table=None, chart=None
        )
    if answered.roles:
        answered = replace(answered, lead=asking_back.saying_the_role(session, asked, answered.lead))
    return _finished(session, asked, answered, fits, exact=found.exact), memory.after(asked)


@dataclass(frozen=True)
class Considered:
    """What the evidence of a topic would answer, and the signs that it is an answer to the question."""

    answer: Answer
    signs: Sequence[float]
    table: bool
    exact: bool


def considered(session: Session, asked: Question, told: Optional[Answer] = None) -> Considered:
    """Return what the evidence of a question's topic answers, and what speaks for it.

    :param told: what a table says to exactly this question, if one does
    """
    topic, evidence = TOPICS[asked.topic], EVIDENCE[asked.topic]
    found = told or evidence.answer(session, asked)
    table = told is not None or evidence.bears_on(session, asked)
    shape = asked.shape in evidence.shapes
    signs = signs_of(
        asked,
        found,
        table=table,
        shape=shape,
        alone=evidence.stands_alone(session, asked),
        covers=_covers(topic, asked),
    )
    return Considered(found, signs, table=table, exact=table or shape)


def _is_named_in(fit: Fit, asked: Question) -> bool:
    """Return whether a note is on a thing that was named and nothing else explains: "is AIGP any good?"."""
    title = f" {plain(fit.note.title)} "
    unexplained = [one for one in asked.said() if one.id is None and one.kind in _UNEXPLAINED]
    return any(f" {plain(one.words)} " in title for one in unexplained)


def _by_note(session: Session, asked: Question, memory: Memory, fits: Sequence[Fit]) -> tuple[Answer, Memory]:
    found = _from_note(session, asked, fits)
    if asked.completed and fits[0].note.id in memory.told:
        found = replace(found, lead=f"{say('as_said', turn=asked.turn)} {found.lead}", body="")
    finished = _finished(session, asked, found, fits[1:], exact=fits[0].fit >= LIKELY)
    return finished, _after(memory, asked, fits)


def _after(memory: Memory, asked: Question, fits: Sequence[Fit]) -> Memory:
    return memory.after(asked).having_told(fits[0].note.id)


def _about_answer(
    session: Session, asked: Question, memory: Memory, shown: Sequence[Mapping[str, Any]]
) -> tuple[Answer, Memory]:
    """Answer what is asked of the last answer; "why?" by a note that tells the reason, where there is one."""
    if asked.about_answer == "why" and memory.topic in TOPICS:
        why = replace(asked, topic=str(memory.topic), shape="why", completed=True)
        reasons = [
            one for one in fitting(session, why) if one.note.shape == "why" and one.note.id not in memory.told
        ]
        if reasons and reasons[0].fit >= LIKELY:
            return _by_note(session, why, memory, reasons)
        if memory.topic in _OF_PAY:
            why = replace(why, topic=str(memory.topic), wishes=replace(why.wishes, aspect="why"))
            told = EVIDENCE[why.topic].exactly(session, why.having(names.ROLE, memory.roles))
            if told is not None:
                made = list(how_made(session, shown[-1]).values()) if shown else []
                return replace(told, body="\n\n".join([told.body, *made])), memory
    return about_answer(session, asked, shown), memory


def _says_enough(asked: Question) -> bool:
    """Return whether a question without a role says more than its topic: "what does it pay?" does not."""
    return bool(asked.said()) or asked.length > _SHORT


def _without_role(
    session: Session, asked: Question, memory: Memory, fits: Sequence[Fit]
) -> tuple[Answer, Memory]:
    """Answer in general where a question says enough; ask which role is meant where it names but a topic."""
    outside = asking_back.of_another_field(session, asked)
    if outside is not None:
        return replace(outside, suggestions=_offered(fits, outside.suggestions)), memory.after(asked)
    assuming = asking_back.assuming_a_role(asked)
    if assuming is not None:
        evidence = EVIDENCE[asked.topic]
        found = evidence.exactly(session, assuming) or evidence.answer(session, assuming)
        found = replace(found, lead=asking_back.saying_the_role(session, assuming, found.lead))
        return _finished(session, assuming, found, fits), memory.after(asked)
    asking = asking_back.which_role(session, asked)
    return replace(asking, suggestions=_offered(fits, asking.suggestions)), memory.after(
        asked, waits_for_role=True
    )


def _covers(topic: Topic, asked: Question) -> bool:
    """Return whether a topic's evidence speaks to all that a question names, so that it is a plain one."""
    spoken_to = (*topic.uses, names.ROLE, names.TERM)
    foreign = [one for one in asked.said() if not one.of_person and one.kind not in spoken_to]
    reading = asked.wants & {"books", "courses"}
    return not (foreign or reading) and asked.criterion in (None, *topic.criteria)


def _against_the_reading(
    session: Session, asked: Question, memory: Memory, fits: Sequence[Fit]
) -> Optional[tuple[Answer, Memory]]:
    """Answer what was read as none of our business, where a note is all but certain or a profession near."""
    of_pay = asked.wishes.of_pay or asked.criterion == "pay" or asked.shape == "how_much"
    if asked.intent == "out_of_scope_career" and asked.outsiders and of_pay:
        return asking_back.without_pay_of(asked), memory.beside(asked.outsiders[0].words)
    unread = asked.topic not in DECLINED or asked.intent in ("nlu_fallback", "out_of_scope_career")
    sure = fits and (unread or fits[0].near >= NEAR_ALONE)
    if sure and fits[0].fit >= (SURE_UNREAD if unread else SURE_ALONE):
        asked = replace(asked, topic=fits[0].note.topics[0])
        return _finished(session, asked, _from_note(session, asked, fits), fits[1:]), _after(
            memory, asked, fits
        )
    if asked.feeling == "distress":
        return asking_back.consoled(session, asked, memory), memory
    if asked.intent != "out_of_scope_career":
        return None
    for of_person in _OF_PERSON:
        told = EVIDENCE[of_person].exactly(session, replace(asked, topic=of_person))
        if told is not None:
            asked = replace(asked, topic=of_person)
            return _finished(session, asked, told, fits), memory.after(asked)
    if asked.outsiders:
        return asking_back.nearest_to(session, asked), memory.beside(asked.outsiders[0].words)
    outside = asking_back.of_another_field(session, asked)
    return (replace(outside, suggestions=_offered(fits, outside.suggestions)), memory) if outside else None


def _from_note(session: Session, asked: Question, fits: Sequence[Fit]) -> Answer:
    note = fits[0].note
    lead, rest = in_shape(note, asked)
    known = roles.roles(session, ids=asked.roles[:1] or note.bound_to("role")[:1])
    steps: tuple[Suggestion, ...] = ()
    if known:
        at = TOUR.index(asked.topic) if asked.topic in TOUR else 0
        ahead = [one for one in (*TOUR[at + 1 :], *TOUR[:at]) if one in _STEPS]
        steps = next_steps(asked, known[0], *ahead[:3])
    return Answer(
        topic=asked.topic,
        title=sentence(note.title),
        lead=lead,
        body=rest,
        sources=sourced(session, *sources_of([note])),
        suggestions=steps or asking_back.starters(),
        roles=_spoken_of(note, asked),
        checked=note.checked,
        about=tuple(one for _, ids in note.about for one in ids),
    )


def _spoken_of(note: Note, asked: Question) -> tuple[str, ...]:
    """Return the roles of a question that a note speaks to: all where it is bound to none of them."""
    bound = note.bound_to("role")
    return tuple(one for one in asked.roles if one in bound) or asked.roles or bound[:1]


def of_each_other_role(session: Session, asked: Question, found: Answer) -> list[Question]:
    """Return the question of each role that was named and that an answer leaves out: "MLE or DS, what now?".

    What compares or chooses among roles has one answer.
    """
    asked, topic = asking_back.in_catalog(session, asked), TOPICS.get(asked.topic)
    if topic is None or topic.compares or asked.shape in _CHOOSES or asked.criterion or asked.note:
        return []
    named = [one.id for one in asked.said() if one.kind == names.ROLE and one.part != "origin"]
    left = [one for one in asked.roles if one in named and one not in found.roles]
    if not left or not set(named) & set(found.roles):
        return []
    return [asked.having(names.ROLE, [one]) for one in left]


#: Topics that answer who tells of a study or a profession, in whatever words they ask.
_OF_PERSON = ("transition", "role_fit", "education")
_CHOOSES = ("which", "criterion", "first")
_STEPS = frozenset(
    {"responsibilities", "skills", "tools", "education", "how_to_become", "salary", "job_outlook"}
)


def _finished(
    session: Session, asked: Question, found: Answer, near: Sequence[Fit], *, exact: bool = True
) -> Answer:
    """Return the answer with what could not be used, a human word where one is due, and what next."""
    left = unused(asked, found)
    lead, body = found.lead, found.body
    if left and asked.topic in _BY_PLACE:
        lead = f"{say('gap_first', turn=asked.turn, what=listed(left))} {lead}"
    elif left:
        body = "\n\n".join(
            part for part in (body, say("gap_last", turn=asked.turn, what=listed(left, last="or"))) if part
        )
    elif not exact:
        lead = f"{say('no_exact_note', turn=asked.turn)} {lead}"
    for what, group in grouped(session, asked, found):
        body = "\n\n".join(part for part in (body, say("gap_grouped", what=what, group=group)) if part)
    if asked.feeling:
        lead = f"{say(f'feeling_{asked.feeling}', turn=asked.turn)} {lead}"
    return replace(found, lead=lead, body=body, suggestions=_offered(near, found.suggestions))


def _offered(near: Sequence[Fit], suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Return suggestions, first the questions of the notes that came near."""
    notes = tuple(
        suggest(
            sentence(fit.note.title),
            TOPICS[fit.note.topics[0]].intent,
            note=fit.note.id,
            role=fit.note.bound_to("role")[:1],
        )
        for fit in near[:_MOST_OFFERED]
    )
    return (*notes, *suggestions)
