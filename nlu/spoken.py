"""What a conversation last spoke of, as the actions keep it for the understanding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SPOKEN_OF = "spoken_of"  # the slot in which it stands
_NTH = {
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "last": -1,
    "latter": -1,
}


@dataclass(frozen=True)
class SpokenOf:
    """What a conversation last spoke of, in words that can be put into a question.

    :param roles: the roles at hand, each with an article: "a data engineer"; ``plurals`` the same as many
    :param listed: the roles that last stood side by side, in their order
    :param things: tools, degrees, certificates … that were named
    :param about: what the last answer was about, where that is no role: "a certificate"
    :param measure: what it measured: "the pay of data engineers"
    :param asked: the last question, completed
    """

    roles: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    about: str = ""
    measure: str = ""
    asked: str = ""

    @classmethod
    def kept(cls, slot: Any) -> SpokenOf:
        """Read it from its slot; whatever else stands there is nothing."""
        if not isinstance(slot, Mapping):
            return cls()

        def many(part: str) -> tuple[str, ...]:
            held = slot.get(part)
            return tuple(map(str, held)) if isinstance(held, (list, tuple)) else ()

        def text(part: str) -> str:
            return str(slot.get(part) or "")

        return cls(
            roles=many("roles"),
            plurals=many("plurals"),
            listed=many("listed"),
            things=many("things"),
            about=text("about"),
            measure=text("measure"),
            asked=text("asked"),
        )

    @property
    def one(self) -> str:
        """The roles in one phrase."""
        return " and ".join(self.roles)

    @property
    def thing(self) -> str:
        """The things in one phrase, or what the last answer was about."""
        return " and ".join(self.things) or self.about

    def nth(self, word: str) -> str:
        """Return what stood at a place of the list, ``second``, ``third`` or ``last``; or nothing."""
        among = self.listed or self.things
        at = _NTH[word]
        return among[at] if len(among) > 1 and at < len(among) else ""

    @property
    def several(self) -> str:
        """What there is to choose among: the things, or the roles that stood side by side; or nothing."""
        among = self.things if len(self.things) > 1 else self.listed or self.roles
        return " or ".join(among) if len(among) > 1 else ""
