"""Whether a field of study leads to a role, which of several does better, and which to take."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer
from actions.evidence.base import bullets, next_steps, sourced
from actions.evidence.study_levels import level_of, level_sentence, named_topics
from actions.question import Question
from actions.wording import inline, listed, say, sentence, with_article
from knowledge.queries import roles, study

_MOST_GAPS = 3
_MOST_FIELDS = 4
_ASKS_YES_OR_NO = ("yes_no", "enough", "worth")
#: Fields of study that a background means where the field itself was not said.
FIELD_OF = {
    "mechanical_engineer": "mechanical_engineering",
    "civil_engineer": "civil_engineering",
    "electrical_engineer": "electrical_engineering",
    "chemical_engineer": "chemistry",
    "aerospace_engineer": "mechanical_engineering",
    "industrial_engineer": "industrial_engineering",
    "biomedical_engineer": "biology",
    "materials_engineer": "chemistry",
    "physics_or_maths_graduate": "physics",
    "statistics_graduate": "statistics",
    "biologist": "biology",
    "chemist": "chemistry",
    "psychologist": "psychology",
    "neuroscientist": "neuroscience",
    "economist": "economics",
    "accountant": "accounting",
    "lawyer": "law",
    "linguist": "linguistics",
    "humanities_graduate": "humanities",
    "physician": "medicine",
    "nurse": "medicine",
    "pharmacist": "medicine",
    "bioinformatician": "bioinformatics",
    "earth_scientist": "earth_science",
    "social_scientist": "social_science",
}


def fields_of(asked: Question) -> list[str]:
    """Return the fields of study that a question asks about, else those that the asker has.

    A role's own field ("data science") beside other subjects is the aim and no subject.
    """
    aims = {one.words.lower() for one in asked.values if one.kind == names.ROLE}
    said = [one for one in asked.values if one.kind == names.FIELD and one.id and not one.negated]
    subjects = [one for one in said if not one.of_person]
    apart = [one for one in subjects if one.words.lower() not in aims]
    found = [str(one.id) for one in apart or subjects or said]
    if not found:
        found = [FIELD_OF[str(one.id)] for one in asked.outsiders if one.id in FIELD_OF and one.part is None]
    return list(dict.fromkeys(found))


def own_field(asked: Question) -> Optional[str]:
    """Return the field that the asker has studied, by its name or by what they are."""
    aims = {one.words.lower() for one in asked.values if one.kind == names.ROLE}
    held = [one for one in asked.said() if one.kind == names.FIELD and one.of_person]
    named = next((one.id for one in held if one.words.lower() not in aims), None)
    job = FIELD_OF.get(str(asked.background)) or FIELD_OF.get(str(asked.person.job))
    if job == "physics" and "math" in str(asked.person.job_words):
        job = "mathematics"
    study_told = asked.person.study if not held else None
    return named or job or study_told


def name_of_field(asked: Question, fit: study.StudyFit) -> str:
    """Return a field as the person named it, which may be narrower than the catalog's."""
    said = next((one for one in asked.values if one.kind == names.FIELD and one.id == fit.field.id), None)
    words = said.words if said and said.how == "said" else fit.field.name
    for end in (" degree", " major", " graduate", " student"):
        words = words.removesuffix(end)
    return words if words.isupper() else inline(words)


def of_fields(session: Session, asked: Question, role: roles.Role) -> Optional[Answer]:
    """Return how the fields that a question names fit its role, or ``None`` where it names none."""
    fits = [fit for one in fields_of(asked) if (fit := study.study_fit(session, field=one, role=role.id))]
    if len(fits) > 1:
        return _between(session, asked, role, fits[:_MOST_FIELDS])
    return _one(session, asked, role, fits[0]) if fits else None


#: Fields that are taught in many places and that nobody needs a special reason for.
_BROAD = frozenset(
    [
        "computer_science",
        "software_engineering",
        "data_science",
        "artificial_intelligence",
        "statistics",
        "mathematics",
        "economics",
        "information_systems",
        "electrical_engineering",
        "business",
        "linguistics",
        "mechanical_engineering",
    ]
)


def which_field(session: Session, asked: Question, role: roles.Role) -> Answer:
    """Return the fields that lead best to a role; for who has one, those that close its gaps."""
    ranked = study.fields_for(session, role=role.id)
    own = own_field(asked)
    mine = study.study_fit(session, field=own, role=role.id) if own else None
    if mine is not None and mine.missing:
        gaps = [one.topic for one in mine.missing[:_MOST_GAPS]]
        ranked = sorted(
            (one for one in ranked if one.field.id != own),
            key=lambda one: sum(gap in {left.topic for left in one.missing} for gap in gaps),
        )
    best = [one for one in ranked if one.field.id in _BROAD][:_MOST_FIELDS]
    named = [inline(one.field.name) for one in best]
    if mine is not None:
        lead = say(
            "study_which_from",
            a_role=with_article(role.name),
            mine=name_of_field(asked, mine),
            best=sentence(named[0]),
            rest=listed(named[1:3], last="or"),
            gaps=named_topics(mine.missing[:_MOST_GAPS]),
        )
    else:
        lead = say(
            "study_which",
            a_role=with_article(role.name),
            best=sentence(named[0]),
            rest=listed(named[1:], last="or"),
        )
    points = [_point(one, inline(one.field.name)) for one in best[:3]]
    level = level_of(asked)
    extra = [level_sentence(session, level, role)] if level else []
    return answer_of(session, asked, role, lead, "\n\n".join([bullets(points), *filter(None, extra)]), best)


def _one(session: Session, asked: Question, role: roles.Role, fit: study.StudyFit) -> Answer:
    yes = asked.shape in _ASKS_YES_OR_NO
    key = f"study_yes_{fit.verdict}" if yes else f"study_{fit.verdict}"
    level = level_of(asked)
    named = name_of_field(asked, fit)
    of_level = say(f"study_level_{level}", field=named) if level in ("master", "doctorate") else named
    lead = say(key, field=sentence(of_level) if not yes else of_level, a_role=with_article(role.name))
    parts = [fit.why or fit.field.teaches]
    if level and (told := level_sentence(session, level, role)):
        parts.append(told)
    if fit.covered:
        parts.append(say("study_covers", what=named_topics(fit.covered[:_MOST_GAPS])))
    if fit.missing:
        parts.append(say("study_gaps") + "\n" + _gaps(fit))
    return answer_of(session, asked, role, lead, "\n\n".join(parts), [fit])


def _between(session: Session, asked: Question, role: roles.Role, fits: Sequence[study.StudyFit]) -> Answer:
    mine = {one.field.id for one in fits}
    ranked = [one for one in study.fields_for(session, role=role.id) if one.field.id in mine]
    best, second = ranked[0], ranked[1]
    close = best.verdict == second.verdict
    lead = say(
        "study_between_close" if close else "study_between",
        best=sentence(name_of_field(asked, best)),
        a_role=with_article(role.name),
        rest=listed([name_of_field(asked, one) for one in ranked[1:]]),
    )
    points = [_point(one, name_of_field(asked, one)) for one in ranked]
    level = level_of(asked)
    extra = [level_sentence(session, level, role)] if level else []
    return answer_of(session, asked, role, lead, "\n\n".join([bullets(points), *filter(None, extra)]), ranked)


def _point(one: study.StudyFit, name: str) -> str:
    return say(
        "study_field",
        field=sentence(name),
        teaches=one.field.teaches,
        gaps=named_topics(one.missing[:_MOST_GAPS]),
        pick_when=one.field.pick_when,
    )


def answer_of(
    session: Session,
    asked: Question,
    role: roles.Role,
    lead: str,
    body: str,
    fits: Sequence[study.StudyFit],
) -> Answer:
    """Return an answer on fields of study for a role, with their sources."""
    found = [source for one in fits for source in one.sources]
    return Answer(
        topic="education",
        title=say("education_title", role=role.name),
        lead=lead,
        body=body,
        sources=sourced(session, *(found or ["editorial"])),
        suggestions=next_steps(asked, role, "certifications", "how_to_become", "skills", "salary"),
        roles=(role.id,),
        checked=fits[0].field.checked if fits else None,
    )


def _gaps(fit: study.StudyFit) -> str:
    return bullets([f"**{one.name}**: {one.close}" for one in fit.missing[:_MOST_GAPS]])
