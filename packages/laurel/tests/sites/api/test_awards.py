"""Awarding by program: the same rules as everywhere, and answers that programs can act on."""

import json
import re
from pathlib import Path

import pytest
from django.core.cache import cache
from laurel.achievements import services as achievements
from laurel.awards.models import Award
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord, OutgoingMail
from laurel.organizations import services as organizations
from laurel.sites.api import award_schemas, doing
from laurel.sites.public import limits
from laurel.tokens.types import Scope

from packages.laurel.tests.awards import guarding
from packages.laurel.tests.factories import badges, classes, people, tokens

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[5]
URL = "/api/v1/awards"


@pytest.fixture(autouse=True)
def _fresh_limits(db):
    cache.clear()


class Program:  # tests of other operations use it, too
    """A program with a token of an organisation."""

    def __init__(self, client, organization, *scopes):
        self.client = client
        self.secret = tokens.made(organization, *scopes).secret

    def get(self, url, **query):
        return self.client.get(url, query, HTTP_AUTHORIZATION=f"Bearer {self.secret}")

    def post(self, url, body, *, key="course-7/ada"):
        return self.send("post", url, body, key=key)

    def send(self, how, url, body, *, key="course-7/ada"):
        return getattr(self.client, how)(
            url,
            body if isinstance(body, bytes) else json.dumps(body),
            content_type="application/json",
            HTTP_AUTHORIZATION=f"Bearer {self.secret}",
            **({"HTTP_IDEMPOTENCY_KEY": key} if key is not None else {}),
        )


@pytest.fixture
def badge(db):
    return badges.achievement(name="Facilitation")


@pytest.fixture
def college(badge):
    return badge.issuer.organization


@pytest.fixture
def program(client, college):
    return Program(client, college)


def wanted(badge, **facts):
    person = {"name": "Ada Lovelace", "email": "ada@students.example"}
    return {"badge": badge.public_id, "recipient": person, **facts}


def problem(answer, status):
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    found = answer.json()
    assert found["status"] == status
    return found


# --- awarding ------------------------------------------------------------------------


def test_a_program_awards_and_the_badge_is_real(program, badge, client):
    answer = program.post(
        URL,
        wanted(
            badge,
            narrative="Led two sessions.",
            evidence=[{"name": "Recording", "url": "https://college.example/1"}],
            issuedOn="2026-11-14",
            expiresOn="2036-11-14",
        ),
    )
    assert answer.status_code == 201
    made = answer.json()
    assert answer["Location"] == f"{URL}/{made['id']}"
    assert made["status"] == "valid"
    assert (made["issuedOn"], made["expiresOn"]) == ("2026-11-14", "2036-11-14")
    check = client.post(
        "/api/v1/verify",
        client.get(f"/b/{made['id']}/credential.json").content,
        content_type="application/vc",
    ).json()
    assert check["verdict"] == "verified"
    jobs.drain()
    assert OutgoingMail.objects.get().recipient_address == "ada@students.example"
    award_schemas.Award.model_validate(made)


def test_the_history_names_the_token(program, badge):
    program.post(URL, wanted(badge))
    event = EventRecord.objects.get(name="award.granted")
    assert (event.actor_kind, event.actor_label) == ("token", "API token “Moodle”")
    assert event.actor_id is None


def test_the_same_key_is_the_same_award(program, badge):
    first = program.post(URL, wanted(badge))
    again = program.post(URL, wanted(badge))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert Award.objects.count() == 1


def test_another_token_of_the_organization_knows_the_key(
    program, badge, client, college
):
    first = program.post(URL, wanted(badge)).json()
    other = Program(client, college)
    assert other.post(URL, wanted(badge)).json()["id"] == first["id"]


def test_a_key_is_not_used_for_two_awards(program, badge):
    program.post(URL, wanted(badge))
    no = problem(program.post(URL, wanted(badge, narrative="Other")), 422)
    assert no["field"] == "Idempotency-Key"
    assert Award.objects.count() == 1


def test_who_has_it_does_not_get_it_twice(program, badge):
    first = program.post(URL, wanted(badge)).json()
    no = problem(program.post(URL, wanted(badge), key="another"), 409)
    assert no["award"] == first["id"]
    assert "has this badge already" in no["detail"]


def test_a_draft_and_an_archived_badge_are_not_awarded(program, badge):
    draft = badges.achievement(badge.issuer, publish=False)
    problem(program.post(URL, wanted(draft)), 409)
    achievements.archive(achievement=badge, actor=SYSTEM)
    no = problem(program.post(URL, wanted(badge)), 409)
    assert "archived" in no["detail"]
    assert not Award.objects.exists()


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"recipient": {"name": "Ada"}}, "recipient.email", "required"),
        ({"recipient": {"name": "Ada", "email": "nobody"}}, "recipient.email", "looks like"),
        ({"recipient": {"name": " ", "email": "a@b.example"}}, "recipient.name", "1 to 200"),
        ({"recipient": "Ada"}, "recipient", "valid"),
        ({"colour": "red"}, "colour", "not permitted"),
        ({"badge": 7}, "badge", "string"),
        ({"issuedOn": "14.11.2026"}, "issuedOn", "2026-11-14"),
        ({"issuedOn": 7}, "issuedOn", "2026-11-14"),
        ({"issuedOn": "2026-02-30"}, "issuedOn", "no such day"),
        ({"issuedOn": "2126-11-14"}, "issuedOn", "in the past, or today"),
        ({"expiresOn": "1999-01-01"}, "expiresOn", "expire before"),
        ({"language": "Klingon"}, "language", "language"),
        ({"narrative": "x" * 5_001}, "narrative", "5000"),
        ({"evidence": [{"url": "ftp://a.example"}]}, "evidence", "https"),
        ({"evidence": [{}] * 101}, "evidence", "100"),
        ({"evidence": [{"link": "x"}]}, "evidence.0.link", "not permitted"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_nothing_is_awarded(
    program, badge, change, field, said
):
    no = problem(program.post(URL, wanted(badge) | change), 422)
    assert no["field"] == field
    assert said in no["detail"]
    assert not Award.objects.exists()


@pytest.mark.parametrize("key", [None, "", " ", "k" * 151, "schlüssel"])
def test_without_a_key_nothing_is_awarded(program, badge, key):
    no = problem(program.post(URL, wanted(badge), key=key), 422)
    assert no["field"] == "Idempotency-Key"
    assert not Award.objects.exists()


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"badge": 1, "badge": 2}', b"[" * 99_999]
)
def test_what_is_no_json_is_refused(program, body):
    problem(program.post(URL, body), 400)


def test_other_kinds_of_body_and_endless_ones_are_refused(program):
    form = program.client.post(
        URL, {"badge": "x"}, HTTP_AUTHORIZATION=f"Bearer {program.secret}", HTTP_IDEMPOTENCY_KEY="k"
    )  # fmt: skip
    problem(form, 400)
    problem(program.post(URL, b" " * (doing.LARGEST + 1)), 413)


def test_null_is_never_and_nothing_is_as_the_badge_says(program, badge):
    from laurel.achievements.types import Validity

    short = badges.achievement(badge.issuer, validity=Validity(months=12))
    never = program.post(URL, wanted(short, expiresOn=None), key="1").json()
    person = {"name": "Mary", "email": "mary@students.example"}
    year = program.post(
        URL, wanted(short, recipient=person, issuedOn="2026-11-14"), key="2"
    ).json()
    assert (never["expiresOn"], year["expiresOn"]) == (None, "2027-11-14")


def test_where_a_second_person_approves_it_is_put_before_them(program, badge, college):
    organizations.require_approval(organization=college, needed=True, actor=SYSTEM)
    answer = program.post(URL, wanted(badge))
    assert answer.status_code == 202
    assert answer.json()["status"] == "waits_for_approval"
    again = program.post(URL, wanted(badge))
    assert again.json() == answer.json()
    jobs.drain()
    assert not Award.objects.exists()
    bad = wanted(badge) | {"recipient": {"name": "Ada", "email": "nobody"}}
    assert problem(program.post(URL, bad, key="2"), 422)["field"] == "recipient.email"


def test_the_example_in_the_docs_is_answered_as_it_says(program, badge):
    text = (ROOT / "docs/api-awards.md").read_text("utf-8")
    asked, expected = re.findall(r"```(?:http|json)\n(.*?)```", text, re.DOTALL)[1:3]
    head, body = asked.split("\n\n", 1)
    assert head.splitlines()[0] == f"POST {URL}"
    answer = program.post(URL, json.loads(body) | {"badge": badge.public_id}).json()
    assert {name: answer[name] for name in json.loads(expected)} == json.loads(expected)


# --- looking -------------------------------------------------------------------------


def test_awards_are_listed_in_parts_the_newest_first(program, badge):
    made = [
        badges.issued(badge, recipient_email=f"learner-{n}@students.example")
        for n in range(3)
    ]
    ids = [credential.award_public_id for credential in reversed(made)]
    first = program.get(URL, limit=2).json()
    rest = program.get(URL, limit=2, after=first["next"]).json()
    listed = first["awards"] + rest["awards"]
    assert [award["id"] for award in listed] == ids
    assert rest["next"] is None
    award_schemas.Awards.model_validate(first)


def test_awards_are_found_by_badge_and_by_address(program, badge):
    mine = badges.issued(badge, recipient_email="ada@students.example")
    badges.issued(badges.achievement(badge.issuer))
    for query in ({"badge": badge.public_id}, {"recipient": "ADA@Students.example"}):
        found = program.get(URL, **query).json()["awards"]
        assert [award["id"] for award in found] == [mine.award_public_id], query


@pytest.mark.parametrize(
    "query", [{"limit": "0"}, {"limit": "101"}, {"limit": "²"}, {"after": "x"}, {"recipent": "a"}]
)  # fmt: skip
def test_a_list_that_cannot_be_made_says_why(program, query):
    no = problem(program.get(URL, **query), 422)
    assert no["field"] in query


def test_badges_are_listed_with_what_may_be_done(program, badge):
    draft = badges.achievement(badge.issuer, publish=False, name="Not yet")
    badges.achievement()  # of another organisation
    found = program.get("/api/v1/badges").json()
    said = [(one["id"], one["state"], bool(one["page"])) for one in found["badges"]]
    assert said == [
        (draft.public_id, "draft", False),
        (badge.public_id, "published", True),
    ]
    award_schemas.Badges.model_validate(found)


# --- revoking ------------------------------------------------------------------------

WHY = {"reason": "requirements_not_met", "publicWording": "It turned out otherwise."}


def test_a_program_revokes_and_a_repeat_changes_nothing(program, badge, client):
    award = program.post(URL, wanted(badge)).json()
    for _ in range(2):
        answer = program.post(f"{URL}/{award['id']}/revoke", WHY)
        assert (answer.status_code, answer.json()["status"]) == (200, "revoked")
    assert EventRecord.objects.filter(name="credential.revoked").count() == 1
    assert program.get(f"{URL}/{award['id']}").json()["status"] == "revoked"
    assert client.get(f"/ob2/assertions/{award['id']}").status_code == 410


@pytest.mark.parametrize(
    ("change", "field"),
    [({"reason": "whim"}, "reason"), ({"publicWording": " "}, "publicWording")],
)
def test_a_revocation_without_a_reason_is_none(program, badge, change, field):
    award = program.post(URL, wanted(badge)).json()
    no = problem(program.post(f"{URL}/{award['id']}/revoke", WHY | change), 422)
    assert no["field"] == field
    assert program.get(f"{URL}/{award['id']}").json()["status"] == "valid"


def test_what_has_to_be_met_first_is_said_one_by_one(program, badge, settings):
    settings.LAUREL_GUARDS = "packages.laurel.tests.awards.guarding.GUARDS"
    guarding.waits.add("ada@students.example")
    try:
        no = problem(program.post(URL, wanted(badge)), 409)
    finally:
        guarding.waits.clear()
    assert no["detail"] == "The course Law is not graded."
    assert no["obstacles"] == [{"code": "tests.waits", "sentence": no["detail"]}]
    assert not Award.objects.exists()
    assert program.post(URL, wanted(badge)).status_code == 201


# --- who may -------------------------------------------------------------------------


def operations(badge, award_id, class_id):
    at = f"/api/v1/classes/{class_id}"
    person = {"name": "Ada Lovelace", "email": "ada@example.org"}
    result = {"learner": "ada@example.org", "course": "x"}
    setting = {"badge": badge.public_id, "awarding": "manual"}
    return {
        "classes": (Scope.RESULTS, "get", "/api/v1/classes", None),
        "enrol": (Scope.RESULTS, "post", f"{at}/learners", {"learners": [person]}),
        "record": (Scope.RESULTS, "post", f"{at}/results", {"results": [result]}),
        "set_class_badge": (Scope.CLASSES, "put", f"{at}/badge", setting),
        "badges": (Scope.READ, "get", "/api/v1/badges", None),
        "awards": (Scope.READ, "get", URL, None),
        "one_award": (Scope.READ, "get", f"{URL}/{award_id}", None),
        "award": (Scope.AWARD, "post", URL, wanted(badge)),
        "revoke": (Scope.AWARD, "post", f"{URL}/{award_id}/revoke", WHY),
    }


@pytest.fixture
def every(badge, college):
    """Every operation with a token, on things of the college's."""
    program = classes.program(college)
    return operations(
        badge,
        badges.issued(badge).award_public_id,
        classes.class_of(program).public_id,
    )


def asked(program, how, url, body):
    return program.get(url) if how == "get" else program.send(how, url, body)


def test_every_operation_but_verifying_asks_for_its_scope(client, every, college):
    served = client.get("/api/openapi.json").json()["paths"].values()
    named = {one["operationId"] for path in served for one in path.values()}
    assert named == {*every, "verify"}
    for name, (scope, how, url, body) in every.items():
        others = [each for each in Scope if each is not scope]
        no = asked(Program(client, college, *others), how, url, body)
        assert scope.value in problem(no, 403)["detail"], name


@pytest.mark.parametrize("secret", ["", "laurel_", "x" * 201, "laurel_" + "1" * 44])
def test_nobody_gets_in_without_a_token(client, every, secret):
    stranger = Program.__new__(Program)
    stranger.client, stranger.secret = client, secret
    for _, how, url, body in every.values():
        answer = asked(stranger, how, url, body)
        assert "token" in problem(answer, 401)["detail"]
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_signed_in_owner_is_no_program(client, badge):
    owner = people.account()
    client.force_login(owner)
    assert client.get(URL).status_code == 401


def test_what_is_anothers_is_not_there(client, every):
    stranger = Program(client, people.organization("South College")[0])
    for name, (_, how, url, body) in every.items():
        answer = asked(stranger, how, url, body)
        if name in ("badges", "awards", "classes"):
            assert answer.json()[name] == []
        else:
            problem(answer, 404)
    assert Award.objects.count() == 1


def test_too_much_too_often_is_put_off(program, monkeypatch, fixed_clock, client):
    monkeypatch.setattr(limits, "TOKEN", limits.RateLimit("token", 2, 60))
    assert [program.get(URL).status_code for _ in range(3)] == [200, 200, 429]
    assert int(program.get(URL)["Retry-After"]) > 0
    monkeypatch.setattr(limits, "STRANGER", limits.RateLimit("stranger", 1, 60))
    assert [client.get(URL).status_code for _ in range(2)] == [401, 429]
