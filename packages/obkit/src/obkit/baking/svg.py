"""SVG: the element that carries a badge.

The text is spliced into the bytes of the file, so that every other byte stays as the
artist left it; a hardened XML parser only tells whether the file is sound and where the
places are. Refused before anything is believed: encodings other than UTF-8, and
document types with declarations of their own (entities are how XML files grow, read
other files and call the network).
"""

import re
from dataclasses import dataclass, field

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from obkit.baking.kinds import (
    MAX_IMAGE_BYTES,
    MAX_PAYLOAD_BYTES,
    Baked,
    Container,
    Standard,
    is_jws,
)
from obkit.encoding import strict_json
from obkit.errors import MalformedImage, Refused

# A drawing of a badge has some thousand elements, some ten deep.
MAX_ELEMENTS = 100_000
MAX_DEPTH = 100

_SVG = "{http://www.w3.org/2000/svg}svg"
_PREFIX = "openbadges"
_NAMESPACES = {
    Standard.OB2: "http://openbadges.org",
    Standard.OB3: "https://purl.imsglobal.org/ob/v3p0",
    Standard.CLR2: "https://purl.imsglobal.org/clr/v2p0",
}
_NAMES = {
    Standard.OB2: "assertion",
    Standard.OB3: "credential",
    Standard.CLR2: "credential",
}
_TAGS = {
    standard: f"{{{_NAMESPACES[standard]}}}{_NAMES[standard]}" for standard in Standard
}

# The ampersand first; a reader takes white space that is not written so for a plain space.
_IN_ATTRIBUTES = (
    ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"),
    ("\t", "&#9;"), ("\n", "&#10;"), ("\r", "&#13;"),
)  # fmt: skip
_DECLARATION = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
_TAG_END = re.compile(rb"(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")


@dataclass(slots=True)
class _Element:
    """One badge element: what it says and which bytes it takes."""

    standard: Standard
    verify: str
    start: int
    end: int = 0
    text: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        return "".join(self.text).strip()


class _Reader:
    """Receives the parser's events; knows afterwards what matters for baking."""

    def __init__(self, image: bytes) -> None:
        self.image = image
        self.parser = DefusedXMLParser(target=self)
        self.parser.parser.StartDoctypeDeclHandler = _refuse_declarations
        self.elements: list[_Element] = []
        self.root_end = 0  # just after the root's start tag
        self.prefixes: dict[str, str] = {}  # declared on the root
        self._depth = self._count = 0
        self._open: _Element | None = None

    def start_ns(self, prefix: str, uri: str) -> None:
        if self._depth == 0:
            self.prefixes[prefix] = uri

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH:
            raise MalformedImage(
                "nested too deeply", reason="image.svg_depth", limit=MAX_DEPTH
            )
        if self._count > MAX_ELEMENTS:
            raise MalformedImage(
                "too many elements", reason="image.svg_size", limit=MAX_ELEMENTS
            )
        at = self.parser.parser.CurrentByteIndex
        if self._count == 1:
            if tag != _SVG:
                raise MalformedImage("the root is not <svg>", reason="image.svg_root")
            self.root_end = self._after_tag(at)
        if self._open:
            raise MalformedImage(
                "a badge with elements inside", reason="image.svg_badge_element"
            )
        standard = next((s for s in Standard if _TAGS[s] == tag), None)
        if standard:
            self._open = _Element(standard, attributes.get("verify", "").strip(), at)

    def data(self, text: str) -> None:
        if self._open:
            self._open.text.append(text)

    def end(self, _tag: str) -> None:
        self._depth -= 1
        if self._open:
            # For <a/> the end has the place of the start: the scan then covers the
            # whole tag.
            self._open.end = self._after_tag(self.parser.parser.CurrentByteIndex)
            self.elements.append(self._open)
            self._open = None

    def close(self) -> None:
        """Nothing is built, so there is nothing to hand out."""

    def _after_tag(self, at: int) -> int:
        """The place after the `>` that ends the tag; attribute values may hold a `>` too."""
        found = _TAG_END.match(self.image, at)
        assert found  # noqa: S101 - the parser accepted the tag, so it ends
        return found.end()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a badge goes in a picture that was found to be sound: the bytes on both sides."""

    standard: Standard
    before: bytes
    after: bytes
    declaration: str  # what the element itself must declare

    def fill(self, payload: bytes) -> bytes:
        """The picture with the payload in the root's first child.

        Raises:
            Refused: the payload has a character that XML cannot carry.
        """
        return b"".join((self.before, self.carrier(payload), self.after))

    def carrier(self, payload: bytes) -> bytes:
        """The element with the payload.

        Raises:
            Refused: the payload has a character that XML cannot carry.
        """
        return _element(payload, self.standard, self.declaration)


def place(image: bytes, standard: Standard, *, replace: bool = False) -> Place:
    """Where a badge of this standard goes.

    Raises:
        MalformedImage: the picture is not a sound SVG.
        Refused: it carries a badge of this standard already and `replace` is not asked
            for.
    """
    reader = _read(image)
    earlier = [e for e in reader.elements if e.standard is standard]
    if earlier and not replace:
        raise Refused(
            "the picture carries a badge of this standard already",
            reason="baking.already_baked",
            standard=str(standard),
        )
    for element in reversed(earlier):
        image = image[: element.start] + image[element.end :]
    # The start tag comes before every badge element, so its place is still right.
    tag_end = reader.root_end
    if image[tag_end - 2 : tag_end] == b"/>":
        raise MalformedImage("an empty picture", reason="image.svg_empty")
    namespace = _NAMESPACES[standard]
    bound = reader.prefixes.get(_PREFIX)
    declaration = f" xmlns:{_PREFIX}={_quoted(namespace)}"
    on_root = declaration if bound is None else ""
    # The prefix can belong to the other standard; then the element brings its own
    # declaration.
    on_element = declaration if bound not in (None, namespace) else ""
    before = image[: tag_end - 1] + on_root.encode() + b">"
    return Place(standard, before, image[tag_end:], on_element)


def extract(image: bytes) -> tuple[Baked, ...]:
    """The badges in an SVG, Open Badges 3.0 first; empty when there is none.

    White space around the document is not part of it.

    Raises:
        MalformedImage: the picture is not a sound SVG, or what it carries breaks the
            rules of baking: two elements of one standard, a token and a document in one
            element.
    """
    elements = _read(image).elements
    found = []
    for standard in Standard:
        ours = [e for e in elements if e.standard is standard]
        if len(ours) > 1:
            raise MalformedImage(
                "more than one badge of the same standard",
                reason="image.doubled_badge",
                standard=str(standard),
            )
        found += [Baked(standard, Container.SVG, _payload(e)) for e in ours]
    return tuple(found)


def _read(image: bytes) -> _Reader:
    if len(image) > MAX_IMAGE_BYTES:
        raise MalformedImage(
            "too large", reason="image.too_large", limit=MAX_IMAGE_BYTES
        )
    _must_be_utf8(image)
    reader = _Reader(image)
    try:
        reader.parser.feed(image)
        reader.parser.close()
    except (ParseError, DefusedXmlException) as error:
        raise MalformedImage(
            "not well-formed XML", reason="image.svg_malformed", where=str(error)
        ) from error
    return reader


def _quoted(text: str) -> str:
    """The value of an attribute. The standard library's way to write one loads all of HTTP."""
    for character, written in _IN_ATTRIBUTES:
        text = text.replace(character, written)
    return f'"{text}"'


def _must_be_utf8(image: bytes) -> None:
    """Refuse other encodings before the parser sees them: they hide text from simple readers."""
    declared = _DECLARATION.search(image[:200])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise MalformedImage(
            "an encoding other than UTF-8",
            reason="image.not_utf8",
            encoding=declared[1].decode("ascii", "replace"),
        )
    try:
        image.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedImage(
            "not UTF-8", reason="image.not_utf8", offset=error.start
        ) from error


def _refuse_declarations(
    _name: str, _system: str | None, _public: str | None, has_internal_subset: int
) -> None:
    # A bare DOCTYPE is in many drawings and harmless, because nothing is fetched.
    if has_internal_subset:
        raise MalformedImage(
            "a document type with declarations of its own",
            reason="image.svg_declarations",
        )


def _payload(element: _Element) -> bytes:
    body, verify = element.body.encode(), element.verify.encode()
    if max(len(body), len(verify)) > MAX_PAYLOAD_BYTES:
        raise MalformedImage(
            "the badge's text is too long",
            reason="image.text_too_large",
            limit=MAX_PAYLOAD_BYTES,
        )
    # An OB 2.0 document stands beside its address; a token beside a document would be
    # two badges, of which each reader takes another.
    if body and verify and (element.standard is not Standard.OB2 or is_jws(verify)):
        raise MalformedImage(
            "a token and a document in one element", reason="image.doubled_badge"
        )
    if not (body or verify):
        raise MalformedImage("an empty badge element", reason="image.svg_badge_element")
    return body or verify


def _element(payload: bytes, standard: Standard, declaration: str) -> bytes:
    name = f"{_PREFIX}:{_NAMES[standard]}"
    text = payload.strip()
    if is_jws(text):
        verify = _quoted(text.decode("ascii"))
        return f"<{name}{declaration} verify={verify}></{name}>".encode()
    verify = ""
    if standard is Standard.OB2:  # OB20-BK5: the address stands beside the document
        verify = (
            f" verify={_quoted(str(strict_json.loads_object(payload).get('id', '')))}"
        )
    start = f"<{name}{declaration}{verify}>".encode()
    return b"".join((start, _cdata(text), f"</{name}>".encode()))


def _cdata(text: bytes) -> bytes:
    """The text so that an XML reader gets back exactly the same characters."""
    # One byte is found in no time; most documents have none of these.
    for character in ("\ufffe", "\uffff") if b"\xef" in text else ():
        if character.encode() in text:
            raise Refused(
                "XML cannot carry this character",
                reason="baking.unrepresentable",
                character=f"U+{ord(character):04X}",
            )
    # `]]>` would end the section early; a bare carriage return would come back as a
    # line feed.
    if b">" in text:
        text = text.replace(b"]]>", b"]]]]><![CDATA[>")
    if b"\r" in text:
        text = text.replace(b"\r", b"]]>&#13;<![CDATA[")
    return b"".join((b"<![CDATA[", text, b"]]>"))
