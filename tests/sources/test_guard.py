from __future__ import annotations

import pytest

from claimtrack.sources.guard import RefusedAddressError, check_address, check_ip, is_public, literal_ip

NOT_PUBLIC = {
    "loopback": "127.0.0.1",
    "all of loopback": "127.255.0.9",
    "unspecified": "0.0.0.0",
    "this network": "0.1.2.3",
    "private 10": "10.1.2.3",
    "private 172": "172.16.0.1",
    "private 192": "192.168.1.1",
    "shared": "100.64.0.1",
    "Alibaba's metadata": "100.100.100.200",
    "metadata": "169.254.169.254",
    "Azure's host": "168.63.129.16",
    "protocol assignments": "192.0.0.192",
    "benchmarks": "198.18.0.1",
    "documentation": "203.0.113.7",
    "multicast": "224.0.0.251",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "loopback 6": "::1",
    "unspecified 6": "::",
    "link-local 6": "fe80::1",
    "link-local 6 with zone": "fe80::1%eth0",
    "unique local": "fd00:ec2::254",
    "site-local": "fec0::1",
    "multicast 6": "ff02::1",
    "mapped": "::ffff:127.0.0.1",
    "mapped in hexadecimal": "::ffff:a9fe:a9fe",
    "compatible": "::127.0.0.1",
    "6to4": "2002:7f00:1::",
    "NAT64": "64:ff9b::a9fe:a9fe",
    "local NAT64": "64:ff9b:1::a9fe:a9fe",
    "Teredo": "2001:0:4136:e378:8000:63bf:80ff:fffe",
}


@pytest.mark.parametrize("ip", NOT_PUBLIC.values(), ids=NOT_PUBLIC.keys())
def test_an_address_that_is_not_public_is_refused_in_one_line(ip: str) -> None:
    assert not is_public(ip)
    with pytest.raises(RefusedAddressError, match="private or local network") as refused:
        check_ip(ip, "news.example", 443)
    assert refused.value.where == "news.example:443"
    assert refused.value.hint
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "ip", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_a_public_address_passes(ip: str) -> None:
    assert is_public(ip)
    check_ip(ip, "news.example", 443)


@pytest.mark.parametrize(
    "host",
    "127.0.0.1 2130706433 0x7f000001 0x7f.1 0177.0.0.1 017700000001 127.1 127.0.0.1. 0 [::1]".split()
    + "[::ffff:7f00:1] １２７.0.0.1 0xA9.0xFE.0xA9.0xFE".split(),
)
def test_every_spelling_of_a_private_address_is_refused(host: str) -> None:
    with pytest.raises(RefusedAddressError, match="private or local network"):
        check_address(f"http://{host}/page")


@pytest.mark.parametrize("host", ["news.example", "1e100.example", "12.news.example", "999.1.1.1", "0xgg", "1.2.3.4.5"])
def test_a_name_is_no_literal(host: str) -> None:
    assert literal_ip(host) is None


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://news.example/a", "only http and https"),
        ("gopher://news.example/a", "only http and https"),
        ("data:text/html,hello", "only http and https"),
        ("http:///page", "only http and https"),
        ("http://user:secret@news.example/", "user name or password"),
        ("http://user@news.example/", "user name or password"),
        ("http://news.example:99999/", "not a valid address"),
        ("http://[::1/", "not a valid address"),
        ("http://news.example/" + "a" * 3000, "more than 2,048 characters"),
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str, why: str) -> None:
    with pytest.raises(RefusedAddressError, match=why) as refused:
        check_address(url, private_hosts=("news.example",))
    assert refused.value.hint
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize("allowed", ["127.0.0.1", "127.0.0.1:8080"])
def test_a_private_host_is_allowed_by_name_or_with_its_port(allowed: str) -> None:
    check_address("http://127.0.0.1:8080/", private_hosts=(allowed,))


def test_a_host_allowed_with_one_port_is_refused_with_another() -> None:
    with pytest.raises(RefusedAddressError):
        check_address("http://127.0.0.1:22/", private_hosts=("127.0.0.1:8080",))


def test_a_private_ipv6_host_is_allowed_in_brackets() -> None:
    check_address("http://[::1]:8080/", private_hosts=("[::1]:8080",))


def test_an_allowed_host_allows_no_other() -> None:
    with pytest.raises(RefusedAddressError):
        check_ip("10.0.0.5", "other.example", 80, private_hosts=("news.example", "10.0.0.4"))
