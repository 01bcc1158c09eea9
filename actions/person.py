"""What a person has said of themselves, remembered for the whole conversation."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Mapping, Optional, Sequence

#: Circumstances that hold beyond the question in which they are told.
LASTING = frozenset(
    """no_code no_experience working gap parent weak_maths hours school early_student late_student student
    graduate foreign self_study""".split()
)


@dataclass(frozen=True)
class Person:
    """Who asks, as far as they said.

    :param job: id of their role or profession, where the catalog has it; ``job_words`` as they said it;
        ``job_kind`` the entity: ``role``, ``background`` or ``unknown_role``
    :param study: field of study; ``degree`` the degree they have or are taking
    :param years: of experience
    :param place: where they live, an id or their words
    :param ruled_out: what they do not want, as ``kind:id``
    :param told: the circumstances under which they ask, such as ``hours``, each with its number or none
    :param likes: what they like of work; ``dislikes`` what they do not
    """

    job: Optional[str] = None
    job_words: Optional[str] = None
    job_kind: Optional[str] = None
    study: Optional[str] = None
    degree: Optional[str] = None
    years: Optional[float] = None
    level: Optional[str] = None
    place: Optional[str] = None
    age: Optional[int] = None
    ruled_out: tuple[str, ...] = ()
    told: tuple[tuple[str, Optional[float]], ...] = ()
    likes: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()

    @classmethod
    def said_in(cls, read: Mapping[str, Any]) -> Person:
        """Return what a message says of the person, from the understanding's reading."""
        job = read.get("job") or {}
        ruled_out = [f"{one.get('kind')}:{one.get('id')}" for one in read.get("ruled_out") or []]
        return cls(
            job=job.get("id"),
            job_words=job.get("words"),
            job_kind=job.get("kind"),
            study=read.get("study"),
            degree=read.get("degree"),
            years=read.get("years"),
            level=read.get("level"),
            place=read.get("place"),
            age=read.get("age"),
            ruled_out=tuple(dict.fromkeys(ruled_out)),
        )

    def telling(self, told: Mapping[str, Optional[float]], tastes: Mapping[str, Sequence[str]]) -> Person:
        """Return the person with those circumstances and tastes that outlast a question."""
        return replace(
            self,
            told=tuple((name, number) for name, number in told.items() if name in LASTING),
            likes=tuple(tastes.get("likes") or ()),
            dislikes=tuple(tastes.get("dislikes") or ()),
        )

    @property
    def role(self) -> Optional[str]:
        """The role of the catalog that they have."""
        return self.job if self.job_kind == "role" else None

    @classmethod
    def remembered(cls, slot: Optional[Mapping[str, Any]]) -> Person:
        """Return the person that a slot holds; what it holds beside is of another release."""
        known = {name: value for name, value in (slot or {}).items() if name in cls.__dataclass_fields__}
        lists = {name: tuple(known.get(name) or ()) for name in ("ruled_out", "likes", "dislikes")}
        told = tuple((str(name), number) for name, number in known.get("told") or ())
        return cls(**{**known, **lists, "told": told})

    def slot(self) -> Optional[dict[str, Any]]:
        """Return what a slot holds of the person, without what is not known."""
        known = {name: value for name, value in asdict(self).items() if value not in (None, ())}
        lists = {name: list(known[name]) for name in ("likes", "dislikes") if name in known}
        told = {"told": [list(one) for one in self.told]} if self.told else {}
        return {**known, **lists, **told, "ruled_out": list(self.ruled_out)} if known else None

    def knowing(self, said: Person) -> Person:
        """Return the person with what they said last; it stands in place of what they said before."""
        new = {name: value for name, value in vars(said).items() if value not in (None, ())}
        if said.job_words and not said.job:
            new["job"] = None  # another profession than before, and not one of the catalog
        new["ruled_out"] = tuple(dict.fromkeys((*self.ruled_out, *said.ruled_out)))
        new["told"] = tuple({**dict(self.told), **dict(said.told)}.items())
        new["likes"] = _joined(self.likes, said.likes, said.dislikes)
        new["dislikes"] = _joined(self.dislikes, said.dislikes, said.likes)
        return replace(self, **new)


def _joined(before: Sequence[str], now: Sequence[str], against: Sequence[str]) -> tuple[str, ...]:
    """Return what somebody liked and likes, without what they now say the opposite of."""
    return tuple(one for one in dict.fromkeys((*before, *now)) if one not in against)


NOBODY = Person()
