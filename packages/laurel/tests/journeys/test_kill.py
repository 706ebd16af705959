"""Nothing that was acknowledged is lost or doubled, whenever the server dies.

A real `laurel up` awards 200 badges through the console while it is killed (SIGKILL, the whole
process group) at ten random moments. Each client repeats what got no answer, with the same key.
"""

import os
import random
import re
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest

from .running import PATIENCE, Laurel, rows
from .visitors import PostOffice, Visitor, hidden, set_up, sign_in

AWARDS = 200
KILLS = 10
DRIVERS = 4


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
