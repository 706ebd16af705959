"""A site that is copied, and strangers who come to the copy by a web server that knows nothing."""

import contextlib
import dataclasses
import datetime as dt
import functools
import http.client
import http.server
import threading
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from laurel.achievements.types import Edition
from laurel.awards.types import Evidence
from laurel.commands import copied, copying
from laurel.credentials import services as credential_services
from laurel.credentials.types import RevocationReason
from laurel.foundation import clock
from laurel.foundation.actors import SYSTEM
from obkit.errors import HttpStatus
from obkit.resolve import Fetched
from obkit.verify import verify

from packages.laurel.tests.factories import badges
from packages.laurel.tests.journeys.running import free_port

YEARS = dt.timedelta(days=30 * 365)
MUCH_LATER = dt.timedelta(days=20 * 365)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serving(folder, port):
    """Python's own web server, which knows nothing of badges."""
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Stranger:
    """Gets documents from that host alone, whatever scheme an address names."""

    def __init__(self, port):
        self.port = port

    def fetch(self, url, *, accept="application/json"):
        parts = urlsplit(url)
        assert parts.netloc == f"localhost:{self.port}", url
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            connection.request("GET", parts.path, headers={"Accept": accept})
            answer = connection.getresponse()
            body = answer.read()
        if answer.status in (301, 302):
            return self.fetch(urljoin(url, answer.headers["Location"]), accept=accept)
        if answer.status != 200:
            raise HttpStatus("no", url=url, status=answer.status, body=body)
        return Fetched(url, answer.headers["Content-Type"], body)


@contextlib.contextmanager
def at_a_port(folder):
    """The instance has the address of the host that serves its copy later."""
    port = free_port()
    own = dataclasses.replace(settings.LAUREL, base_url=f"http://localhost:{port}")
    with override_settings(
        LAUREL=own, ALLOWED_HOSTS=["localhost"], STATIC_ROOT=folder.parent / "static"
    ):
        yield port


class Site:
    """A badge in two languages, one award of it that counts, and one that was revoked."""

    def __init__(self, folder, port):
        self.port, self.folder = port, folder
        self.base = f"http://localhost:{port}"
        call_command("collectstatic", interactive=False, verbosity=0)
        self.badge = badges.achievement(
            language="en", editions=(Edition("fr", "Analyse", "Trouve.", "Cours."),)
        )
        self.held = badges.issued(
            self.badge,
            narrative="She led two.",
            evidence=[Evidence(name="Report", url="https://x.example/r")],
        )
        self.revoked = badges.issued(self.badge)
        credential_services.revoke(
            credential=self.revoked,
            reason=RevocationReason.ADMINISTRATIVE_ERROR,
            public_wording="Issued in error.",
            actor=SYSTEM,
        )

    def copy(self):
        copy = copying.Copy.begun(self.folder, base_url=self.base)
        for _ in copied.everything(copy, valid_for=YEARS):
            pass
        copy.finish()
        return copy

    def read(self, credential, name):
        return (self.folder / "b" / credential.award_public_id / name).read_bytes()

    def verify(self, data, *, later=dt.timedelta(0)):
        now = clock.now() + later
        return verify(data, fetcher=Stranger(self.port), now=now)
