"""Names to addresses, with an end."""

import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass

# The system's resolver cannot be interrupted. A name server that never answers keeps a thread for
# half a minute; so many at once, and further names wait for their own deadline instead.
MAX_LOOKUPS_AT_ONCE = 32
_places = threading.BoundedSemaphore(MAX_LOOKUPS_AT_ONCE)


def system_lookup(host: str, port: int, seconds: float) -> Sequence[str]:
    """Every address that the system's resolver knows for the name.

    Raises:
        TimeoutError: no answer in time.
        OSError: no such name.
    """
    if not _places.acquire(timeout=seconds):
        raise TimeoutError("too many names are being looked up")
    question = _Question(host, port)
    # A daemon: a name server that never answers must not keep the program from ending.
    thread = threading.Thread(target=question.ask, name="obkit-lookup", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise TimeoutError("the name server did not answer in time")
    if question.failure is not None:
        raise question.failure
    return question.addresses


@dataclass(slots=True)
class _Question:
    """One lookup for a thread of its own, which gives its place back whenever it ends."""

    host: str
    port: int
    addresses: Sequence[str] = ()
    failure: OSError | None = None

    def ask(self) -> None:
        try:
            # As bytes: the name is checked ASCII already, and Python's IDNA has no say.
            found = socket.getaddrinfo(
                self.host.encode("ascii"), self.port, type=socket.SOCK_STREAM
            )
            self.addresses = tuple(str(address[0]) for *_, address in found)
        except OSError as error:
            self.failure = error
        finally:
            _places.release()
