"""One address serves people and programs."""

import pytest
from django.test import RequestFactory
from laurel.sites.public import negotiation

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        (FIREFOX, "text/html"),
        (JAVA, "text/html"),
        ("", "text/html"),
        ("*/*", "text/html"),
        ("image/png", "text/html"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
        ("application/vc", "application/vc"),
        ("application/vc+ld+json", "application/vc+ld+json"),
        ("application/json, */*;q=0.1", "application/json"),
        ("application/json, text/plain, */*", "application/json"),
        ("text/html, application/json;q=0.9", "text/html"),
        ("text/html;q=0.5, application/ld+json", "application/ld+json"),
        ("application/json;q=0", "text/html"),
        ("application/json;q=rubbish", "text/html"),
        (";;,,;q=", "text/html"),
        ("APPLICATION/LD+JSON", "application/ld+json"),
    ],
)
def test_json_is_for_those_who_name_it(accept, answer):
    request = RequestFactory().get("/b/x", headers={"Accept": accept} if accept else {})
    assert negotiation.wanted(request, negotiation.CREDENTIAL_TYPES) == answer


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("", "application/ld+json"),
        ("*/*", "application/ld+json"),
        ("application/json", "application/json"),
        ("application/json, */*", "application/ld+json"),
        ("application/ld+json, application/json", "application/ld+json"),
        (FIREFOX, "application/ld+json"),
    ],
)
def test_open_badges_2_documents_are_linked_data_unless_plain_json_is_asked(
    accept, answer
):
    request = RequestFactory().get("/", headers={"Accept": accept} if accept else {})
    assert negotiation.linked_data_type(request) == answer
