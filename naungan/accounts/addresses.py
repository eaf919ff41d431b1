"""Where a log-in comes from, as far as a brake on guessing needs it."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings

_SHARED_BITS = 64
"""One IPv6 customer holds a /64 at least (RFC 6177 section 2), and may change within it at will."""


def of_request(meta: Mapping[str, object]) -> str:
    """The network address of a request; empty where none is known, and then no address is braked.

    Behind a proxy it is the last of X-Forwarded-For, which the proxy adds itself: REMOTE_ADDR is the proxy's, and
    braking that would lock everyone out.
    """
    if settings.BEHIND_PROXY:
        return plain(str(meta.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2])
    return plain(str(meta.get("REMOTE_ADDR", "")))


def plain(text: str) -> str:
    """The address without port, an IPv6 one as its /64; empty where it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return ""
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ip_network((int(found) >> _SHARED_BITS << _SHARED_BITS, _SHARED_BITS)))
