"""Baking: what goes in comes out, and nothing else changes, for any picture and payload."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from obkit import baking
from obkit.baking import Standard
from obkit.errors import Malformed

from packages.obkit.tests import pictures

# Raw in JSON: all but controls and the two characters that XML lacks; escapes carry the rest.
texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")
)
values = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | texts,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4)
    ),
    max_leaves=8,
)
documents = st.builds(
    lambda value, indent: json.dumps(value, ensure_ascii=False, indent=indent).encode(),
    st.dictionaries(texts, values, max_size=4),
    st.sampled_from([None, 2, "\t"]),
)
base64url = st.text("ABCDEFXYZabcxyz0189-_", min_size=1)
tokens = st.tuples(base64url, base64url, base64url).map(
    lambda parts: ".".join(parts).encode()
)
payloads = documents | tokens

chunks = st.builds(
    pictures.chunk,
    st.sampled_from([b"gAMA", b"tEXt", b"iTXt", b"zTXt", b"teSt"]),
    st.binary(max_size=64).map(lambda data: b"other\0" + data),
)
pngs = st.builds(
    lambda before, after: pictures.png(*after, before=b"".join(before)),
    st.lists(chunks, max_size=4),
    st.lists(chunks, max_size=4),
)

names = st.sampled_from(["g", "path", "title", "svg", "x:y"])
attributes = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_characters="<&\"'")
)


@st.composite
def svgs(draw):
    """Small trees with quoting tricks around the root's start tag."""

    def element(depth):
        name, value, quote = draw(names), draw(attributes), draw(st.sampled_from("\"'"))
        inner = (
            "".join(element(depth + 1) for _ in range(draw(st.integers(0, 2))))
            if depth < 3
            else ""
        )
        return f"<{name} a={quote}{value}{quote}>{inner}<!-- > --></{name}>"

    prolog = draw(
        st.sampled_from(
            ["", "<?xml version='1.0'?>", "<!DOCTYPE svg>", "<!--<svg>-->\n", "\ufeff"]
        )
    )
    prefix = draw(st.sampled_from(["", "s:"]))
    namespace = (
        f"xmlns{':s' if prefix else ''}='http://www.w3.org/2000/svg' xmlns:x='urn:x'"
    )
    value = draw(attributes)
    gap = draw(st.sampled_from([" ", "\n", "  \t"]))
    return f'{prolog}<{prefix}svg{gap}{namespace} t="{value}>"{gap}>{element(0)}</{prefix}svg>\n'.encode()


@given(pngs | svgs(), payloads, payloads)
def test_extracting_returns_what_was_baked(image, ob2, ob3):
    both = baking.bake(baking.bake(image, ob2, Standard.OB2), ob3, Standard.OB3)
    assert [found.payload for found in baking.extract(both)] == [ob3, ob2]


@given(pngs, payloads, st.sampled_from(Standard))
def test_a_png_changes_by_one_chunk_only(image, payload, standard):
    baked = baking.bake(image, payload, standard)
    added = pictures.itxt(pictures.KEYWORDS[standard], payload)
    at = baked.index(added)
    assert baked[:at] + baked[at + len(added) :] == image


@given(svgs(), payloads, payloads, st.sampled_from(Standard))
def test_an_svg_changes_by_one_declaration_and_one_element_only(
    image, first, second, standard
):
    baked = baking.bake(image, first, standard)
    start = baked.index(b"<openbadges:")
    end = baked.rindex(b"</openbadges:")
    end = baked.index(b">", end) + 1
    outside = baked[:start] + baked[end:]
    declaration = b' xmlns:openbadges="%s"' % pictures.NAMESPACES[standard]
    assert outside.replace(declaration, b"", 1) == image
    assert baking.bake(baked, second, standard, replace=True) == baking.bake(
        image, second, standard
    )


@given(pngs | svgs(), payloads, st.sampled_from(Standard))
def test_a_picture_looked_through_once_bakes_the_same(image, payload, standard):
    picture = baking.Picture(image, standard)
    for _ in range(2):
        assert picture.bake(payload) == baking.bake(image, payload, standard)


@given(pngs | svgs(), st.sampled_from(Standard))
def test_what_is_no_text_is_not_baked(image, standard):
    with pytest.raises(Malformed):
        baking.Picture(image, standard).bake(b'{"name": "\xff"}')


@given(pngs | svgs(), payloads, payloads)
def test_a_picture_looked_through_for_both_bakes_the_same(image, ob2, ob3):
    expected = baking.bake(baking.bake(image, ob2, Standard.OB2), ob3, Standard.OB3)
    picture = baking.PictureForBoth(image)
    assert picture.bake(ob2=ob2, ob3=ob3) == expected
    # The same picture again: nothing of the first badges stays in it.
    again = picture.bake(ob2=b"{}", ob3=b'{"a":1}')
    assert [found.payload for found in baking.extract(again)] == [b'{"a":1}', b"{}"]
