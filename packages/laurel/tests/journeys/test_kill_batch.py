"""A list of people under way is awarded to each of them once, whenever the server dies.

A real `laurel up` awards a list while it is killed (SIGKILL, the whole process group) at random
moments; nobody does anything about it. `make test-kill` does so 200 times, CI 20 times.
"""

import os
import random
import time
from collections import Counter, defaultdict
from urllib.parse import urlsplit

import pytest

from .running import PATIENCE, Laurel, rows
from .visitors import PostOffice, hidden, set_up, sign_in

KILLS = int(os.environ.get("KILLS", "20"))
ROWS_A_KILL = 20  # so that the list is still under way when the last one comes


def address(number):
    return f"learner-{number}@students.example"


def table(people):
    lines = ["Name,E-mail"]
    lines += [f"Learner {n},{address(n)}" for n in range(people)]
    return "\n".join(lines)


def sent_off(visitor, badge, people):
    """Paste a list and press Award; the address of the list."""
    page = visitor.get(f"{badge}/award/many")
    key = hidden(page, "key")
    status, place, answer = visitor.submit(
        f"{badge}/award/many", page, key=key, text=table(people)
    )
    assert status == 302, answer
    place = urlsplit(place).path
    until = time.monotonic() + PATIENCE
    while f"Award {people}<" not in (page := visitor.get(place)):
        assert time.monotonic() < until, page
        time.sleep(0.3)
    facts = {
        "duplicates": "skip",
        "when": "now",
        "ready": hidden(page, "ready"),
        "held": hidden(page, "held"),
    }
    status, _, answer = visitor.submit(f"{place}/award", page, **facts)
    assert status == 302, answer
    return place


def count(folder, query):
    return rows(folder, query)[0][0]


@pytest.mark.slow
def test_kill_nine_awards_every_row_of_a_list_once(tmp_path):
    seed = int(os.environ.get("KILL_SEED", random.randrange(10**6)))
    chance = random.Random(seed)
    people = KILLS * ROWS_A_KILL
    with PostOffice() as post_office:
        laurel = Laurel(
            tmp_path,
            smtp_host="127.0.0.1",
            smtp_port=post_office.port,
            smtp_security="none",
            undo_minutes=0,
        )
        try:
            laurel.start()
            visitor = sign_in(laurel.port, post_office)
            sent_off(visitor, set_up(visitor), people)
            under_way = 0
            for _ in range(KILLS):
                time.sleep(chance.uniform(0, 1.0))
                laurel.kill()
                signed = count(tmp_path, "SELECT COUNT(*) FROM credentials_credential")
                under_way += signed < people
                laurel.start()
            assert under_way > KILLS / 2, "the list is too short for this machine"
            wait_for_the_end(tmp_path, people, post_office)
            check(tmp_path, people, post_office)
        except BaseException:
            print(f"KILL_SEED={seed}\n{laurel.log()}")
            raise
        finally:
            laurel.close()


def wait_for_the_end(folder, people, post_office):
    """It comes to its end by itself."""
    until, before = time.monotonic() + PATIENCE, 0
    while time.monotonic() < until:
        state = rows(folder, "SELECT state FROM batches_batch")[0][0]
        signed = count(folder, "SELECT COUNT(*) FROM credentials_credential")
        got = set(post_office.addresses)
        far = signed + len(got)
        if state == "done" and signed == people and len(got) > people:
            return  # everybody's, and the code for whoever signed in
        if far > before:
            until, before = time.monotonic() + PATIENCE, far
        time.sleep(0.3)
    raise AssertionError(f"{state}: {signed} of {people} signed, {len(got)} mailed")


def check(folder, people, post_office):
    wanted = {address(n) for n in range(people)}
    # Every row was awarded, to an award of its own.
    named = rows(folder, "SELECT state, award_public_id FROM batches_batchrow")
    assert Counter(state for state, _ in named) == {"granted": people}
    stored = rows(folder, "SELECT public_id, recipient_email, state FROM awards_award")
    assert Counter(email for _, email, _ in stored) == Counter(wanted)
    assert {award for _, award in named} == {public_id for public_id, _, _ in stored}
    assert {state for _, _, state in stored} == {"issued"}
    # Signed once, and in a place of its own.
    signed = rows(folder, "SELECT award_public_id FROM credentials_credential")
    assert Counter(row[0] for row in signed) == Counter(award for _, award in named)
    places = rows(folder, 'SELECT status_list_id, "index" FROM credentials_statusslot')
    assert len(places) == len(set(places)) == people
    # Mailed once: a repeat carries the same Message-ID, so mail programs show it once.
    names = defaultdict(set)
    for mail in post_office.mails:
        names[mail["To"].addresses[0].addr_spec].add(mail["Message-ID"])
    assert {email for email in names if email in wanted} == wanted
    assert all(len(names[email]) == 1 for email in wanted)
