"""Fetching one page a person named, under caps of size and time and never from a private network.

Crawling is another room's work; this is the one-page path of `claimtrack verify https://…`. It connects to the very
address it checked, at every hop, so a name that resolves differently a second time gains nothing.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from claimtrack.corpus.document import Source
from claimtrack.corpus.extract import MAX_BYTES
from claimtrack.errors import DocumentError
from claimtrack.sources.guard import is_public

USER_AGENT = "claimtrack (one page, asked for by a person)"
DEADLINE_SECONDS = 30.0
CONNECT_SECONDS = 10.0
MAX_REDIRECTS = 5

_MEDIA = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "text/markdown": "text"}
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_CHUNK = 65_536
_URL_CHARACTERS = "%/:=&?~#+!$,;'@()*[]"
"""Beside letters, digits and _.-: what stands in an address as it is; all else is written in percent."""
_OFFLINE_HINT = "save the page and name the file"


def fetch(
    address: str,
    *,
    allow_private: bool = False,
    user_agent: str = USER_AGENT,
    deadline: float = DEADLINE_SECONDS,
    any_media: bool = False,
) -> Source:
    """Return the page at an http or https address, redirects followed.

    `deadline` is in seconds for the whole of it, however slowly the bytes drip. Raises DocumentError for other schemes,
    private, loopback and link-local hosts (unless `allow_private`), failures, other media (unless `any_media`) and
    pages over MAX_BYTES.
    """
    until = time.monotonic() + deadline
    current = address
    for _ in range(1 + MAX_REDIRECTS):
        try:
            found = _hop(_in_ascii(current), until, allow_private, user_agent, any_media)
        except DocumentError as error:
            raise DocumentError(error.message, where=address, hint=error.hint) from error
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            raise _failure(address, error, until) from error
        if isinstance(found, Source):
            return replace(found, name=address)
        current = found
    raise DocumentError(f"more than {MAX_REDIRECTS} redirects", where=address, hint=_OFFLINE_HINT)


def _hop(address: str, until: float, allow_private: bool, user_agent: str, any_media: bool) -> Source | str:
    """Return the page at `address`, or the address it redirects to."""
    with _connected(address, until, allow_private) as connection:
        response = _request(connection, address, user_agent)
        if response.status in _REDIRECTS:
            # Headers come as Latin-1, whatever they were written in.
            location = (response.getheader("Location") or "").encode("latin-1").decode("utf-8", "replace")
            return urljoin(address, location)
        source = _source(address, response, any_media)
        # A connection shut down at the deadline looks like a page that ended.
        _left(until)
        return source


def _in_ascii(address: str) -> str:
    """Return an address as servers take it: names of hosts in Punycode, what is no ASCII or a space in percent."""
    parts = urlsplit(address.strip())
    host = (parts.hostname or "").encode("idna").decode("ascii")
    netloc = f"[{host}]" if ":" in host else host
    if parts.port is not None:
        netloc += f":{parts.port}"
    path, query = (quote(part, safe=_URL_CHARACTERS) for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, netloc, path, query, ""))


@contextmanager
def _connected(address: str, until: float, allow_private: bool) -> Iterator[http.client.HTTPConnection]:
    """Yield a connection to the checked host of `address`; it is shut down when the deadline passes."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise DocumentError("only http and https addresses are fetched", where=address, hint=_OFFLINE_HINT)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = parts.hostname
    raw = socket.create_connection(
        (_checked_ip(host, port, address, allow_private), port), timeout=min(CONNECT_SECONDS, _left(until))
    )
    connection = http.client.HTTPConnection(host, port)
    connection.sock = raw
    alarm = threading.Timer(_left(until), _shut_down, [connection])
    alarm.daemon = True
    alarm.start()
    try:
        raw.settimeout(_left(until))
        if parts.scheme == "https":
            # Shaking hands comes second, so that the alarm can reach the socket meanwhile.
            context = ssl.create_default_context()
            connection.sock = secured = context.wrap_socket(raw, server_hostname=host, do_handshake_on_connect=False)
            secured.do_handshake()
        yield connection
    finally:
        alarm.cancel()
        connection.close()


def _checked_ip(host: str, port: int, address: str, allow_private: bool) -> str:
    """Return an IP address of `host`; every one it resolves to must be public."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for ip in found:
        if not allow_private and not is_public(ip):
            raise DocumentError(
                f"{host} is on a private or local network ({ip})",
                where=address,
                hint="only public addresses are fetched",
            )
    return found[0]


def _request(connection: http.client.HTTPConnection, address: str, user_agent: str) -> http.client.HTTPResponse:
    parts = urlsplit(address)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {
        "Host": parts.netloc,
        "User-Agent": user_agent,
        "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def _source(address: str, response: http.client.HTTPResponse, any_media: bool) -> Source:
    if response.status != http.client.OK:
        raise DocumentError(f"the server answered {response.status}", where=address, hint=_OFFLINE_HINT)
    media = _MEDIA.get(response.headers.get_content_type(), "text" if any_media else None)
    if media is None:
        raise DocumentError(
            f"this is {response.headers.get_content_type()}, no page", where=address, hint="only HTML and text are read"
        )
    charset = response.headers.get_content_charset()
    return Source(name=address, media=media, data=_body(address, response), url=address, charset=charset)


def _body(address: str, response: http.client.HTTPResponse) -> bytes:
    """Return the body, unpacked in steps so that a bomb is noticed before it bursts."""
    packed = (response.getheader("Content-Encoding") or "").strip().lower() in ("gzip", "x-gzip")
    unpack = zlib.decompressobj(wbits=31) if packed else None
    data = bytearray()
    while chunk := response.read1(_CHUNK):
        while chunk:
            data += unpack.decompress(chunk, _CHUNK) if unpack else chunk
            chunk = unpack.unconsumed_tail if unpack else b""
            if len(data) > MAX_BYTES:
                raise DocumentError(
                    f"the page has more than the {MAX_BYTES // 1024**2} MB that are read",
                    where=address,
                    hint=_OFFLINE_HINT,
                )
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return bytes(data)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("deadline")
    return left


def _shut_down(connection: http.client.HTTPConnection) -> None:
    try:
        # The plain socket's method, for TLS as well: SSLSocket's own pulls the state from under the reading thread.
        socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)
    except (OSError, TypeError):
        return


def _failure(address: str, error: Exception, until: float) -> DocumentError:
    if isinstance(error, TimeoutError) or time.monotonic() >= until:
        return DocumentError("the page did not arrive in time", where=address, hint=_OFFLINE_HINT)
    match error:
        case socket.gaierror():
            reason = "no such host, or no network"
        case ssl.SSLError():
            reason = "the connection is not secure"
        case http.client.HTTPException() | zlib.error():
            reason = "the server's answer is broken"
        case OSError():
            reason = (error.strerror or "the connection failed").lower()
        case _:
            reason = "the address is not valid"
    return DocumentError(f"can't be fetched: {reason}", where=address, hint=_OFFLINE_HINT)
