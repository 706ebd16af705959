"""Whether the site that an issuer names really knows it."""

import contextlib
import datetime as dt
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import Refused
from laurel.foundation.models import EventRecord
from laurel.issuers import domains, selectors, services, tasks
from laurel.issuers.types import DomainState
from obkit.resolve import Fetched, HttpFetcher, MemoryFetcher

from packages.laurel.tests.factories import badges

pytestmark = pytest.mark.django_db

FILE = "https://north-college.example/.well-known/laurel-issuer.txt"
THE_WORLD = []


def fetcher():
    """What the setting names in these tests."""
    return THE_WORLD[-1]


@pytest.fixture
def says(settings):
    """Lets the world answer with these documents."""
    settings.LAUREL_FETCHER = f"{__name__}.fetcher"

    def answer(world):
        is_fetcher = hasattr(world, "fetch")
        THE_WORLD.append(world if is_fetcher else MemoryFetcher(world))

    answer({})
    yield answer
    THE_WORLD.clear()


@pytest.fixture
def issuer(says):
    return badges.issuer()


def asked(issuer):
    services.ask_for_domain_check(issuer=issuer, actor=SYSTEM)
    jobs.drain()
    return selectors.domain(issuer)


def test_nobody_has_asked(issuer):
    domain = selectors.domain(issuer)
    assert (domain.name, domain.state) == (
        "north-college.example",
        DomainState.NOT_ASKED,
    )


def test_a_line_in_the_file_proves_it(issuer, says, fixed_clock):
    address, line = selectors.domain_proof(issuer)
    assert address == FILE
    says({FILE: f"\ufeff# ours\r\n  {line} \r\n".encode()})
    domain = asked(issuer)
    assert domain.is_proven
    assert domain.checked_at == domain.proven_at == fixed_clock.now()


@pytest.mark.parametrize(
    ("answer", "state", "finding"),
    [
        (404, DomainState.NOT_PROVEN, "absent"),
        (410, DomainState.NOT_PROVEN, "absent"),
        (500, DomainState.UNKNOWN, "answer"),
        (403, DomainState.UNKNOWN, "answer"),
        (None, DomainState.UNKNOWN, "unreachable"),
        (b"", DomainState.NOT_PROVEN, "line"),
        (b"<html>did:web:elsewhere</html>", DomainState.NOT_PROVEN, "line"),
        (b"x\n" * 64 * 1024, DomainState.NOT_PROVEN, "long"),
        (b"\xff\xfe\x00", DomainState.NOT_PROVEN, "line"),
    ],
)
def test_what_is_not_there_and_what_could_not_be_looked_at_are_two_things(
    issuer, says, answer, state, finding
):
    says({} if answer is None else {FILE: answer})
    domain = asked(issuer)
    assert (domain.state, domain.finding) == (state, finding)
    assert not domain.is_proven


def test_the_line_of_another_issuer_proves_nothing(issuer, says):
    other = badges.issuer()
    says({FILE: selectors.domain_proof(other)[1].encode()})
    assert asked(issuer).finding == "line"


@pytest.mark.parametrize(
    ("final", "proven"),
    [
        ("https://www.north-college.example/x", True),
        ("https://evil.example/x", False),
        ("https://north-college.example.evil.example/x", False),
    ],
)
def test_a_redirect_lets_no_other_site_speak(issuer, says, final, proven):
    class Redirected:
        def fetch(self, url, *, accept="application/json"):
            line = selectors.domain_proof(issuer)[1]
            return Fetched(url=final, content_type=accept, body=line.encode())

    says(Redirected())
    assert asked(issuer).is_proven is proven


def test_another_web_address_loses_the_proof(issuer, says):
    says({FILE: selectors.domain_proof(issuer)[1].encode()})
    assert asked(issuer).is_proven
    issuer.url = "https://south-college.example"
    issuer.save(update_fields=["url"])
    assert selectors.domain(issuer).state is DomainState.NOT_ASKED


def test_a_check_that_comes_too_late_is_not_written_to_another_site(issuer, says):
    services.ask_for_domain_check(issuer=issuer, actor=SYSTEM)
    services.record_domain_check(
        issuer=issuer,
        domain="south-college.example",
        state=DomainState.PROVEN,
        finding="",
        actor=SYSTEM,
    )
    assert not selectors.domain(issuer).is_proven


def test_it_is_looked_at_again_every_week(issuer, says, fixed_clock):
    line = selectors.domain_proof(issuer)[1].encode()
    says({FILE: line})
    asked(issuer)
    first = selectors.domain(issuer).proven_at

    fixed_clock.move(dt.timedelta(days=6))
    tasks.recheck_domains()
    jobs.drain()
    assert selectors.domain(issuer).checked_at == first

    fixed_clock.move(dt.timedelta(days=1))
    says({FILE: 503})
    tasks.recheck_domains()
    tasks.recheck_domains()
    jobs.drain()
    domain = selectors.domain(issuer)
    assert domain.state is DomainState.UNKNOWN
    assert domain.proven_at == first, "it was proven then, and that is still true"

    fixed_clock.move(dt.timedelta(days=1))
    says({FILE: 404})
    tasks.recheck_domains()
    jobs.drain()
    domain = selectors.domain(issuer)
    assert (domain.state, domain.proven_at) == (DomainState.NOT_PROVEN, None)
    said = EventRecord.objects.filter(name="issuer.domain_checked")
    states = [event.payload["state"] for event in said.order_by("id")]
    assert states == ["proven", "unknown", "not_proven"]


def test_somebody_elses_server_is_not_asked_twice_in_a_moment(
    issuer, says, fixed_clock
):
    asked(issuer)
    with pytest.raises(Refused, match="a moment ago"):
        services.ask_for_domain_check(issuer=issuer, actor=SYSTEM)
    fixed_clock.move(dt.timedelta(seconds=31))
    asked(issuer)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://North-College.example/about", "north-college.example"),
        ("http://north-college.example", "north-college.example"),
        ("https://bücher.example", "xn--bcher-kva.example"),
        ("https://north-college.example:8443/", "north-college.example:8443"),
        ("https://user@north-college.example", "north-college.example"),
        ("https://" + "a" * 80 + ".example", ""),
        ("https://north-college.example:99999/", ""),
    ],
)
def test_the_domain_is_the_host_in_the_letters_of_the_network(issuer, url, name):
    issuer.url = url
    assert domains.name_of(issuer) == name


def test_an_address_without_a_site_is_not_asked(issuer):
    issuer.url = "https://" + "a" * 80 + ".example"
    issuer.save(update_fields=["url"])
    with pytest.raises(Refused, match="names no site"):
        services.ask_for_domain_check(issuer=issuer, actor=SYSTEM)


@contextlib.contextmanager
def serving(body):
    """A web server on loopback that has the file."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            found = self.path == domains.PATH
            self.send_response(200 if found else 404)
            self.send_header("Content-Length", str(len(body) if found else 0))
            self.end_headers()
            if found:
                self.wfile.write(body)

        def log_message(self, *_):
            """Nothing into the test's output."""

    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_real_server_is_asked(issuer, says):
    with serving(selectors.domain_proof(issuer)[1].encode()) as port:
        host = f"127.0.0.1:{port}"
        issuer.url = f"https://{host}/"
        issuer.save(update_fields=["url"])
        says(HttpFetcher(local_hosts={host}))
        assert asked(issuer).is_proven


def test_a_site_inside_our_own_network_is_not_asked(issuer, says):
    with serving(selectors.domain_proof(issuer)[1].encode()) as port:
        issuer.url = f"https://127.0.0.1:{port}/"
        issuer.save(update_fields=["url"])
        says(HttpFetcher())
        domain = asked(issuer)
        assert (domain.state, domain.finding) == (DomainState.UNKNOWN, "unreachable")
