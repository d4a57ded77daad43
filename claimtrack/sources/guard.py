"""What may be asked for: http and https on the public internet, and what a person allows by host."""

from __future__ import annotations

import ipaddress
import re
import socket
import unicodedata
from collections.abc import Collection
from urllib.parse import urlsplit

from claimtrack.errors import ClaimtrackError
from claimtrack.sources.addresses import DEFAULT_PORTS, MAX_CHARACTERS

NAT64 = tuple(ipaddress.IPv6Network(block) for block in ("64:ff9b::/96", "64:ff9b:1::/48"))
"""RFC 6052's well-known prefix and RFC 8215's local one; the last 32 bits are an IPv4 address."""
COMPATIBLE = ipaddress.IPv6Network("::/96")
"""RFC 4291's IPv4-compatible addresses, out of use."""
NOT_PUBLIC = tuple(
    ipaddress.ip_network(block)
    for block in ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "3fff::/20", "5f00::/16")
)
"""Taken for global by some Pythons, and never a site: Azure's host, which gives out credentials; IANA's protocol
assignments (Oracle's metadata is among them), 6to4 relays, documentation and segment routing."""
_IPV4_PART = r"(?:0[xX][0-9a-fA-F]*|[0-9]+)"
_OLD_IPV4 = re.compile(rf"{_IPV4_PART}(?:\.{_IPV4_PART}){{0,3}}\.?")
"""The spellings that inet_aton reads: 2130706433, 0x7f.1, 0177.0.0.1."""


class RefusedAddressError(ClaimtrackError):
    """The guard refuses an address; nothing was sent to it."""

    code = "refused"


def check_address(url: str, private_hosts: Collection[str] = ()) -> None:
    """Raise RefusedAddressError for what must not be asked for, as far as the address alone tells it.

    Names are checked when they are resolved, see `check_ip`. `private_hosts` are hosts or host:port that are allowed.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _refused("not a valid address", url, "correct the link or leave the address out") from None
    if parts.scheme not in DEFAULT_PORTS or not host:
        raise _refused("only http and https addresses are fetched", url, "name the page's https address")
    if parts.username is not None or parts.password is not None:
        where = f"{parts.scheme}://{host}"
        raise _refused(
            "an address with a user name or password is not fetched", where, "leave out what stands before @"
        )
    if len(url) > MAX_CHARACTERS:
        raise _refused(f"an address of more than {MAX_CHARACTERS:,} characters", url, "leave the address out")
    if (ip := literal_ip(host)) is not None:
        check_ip(ip, host, port or DEFAULT_PORTS[parts.scheme], private_hosts)


def check_ip(ip: str, host: str, port: int, private_hosts: Collection[str] = ()) -> None:
    """Raise RefusedAddressError when `host` is at an IP address that is not public and neither it nor host:port is
    in `private_hosts`."""
    if not is_public(ip) and not is_allowed(host, port, private_hosts):
        raise RefusedAddressError(
            f"{host} is on a private or local network" + ("" if ip == host else f" ({ip})"),
            where=f"{host}:{port}",
            hint="if it is meant, allow the host in private_hosts",
        )


def is_allowed(host: str, port: int, private_hosts: Collection[str]) -> bool:
    """Whether `private_hosts` has the host, or the host with this port."""
    name = host.strip("[]").lower()
    allowed = {entry.strip().lower() for entry in private_hosts}
    return bool(allowed & {name, f"[{name}]", f"{name}:{port}", f"[{name}]:{port}"})


def literal_ip(host: str) -> str | None:
    """Return the IP address that a host is written as, in any spelling that a resolver takes, or None for a name."""
    text = unicodedata.normalize("NFKC", host.strip("[]"))
    try:
        return str(ipaddress.ip_address(text.split("%")[0]))
    except ValueError:
        pass
    if not _OLD_IPV4.fullmatch(text):
        return None
    try:
        return socket.inet_ntoa(socket.inet_aton(text.rstrip(".")))
    except OSError:
        return None


def is_public(ip: str) -> bool:
    """Whether an IP address, or the IPv4 address wrapped in it, is one of the public internet."""
    parsed = ipaddress.ip_address(ip.split("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.is_site_local:
            return False
        inner = _wrapped(parsed)
        if inner is not None:
            return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast and not any(parsed in block for block in NOT_PUBLIC)


def _wrapped(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address leads to: mapped, 6to4, Teredo, NAT64 or compatible."""
    if ip.teredo:
        return ip.teredo[1]
    if any(ip in block for block in NAT64) or (ip in COMPATIBLE and int(ip) > 1):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def _refused(what: str, url: str, hint: str) -> RefusedAddressError:
    return RefusedAddressError(what, where=url[:200], hint=hint)
