"""What may be handed in, and what is said about the rest."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from laurel.sites.public.forms import VerifyForm

JWT = "eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2lnbmF0dXJl"


def errors(text="", file=None):
    form = VerifyForm({"text": text}, {"badge": file} if file else {})
    assert not form.is_valid()
    return " ".join(str(e) for es in form.errors.values() for e in es)


def accepted(text):
    form = VerifyForm({"text": text}, {})
    assert form.is_valid(), form.errors
    return form.cleaned_data["link"], form.cleaned_data["data"]


def test_a_link_json_and_a_token_are_told_apart():
    assert accepted("https://a.example/b/1") == ("https://a.example/b/1", b"")
    assert accepted("a.example/b/1") == ("https://a.example/b/1", b"")
    assert accepted(' {"type": []} ') == ("", b'{"type": []}')
    assert accepted(JWT) == ("", JWT.encode())
    assert accepted(JWT[:20] + "\r\n" + JWT[20:]) == ("", JWT.encode())


def test_nothing_and_two_things_are_refused_with_the_way_out():
    assert "nothing to check yet" in errors()
    file = SimpleUploadedFile("a.png", b"x")
    assert "two things at once" in errors("https://a.example/", file)


@pytest.mark.parametrize(
    "text",
    ["hello", "javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/x", "a.b"],
)
def test_other_text_is_named_for_what_it_is_not(text):
    assert "neither a link" in errors(text)


def test_text_that_is_too_long_says_so():
    assert "longer than a badge can be" in errors("{" + " " * 1024 * 1024 + "}")
    assert "longer than links" in errors("https://a.example/" + "x" * 3000)
