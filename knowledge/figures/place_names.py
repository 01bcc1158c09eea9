"""Which place of the catalog a country, state or city of a source is."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

import yaml

from knowledge.errors import CatalogError

FILE_NAME = "places.yml"

#: Postal codes of the US states, each with the place that the catalog has for it.
STATES = {
    "AL": "alabama", "AK": "alaska", "AZ": "arizona", "AR": "arkansas", "CA": "california",
    "CO": "colorado", "CT": "connecticut", "DE": "delaware", "DC": "district_of_columbia", "FL": "florida",
    "GA": "georgia", "HI": "hawaii", "ID": "idaho", "IL": "illinois", "IN": "indiana", "IA": "iowa",
    "KS": "kansas", "KY": "kentucky", "LA": "louisiana", "ME": "maine", "MD": "maryland",
    "MA": "massachusetts", "MI": "michigan", "MN": "minnesota", "MS": "mississippi", "MO": "missouri",
    "MT": "montana", "NE": "nebraska", "NV": "nevada", "NH": "new_hampshire", "NJ": "new_jersey",
    "NM": "new_mexico", "NY": "new_york_state", "NC": "north_carolina", "ND": "north_dakota", "OH": "ohio",
    "OK": "oklahoma", "OR": "oregon", "PA": "pennsylvania", "RI": "rhode_island", "SC": "south_carolina",
    "SD": "south_dakota", "TN": "tennessee", "TX": "texas", "UT": "utah", "VT": "vermont", "VA": "virginia",
    "WA": "washington_state", "WV": "west_virginia", "WI": "wisconsin", "WY": "wyoming",
}  # fmt: skip


@dataclass(frozen=True)
class Places:
    """The places of the catalog by the names that sources give them."""

    cities: dict[tuple[str, str], str] = field(default_factory=dict)  # (state or country, name) to metro
    countries: dict[str, str] = field(default_factory=dict)  # name or alias to ISO code
    ids: frozenset[str] = frozenset()

    def state(self, postal: str) -> Optional[str]:
        """Return the state with this postal code, such as ``california`` for CA."""
        place = STATES.get(postal)
        return place if place in self.ids else None

    def city(self, name: str, postal: str) -> Optional[str]:
        """Return the metropolitan area that is called after this city of a US state."""
        return self.cities.get((STATES.get(postal, ""), name.casefold()))

    def country(self, name: str) -> Optional[str]:
        """Return the ISO code of a country by one of its names."""
        return self.countries.get(name.casefold())


def read_places(catalog: Path) -> Places:
    """Read the places of the catalog, ``places.yml``.

    :raises CatalogError: when the file cannot be read or is no list of places
    """
    places = Places()
    try:
        listed = yaml.safe_load((catalog / FILE_NAME).read_text(encoding="utf-8"))["places"]
        for place in listed:
            names = [place["name"], *place.get("aliases", ())]
            if place["kind"] == "metro":
                # "Washington, D.C." is a city called Washington. Aliases are towns nearby, not the city.
                name = str(place["name"]).split(",")[0]
                places.cities[place["within"], name.casefold()] = place["id"]
            elif place["kind"] == "country":
                for name in names:
                    places.countries.setdefault(str(name).casefold(), place["iso"])
        return Places(places.cities, places.countries, frozenset(place["id"] for place in listed))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
        problem = f"is no list of places ({type(error).__name__})"
        raise CatalogError(FILE_NAME, None, "", problem, "Load the catalog to see what is wrong") from error
