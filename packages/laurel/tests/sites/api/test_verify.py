"""The API: the page's answers for programs, and clear words for what cannot be answered."""

import json
import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from laurel.credentials import selectors as credentials
from laurel.foundation import clock, pdf
from laurel.sites.api.schemas import Report
from laurel.sites.api.urls import api
from laurel.sites.public import limits, uploads

from packages.laurel.tests.factories import badges

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[5]
URL = "/api/v1/verify"


@pytest.fixture(autouse=True)
def _fresh_limits(db):
    cache.clear()


@pytest.fixture
def credential(db):
    return badges.issued(badges.achievement(name="Facilitation"))


def ask(client, **body):
    return client.post(URL, json.dumps(body), content_type="application/json")


def page_of(credential):
    return credentials.addresses_of(credential.award_public_id).page


@pytest.mark.requirement("I8")
def test_the_report_is_that_of_the_page(client, credential):
    here = f"/b/{credential.award_public_id}/verification.json"
    theirs = client.get(here).json()
    answer = ask(client, text=bytes(credential.document).decode())
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "no-store"
    mine = answer.json()
    assert mine.pop("recipient") is None
    for moment in ("checkedAt", "sentence", "refresh"):
        assert mine.pop(moment) != theirs.pop(moment) or moment == "sentence"
    for report in (mine, theirs):
        for check in report["checks"]:
            check.pop("facts")
    assert mine == theirs


@pytest.mark.parametrize("way", ["link", "text", "token", "body", "file", "pdf"])
def test_a_badge_may_come_in_every_way(client, credential, way):
    document, picture = bytes(credential.document), credentials.baked_png(credential)
    if way == "link":
        answer = ask(client, link=page_of(credential))
    elif way == "text":
        answer = ask(client, text=document.decode())
    elif way == "token":
        answer = client.post(
            URL, credential.jwt.encode(), content_type="application/vc+jwt"
        )
    elif way == "body":
        answer = client.post(URL, picture, content_type="image/png")
    elif way == "file":
        answer = client.post(URL, {"badge": SimpleUploadedFile("a.png", picture)})
    else:
        made = pdf.typeset(
            "#set document(title: [A])\nA",
            data={},
            at=clock.now(),
            attached=[pdf.Attachment("badge.json", "application/ld+json", document)],
        )
        answer = client.post(URL, made, content_type="application/pdf")
    assert answer.status_code == 200
    assert answer.json()["status"] == "valid"
    assert answer.json()["badge"]["name"] == "Facilitation"


def test_every_answer_is_as_the_openapi_document_says(client, credential):
    altered = bytes(credential.document).replace(b"Ada", b"Eve").decode()
    for asked in (
        {"link": page_of(credential), "recipient": "eve@forgers.example"},
        {"text": altered},
        {"text": "hello"},
        {"link": "https://127.0.0.1/b/1"},
    ):
        answer = ask(client, **asked).json()
        Report.model_validate(answer)
        assert set(answer) == set(Report.model_fields)


def test_whose_it_is(client, credential):
    link = page_of(credential)
    mine = ask(client, link=link, recipient=credential.recipient_email).json()
    assert (mine["recipient"], mine["verdict"]) == ("matches", "verified")
    theirs = ask(client, link=link, recipient="eve@forgers.example").json()
    assert theirs["recipient"] == "differs"
    assert (theirs["status"], theirs["verdict"]) == ("valid", "not_verified")
    assert "eve@forgers.example" not in json.dumps(theirs)


@pytest.mark.parametrize(
    ("body", "kind", "status", "said"),
    [
        (b"", "application/json", 400, "The body is empty"),
        (b"{", "application/json", 400, "cannot be read as JSON"),
        (b"[]", "application/json", 400, "cannot be read as JSON"),
        (b'{"link": "a", "link": "b"}', "application/json", 400, "JSON"),
        (b"[" * 100_000, "application/json", 400, "JSON"),
        (b"{}", "application/json", 422, "Give “link” or “text”"),
        (b'{"link": "https://a.example/", "text": "x"}', "application/json", 422, "one of them alone"),
        (b'{"link": 7}', "application/json", 422, "link"),
        (b'{"link": "ftp://a.example/"}', "application/json", 422, "link"),
        (b'{"text": "x", "more": 1}', "application/json", 422, "more"),
        (b'{"text": "x", "recipient": "nobody"}', "application/json", 422, "recipient"),
        (b'{"text": "x", "recipient": "a@b..c"}', "application/json", 422, "no e-mail address"),
        (b"<html>", "text/html", 415, "application/json"),
        (b"rubbish", "multipart/form-data", 400, "multipart form"),
        (b"%PDF-1.7\n1", "application/pdf", 400, "This PDF is damaged"),
        (b"", "image/png", 400, "The body is empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_a_problem_that_says_why(
    client, body, kind, status, said
):
    answer = client.generic("POST", URL, body, kind, CONTENT_TYPE=kind)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert said in problem["detail"]


def test_forms_want_the_one_file(client):
    none = client.post(URL, {"recipient": "ada@college.example"})
    assert none.status_code == 422
    assert "there are 0 files" in none.json()["detail"]
    file = SimpleUploadedFile("a.png", b"x")
    more = client.post(URL, {"badge": file, "colour": "red"})
    assert "colour" in more.json()["detail"]


def test_too_much_too_often_and_the_wrong_way(client, fixed_clock):
    large = client.post(URL, b"x" * (uploads.MAX_BYTES + 1), content_type="image/png")
    assert large.status_code == 413
    for _ in range(limits.VERIFY.count - 1):
        assert ask(client).status_code == 422
    often = ask(client)
    assert often.status_code == 429
    assert int(often["Retry-After"]) > 0
    for answer in (often, client.get(URL), client.get("/api/v1/nothing"), large):
        assert answer["Content-Type"] == "application/problem+json"
    assert client.get(URL).status_code == 405
    assert client.get("/api/v1/nothing").status_code == 404


# --- what is written about it --------------------------------------------------------


RENAMED = ("413", "422")  # Python 3.13 calls them by their newer names (RFC 9110)


def in_any_python(document):
    """The document without the names of statuses that are Python's own, and not ours."""
    for operations in document["paths"].values():
        for operation in operations.values():
            for code in {*RENAMED} & {*operation["responses"]}:
                del operation["responses"][code]["description"]
    return document


def test_the_openapi_document_is_the_one_in_the_docs(client):
    served = in_any_python(client.get("/api/openapi.json").json())
    text = (ROOT / "docs/reference/openapi.json").read_text("utf-8")
    made = json.dumps(api.get_openapi_schema())
    assert served == in_any_python(json.loads(text)) == in_any_python(json.loads(made))
    operation = served["paths"][URL]["post"]
    assert set(operation["responses"]) == {"200", "400", "413", "415", "422", "429"}


def examples():
    """Each request in the docs, with the answer that stands below it."""
    text = (ROOT / "docs/api.md").read_text("utf-8")
    pairs = re.findall(r"```http\n(.*?)```\n\n```json\n(.*?)```", text, re.DOTALL)
    assert len(pairs) == 3
    for asked, answer in pairs:
        head, body = asked.split("\n\n", 1)
        yield head.splitlines(), json.loads(body), json.loads(answer)


def test_the_examples_in_the_docs_are_answered_as_they_say(client, credential):
    for head, body, expected in examples():
        assert head == [f"POST {URL}", "Content-Type: application/json"]
        if "link" in body:
            body["link"] = page_of(credential)
        if "text" in body:
            body["text"] = credential.jwt
        answer = ask(client, **body).json()
        assert {name: answer[name] for name in expected} == expected
