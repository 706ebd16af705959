"""The Fetcher that asks the internet, and cannot be talked into asking anything else.

Every hop of every fetch takes the same steps (security: threats 1 to 4 and 6):

1. read the URL strictly; https on port 443, plain http on port 80 only where the caller asks;
2. look the name up, and refuse it unless *all* of its addresses are public;
3. connect to an address that was looked up, never to the name, so that a second answer of the
   name server changes nothing; TLS and `Host` carry the name;
4. read at most so many bytes before one deadline for everything;
5. on a redirect begin again at 1, at most three times, and never from TLS to plain http.
"""

import http.client
import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from obkit.errors import AddressRefused, HttpStatus, Unreachable
from obkit.resolve.addresses import is_public, parse_address
from obkit.resolve.exchange import Answer, Deadline, exchange
from obkit.resolve.fetcher import Fetched
from obkit.resolve.lookup import system_lookup
from obkit.resolve.urls import (
    DEFAULT_PORTS,
    WebAddress,
    follow,
    is_private_name,
    parse,
)

TIMEOUT_SECONDS = 10.0  # for everything: names, connecting, redirects, the last byte
MAX_REDIRECTS = 3
MAX_ADDRESSES_TRIED = 4
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

# Name, port and seconds to the addresses of the name, as text. Raises OSError.
Lookup = Callable[[str, int, float], Sequence[str]]
# Address, port and seconds to a connected socket. Raises OSError.
Connect = Callable[[str, int, float], socket.socket]


def system_connect(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to a numeric address."""
    return socket.create_connection((address, port), timeout=seconds)


class HttpFetcher:
    """Gets documents from public web servers, within limits.

    `local_hosts` are hosts that the *caller* vouches for, as they stand in a URL
    (`localhost:8000`): they may have any address and port, and are asked over plain http even where
    the URL says https, because a development instance has no certificate. `allow_http` also permits
    plain http on port 80, which Open Badges 2.0 knows.
    """

    def __init__(
        self,
        *,
        local_hosts: Iterable[str] = frozenset(),
        allow_http: bool = False,
        timeout: float = TIMEOUT_SECONDS,
        lookup: Lookup = system_lookup,
        connect: Connect = system_connect,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Keep the policy. `lookup`, `connect` and `tls` (None: the system's) are test seams."""
        self._local_hosts = frozenset(host.lower() for host in local_hosts)
        self._allow_http = allow_http
        self._timeout = timeout
        self._lookup = lookup
        self._connect = connect
        self._tls = tls

    def fetch(self, url: str, *, accept: str = "application/json") -> Fetched:
        """Get one document.

        Raises:
            AddressRefused: not an address that we connect to; `facts["authority"]` is the host as
                `local_hosts` would name it, where there is one.
            Unreachable: no answer that we can read, in time.
            TooLarge: more than the limit.
            HttpStatus: an answer, but not a 200.
        """
        deadline = Deadline.after(self._timeout)
        hop = self._permit(parse(url))
        for _ in range(1 + MAX_REDIRECTS):
            answer = self._ask(hop, accept, deadline)
            if answer.status not in _REDIRECTS or not answer.location:
                return _document(hop, answer)
            hop = self._follow(hop, answer.location)
        raise Unreachable(
            f"more than {MAX_REDIRECTS} redirects",
            reason="fetch.redirects",
            url=url,
            limit=MAX_REDIRECTS,
        )

    def _permit(self, address: WebAddress) -> "_Hop":
        """(1) What may be asked, as far as the URL tells."""
        vouched = {address.authority, f"{address.host}:{address.port}"}
        if vouched & self._local_hosts:
            # A default port of https is no place for plain http.
            port = DEFAULT_PORTS["http"] if address.has_default_port else address.port
            return _Hop(address, port=port, vouched=True, tls=False)
        if is_private_name(address.host):
            raise _not_public(address, address.host)
        if not address.secure and not self._allow_http:
            raise _refused("not an https URL", "fetch.scheme", address)
        if not address.has_default_port:
            raise _refused(
                f"port {address.port} is not one of web pages", "fetch.port", address
            )
        return _Hop(address, port=address.port, vouched=False, tls=address.secure)

    def _follow(self, hop: "_Hop", location: str) -> "_Hop":
        """(5) The next hop, through the same checks."""
        following = self._permit(follow(hop.address, location))
        if hop.tls and not following.tls:
            raise _refused(
                "a redirect from https to plain http",
                "fetch.downgrade",
                following.address,
            )
        return following

    def _ask(self, hop: "_Hop", accept: str, deadline: Deadline) -> Answer:
        """(2) to (4), with every failure of the network in our own words."""
        url = hop.address.url
        try:
            with self._open(hop, deadline) as connection:
                return exchange(
                    connection, hop.address, accept=accept, deadline=deadline
                )
        except TimeoutError as error:
            raise Unreachable(
                f"no complete answer within {self._timeout:g} seconds",
                reason="fetch.timeout",
                url=url,
            ) from error
        except ssl.SSLError as error:
            raise Unreachable(f"TLS: {error}", reason="fetch.tls", url=url) from error
        except OSError as error:
            raise Unreachable(
                f"the connection failed: {error}", reason="fetch.connection", url=url
            ) from error
        except (http.client.HTTPException, ValueError) as error:
            # A ValueError is a chunk size or a header that http.client could not read.
            raise Unreachable(
                "not an HTTP answer, or cut short", reason="fetch.protocol", url=url
            ) from error

    def _open(self, hop: "_Hop", deadline: Deadline) -> socket.socket:
        """(3) A connection to one of the addresses, with TLS for the name."""
        connection = self._connect_to_one(self._addresses(hop, deadline), hop, deadline)
        if not hop.tls:
            return connection
        connection.settimeout(deadline.left())
        context = self._tls or _system_tls()
        try:
            return context.wrap_socket(connection, server_hostname=hop.address.host)
        except Exception:
            connection.close()
            raise

    def _connect_to_one(
        self, addresses: Sequence[str], hop: "_Hop", deadline: Deadline
    ) -> socket.socket:
        failure = OSError("the name has no address")
        for address in addresses[:MAX_ADDRESSES_TRIED]:
            try:
                # Half of what is left: a dead first address must not take the second one's time.
                return self._connect(address, hop.port, deadline.left() / 2)
            except OSError as error:
                failure = error
        raise failure

    def _addresses(self, hop: "_Hop", deadline: Deadline) -> Sequence[str]:
        """(2) Every address of the host, all of them permitted."""
        host = hop.address.host
        if parse_address(host) is not None:
            return (host,)  # `_permit` has looked at it
        try:
            found = self._lookup(host, hop.port, deadline.left())
        except TimeoutError:
            raise
        except OSError as error:
            raise Unreachable(
                f"the name {host} was not found",
                reason="fetch.name_not_found",
                url=hop.address.url,
                host=host,
            ) from error
        for text in found:
            address = parse_address(text)
            # One public answer beside a private one is how rebinding begins: all or none.
            if not hop.vouched and (address is None or not is_public(address)):
                raise _not_public(hop.address, text)
        return found


@dataclass(frozen=True, slots=True)
class _Hop:
    """One request that may be made, and how."""

    address: WebAddress
    port: int
    vouched: bool
    tls: bool


@cache  # reading the system's certificates takes longer than most fetches
def _system_tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _document(hop: _Hop, answer: Answer) -> Fetched:
    if answer.status != http.client.OK:
        raise HttpStatus(
            f"answered {answer.status}",
            url=hop.address.url,
            status=answer.status,
            body=answer.body,
        )
    return Fetched(
        url=hop.address.url, content_type=answer.content_type, body=answer.body
    )


def _refused(message: str, reason: str, address: WebAddress) -> AddressRefused:
    return AddressRefused(
        message, reason=reason, url=address.url, authority=address.authority
    )


def _not_public(address: WebAddress, found: str) -> AddressRefused:
    return AddressRefused(
        f"{address.authority} is not on the public internet",
        reason="fetch.not_public",
        url=address.url,
        authority=address.authority,
        address=found,
    )
