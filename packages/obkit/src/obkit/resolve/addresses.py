"""Which addresses are on the public internet.

`ipaddress.is_global` is no guard: it calls NAT64, 6to4 and multicast addresses global, and what it
says changes with Python's version. So this is a table of what is allowed, and everything else is
refused (security: threat 4).
"""

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)

Address = IPv4Address | IPv6Address

# IANA IPv4 Special-Purpose Address Registry, whole; and multicast. Anycast services in it (AS112,
# AMT, TURN) answer from anywhere, but none of them publishes badges.
_SPECIAL_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private use
        "100.64.0.0/10",  # shared by carriers
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link local, and the clouds' metadata
        "172.16.0.0/12",  # private use
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private use
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)

# Only global unicast is allowed, which leaves out loopback, unique local, link local, multicast,
# the IPv4-mapped and -compatible forms and NAT64 …
_GLOBAL_UNICAST = IPv6Network("2000::/3")
# … and of it not what the IPv6 Special-Purpose Address Registry lists.
_SPECIAL_V6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarking, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which embeds any IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
# ISATAP (RFC 5214) embeds an IPv4 address behind this interface identifier, under any prefix.
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})


def parse_address(text: str) -> Address | None:
    """The address in its one canonical spelling, or None for anything else, zones included."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        return None
    return address


def is_public(address: Address) -> bool:
    """Whether this address may belong to a server that publishes badges for everybody."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _SPECIAL_V4)
    if address not in _GLOBAL_UNICAST:
        return False
    if any(address in network for network in _SPECIAL_V6):
        return False
    low = int(address) & 0xFFFF_FFFF_FFFF_FFFF
    if low >> 32 in _ISATAP:
        return is_public(IPv4Address(low & 0xFFFF_FFFF))
    return True
