"""Whether a role needs a degree or a level of study: by what postings ask, then by what people hold."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer
from actions.evidence.base import bullets, next_steps, sourced
from actions.question import Question
from actions.wording import inline, listed, say, sentence, with_article, words
from knowledge.queries import demand, people, roles, study

_ORDER = ("needed", "enough", "helps", "not_needed", "hard")
#: Levels by the time that they cost.
_EFFORT = ("none", "self_taught", "bootcamp", "associate", "bachelor", "master", "mba", "doctorate")
_GROUP = {"enough": "enough", "worth": "worth"}
#: Circumstances that stand for a level of study.
_TOLD = {"self_study": "self_taught"}


def levels_of(asked: Question) -> list[str]:
    """Return the levels that a question asks about, else those that the asker has."""
    said = [one for one in asked.values if one.kind == names.DEGREE and one.id and not one.negated]
    subjects = [str(one.id) for one in said if not one.of_person]
    told = [level for name, level in _TOLD.items() if name in asked.told]
    found = list(dict.fromkeys([*(subjects or [str(one.id) for one in said]), *told]))
    return [one for one in found if one != "none"] if "self_taught" in found else found


def level_of(asked: Question) -> Optional[str]:
    """Return the one level of study that a question speaks of, or ``None``."""
    found = levels_of(asked)
    return found[0] if len(found) == 1 else None


def named_topics(topics: Sequence[study.TopicDepth]) -> str:
    """Return topics of study as words, each by its short name."""
    short = words("topics_short")
    return listed([short.get(one.topic) or inline(one.name) for one in topics]) or say("study_no_gap")


def level_name(level: study.StudyLevel) -> str:
    """Return a level of study with its article: ``a master's degree``, ``self-study``."""
    return words("level_names").get(level.id) or with_article(inline(level.name))


def level_sentence(session: Session, level: str, role: roles.Role) -> Optional[str]:
    """Return one sentence on whether a role needs a level, or ``None`` where it is not known."""
    fit = study.level_fit(session, level=level, role=role.id)
    if fit is None:
        return None
    return say(f"level_{fit.need}", level=level_name(fit.level), a_role=with_article(role.name))


def of_levels(session: Session, asked: Question, role: roles.Role) -> Optional[Answer]:
    """Return whether the role needs the level, or which of the levels to take; ``None`` if none is named."""
    levels = levels_of(asked)
    fits = [fit for one in levels if (fit := study.level_fit(session, level=one, role=role.id))]
    if len(fits) > 1:
        return _between(session, asked, role, fits)
    return _one(session, asked, role, fits[0]) if fits else None


def own_sentence(session: Session, asked: Question, role: roles.Role) -> list[str]:
    """Return how the field that the asker has studied fits the role, where they told one."""
    own = next(iter(asked.ids(names.FIELD, of_person=True)), None)
    fit = study.study_fit(session, field=own, role=role.id) if own else None
    if fit is None:
        return []
    gaps = named_topics(fit.missing[:2])
    return [
        say(
            f"own_field_{fit.verdict}",
            field=inline(fit.field.name),
            gaps=gaps,
            a_role=with_article(role.name),
        )
    ]


def any_degree(session: Session, asked: Question, role: roles.Role) -> Optional[Answer]:
    """Return whether a role needs a degree at all, or ``None`` where nothing tells it."""
    fit = study.level_fit(session, level="none", role=role.id)
    if fit is None:
        return None
    share = _asked(session, role)
    lead = say(f"any_degree_{fit.need}", a_role=with_article(role.name))
    return _answer(
        session, asked, role, f"{lead} {share}" if share else lead, [fit.why, *_held(session, role)], fit
    )


def _one(session: Session, asked: Question, role: roles.Role, fit: study.LevelFit) -> Answer:
    group = _GROUP.get(asked.shape, "need")
    a_role, level = with_article(role.name), level_name(fit.level)
    lead = say(f"level_{group}_{fit.need}", level=level, a_role=a_role)
    share = _asked(session, role)
    lead = f"{lead} {share}" if share else lead
    when = say("level_when", pick_when=fit.level.pick_when, not_when=fit.level.not_when)
    mine = own_sentence(session, asked, role)
    return _answer(session, asked, role, lead, [*mine, fit.why, *_held(session, role), when], fit)


def _between(session: Session, asked: Question, role: roles.Role, fits: list[study.LevelFit]) -> Answer:
    ranked = sorted(fits, key=lambda one: _ORDER.index(one.need))
    best, others = ranked[0], ranked[1:]
    a_role = with_article(role.name)
    key = "levels_same" if best.need == others[0].need else f"levels_{best.need}"
    if best.need == others[0].need:
        ranked.sort(key=lambda one: _EFFORT.index(one.level.id))
        best, others = ranked[0], ranked[1:]
    lead = say(
        key,
        pick_when=inline(others[0].level.pick_when).rstrip("."),
        best=level_name(best.level) if key == "levels_same" else sentence(level_name(best.level)),
        other=sentence(level_name(others[0].level)),
        rest=listed([level_name(one.level) for one in others], last="or"),
        a_role=a_role,
    )
    share = _asked(session, role)
    points = [
        say(
            "level_point",
            level=sentence(one.level.name),
            worth=one.level.worth,
            pick_when=one.level.pick_when,
        )
        for one in ranked
    ]
    return _answer(session, asked, role, lead, [best.why, bullets(points), *([share] if share else [])], best)


def _asked(session: Session, role: roles.Role) -> Optional[str]:
    """Return how many postings of a role name a degree, or ``None`` where no sample tells it."""
    found = demand.degrees_asked(session, role=role.id)
    if found is None:
        return None
    return say(
        "degrees_asked" if found.only_advanced else "degrees_asked_none",
        n=found.n,
        roles=role.plural,
        period=found.period,
        named=round(found.named),
        advanced=round(found.only_advanced),
    )


def _held(session: Session, role: roles.Role) -> list[str]:
    found = people.education_held(session, role=role.id)
    if found is None:
        return []
    return [
        say(
            "degrees_held",
            n=found.n,
            answer=found.answer.replace("_", " "),
            advanced=round(found.master_or_above),
            without=round(found.without_bachelor),
        )
    ]


def _answer(
    session: Session, asked: Question, role: roles.Role, lead: str, parts: list[str], fit: study.LevelFit
) -> Answer:
    share = demand.degrees_asked(session, role=role.id)
    held = people.education_held(session, role=role.id)
    sources = [share.source if share else None, held.source if held else None, *fit.sources]
    return Answer(
        topic="education",
        title=say("education_title", role=role.name),
        lead=lead,
        body="\n\n".join(parts),
        sources=sourced(session, *([one for one in sources if one] or ["editorial"])),
        suggestions=next_steps(asked, role, "certifications", "how_to_become", "skills", "salary"),
        roles=(role.id,),
        checked=fit.level.checked,
    )
