"""Which addresses are public: every special range is refused, ordinary space is not."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from obkit.resolve.addresses import is_public, parse_address

from packages.obkit.tests.special_ranges import NETWORKS


@pytest.mark.parametrize("network", NETWORKS, ids=str)
def test_the_ends_of_every_special_range_are_refused(network):
    assert not is_public(network[0])
    assert not is_public(network[-1])


@given(st.sampled_from(NETWORKS), st.integers(min_value=0))
def test_every_address_in_a_special_range_is_refused(network, number):
    assert not is_public(network[number % network.num_addresses])


@pytest.mark.parametrize(
    "text",
    [
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "191.255.255.255",
        "192.0.1.0",
        "192.0.3.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "2000::",
        "2001:200::",
        "2001:db7:ffff::1",
        "2001:db9::",
        "2001:ffff::1",
        "2003::",
        "2606:4700::1111",
        "2620:4f:7fff::1",
        "2620:4f:8001::",
        "3ffe:ffff::1",
        "3fff:1000::",
        "2a00::5efe:808:808",
    ],
)
def test_what_lies_beside_a_special_range_is_public(text):
    assert is_public(ip_address(text))


@given(st.integers(0, 2**32 - 1))
def test_whatever_form_embeds_a_forbidden_ipv4_address_is_forbidden(number):
    """Mapped, compatible, NAT64, 6to4, Teredo and ISATAP, by whatever prefix."""
    inner = IPv4Address(number)
    translated = [
        number | 0xFFFF << 32,
        number,
        0x64FF9B << 96 | number,
        0x64FF9B0001 << 80 | number,
        0x2002 << 112 | number << 80 | 1,
        0x2001 << 112 | (number ^ 0xFFFF_FFFF),
    ]
    assert not any(is_public(IPv6Address(form)) for form in translated)
    isatap = [0x2A00 << 112 | flag << 32 | number for flag in (0x5EFE, 0x0200_5EFE)]
    assert {is_public(IPv6Address(form)) for form in isatap} == {is_public(inner)}


@given(st.integers(0, 2**128 - 1))
def test_no_public_ipv6_address_lies_outside_global_unicast(number):
    assert not is_public(IPv6Address(number)) or number >> 125 == 0b001


@pytest.mark.parametrize(
    "text",
    ["", "127.1", "0x7f.0.0.1", "0177.0.0.1", "2130706433", "127.0.0.01", "1.2.3.4 ", "1.2.3.4/32",
     "fe80::1%eth0", "::1%", "[::1]", "::ffff:1.2.3", "\uff11.1.1.1", "localhost"],
)  # fmt: skip
def test_addresses_have_one_spelling(text):
    """security.md #4: what another program might take for an address is none here."""
    assert parse_address(text) is None


def test_plain_addresses_are_read():
    assert parse_address("192.0.2.1") == IPv4Address("192.0.2.1")
    assert parse_address("2001:DB8::1") == IPv6Address("2001:db8::1")
