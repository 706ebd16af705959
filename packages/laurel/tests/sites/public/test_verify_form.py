"""What may be handed in, and what is said about the rest."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from laurel.sites.public.forms import VerifyForm

JWT = "eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2lnbmF0dXJl"


def errors(text="", file=None):
    form = VerifyForm({"text": text}, {"badge": file} if file else {})
    assert not form.is_valid()
    return " ".join(str(e) for es in form.errors.values() for e in es)


def accepted(text):
    form = VerifyForm({"text": text}, {})
    assert form.is_valid(), form.errors
    [item] = form.cleaned_data["items"]
    return item.link, item.data


def test_a_link_json_and_a_token_are_told_apart():
    assert accepted("https://a.example/b/1") == ("https://a.example/b/1", b"")
    assert accepted("a.example/b/1") == ("https://a.example/b/1", b"")
    assert accepted(' {"type": []} ') == ("", b'{"type": []}')
    assert accepted(JWT) == ("", JWT.encode())
    assert accepted(JWT[:20] + "\r\n" + JWT[20:]) == ("", JWT.encode())


def test_nothing_is_refused_with_the_way_out():
    assert "nothing to check yet" in errors()


def test_files_and_links_may_come_together():
    file = SimpleUploadedFile("a.png", b"x")
    form = VerifyForm(
        {"text": f"https://a.example/b/1\n\n b.example/2\n{JWT}\n"},
        MultiValueDict({"badge": [file, SimpleUploadedFile("b.json", b"{}")]}),
    )
    assert form.is_valid(), form.errors
    found = [(i.name, i.link, i.data) for i in form.cleaned_data["items"]]
    assert found == [
        ("a.png", "", b"x"),
        ("b.json", "", b"{}"),
        ("https://a.example/b/1", "https://a.example/b/1", b""),
        ("https://b.example/2", "https://b.example/2", b""),
        ("Line 3", "", JWT.encode()),
    ]


def test_the_line_that_is_no_link_is_named():
    said = errors("https://a.example/b/1\nhello\nhttps://a.example/b/2")
    assert "Line 2: This is neither a link" in said


def test_two_hundred_are_the_most():
    links = [f"https://a.example/b/{n}" for n in range(201)]
    assert "These are 201 badges" in errors("\n".join(links))
    form = VerifyForm({"text": "\n".join(links[:200])}, {})
    assert form.is_valid()
    assert len(form.cleaned_data["items"]) == 200


@pytest.mark.parametrize(
    "text",
    ["hello", "javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/x", "a.b"],
)
def test_other_text_is_named_for_what_it_is_not(text):
    assert "neither a link" in errors(text)


def test_text_that_is_too_long_says_so():
    assert "longer than a badge can be" in errors("{" + " " * 1024 * 1024 + "}")
    assert "longer than links" in errors("https://a.example/" + "x" * 3000)
