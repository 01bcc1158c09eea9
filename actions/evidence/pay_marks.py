"""Where in a distribution of pay a question looks: its low or top end, a percentile, the average."""

from __future__ import annotations

from actions.evidence.pay_converted import in_unit
from actions.evidence.pay_wanted import Wanted
from actions.render import money
from actions.wording import say, words
from knowledge.pay.results import AdvertisedPay, Spread
from knowledge.tables.figures import PERCENTILES

#: The percentile of the high ends and of the low ends, by the share from the top or the bottom.
_TOP, _LOW = {10: "p90", 25: "p75"}, {10: "p10", 25: "p25"}
_USUAL_SHARE = 10
_NUMBERS = dict(zip((10, 25, 50, 75, 90), PERCENTILES, strict=True))


def marks(found: AdvertisedPay, wants: Wanted, per: str) -> list[str]:
    """Return a sentence for each mark that a question wants; for one that is not known that it is not."""
    wishes, said = wants.wishes, []
    if wishes.mark in ("top", "low"):
        ends, names = (found.high, _TOP) if wishes.mark == "top" else (found.low, _LOW)
        share = wishes.share or _USUAL_SHARE
        if share not in names and _at(found, ends, names[_USUAL_SHARE], per) is not None:
            said.append(say("pay_share_unknown", share=share))
        share = share if share in names else _USUAL_SHARE
        if (amount := _at(found, ends, names[share], per)) is not None:
            said.append(say(f"pay_{wishes.mark}", amount=amount, one_in=words("pay_one_in")[str(share)]))
    if wishes.percentile is not None:
        name = _NUMBERS.get(wishes.percentile)
        amount = None if name is None else _at(found, found.middle, name, per)
        key = "pay_percentile" if amount else "pay_percentile_unknown"
        said.append(say(key, percentile=wishes.percentile, amount=amount))
    if wishes.mark == "average":
        said.append(say("pay_average"))
    return said


def _at(found: AdvertisedPay, spread: Spread | None, name: str, per: str) -> str | None:
    value = None if spread is None else getattr(spread, name)
    return None if value is None else money(in_unit(found, value, per), found.currency, per)
