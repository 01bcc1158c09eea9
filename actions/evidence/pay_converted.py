"""Advertised pay in the unit and the currency that are wanted, and what to say of the conversion."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.evidence.pay_wanted import Wanted
from actions.evidence.pay_words import currency_name, day, ends, unit
from actions.render import money
from actions.wording import say
from knowledge.pay.results import AdvertisedPay
from knowledge.pay.units import NotConvertible, base_pay_per, exchanged
from knowledge.queries import pay_sources


def unit_of(found: AdvertisedPay, wants: Wanted) -> tuple[str, list[str]]:
    """Return the unit to give advertised pay in, and what to say of the conversion."""
    per = wants.wishes.per or found.per
    if per == found.per:
        return per, []
    try:
        base_pay_per(found, 1.0, per)
    except NotConvertible:
        return found.per, [say("pay_hourly_stays")]
    return per, [say("pay_by_hours")]


def in_unit(found: AdvertisedPay, amount: Optional[float], per: str) -> Optional[float]:
    """Return an amount of advertised pay in another unit."""
    return None if amount is None else base_pay_per(found, amount, per)


def also_in(
    session: Session,
    found: AdvertisedPay,
    wants: Wanted,
    low: Optional[float],
    high: Optional[float],
    per: str,
) -> tuple[str, list[str]]:
    """Return the range in the currency wanted; of foreign money without a wish, in dollars."""
    wish = wants.wishes.currency or ("USD" if found.currency != "USD" else None)
    if wish is None or wish == found.currency or low is None or high is None or found.currency is None:
        return "", []
    if wish == "USD" and found.usd_per_unit is not None:
        rate = found.usd_per_unit
        return say("pay_also", ends=_both(low * rate, high * rate, "USD", per, found)), [
            say("pay_index_rate", rate=f"{rate:.3f}", currency=currency_name(found.currency))
        ]
    given, other = (pay_sources.rate(session, currency=one) for one in (found.currency, wish))
    if given is None or other is None:
        return "", [say("pay_no_rate", currency=wish)]
    low, high = (exchanged(one, given=given, wanted=other) for one in (low, high))
    named = other if wish != "USD" else given
    return say("pay_also", ends=_both(low, high, wish, per, found)), [
        say(
            "pay_ecb_rate",
            rate=f"{named.usd_per_unit:.4f}",
            currency=currency_name(named.currency),
            date=day(named.period),
        )
    ]


def _both(low: float, high: float, currency: str, per: str, found: AdvertisedPay) -> str:
    """Return both ends, or the median alone where the ends are not known."""
    if found.low is None or found.high is None:
        return f"{money(low, currency, per)} {unit(per)}"
    return ends(low, high, currency, per)
