"""What every answer carries, and what no request may do."""

import logging

import pytest
from django.test import Client
from laurel.config.logs import ErrorId, Line

from packages.laurel.tests.factories import people

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("packages.laurel.tests.config.urls"),
]


@pytest.fixture
def visitor():
    """A client that lives with errors as a browser does."""
    return Client(raise_request_exception=False)


def policy_of(answer) -> dict[str, str]:
    parts = answer["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


@pytest.mark.parametrize("path", ["/page", "/document", "/missing", "/broken", "/none"])
def test_every_answer_is_strict_with_the_browser(visitor, path):
    answer = visitor.get(path)
    policy = policy_of(answer)
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"


class TestOpenDocuments:
    @pytest.mark.parametrize("path", ["/document", "/missing"])
    def test_any_page_may_read_them_without_credentials(self, visitor, path):
        answer = visitor.get(path, headers={"origin": "https://reader.example"})
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer

    def test_the_question_before_the_request_is_answered(self, visitor):
        answer = visitor.options(
            "/document",
            headers={
                "origin": "https://reader.example",
                "access-control-request-method": "GET",
            },
        )
        assert answer.status_code == 204
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "POST" not in answer["Access-Control-Allow-Methods"]

    @pytest.mark.parametrize("path", ["/page", "/personal", "/none", "/broken"])
    def test_nothing_else_may_be_read(self, visitor, path):
        answer = visitor.get(path, headers={"origin": "https://reader.example"})
        assert "Access-Control-Allow-Origin" not in answer


class TestChangesFromElsewhere:
    @pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
    @pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
    def test_they_are_refused(self, visitor, site, method):
        answer = getattr(visitor, method)("/page", headers={"sec-fetch-site": site})
        assert answer.status_code == 403

    @pytest.mark.parametrize("site", ["same-origin", "none", None])
    def test_our_own_pages_may(self, visitor, site):
        headers = {"sec-fetch-site": site} if site else {}
        assert visitor.post("/page", headers=headers).status_code == 200

    def test_reading_is_no_change(self, visitor):
        answer = visitor.get("/page", headers={"sec-fetch-site": "cross-site"})
        assert answer.status_code == 200

    def test_a_form_without_its_token_is_refused(self):
        careful = Client(enforce_csrf_checks=True)
        assert careful.post("/page").status_code == 403


class TestSize:
    def test_too_large_a_body_is_refused_before_it_is_parsed(self, visitor, settings):
        settings.LAUREL_MOST_BODY_BYTES = 1000
        body = b"x" * 1001
        answer = visitor.post("/page", body, content_type="text/plain")
        assert answer.status_code == 413
        fits = visitor.post("/page", body[:-1], content_type="text/plain")
        assert (fits.status_code, fits.content) == (200, b"1000")

    @pytest.mark.parametrize("length", ["many", "1e9", "0x10", "-5"])
    def test_a_length_that_is_none_is_refused(self, visitor, length):
        answer = visitor.generic("POST", "/page", b"x", CONTENT_LENGTH=length)
        assert answer.status_code == 400


def test_a_nul_is_nowhere_in_an_address(visitor):
    assert visitor.get("/page%00").status_code == 404
    assert visitor.get("/page?q=%00").status_code == 400
    assert visitor.get("/page?q=%2500").status_code == 200


class TestPagesForOnePerson:
    def test_they_are_kept_nowhere(self, client):
        client.force_login(people.account())
        answer = client.get("/personal")
        assert answer.content == b"True"
        assert answer["Cache-Control"] == "private, no-store"

    def test_pages_for_all_are_not_touched(self, client):
        client.force_login(people.account())
        assert "Cache-Control" not in client.get("/document")


class TestErrors:
    def test_our_not_found_is_a_404(self, visitor):
        assert visitor.get("/missing").status_code == 404

    def test_an_error_shows_an_id_that_stands_in_the_log(self, visitor):
        lines = []
        handler = logging.Handler()
        handler.addFilter(ErrorId())
        handler.setFormatter(Line("[{error_id}] {message}", style="{"))
        handler.emit = lambda record: lines.append(handler.format(record))
        logger = logging.getLogger("django.request")
        logger.addHandler(handler)
        try:
            answer = visitor.get("/broken")
        finally:
            logger.removeHandler(handler)
        assert answer.status_code == 500
        assert b"pump" not in answer.content
        shown = lines[0].split("]")[0].strip("[")
        assert len(shown) == 10
        assert shown.encode() in answer.content
        assert "the pump is on fire" in lines[0]

    @pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "a b"])
    def test_another_host_name_is_refused(self, visitor, host):
        assert visitor.get("/page", headers={"host": host}).status_code == 400


def test_a_line_break_from_outside_does_not_make_a_second_log_line():
    record = logging.LogRecord(
        "x", logging.INFO, "x", 1, "asked for %s", ("/a\n2026 ERROR all is lost",), None
    )
    record.error_id = "-"
    assert "\n" not in Line("{message}", style="{").format(record)
