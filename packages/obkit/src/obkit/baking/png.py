"""PNG: the chunk that carries a badge.

Written on chunks alone: no pixel is decoded and no byte but the badge's own chunk
changes. The rules are PNG's (signature, lengths, CRCs, IHDR first, IEND last) and the
baking specification's: an uncompressed iTXt chunk, its keyword once.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from obkit.baking.kinds import (
    MAX_IMAGE_BYTES,
    MAX_PAYLOAD_BYTES,
    Baked,
    Container,
    PayloadForm,
    Standard,
    form_of,
)
from obkit.errors import Malformed, MalformedImage, Refused

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# A camera's PNG has some hundred IDAT chunks; a flood of tiny ones is made to waste our
# time.
MAX_CHUNKS = 2_000
_HEADER_BYTES = 13  # what IHDR always holds
_OVERHEAD = 12  # length, type and CRC of a chunk

KEYWORDS = {
    Standard.OB2: b"openbadges",
    Standard.OB3: b"openbadgecredential",
    Standard.CLR2: b"clrcredential",
}
_TEXT_TYPES = (b"iTXt", b"tEXt", b"zTXt")
_CHUNK_TYPE = re.compile(rb"[A-Za-z]{4}")


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A chunk and where it stands: `start` at its length field, `end` after its CRC."""

    type: bytes
    start: int
    end: int

    def data(self, image: bytes) -> bytes:
        return image[self.start + 8 : self.end - 4]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a badge goes in a picture that was found to be sound: the bytes on both sides."""

    standard: Standard
    before: bytes
    after: bytes

    def fill(self, payload: bytes) -> bytes:
        """The picture with the payload in an iTXt chunk before the first IDAT."""
        return b"".join((self.before, self.carrier(payload), self.after))

    def carrier(self, payload: bytes) -> bytes:
        """The chunk with the payload."""
        return _itxt(KEYWORDS[self.standard], payload)


def place(image: bytes, standard: Standard, *, replace: bool = False) -> Place:
    """Where a badge of this standard goes.

    Raises:
        MalformedImage: the picture is not a sound PNG.
        Refused: it carries a badge of this standard already and `replace` is not asked
            for.
    """
    chunks = _chunks(image)
    earlier = [c for c in chunks if _keyword(c, image) == KEYWORDS[standard]]
    if earlier and not replace:
        raise Refused(
            "the picture carries a badge of this standard already",
            reason="baking.already_baked",
            standard=str(standard),
        )
    first_idat = next(c.start for c in chunks if c.type == b"IDAT")
    before, after, at = [], [], 0
    for chunk in earlier:
        if chunk.start < first_idat:
            before.append(image[at : chunk.start])
            at = chunk.end
    before.append(image[at:first_idat])
    at = first_idat
    for chunk in earlier:
        if chunk.start > first_idat:
            after.append(image[at : chunk.start])
            at = chunk.end
    after.append(image[at:])
    return Place(standard, b"".join(before), b"".join(after))


def extract(image: bytes) -> tuple[Baked, ...]:
    """The badges in a PNG, Open Badges 3.0 first; empty when there is none.

    Raises:
        MalformedImage: the picture is not a sound PNG, or what it carries breaks the
            rules of baking: a doubled keyword, compressed text, text that is not UTF-8.
    """
    chunks = _chunks(image)
    found = []
    for standard in Standard:
        ours = [c for c in chunks if _keyword(c, image) == KEYWORDS[standard]]
        # Quietly taking the first of two would let a forger put a good badge in front
        # of a bad one, so a second chunk is an error, not a choice.
        if len(ours) > 1:
            raise MalformedImage(
                "more than one badge of the same standard",
                reason="image.doubled_badge",
                standard=str(standard),
            )
        found += [
            Baked(standard, Container.PNG, _payload(c, image, standard)) for c in ours
        ]
    return tuple(found)


def _chunks(image: bytes) -> list[_Chunk]:
    """Every chunk, after the whole file was found to be sound."""
    if len(image) > MAX_IMAGE_BYTES:
        raise MalformedImage(
            "too large", reason="image.too_large", limit=MAX_IMAGE_BYTES
        )
    chunks = list(_walk(image))
    if not chunks or chunks[0].type != b"IHDR":
        raise MalformedImage("does not begin with IHDR", reason="image.png_no_header")
    if chunks[-1].type != b"IEND":
        raise MalformedImage("ends without IEND", reason="image.png_no_end")
    if sum(c.type == b"IHDR" for c in chunks) > 1:
        raise MalformedImage("a second IHDR", reason="image.png_no_header")
    if len(chunks[0].data(image)) != _HEADER_BYTES:
        raise MalformedImage("IHDR has the wrong length", reason="image.png_no_header")
    if all(c.type != b"IDAT" for c in chunks):
        raise MalformedImage(
            "no picture in it (no IDAT)", reason="image.png_no_picture"
        )
    return chunks


def _walk(image: bytes) -> Iterator[_Chunk]:
    at, count = len(SIGNATURE), 0
    while at < len(image):
        count += 1
        if count > MAX_CHUNKS:
            raise MalformedImage(
                "too many chunks", reason="image.png_too_many_chunks", limit=MAX_CHUNKS
            )
        if at + _OVERHEAD > len(image):
            raise MalformedImage(
                "ends inside a chunk", reason="image.truncated", offset=at
            )
        length, kind = struct.unpack_from(">I4s", image, at)
        end = at + _OVERHEAD + length
        if end > len(image):
            raise MalformedImage(
                "a chunk is longer than the file", reason="image.truncated", offset=at
            )
        if not _CHUNK_TYPE.fullmatch(kind):
            raise MalformedImage(
                "a chunk type that is not four letters",
                reason="image.png_chunk_type",
                offset=at,
            )
        (told,) = struct.unpack_from(">I", image, end - 4)
        if zlib.crc32(memoryview(image)[at + 4 : end - 4]) != told:
            raise MalformedImage(
                "a chunk's checksum does not fit its bytes",
                reason="image.png_checksum",
                chunk=kind.decode("ascii"),
                offset=at,
            )
        yield _Chunk(kind, at, end)
        at = end
        if kind == b"IEND":
            break
    if at != len(image):
        # Bytes after the end are seen by some readers and not by others: two files in
        # one.
        raise MalformedImage(
            "bytes after the end", reason="image.data_after_end", offset=at
        )


def _keyword(chunk: _Chunk, image: bytes) -> bytes:
    """The keyword of a text chunk, or nothing."""
    if chunk.type not in _TEXT_TYPES:
        return b""
    # A keyword has at most 79 bytes; do not copy a whole chunk to look at its
    # beginning.
    return image[chunk.start + 8 : min(chunk.start + 88, chunk.end - 4)].partition(
        b"\0"
    )[0]


def _payload(chunk: _Chunk, image: bytes, standard: Standard) -> bytes:
    _, _, rest = chunk.data(image).partition(b"\0")
    if chunk.type == b"tEXt":
        return _legacy_address(rest, standard)
    # Compressed text can be a bomb, and the specification does not allow it.
    if chunk.type == b"zTXt" or rest[:1] != b"\0":
        raise MalformedImage(
            "the badge's text is compressed", reason="image.compressed_text"
        )
    text = rest[2:].split(b"\0", 2)
    if rest[1:2] != b"\0" or len(text) != 3:  # noqa: PLR2004 - language, translated keyword, text
        raise MalformedImage("not a whole iTXt chunk", reason="image.png_text_chunk")
    if len(text[2]) > MAX_PAYLOAD_BYTES:
        raise MalformedImage(
            "the badge's text is too long",
            reason="image.text_too_large",
            limit=MAX_PAYLOAD_BYTES,
        )
    try:
        text[2].decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedImage(
            "the badge's text is not UTF-8", reason="image.not_utf8"
        ) from error
    return text[2]


def _legacy_address(text: bytes, standard: Standard) -> bytes:
    """The address in a tEXt chunk, as pictures from before Open Badges 2.0 carry it."""
    try:
        if standard is Standard.OB2 and form_of(text) is PayloadForm.URL:
            return text.strip()
    except Malformed:
        pass
    raise MalformedImage(
        "a badge in a tEXt chunk that is not an address", reason="image.png_text_chunk"
    )


def _itxt(keyword: bytes, payload: bytes) -> bytes:
    """An uncompressed iTXt chunk with no language and no translated keyword."""
    body = b"iTXt" + keyword + b"\0\0\0\0\0" + payload
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
