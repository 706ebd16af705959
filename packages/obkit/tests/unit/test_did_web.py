"""did:web: where a DID's document lies, and which DIDs have none."""

import pytest
from obkit.errors import MalformedDocument
from obkit.resolve.did_web import document_url


@pytest.mark.parametrize(
    ("did", "url"),
    [
        ("did:web:school.example", "https://school.example/.well-known/did.json"),
        (
            "did:web:school.example:issuers:a1",
            "https://school.example/issuers/a1/did.json",
        ),
        (
            "did:web:localhost%3A8000:issuers:a1",
            "https://localhost:8000/issuers/a1/did.json",
        ),
        ("did:web:localhost%3a8000", "https://localhost:8000/.well-known/did.json"),
        (
            "did:web:xn--bcher-kva.example:a.b:~c_d-e",
            "https://xn--bcher-kva.example/a.b/~c_d-e/did.json",
        ),
    ],
)
def test_a_did_has_one_document(did, url):
    assert document_url(did) == url


@pytest.mark.parametrize(
    ("did", "reason"),
    [
        ("did:web:", "did.host"),
        ("did:web::path", "did.host"),
        ("did:web:school.example%3A", "did.host"),
        ("did:web:school.example%3Ax", "did.host"),
        ("did:web:school.example%3A123456", "did.host"),
        ("did:web:user%40school.example", "did.host"),
        ("did:web:school.example%2Fpath", "did.host"),
        ("did:web:school.example/path", "did.host"),
        ("did:web:school.example?x", "did.host"),
        ("did:web:bücher.example", "did.host"),
        ("did:web:school.example\n", "did.host"),
        ("did:web:[::1]", "did.host"),
        ("did:web:school.example:", "did.path"),
        ("did:web:school.example::a", "did.path"),
        ("did:web:school.example:a:", "did.path"),
        ("did:web:school.example:..:a", "did.path"),
        ("did:web:school.example:.", "did.path"),
        ("did:web:school.example:a:...", "did.path"),
        ("did:web:school.example:%2e%2e", "did.path"),
        ("did:web:school.example:a%2Fb", "did.path"),
        ("did:web:school.example:a/../b", "did.path"),
        ("did:web:school.example:a\\b", "did.path"),
        ("did:web:school.example:a?b", "did.path"),
        ("did:web:school.example:a b", "did.path"),
        ("did:web:school.example:" + "a" * 256, "did.path"),
    ],
)
def test_tricks_with_host_and_path_are_refused(did, reason):
    with pytest.raises(MalformedDocument) as caught:
        document_url(did)
    assert (caught.value.reason, caught.value.facts["did"]) == (reason, did)
