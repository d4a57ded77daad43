"""Every server of these tests is on the loopback interface; nothing goes further."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from claimtrack.corpus import fetch as module
from claimtrack.corpus.document import Source
from claimtrack.corpus.fetch import fetch, is_public
from claimtrack.errors import DocumentError

Answer = Callable[[socket.socket], None]


@contextmanager
def server(*answers: Answer, greet: bool = True) -> Iterator[tuple[str, list[bytes]]]:
    """Answer one connection after the other; yield the address and the requests received (those it reads itself)."""
    listener = socket.create_server(("127.0.0.1", 0))
    requests: list[bytes] = []

    def serve() -> None:
        for answer in answers:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                try:
                    if greet:
                        requests.append(connection.recv(65_536))
                    answer(connection)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/page", requests
    finally:
        listener.close()
        thread.join(1)


def says(
    body: bytes, *, status: str = "200 OK", headers: str = "Content-Type: text/html; charset=koi8-r\r\n"
) -> Answer:
    head = f"HTTP/1.1 {status}\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode()
    return lambda connection: connection.sendall(head + body)


def drips(connection: socket.socket) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Slow: " + b"a" * 1000:
        connection.sendall(bytes([byte]))
        time.sleep(0.02)


def test_a_page() -> None:
    with server(says(b"<p>x</p>")) as (address, requests):
        source = fetch(address, allow_private=True, user_agent="claimtrack-test")
    assert source == Source(name=address, media="html", data=b"<p>x</p>", url=address, charset="koi8-r")
    assert requests[0].startswith(b"GET /page HTTP/1.1\r\n")
    assert b"\r\nUser-Agent: claimtrack-test\r\n" in requests[0]
    assert requests[0].count(b"\r\nHost: 127.0.0.1:") == 1


def test_packed_text() -> None:
    headers = "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n"
    with server(says(gzip.compress(b"958 agreements"), headers=headers)) as (address, _):
        source = fetch(address, allow_private=True)
    assert (source.media, source.data) == ("text", b"958 agreements")


def test_redirects_are_followed_and_checked() -> None:
    with server(
        says(b"", status="302 Found", headers="Location: /other\r\n"), says(b"x", headers="Content-Type: text/html\r\n")
    ) as (address, requests):
        source = fetch(address, allow_private=True)
    assert source.name == address
    assert source.url == address.replace("/page", "/other")
    assert requests[1].startswith(b"GET /other ")


def test_a_redirect_into_the_private_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "is_public", lambda ip: ip == "127.0.0.1")
    with (
        server(says(b"", status="302 Found", headers="Location: http://169.254.169.254/latest\r\n")) as (address, _),
        pytest.raises(DocumentError, match=r"169\.254\.169\.254 is on a private or local network"),
    ):
        fetch(address)


@pytest.mark.parametrize(("redirects", "arrives"), [(5, True), (6, False)])
def test_five_redirects_are_followed(redirects: int, arrives: bool) -> None:
    away = says(b"", status="302 Found", headers="Location: /page\r\n")
    with server(*[away] * redirects, says(b"<p>x</p>")) as (address, requests):
        if arrives:
            assert fetch(address, allow_private=True).data == b"<p>x</p>"
        else:
            with pytest.raises(DocumentError, match="more than 5 redirects"):
                fetch(address, allow_private=True)
    assert len(requests) == 6


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("/über uns?q=é b&x=%20#é", b"GET /%C3%BCber%20uns?q=%C3%A9%20b&x=%20 HTTP/1.1"),
        ('/a|b"<c>{d}^', b"GET /a%7Cb%22%3Cc%3E%7Bd%7D%5E HTTP/1.1"),
        ("/a?x=[1]&y=(2);z=~3", b"GET /a?x=[1]&y=(2);z=~3 HTTP/1.1"),
    ],
)
def test_what_is_no_ascii_is_asked_for_in_percent(typed: str, asked: bytes) -> None:
    with server(says(b"<p>x</p>")) as (address, requests):
        source = fetch(address.replace("/page", typed), allow_private=True)
    assert requests[0].split(b"\r\n")[0] == asked
    assert source.name == address.replace("/page", typed)


def test_a_redirect_that_is_no_ascii_is_followed() -> None:
    away = says(b"", status="302 Found", headers="Location: /é\r\n")
    with server(away, says(b"<p>x</p>")) as (address, requests):
        fetch(address, allow_private=True)
    assert requests[1].startswith(b"GET /%C3%A9 ")


def test_a_host_that_is_no_ascii_is_asked_for_in_punycode(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def resolve(host: str, port: int, **_: object) -> list[object]:
        asked.append((host, port))
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(DocumentError, match=r"xn--bcher-kva\.example is on a private") as raised:
        fetch("http://ada@bücher.example:8080/a")
    assert asked == [("xn--bcher-kva.example", 8080)]
    assert raised.value.where == "http://ada@bücher.example:8080/a"


@pytest.mark.parametrize(
    "address", ["http://a..b/", "http://\u00ad/", f"http://{'ü' * 99}.example/", "http://a:99999/", "http://a:x/"]
)
def test_an_address_that_can_be_none_is_one_line(address: str) -> None:
    with pytest.raises(DocumentError, match=r"the address is not valid|only http and https"):
        fetch(address)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (says(b"", status="404 Not Found"), "the server answered 404"),
        (says(b"x", headers="Content-Type: application/pdf\r\n"), "this is application/pdf, no page"),
        (says(b"x", status="302 Found", headers="Location: file:///etc/passwd\r\n"), "only http and https"),
        (says(b"x", status="302 Found", headers="Location: http://[broken/\r\n"), "the address is not valid"),
        (lambda c: c.sendall(b"nonsense\r\n\r\n"), "the server's answer is broken"),
        (
            lambda c: c.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\nhalf"),
            "broken",
        ),
        (
            says(b"no gzip", headers="Content-Type: text/html\r\nContent-Encoding: gzip\r\n"),
            "the server's answer is broken",
        ),
    ],
)
def test_failures_are_one_clear_line(answer: Answer, message: str) -> None:
    with server(answer) as (address, _), pytest.raises(DocumentError, match=message) as raised:
        fetch(address, allow_private=True)
    assert raised.value.where == address
    assert raised.value.hint
    assert "\n" not in str(raised.value)


def test_nobody_listens() -> None:
    with server() as (address, _):
        pass
    with pytest.raises(DocumentError, match="can't be fetched: connection refused"):
        fetch(address, allow_private=True)


@pytest.mark.parametrize("packed", [False, True])
def test_too_large_a_page(monkeypatch: pytest.MonkeyPatch, packed: bool) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 1_000_000)
    body = b"a" * 5_000_000
    headers = "Content-Type: text/html\r\n" + ("Content-Encoding: gzip\r\n" if packed else "")
    with (
        server(says(gzip.compress(body) if packed else body, headers=headers)) as (address, _),
        pytest.raises(DocumentError, match="the page has more than"),
    ):
        fetch(address, allow_private=True)


def test_a_drip_is_cut_by_the_deadline() -> None:
    began = time.monotonic()
    with server(drips) as (address, _), pytest.raises(DocumentError, match="did not arrive in time"):
        fetch(address, allow_private=True, deadline=0.3)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_is_public(ip: str, public: bool) -> None:
    assert is_public(ip) is public


@pytest.mark.parametrize(
    "address",
    ["http://localhost/", "http://127.1/", "http://[::1]/", "http://0/", "http://2130706433/", "http://user@10.0.0.1/"],
)
def test_private_addresses_are_refused(address: str) -> None:
    with pytest.raises(DocumentError, match="private or local network"):
        fetch(address)


def test_one_private_answer_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(DocumentError, match=r"paper\.example is on a private"):
        fetch("http://paper.example/")


def test_the_checked_address_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int]] = []

    def connect(place: tuple[str, int], timeout: float) -> socket.socket:
        asked.append(place)
        raise ConnectionRefusedError(111, "Connection refused")

    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(DocumentError, match="connection refused"):
        fetch("https://paper.example/")
    assert asked == [("8.8.8.8", 443)]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a key and a certificate for 127.0.0.1, made for this run."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("tls")
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test"]
    made += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(folder / "key"), "-out", str(folder / "cert")]
    subprocess.run(made, check=True, capture_output=True)
    return folder


def securely(certificate: Path, answer: Answer) -> Answer:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert", certificate / "key")

    def serve(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secured:
            secured.recv(65_536)
            answer(secured)

    return serve


def trust(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.create_default_context(cafile=str(certificate / "cert"))
    monkeypatch.setattr(ssl, "create_default_context", lambda: context)


def test_a_secure_page(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(certificate, monkeypatch)
    with server(securely(certificate, says(b"<p>x</p>")), greet=False) as (address, _):
        assert fetch(address.replace("http:", "https:"), allow_private=True).data == b"<p>x</p>"


def test_an_unknown_certificate_is_refused(certificate: Path) -> None:
    with (
        server(securely(certificate, says(b"<p>x</p>")), greet=False) as (address, _),
        pytest.raises(DocumentError, match="the connection is not secure"),
    ):
        fetch(address.replace("http:", "https:"), allow_private=True)


def test_a_secure_drip_is_cut_by_the_deadline(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(certificate, monkeypatch)
    began = time.monotonic()
    with (
        server(securely(certificate, drips), greet=False) as (address, _),
        pytest.raises(DocumentError, match="did not arrive in time"),
    ):
        fetch(address.replace("http:", "https:"), allow_private=True, deadline=0.5)
    assert time.monotonic() - began < 3


def test_a_handshake_that_never_comes_is_cut_by_the_deadline() -> None:
    with (
        server(lambda _: time.sleep(1)) as (address, _),
        pytest.raises(DocumentError, match="did not arrive in time"),
    ):
        fetch(address.replace("http:", "https:"), allow_private=True, deadline=0.3)
