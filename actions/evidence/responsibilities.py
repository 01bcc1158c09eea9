"""What people of a role do all day, what is hard about it, and whether they do a certain thing."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer
from actions.evidence import of_aspect
from actions.evidence.base import Evidence, bullets, next_steps, role_of, sourced
from actions.evidence.duty import Duty, duty_of, shares_of
from actions.evidence.notes import sources_of
from actions.evidence.of_aspect import Told
from actions.evidence.outlook_figures import posted, said_of
from actions.question import Question
from actions.wording import listed, say, sentence, with_article, words
from knowledge.queries import roles

_FIRST = 4
#: Percent of postings that are fully remote, below which few are, and from which many.
_FEW, _MANY = 10, 30
#: What a question about work may ask for, the most specific first.
ASPECTS = (
    "requests",
    "on_call",
    "meetings",
    "coding_share",
    "cleaning",
    "remote",
    "hours",
    "best_part",
    "stress",
    "hard_part",
    "company_size",
    "levels",
    "team",
    "day",
)


class Responsibilities(Evidence):
    """Lists the duties of a role, or tells the side of its work that is asked about."""

    topic = "responsibilities"
    shapes = frozenset({"facts", "how", "which"})

    def settles(self, session: Session, asked: Question) -> bool:
        """Return whether a question asks for the duties of a role and nothing else."""
        return asked.plain and told_of_work(session, asked) is None

    def bears_on(self, session: Session, asked: Question) -> bool:
        """Return whether the side of the work, or the one duty, that is asked about is known."""
        if told_of_work(session, asked) is not None:
            return True
        one = asked.shape == "yes_no" and len(asked.roles) == 1
        return one and duty_of(session, asked) is not None

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the weightiest duties of each role that is asked about, or what is told of one side."""
        found = roles.roles(session, ids=asked.roles)
        told = told_of_work(session, asked)
        if told is not None:
            return of_work(session, asked, told)
        if len(found) > 1:
            return self._of_several(session, asked, found)
        role = role_of(session, asked)
        if asked.shape == "yes_no":
            duty = duty_of(session, asked)
            if duty is not None:
                return _does(session, asked, role, duty)
        duties = roles.responsibilities(session, role=role.id)[:_FIRST]
        return Answer(
            topic=self.topic,
            title=say("responsibilities_title", role=role.name),
            lead=say("responsibilities", turn=asked.turn, a_role=sentence(with_article(role.name))),
            body=bullets([duty.text for duty in duties]),
            sources=sourced(session, *(duty.source for duty in duties)),
            suggestions=next_steps(asked, role, "skills", "tools", "salary", "how_to_become"),
            roles=asked.roles,
        )

    def more(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the duties that the first answer left out, if there are any."""
        role = role_of(session, asked)
        duties = roles.responsibilities(session, role=role.id)[_FIRST:]
        if not duties or len(asked.roles) > 1:
            return None
        return Answer(
            topic=self.topic,
            title=say("responsibilities_title", role=role.name),
            lead=say("responsibilities_more", turn=asked.turn, a_role=with_article(role.name)),
            body=bullets([duty.text for duty in duties]),
            sources=sourced(session, *(duty.source for duty in duties)),
            suggestions=next_steps(asked, role, "skills", "tools", "salary", "how_to_become"),
            roles=asked.roles,
        )

    def _of_several(self, session: Session, asked: Question, found: list[roles.Role]) -> Answer:
        duties = {role.id: roles.responsibilities(session, role=role.id)[:2] for role in found}
        return Answer(
            topic=self.topic,
            title=say("responsibilities_title_many"),
            lead=say("responsibilities_many", turn=asked.turn),
            body="\n\n".join(
                f"**{sentence(role.name)}**\n{bullets([duty.text for duty in duties[role.id]])}"
                for role in found
            ),
            sources=sourced(session, *(duty.source for each in duties.values() for duty in each)),
            suggestions=next_steps(asked, found[0], "skills", "salary"),
            roles=asked.roles,
        )


def told_of_work(session: Session, asked: Question) -> Optional[Told]:
    """Return the note on the side of work that is asked about, or what a beginner of the role does."""
    told = of_aspect.told(session, asked, ASPECTS)
    if told is not None and (told.aspect == "levels" or told.note.bound_to("role")):
        return told
    if asked.ids(names.LEVEL, of_person=False) and asked.roles:
        junior = of_aspect.on(session, asked, "junior_work", bound=True) if asked.level == "entry" else None
        return junior or told
    return told


def of_work(session: Session, asked: Question, told: Told) -> Answer:
    """Answer with the note on a side of work, of several roles each with its own."""
    found = roles.roles(session, ids=asked.roles)
    lead, parts, notes = told.lead, [told.rest], [told.note]
    bound = told.note.bound_to("role")
    if len(found) > 1 and not set(asked.roles) <= set(bound):
        each = [(role, of_aspect.on(session, asked, told.aspect, role=role.id, bound=True)) for role in found]
        if all(one is not None for _, one in each):
            lead = say("work_each", roles=listed([role.plural for role in found]))
            parts = [bullets([f"**{sentence(role.name)}**: {one.lead}" for role, one in each if one])]
            notes = [one.note for _, one in each if one]
    if told.aspect == "levels" and len(found) == 1:
        junior = of_aspect.on(session, asked, "junior_work", bound=True)
        if junior is not None:
            lead, parts = junior.lead, [f"{told.lead} {told.rest}"]
            notes.append(junior.note)
    remarks, sources = [], list(sources_of(notes))
    if told.aspect == "remote":
        for role in found:
            for share in posted(session, role, "remote"):
                key = "few" if share.percent < _FEW else "some" if share.percent < _MANY else "many"
                verdict = f"{words('work_remote')[key]} " if asked.shape == "yes_no" else ""
                remarks.append(verdict + said_of(share, role, "remote"))
                sources.append(share.source)
        if remarks:
            lead, remarks, parts = remarks[0], remarks[1:], [f"{told.lead} {told.rest}"]
    steps = next_steps(asked, found[0], "skills", "salary", "how_to_become") if found else ()
    return Answer(
        topic=asked.topic,
        title=sentence(told.note.title),
        lead=lead,
        body="\n\n".join(part for part in parts if part),
        notes=tuple(remarks),
        sources=sourced(session, *dict.fromkeys(sources)),
        suggestions=steps,
        roles=asked.roles,
        checked=told.note.checked,
    )


def _does(session: Session, asked: Question, role: roles.Role, duty: Duty) -> Answer:
    """Answer whether a role does a certain thing, with the duty, skill or share that says it."""
    shares = shares_of(session, asked)
    others = [one for one in roles.responsibilities(session, role=role.id) if one.text != duty.text][:2]
    return Answer(
        topic="responsibilities",
        title=say("responsibilities_title", role=role.name),
        lead=" ".join(shares.values()) if shares else say(f"does_{duty.kind}", roles=role.plural),
        body="\n\n".join(
            part
            for part in (
                bullets([duty.text]) if duty.text else "",
                say("does_besides", roles=role.plural) + "\n" + bullets([one.text for one in others]),
            )
            if part
        ),
        sources=sourced(session, duty.source, *shares, *(one.source for one in others)),
        suggestions=next_steps(asked, role, "skills", "tools", "salary"),
        roles=asked.roles,
    )
