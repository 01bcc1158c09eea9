"""Where a role is paid best, and which role is: each ranking of one measure, with its n."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions.answer import Answer, Table, suggest
from actions.evidence import pay_over_time
from actions.evidence.base import next_steps, sourced
from actions.evidence.pay_wanted import US, Wanted, not_known, remarks
from actions.evidence.pay_words import ends, percent_of, period, the
from actions.question import Question
from actions.render import money
from actions.wording import listed, say, sentence, words
from knowledge.pay.compare import compare
from knowledge.pay.results import MOST_ERROR, AdvertisedPay, OfficialPay
from knowledge.queries import field, pay, pay_official, roles
from knowledge.queries.pay_official import FEWEST_JOBS_RANKED

_SHOWN = 6


def answer(session: Session, asked: Question, role: Optional[roles.Role], wants: Wanted) -> Answer:
    """Return the best paid of the kind that is asked for."""
    rank = wants.wishes.rank
    if rank == "role" or (role is None and rank != "country"):
        return best_roles(session, asked, wants)
    assert role is not None  # noqa: S101 - the topic needs a role
    if rank == "country":
        return _countries(session, asked, role, wants)
    if rank == "level":
        by_level = pay_over_time.by_level(session, asked, role, wants)
        if by_level is not None:
            return by_level
    if rank == "employer":
        return _employers(session, asked, role, wants)
    return _official(
        session,
        asked,
        role,
        wants,
        "industry" if rank == "industry" else "state" if rank == "state" else "metro",
    )


def best_roles(session: Session, asked: Question, wants: Wanted) -> Answer:
    """Return the roles by advertised pay in the United States, or those that were named."""
    level = wants.level.level if wants.level else None
    ranked = pay.advertised_roles(
        session, level=level, roles=tuple(asked.roles) if len(asked.roles) > 1 else ()
    )
    if not ranked:
        ranked, level = pay.advertised_roles(session), None
    ranked = ranked[:: -1 if wants.wishes.least else 1]
    names = {one.id: one for one in roles.roles(session, ids=[one.role for one in ranked])}
    first = ranked[0]
    heads = words("pay_roles_columns")
    rows = tuple(
        (
            sentence(names[one.role].name),
            money(one.low.median if one.low else None, one.currency),
            money(one.high.median if one.high else None, one.currency),
            f"{one.n:,}",
        )
        for one in ranked[: _SHOWN + 4]
    )
    level_words = f"{field.level_name(session, level=level).lower()} " if level else ""
    return Answer(
        topic=asked.topic or "compare_salaries",
        title=say("best_roles_title"),
        lead=" ".join(
            [
                *not_known(wants),
                say(
                    "best_role",
                    most="lowest" if wants.wishes.least else "highest",
                    level=level_words,
                    roles=names[first.role].plural,
                    near=_near("best_near", [names[one.role].plural for one in _alike(first, ranked)]),
                    ends=_ends(first),
                    n=f"{first.n:,}",
                    period=period(session, first),
                ),
            ]
        ),
        table=Table(tuple(heads.values()), rows),
        notes=(
            *_us_only(wants),
            *remarks(wants),
            say("best_roles_rule"),
            say("pay_chance"),
            say("pay_offered"),
        ),
        sources=sourced(session, first.source),
        suggestions=tuple(
            step for one in ranked[:3] for step in next_steps(asked, names[one.role], "salary")
        ),
        roles=asked.roles,
    )


def _countries(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Answer:
    ranked = pay.advertised_countries(session, role=role.id, level=wants.level.level if wants.level else None)
    ranked = ranked[:: -1 if wants.wishes.least else 1]
    named = {one.iso: one.name for one in _country_names(session, ranked)}
    heads = words("pay_countries_columns")
    rows = tuple(
        (named.get(one.place, one.place), _ends(one), _usd(one), f"{one.n:,}") for one in ranked[:_SHOWN]
    )
    if not ranked:
        lead = say("best_country_none", roles=role.plural)
    else:
        first = ranked[0]
        key = "best_country" if len(ranked) > 1 else "best_country_alone"
        lead = say(
            key,
            most="least" if wants.wishes.least else "most",
            roles=role.plural,
            best=the(named.get(first.place, first.place)),
            ends=_ends(first),
            n=f"{first.n:,}",
            period=period(session, first),
            count=len(ranked),
            near=_near(
                "best_country_near",
                [sentence(the(named.get(one.place, one.place))) for one in _alike(first, ranked)],
            ),
        )
    return _ranked(
        session, asked, role, wants, lead,
        Table(tuple(heads.values()), rows) if rows else None,
        [say("best_countries_rule"), say("pay_chance"), say("pay_offered")],
        ["aijobs"],
    )  # fmt: skip


def _official(session: Session, asked: Question, role: roles.Role, wants: Wanted, kind: str) -> Answer:
    """Rank places or industries by the wages of each occupation that the role is counted in."""
    candidates = [one for one in pay_official.official(session, role=role.id) if one.here.reliable]
    candidates.sort(key=lambda one: one.here.code == "15-1299")
    leads, rows, sources = [], [], []
    least = wants.wishes.least
    most = "least" if least else "most"
    for position, one in enumerate(candidates[:2]):
        code = one.here.code
        if kind == "industry":
            sectors = pay_official.best_industries(
                session, occupation=code, detailed=False, limit=3, least=least
            )
            found = pay_official.best_industries(session, occupation=code, limit=_SHOWN, least=least)
            if sectors and found:
                leads.append(_industries_said(one.here.occupation, sectors[0], found[0], most))
            found = [*sectors[: 2 - position], *found[: 4 - position]]
        else:
            found = pay_official.best_places(session, occupation=code, kind=kind, limit=_SHOWN, least=least)
            if found:
                leads.append(_place_said(one.here.occupation, found, most))
        for wage in found[: _SHOWN if position == 0 else 3]:
            rows.append(
                (
                    sentence(wage.occupation),
                    wage.where,
                    money(wage.spread.median, "USD"),
                    f"{wage.jobs or 0:,}",
                    f"{percent_of(wage)}%",
                )
            )
            sources.append(wage.source)
    heads = words("pay_best_columns")
    notes = [
        say("best_rule", jobs=f"{FEWEST_JOBS_RANKED:,}", error=f"{MOST_ERROR:g}"),
        say("pay_error_rule"),
    ]
    if wants.level is not None:
        notes.append(say("pay_no_level"))
    notes.append(say("pay_official_excludes"))
    counted = _how_counted(role, candidates[0].here if candidates else None)
    lead = " ".join([*leads, *counted]) or say(
        "pay_no_official", roles=role.plural, place=the("United States")
    )
    alone = len({row[0] for row in rows}) == 1  # the sentence names it
    columns = tuple(heads[name] for name in ("occupation", kind, "median", "jobs", "error"))
    first = 1 if alone else 0
    table = Table(columns[first:], tuple(row[first:] for row in rows)) if rows else None
    return _ranked(session, asked, role, wants, lead, table, notes, sources or ["bls-oews"])


def _employers(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Answer:
    answer = _official(session, asked, role, wants, "industry")
    return Answer(**{**vars(answer), "lead": f"{say('best_employer')} {answer.lead}"})


def _ranked(
    session: Session,
    asked: Question,
    role: roles.Role,
    wants: Wanted,
    lead: str,
    table: Optional[Table],
    notes: Sequence[str],
    sources: Sequence[str],
) -> Answer:
    return Answer(
        topic=asked.topic or "compare_salaries",
        title=say("best_paid_title", role=role.name),
        lead=" ".join([*not_known(wants), lead]),
        table=table,
        notes=tuple(dict.fromkeys([*_us_only(wants), *remarks(wants), *notes])),
        sources=sourced(session, *dict.fromkeys(sources)),
        suggestions=(
            suggest(say("suggest_us"), "ask_salary", role=role.id, location=US),
            *next_steps(asked, role, "job_outlook", "skills", "career_ladder"),
        ),
        roles=asked.roles,
    )


def _us_only(wants: Wanted) -> list[str]:
    """Return that a ranking is of the United States or of the world, where something else was named."""
    said = []
    other = [one.name for one in wants.places if one.id != US]
    if wants.place_said and other:
        said.append(say("best_us_only", place=the(other[0])))
    if wants.industry is not None:
        said.append(say("best_all_industries", industry=wants.industry.name))
    if wants.year is not None or wants.remote is not None:
        said.append(say("best_latest"))
    if wants.wishes.currency not in (None, "USD") or wants.wishes.per not in (None, "year"):
        said.append(say("best_as_is"))
    return said


def _industries_said(occupation: str, sector: OfficialPay, narrow: OfficialPay, most: str) -> str:
    return say(
        "best_industry",
        most=most,
        occupation=sentence(occupation),
        sector=sector.where,
        sector_median=money(sector.spread.median, "USD"),
        sector_jobs=f"{sector.jobs or 0:,}",
        narrow=narrow.where,
        narrow_median=money(narrow.spread.median, "USD"),
        narrow_jobs=f"{narrow.jobs or 0:,}",
        period=sector.period,
    )


def _place_said(occupation: str, ranked: Sequence[OfficialPay], most: str) -> str:
    best, *others = ranked
    near = [f'"{one.where}"' for one in others if compare(best, one).verdict not in ("higher", "lower")]
    return say(
        "best_paid",
        most=most,
        occupation=sentence(occupation),
        best=best.where,
        median=money(best.spread.median, "USD"),
        jobs=f"{best.jobs or 0:,}",
        period=best.period,
        near=_near("best_paid_near", near),
    )


def _how_counted(role: roles.Role, wage: Optional[OfficialPay]) -> list[str]:
    if wage is None or not wage.fit or wage.occupation == role.plural:
        return []
    return [
        say(
            f"pay_fit_{wage.fit}",
            roles=sentence(role.plural),
            plural=role.plural,
            occupation=wage.occupation,
        )
    ]


def _country_names(session: Session, ranked: Sequence[AdvertisedPay]) -> list[field.Place]:
    return field.countries(session, isos=[one.place for one in ranked])


def _alike(first: AdvertisedPay, ranked: Sequence[AdvertisedPay]) -> list[AdvertisedPay]:
    """Return those that do not differ reliably from the first."""
    apart = ("higher", "lower")
    return [one for one in ranked if one is not first and compare(first, one).verdict not in apart]


def _near(key: str, others: Sequence[str]) -> str:
    return f" {say(key, others=listed(others))}" if others else ""


def _ends(one: AdvertisedPay) -> str:
    return ends(
        one.low.median if one.low else None, one.high.median if one.high else None, one.currency, "year"
    )


def _usd(one: AdvertisedPay) -> str:
    median = (one.middle.median if one.middle else None) or 0.0
    return money(median * (one.usd_per_unit or 1.0), "USD")
