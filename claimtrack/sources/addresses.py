"""Canonical addresses: two ways of writing the same address become one."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from claimtrack.cleaning import clean_line
from claimtrack.errors import UsageError

MAX_CHARACTERS = 2_048
"""Longer addresses are refused; browsers and sitemaps.org stop there too."""
DEFAULT_PORTS = {"http": 80, "https": 443}
TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|mc_cid|mc_eid|mkt_tok"
    r"|cmpid|_ga|_gl|_hs(?:enc|mi)|vero_id|oly_(?:anon|enc)_id)(?:=|$)",
    re.IGNORECASE,
)
"""Query parameters that tell where a reader came from and never what is shown."""


def canonical_url(address: str) -> str:
    """Return an http or https address in its canonical form, by w3lib's rules and without what changes no page.

    Host in lower case and Punycode, the default port, fragment and tracking parameters left out, the query sorted.
    Raises UsageError for what can't be fetched: other schemes, no host, a password, more than MAX_CHARACTERS.
    """
    from w3lib.url import canonicalize_url

    text = clean_line(address)
    if len(text) > MAX_CHARACTERS:
        raise _refused(f"an address of more than {MAX_CHARACTERS:,} characters", text)
    try:
        parts = urlsplit(text)
        port = parts.port
        if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
            raise _refused("not an http or https address", text)
        if parts.username is not None or parts.password is not None:
            raise _refused("an address with a user name or password is not kept", f"{parts.scheme}://{parts.hostname}")
        netloc = parts.netloc if port != DEFAULT_PORTS[parts.scheme] else parts.netloc.rpartition(":")[0]
        query = "&".join(part for part in parts.query.split("&") if not TRACKING.match(part))
        return canonicalize_url(urlunsplit((parts.scheme, netloc, parts.path, query, "")))
    except ValueError as error:
        raise _refused("not a valid address", text) from error


def named_url(address: str | None, base: str) -> str | None:
    """Return the canonical form of an address found in a page or feed at `base`, or None when it is no web address."""
    if not address or len(address) > MAX_CHARACTERS:
        return None
    try:
        return canonical_url(urljoin(base, clean_line(address)))
    except (UsageError, ValueError):
        return None


def _refused(what: str, address: str) -> UsageError:
    return UsageError(what, where=address[:200], hint="write it as https://host/path")
