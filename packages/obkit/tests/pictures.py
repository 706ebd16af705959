"""Pictures for tests, made here: sound ones, and ones with a single chosen defect."""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORDS = {
    "ob2": b"openbadges",
    "ob3": b"openbadgecredential",
    "clr2": b"clrcredential",
}
NAMESPACES = {
    "ob2": b"http://openbadges.org",
    "ob3": b"https://purl.imsglobal.org/ob/v3p0",
    "clr2": b"https://purl.imsglobal.org/clr/v2p0",
}

SVG = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    b"<!-- a <svg> in a comment is not the root -->\n"
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" aria-label="a > b">\n'
    b'  <title>Caf\xc3\xa9</title><circle cx="4" cy="4" r="3"/>\n'
    b"</svg>\n<!-- after -->\n"
)


def chunk(kind: bytes, data: bytes = b"", *, checksum: int | None = None) -> bytes:
    crc = zlib.crc32(kind + data) if checksum is None else checksum
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)


def itxt(
    keyword: bytes, text: bytes, *, flag: bytes = b"\0", method: bytes = b"\0"
) -> bytes:
    return chunk(b"iTXt", keyword + b"\0" + flag + method + b"\0\0" + text)


IHDR = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
IDAT = chunk(b"IDAT", zlib.compress(b"\0\x80"))
IEND = chunk(b"IEND")


def png(*middle: bytes, before: bytes = b"") -> bytes:
    """A one-pixel PNG; `before` stands before IDAT, the middle after it."""
    return SIGNATURE + IHDR + before + IDAT + b"".join(middle) + IEND


def png_chunks(image: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks of a sound PNG, read independently of the code under test."""
    found, at = [], len(SIGNATURE)
    while at < len(image):
        (length,) = struct.unpack_from(">I", image, at)
        found.append((image[at + 4 : at + 8], image[at + 8 : at + 8 + length]))
        at += 12 + length
    return found
