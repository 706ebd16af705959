"""An internet in memory: names, addresses and servers, for the fetcher's `lookup` and `connect`.

Nothing here opens a socket to anywhere: a connection is one end of a socket pair, in which the
scripted answer already waits.
"""

import socket
from dataclasses import dataclass, field

PUBLIC = "93.184.215.14"
PUBLIC_V6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"


def answer(body: bytes = b"{}", status: int = 200, **headers: str) -> bytes:
    """An HTTP answer with its length; `content_type=…` becomes `content-type: …`."""
    lines = [f"HTTP/1.1 {status} Whatever", f"content-length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@dataclass
class FakeInternet:
    """`names` maps a host to its addresses, or to a list of such, one for each time it is asked.

    `pages` maps an URL's host and path to the raw bytes of the answer.
    """

    names: dict = field(default_factory=dict)
    pages: dict = field(default_factory=dict)
    dead: set = field(default_factory=set)
    looked_up: list = field(default_factory=list)
    connected: list = field(default_factory=list)
    requests: list = field(default_factory=list)
    tls_names: list = field(default_factory=list)
    open_ends: list = field(default_factory=list)

    def lookup(self, host: str, port: int, seconds: float) -> list[str]:
        assert 0 < seconds <= 10
        self.looked_up.append(host)
        found = self.names.get(host)
        if found is None:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        if found and isinstance(found[0], list):
            return found.pop(0)
        return found

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        assert 0 < seconds <= 10
        self.connected.append((address, port))
        if address in self.dead:
            raise ConnectionRefusedError("connection refused")
        ours, theirs = socket.socketpair()
        self.open_ends.append(theirs)
        return Connection(self, ours, theirs)

    def wrap_socket(self, connection, *, server_hostname: str):
        """As an SSLContext: TLS that only notes for which name it is."""
        self.tls_names.append(server_hostname)
        return connection

    def close(self) -> None:
        for end in self.open_ends:
            end.close()


class Connection:
    """The client's end; the answer is written when the request comes."""

    def __init__(
        self, internet: FakeInternet, ours: socket.socket, theirs: socket.socket
    ) -> None:
        self.internet, self.ours, self.theirs = internet, ours, theirs

    def sendall(self, data: bytes) -> None:
        request = data.decode("ascii")
        self.internet.requests.append(request)
        target = request.split(" ")[1]
        host = request.split("\r\nHost: ")[1].split("\r\n")[0]
        self.theirs.sendall(
            self.internet.pages.get(host + target, answer(b"nothing", 404))
        )
        self.theirs.shutdown(socket.SHUT_WR)

    def settimeout(self, seconds: float) -> None:
        self.ours.settimeout(seconds)

    def recv_into(self, buffer) -> int:
        return self.ours.recv_into(buffer)

    def close(self) -> None:
        self.ours.close()

    def __enter__(self):
        return self

    def __exit__(self, *_exception) -> None:
        self.close()
