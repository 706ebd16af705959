"""Web addresses, read by one strict parser: what cannot be misread by another is what we fetch.

Userinfo, backslashes, control characters, spellings of IP addresses and names that are not plain
ASCII are how one parser is made to check another host than the next one connects to (security:
threat 4). They are refused, not repaired.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import urljoin

from obkit.errors import AddressRefused
from obkit.resolve.addresses import is_public, parse_address

MAX_URL_CHARACTERS = 2048  # longer ones are attacks or mistakes
MAX_HOST_CHARACTERS = 253  # RFC 1035
DEFAULT_PORTS = {"https": 443, "http": 80}

_URL = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<authority>[^/?#]*)"
    r"(?P<path>/[^?#]*)?(?P<query>\?[^#]*)?(?:#.*)?"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_AUTHORITY = re.compile(
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\[\]:]+)(?::(?P<port>[0-9]{1,5}))?"
)
# RFC 3986, 2: every character that a URL is made of. No space, no backslash, no control character.
_CHARACTERS = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_NAME = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
# `127.1`, `2130706433` and `0x7f.1` are addresses to some resolvers and names to others.
_NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")
# RFC 6761, 6762 and 8375, and .internal: names that never are on the public internet.
_PRIVATE_SUFFIXES = (".localhost", ".local", ".internal", ".home.arpa", ".onion")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https URL, taken apart. `host` is lower case; an IPv6 address without brackets."""

    url: str
    secure: bool
    host: str
    port: int
    authority: (
        str  # host and, unless it is the scheme's own, the port; as in a Host header
    )
    target: str  # path and query, as in a request line

    @property
    def has_default_port(self) -> bool:
        """Whether the port is the scheme's own."""
        return self.port == DEFAULT_PORTS["https" if self.secure else "http"]


def parse(url: str) -> WebAddress:
    """Take an http or https URL apart. A fragment is left out.

    Raises:
        AddressRefused: another scheme (`fetch.scheme`), or anything that two parsers might read
            differently (`fetch.url`, `fetch.userinfo`, `fetch.host`, `fetch.port`).
    """
    _check_characters(url)
    match = _URL.fullmatch(url)
    if not match:
        raise AddressRefused("not a whole URL", reason="fetch.url", url=url)
    scheme = match["scheme"].lower()
    if scheme not in DEFAULT_PORTS:
        raise AddressRefused("not an https URL", reason="fetch.scheme", url=url)
    host, port = _split_authority(match["authority"], scheme, url)
    path = match["path"] or "/"
    bare = f"[{host}]" if ":" in host else host
    authority = bare if port == DEFAULT_PORTS[scheme] else f"{bare}:{port}"
    target = path + (match["query"] or "")
    return WebAddress(
        url=f"{scheme}://{authority}{target}",
        secure=scheme == "https",
        host=host,
        port=port,
        authority=authority,
        target=target,
    )


def follow(base: WebAddress, reference: str) -> WebAddress:
    """Where a redirect from `base` leads; who is asked is decided by `parse` alone.

    Raises:
        AddressRefused: as `parse`.
    """
    _check_characters(reference)
    if _SCHEME.match(reference):
        return parse(reference)
    scheme = "https" if base.secure else "http"
    if reference.startswith("//"):
        return parse(f"{scheme}:{reference}")
    # Only a path is left for the standard library, which drops and repairs what it dislikes.
    return parse(urljoin(base.url, reference))


def _check_characters(url: str) -> None:
    if len(url) > MAX_URL_CHARACTERS or not _CHARACTERS.fullmatch(url):
        raise AddressRefused(
            "not a URL that every reader reads alike",
            reason="fetch.url",
            url=url[:MAX_URL_CHARACTERS],
        )


def is_private_name(host: str) -> bool:
    """Whether this name or address cannot be a public one, as can be told without asking."""
    literal = parse_address(host)
    if literal is not None:
        return not is_public(literal)
    # A name without a dot is looked up in the local search domains.
    return "." not in host or host.endswith(_PRIVATE_SUFFIXES)


def _split_authority(authority: str, scheme: str, url: str) -> tuple[str, int]:
    if "@" in authority:
        raise AddressRefused(
            "a URL with a user name shows one host and asks another",
            reason="fetch.userinfo",
            url=url,
        )
    match = _AUTHORITY.fullmatch(authority)
    if not match:
        raise AddressRefused("no host", reason="fetch.host", url=url)
    port = int(match["port"]) if match["port"] else DEFAULT_PORTS[scheme]
    if not 0 < port < 2**16:
        raise AddressRefused("no such port", reason="fetch.port", url=url, port=port)
    host = match["host"].lower()
    if host.startswith("["):
        literal = parse_address(host[1:-1])
        if not isinstance(literal, IPv6Address):
            raise AddressRefused("no such address", reason="fetch.host", url=url)
        return str(literal), port
    if not _is_name(host) and parse_address(host) is None:
        raise AddressRefused(
            "the host is not a plain name (write others in their xn-- form)",
            reason="fetch.host",
            url=url,
        )
    return host, port


def _is_name(host: str) -> bool:
    if len(host) > MAX_HOST_CHARACTERS or not _NAME.fullmatch(host):
        return False
    return not _NUMERIC_LABEL.fullmatch(host.rpartition(".")[2])
