"""Whose request it is, as far as an address tells, and which addresses count as one neighbourhood."""

from __future__ import annotations

import ipaddress
from typing import List, Tuple

from sanic.request import Request

#: A home or an office is given a whole /64 of IPv6 addresses, and easily a /48 with 65,536 of these.
_HOME, _NEIGHBOURHOOD = 64, 48
#: How many times what a home may, a neighbourhood may.
_HOMES = 4


def address_of(request: Request) -> str:
    """Return the sender's address: what the trusted proxies say, where ``SANIC_PROXIES_COUNT`` names some."""
    return str(request.remote_addr or request.ip or "")


def network_of(address: str) -> str:
    """Return the name under which an address is counted: of IPv6, its home."""
    return networks_of(address)[0][0]


def networks_of(address: str) -> List[Tuple[str, int]]:
    """Return the names under which an address is counted, and how many times the usual each may."""
    try:
        parsed = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return [(address, 1)]
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is None:
            return [
                (str(ipaddress.ip_network((parsed, bits), strict=False)), times)
                for bits, times in ((_HOME, 1), (_NEIGHBOURHOOD, _HOMES))
            ]
        parsed = parsed.ipv4_mapped
    return [(str(parsed), 1)]
