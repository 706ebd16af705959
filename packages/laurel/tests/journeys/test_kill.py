"""Nothing that was acknowledged is lost or doubled, whenever the server dies.

A real `laurel up` awards 200 badges through the console while it is killed (SIGKILL, the whole
process group) at ten random moments. Each client repeats what got no answer, with the same key.
"""

import contextlib
import http.client
import os
import random
import re
import sqlite3
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy
from urllib.parse import urlencode, urlsplit

import pytest
from aiosmtpd.controller import Controller

from .running import PATIENCE, Laurel, free_port

AWARDS = 200
KILLS = 10
DRIVERS = 4
STAFF = "caroline@north-college.example"


class PostOffice:
    """A mail server that keeps what it is given."""

    def __init__(self):
        self.mails = []
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"

    @property
    def port(self):
        return self._controller.port

    def __enter__(self):
        self._controller.start()
        return self

    def __exit__(self, *_):
        self._controller.stop()

    def to(self, address):
        return [mail for mail in list(self.mails) if address in mail["To"]]


class Visitor:
    """A browser that repeats what got no answer."""

    def __init__(self, port, cookies=None):
        self._port = port
        self.cookies = dict(cookies or {})

    def once(self, method, path, form=None):
        connection = http.client.HTTPConnection("localhost", self._port, timeout=30)
        try:
            headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
            body = urlencode(form) if form is not None else None
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            page = response.read()
        finally:
            connection.close()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return (
            response.status,
            response.headers.get("Location", ""),
            page.decode("utf-8", "replace"),
        )

    def until_answered(self, method, path, form=None):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(OSError, http.client.HTTPException):
                status, location, page = self.once(method, path, form)
                if status < 500:
                    return status, location, page
            time.sleep(0.05)
        raise AssertionError(f"{method} {path} was never answered")

    def get(self, path):
        status, location, page = self.until_answered("GET", path)
        while status in (301, 302):
            status, location, page = self.until_answered("GET", urlsplit(location).path)
        assert status == 200, (path, status)
        return page

    def submit(self, path, page, **typed):
        token = hidden(page, "csrfmiddlewaretoken")
        return self.until_answered("POST", path, {"csrfmiddlewaretoken": token} | typed)


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]+)"', page)[1]


def sign_in(port, post_office):
    visitor = Visitor(port)
    visitor.submit("/accounts/login/", visitor.get("/accounts/login/"), login=STAFF)
    until = time.monotonic() + PATIENCE
    while not post_office.to(STAFF) and time.monotonic() < until:
        time.sleep(0.1)
    text = (
        post_office.to(STAFF)[-1].get_body(("plain",)).get_content().replace("\r", "")
    )
    code = re.search(r"^([A-Z0-9][A-Z0-9-]{5,11})$", text, re.MULTILINE)[1]
    path = "/accounts/login/code/confirm/"
    status, _, page = visitor.submit(path, visitor.get(path), code=code)
    assert status == 302, page
    return visitor


def set_up(visitor):
    """An organisation, its issuer and one badge; the address of the badge."""
    _, home, _ = visitor.submit(
        "/console/new",
        visitor.get("/console/new"),
        name="North College",
        your_name="Caroline",
    )
    visitor.submit(
        f"{home}issuer",
        visitor.get(f"{home}issuer"),
        name="North College",
        url="https://north-college.example",
        email="registrar@north-college.example",
        brand_colour="#1f3d7a",
        accent_colour="#d9b65c",
    )
    _, earned, _ = visitor.submit(
        f"{home}badges/new",
        visitor.get(f"{home}badges/new"),
        name="Fieldwork",
        description="Leads a group outdoors.",
    )
    page = visitor.get(earned)
    _, badge, _ = visitor.submit(
        earned,
        page,
        key=hidden(page, "key"),
        seen=hidden(page, "seen"),
        criteria="Leads three trips.",
        publish="1",
    )
    return badge


def award(visitor, badge, number):
    """Award to one person; the address of the award, once the server acknowledged it."""
    page = visitor.get(f"{badge}/award")
    facts = {
        "idempotency_key": hidden(page, "idempotency_key"),
        "recipient_name": f"Learner {number}",
        "recipient_email": f"learner-{number}@students.example",
        "issued_on": re.search(r'name="issued_on" value="([^"]+)"', page)[1],
    }
    status, location, answer = visitor.submit(f"{badge}/award", page, **facts)
    assert status == 302, answer
    return location


class Killer(threading.Thread):
    """Kills the server at random moments of the work, and starts it again."""

    def __init__(self, laurel, done, chance):
        super().__init__(daemon=True)
        self._laurel, self._done, self._chance = laurel, done, chance
        self.kills, self.problem = 0, None
        self.stop = threading.Event()

    def run(self):
        moments = sorted(self._chance.sample(range(3, AWARDS - 5), KILLS))
        try:
            for moment in moments:
                while len(self._done) < moment and not self.stop.is_set():
                    time.sleep(0.005)
                if self.stop.is_set():
                    return
                time.sleep(self._chance.uniform(0, 0.4))
                self._laurel.kill()
                self.kills += 1
                self._laurel.start()
        except BaseException as problem:  # noqa: BLE001 - told by the test, not lost in the thread
            self.problem = problem


def rows(folder, query):
    uri = f"file:{folder / 'data' / 'laurel.sqlite3'}?mode=ro"
    with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=30)) as database:
        return database.execute(query).fetchall()


@pytest.mark.slow
def test_kill_nine_loses_and_doubles_nothing(tmp_path):
    seed = int(os.environ.get("KILL_SEED", random.randrange(10**6)))
    chance = random.Random(seed)
    with PostOffice() as post_office:
        laurel = Laurel(
            tmp_path,
            smtp_host="127.0.0.1",
            smtp_port=post_office.port,
            smtp_security="none",
        )
        try:
            laurel.start()
            visitor = sign_in(laurel.port, post_office)
            badge = set_up(visitor)
            acknowledged = {}
            killer = Killer(laurel, acknowledged, chance)
            killer.start()

            def drive(number):
                assert killer.problem is None, killer.problem
                driver = Visitor(laurel.port, visitor.cookies)
                acknowledged[number] = award(driver, badge, number)

            with ThreadPoolExecutor(DRIVERS) as drivers:
                list(drivers.map(drive, range(AWARDS)))
            killer.join(PATIENCE)
            killer.stop.set()
            assert killer.problem is None, killer.problem
            assert killer.kills == KILLS
            assert len(set(acknowledged.values())) == AWARDS
            wait_for_mails(post_office, acknowledged)
            check(tmp_path, visitor, acknowledged, post_office)
        except BaseException:
            print(f"KILL_SEED={seed}\n{laurel.log()}")
            raise
        finally:
            laurel.close()


def wait_for_mails(post_office, acknowledged):
    """The outbox empties by itself after the last restart."""
    wanted = {f"learner-{number}@students.example" for number in acknowledged}
    until, seen = time.monotonic() + PATIENCE, 0
    while time.monotonic() < until:
        got = {mail["To"].addresses[0].addr_spec for mail in list(post_office.mails)}
        if wanted <= got:
            return
        if len(got) > seen:
            until, seen = time.monotonic() + PATIENCE, len(got)
        time.sleep(0.2)
    missing = sorted(wanted - got)
    raise AssertionError(f"{len(missing)} were never mailed: {missing[:5]}")


def check(folder, visitor, acknowledged, post_office):
    # Every acknowledged award exists, once.
    ids = {
        number: location.rsplit("/", 1)[1] for number, location in acknowledged.items()
    }
    stored = rows(folder, "SELECT public_id, recipient_email, state FROM awards_award")
    assert Counter(email for _, email, _ in stored) == Counter(
        f"learner-{number}@students.example" for number in ids
    )
    assert {public_id for public_id, _, _ in stored} == set(ids.values())
    assert {state for _, _, state in stored} == {"issued"}
    # Signed once: one document, one place in the status list, one event.
    signed = rows(folder, "SELECT award_public_id FROM credentials_credential")
    assert Counter(row[0] for row in signed) == Counter(ids.values())
    places = rows(folder, 'SELECT status_list_id, "index" FROM credentials_statusslot')
    assert len(places) == len(set(places)) == AWARDS
    # Anybody can see them, and what is served is one document.
    for public_id in list(ids.values())[:: AWARDS // 10]:
        first = visitor.get(f"/b/{public_id}/credential.json")
        assert public_id in first
        assert visitor.get(f"/b/{public_id}/credential.json") == first
    # Mailed; a repeat carries the same Message-ID, so mail programs show it once.
    names = defaultdict(set)
    for mail in post_office.mails:
        names[mail["To"].addresses[0].addr_spec].add(mail["Message-ID"])
    for number in ids:
        address = f"learner-{number}@students.example"
        assert len(names[address]) == 1, (address, names[address])
