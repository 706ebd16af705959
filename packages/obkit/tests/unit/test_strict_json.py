"""Strict JSON: each refusal has its own reason and says where."""

import json

import pytest
from obkit.encoding import strict_json
from obkit.encoding.strict_json import DEFAULT_LIMITS, Limits
from obkit.errors import MalformedJson

REFUSED = [
    ('{"a":1,"a":1}', "json.duplicate_key", "$.a"),
    ('{"a":1,"\\u0061":2}', "json.duplicate_key", "$.a"),
    (
        '{"x":[{"b":{}},{"b":{"c d":1,"c d":2}}]}',
        "json.duplicate_key",
        '$.x[1].b["c d"]',
    ),
    ("[NaN]", "json.not_a_number", "$[0]"),
    ('{"a":Infinity}', "json.not_a_number", "$.a"),
    ("-Infinity", "json.not_a_number", "$"),
    ("[0,1e999]", "json.big_number", "$[1]"),
    ("[0." + "0" * 64 + "]", "json.big_number", "$[0]"),
    ("9007199254740992", "json.big_integer", "$"),
    ("[-9007199254740992]", "json.big_integer", "$[0]"),
    ('{"n":' + "9" * 100_000 + "}", "json.big_integer", "$.n"),
    ('["\\ud800"]', "json.lone_surrogate", "$[0]"),
    ('{"a":{"x\\udfff":1}}', "json.lone_surrogate", '$.a["x\\udfff"]'),
    ('["\\udc00\\ud800"]', "json.lone_surrogate", "$[0]"),
    ('["\ud800"]', "json.lone_surrogate", "$"),
    ("\ufeff{}", "json.bom", "$"),
    (b"\xef\xbb\xbf{}", "json.bom", "$"),
    ("{}".encode("utf-16"), "json.bom", "$"),
    ("{} {}", "json.trailing_data", "$"),
    ("{}x", "json.trailing_data", "$"),
    (b'"\xff"', "json.not_utf8", "$"),
    (b'"\xed\xa0\x80"', "json.not_utf8", "$"),  # a surrogate in UTF-8
    (b'"\xc0\xaf"', "json.not_utf8", "$"),  # an overlong slash
    ("", "json.syntax", "$"),
    ("{'a':1}", "json.syntax", "$"),
    ("[1,]", "json.syntax", "$"),
    ("[01]", "json.syntax", "$"),
    ("[.5]", "json.syntax", "$"),
    ("[+1]", "json.syntax", "$"),
    ("[\uff11]", "json.syntax", "$"),
    ('["\n"]', "json.syntax", "$"),
    ('["\\x"]', "json.syntax", "$"),
    ("[1] // comment", "json.trailing_data", "$"),
    ("\u00a0[]", "json.syntax", "$"),
    ("{}".encode("utf-16-le"), "json.syntax", "$"),
    ("[" * 33 + "]" * 33, "json.too_deep", "$" + "[0]" * 32),
    ("[" * 500_000, "json.too_deep", "$"),
    ('{"a":' * 100_000, "json.too_deep", "$"),
    ("[" + "0," * 50_000 + "0]", "json.too_many_values", "$"),
    ("[" + "[]," * 50_000 + "[]]", "json.too_many_values", "$"),
    (" " * (2 * 1024 * 1024) + "1", "json.too_large", "$"),
]


@pytest.mark.parametrize(
    ("data", "reason", "path"),
    REFUSED,
    ids=lambda value: str(value)[:24].encode("unicode_escape"),
)
def test_what_readers_could_disagree_on_is_refused_by_name(data, reason, path):
    with pytest.raises(MalformedJson) as caught:
        strict_json.loads(data)
    assert (caught.value.reason, caught.value.facts["path"]) == (reason, path)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        (
            ' [true, false, 1, -1.5, "é", "\\ud83d\\ude00"] \n',
            [True, False, 1, -1.5, "é", "😀"],
        ),
        ('{"a":{"a":{"a":1}}}', {"a": {"a": {"a": 1}}}),
        ("9007199254740991", 2**53 - 1),
        ("[1e308, 5e-324, -0.0]", [1e308, 5e-324, -0.0]),
        ('"a,b{[c"', "a,b{[c"),
        ('{"":1}', {"": 1}),
    ],
)
def test_what_is_unambiguous_is_read(text, value):
    assert strict_json.loads(text) == strict_json.loads(text.encode()) == value


def test_limits_hold_at_their_edge():
    deep = "[" * DEFAULT_LIMITS.max_depth + "]" * DEFAULT_LIMITS.max_depth
    assert strict_json.loads(deep)
    many = "[" + "0," * (DEFAULT_LIMITS.max_values - 2) + "0]"
    assert len(strict_json.loads(many)) == DEFAULT_LIMITS.max_values - 1
    large = '"' + "a" * (DEFAULT_LIMITS.max_bytes - 2) + '"'
    assert len(strict_json.loads(large)) == DEFAULT_LIMITS.max_bytes - 2


def test_limits_are_the_callers():
    narrow = Limits(max_bytes=10, max_depth=1, max_values=3)
    assert strict_json.loads("[1,2]", limits=narrow) == [1, 2]
    for data, reason in [
        ('"123456789"', "json.too_large"),
        ("[[]]", "json.too_deep"),
        ("[1,2,3]", "json.too_many_values"),
    ]:
        with pytest.raises(MalformedJson) as caught:
            strict_json.loads(data, limits=narrow)
        assert caught.value.reason == reason


def test_size_is_counted_in_bytes_not_characters():
    with pytest.raises(MalformedJson) as caught:
        strict_json.loads('"ééé"', limits=Limits(max_bytes=7))
    assert caught.value.facts == {"path": "$", "size": 8, "limit": 7}


def test_syntax_errors_say_line_and_column():
    with pytest.raises(MalformedJson) as caught:
        strict_json.loads('{\n  "a": 1,\n  b\n}')
    assert (caught.value.facts["line"], caught.value.facts["column"]) == (3, 3)


def test_a_very_long_key_is_shortened_in_the_path():
    with pytest.raises(MalformedJson) as caught:
        strict_json.loads(json.dumps({"k" * 1000: float("nan")}))
    assert caught.value.facts["path"] == f'$["{"k" * 64}\\u2026"]'


def test_only_an_object_is_an_object():
    assert strict_json.loads_object(b'{"a":1}') == {"a": 1}
    for data in (b"[]", b"1", b'"{}"', b"null"):
        with pytest.raises(MalformedJson) as caught:
            strict_json.loads_object(data)
        assert caught.value.reason == "json.not_an_object"


def test_writing_is_compact_utf8_in_the_given_order():
    assert (
        strict_json.dumps({"b": ["é", 1.5, None], "a": True})
        == '{"b":["é",1.5,null],"a":true}'.encode()
    )


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (float("nan"), "json.not_a_number"),
        ([float("inf")], "json.not_a_number"),
        ({"a": "\ud800"}, "json.lone_surrogate"),
    ],
)
def test_what_json_cannot_carry_is_not_written(value, reason):
    with pytest.raises(MalformedJson) as caught:
        strict_json.dumps(value)
    assert caught.value.reason == reason
