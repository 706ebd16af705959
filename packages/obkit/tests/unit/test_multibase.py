"""Multibase and base64url: one spelling for the same bytes."""

import pytest
from obkit.encoding import multibase
from obkit.errors import MalformedText

# draft-msporny-base58, test vectors.
BASE58 = [
    (b"Hello World!", "z2NEpo7TZRRrLZSi2U"),
    (b"The quick brown fox jumps over the lazy dog.",
     "zUSm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z"),
    (bytes.fromhex("0000287fb4cd"), "z11233QC4"),
    (b"", "z"),
    (b"\0", "z1"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "text"), BASE58)
def test_base58_vectors(data, text):
    assert multibase.encode(data) == text
    assert multibase.decode(text) == data


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "multibase.wrong_base"),
        ("uAQ", "multibase.wrong_base"),
        ("Z2NE", "multibase.wrong_base"),
        ("z0", "multibase.alphabet"),
        ("zl", "multibase.alphabet"),
        ("zI", "multibase.alphabet"),
        ("zO", "multibase.alphabet"),
        ("z2 ", "multibase.alphabet"),
        ("z\uff12", "multibase.alphabet"),
        ("z" + "2" * 2048, "multibase.too_long"),
    ],
)
def test_what_is_not_base58_is_refused(text, reason):
    with pytest.raises(MalformedText) as caught:
        multibase.decode(text)
    assert caught.value.reason == reason


def test_the_longest_base58_is_read():
    assert multibase.decode("z" + "1" * 2047) == b"\0" * 2047


def test_the_position_of_a_strange_character_is_named():
    with pytest.raises(MalformedText) as caught:
        multibase.decode("z2NEpo0")
    assert caught.value.facts["position"] == 6


def test_base64url():
    assert multibase.encode_base64url(b"\xfb\xff\xfe") == "u-__-"
    assert multibase.decode_base64url("u-__-") == b"\xfb\xff\xfe"
    assert multibase.decode_base64url("u") == b""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("QQ==", "base64url.alphabet"),
        ("+/+/", "base64url.alphabet"),
        ("QUJD\n", "base64url.alphabet"),
        (" QUJD", "base64url.alphabet"),
        ("QÜJD", "base64url.alphabet"),
        ("Q", "base64url.length"),
        ("QUJDQ", "base64url.length"),
        ("QR", "base64url.trailing_bits"),
        ("QUJDQR", "base64url.trailing_bits"),
        ("QUJDQUF", "base64url.trailing_bits"),
    ],
)
def test_base64url_has_one_spelling(text, reason):
    with pytest.raises(MalformedText) as caught:
        multibase.from_base64url(text)
    assert caught.value.reason == reason
    with pytest.raises(MalformedText):
        multibase.decode_base64url("u" + text)


def test_base64url_without_its_letter_is_another_base():
    with pytest.raises(MalformedText) as caught:
        multibase.decode_base64url("QUJD")
    assert caught.value.reason == "multibase.wrong_base"
