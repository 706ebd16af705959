"""What a file really is, by its first bytes. Its name counts for nothing."""

from dataclasses import dataclass

from laurel.evidence.types import Kind

UNKNOWN = "application/octet-stream"
_FTYP = b"ftyp"  # from the fifth byte of an MP4 and of its relatives

_STARTS: tuple[tuple[bytes, Kind, str, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", Kind.IMAGE, "image/png", "png"),
    (b"\xff\xd8\xff", Kind.IMAGE, "image/jpeg", "jpg"),
    (b"%PDF-", Kind.PDF, "application/pdf", "pdf"),
    (b"ID3", Kind.AUDIO, "audio/mpeg", "mp3"),
    (b"\xff\xfb", Kind.AUDIO, "audio/mpeg", "mp3"),
    (b"\xff\xf3", Kind.AUDIO, "audio/mpeg", "mp3"),
    (b"\xff\xf2", Kind.AUDIO, "audio/mpeg", "mp3"),
    (b"fLaC", Kind.AUDIO, "audio/flac", "flac"),
    (b"\x1aE\xdf\xa3", Kind.VIDEO, "video/webm", "webm"),
)
_RIFF: dict[bytes, tuple[Kind, str, str]] = {
    b"WEBP": (Kind.IMAGE, "image/webp", "webp"),
    b"WAVE": (Kind.AUDIO, "audio/wav", "wav"),
}
_SOUND_BRANDS = (b"M4A ", b"M4B ")
_FILM_BRANDS = (
    b"isom", b"iso2", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"qt  ", b"3gp4",
    b"3gp5",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is: how it may be shown, and what its name ends in."""

    kind: Kind
    media_type: str
    ending: str


def sniff(data: bytes) -> Found:
    """What these bytes are. Anything that is not known is a file to download."""
    for start, kind, media_type, ending in _STARTS:
        if data.startswith(start):
            return Found(kind, media_type, ending)
    if data.startswith(b"RIFF") and data[8:12] in _RIFF:
        return Found(*_RIFF[data[8:12]])
    if data.startswith(b"OggS"):
        return _ogg(data)
    if data[4:8] == _FTYP and data[8:12] in _BRANDS:
        return _BRANDS[data[8:12]]
    return Found(Kind.FILE, UNKNOWN, "")


_BRANDS = {
    **dict.fromkeys(_SOUND_BRANDS, Found(Kind.AUDIO, "audio/mp4", "m4a")),
    **dict.fromkeys(_FILM_BRANDS, Found(Kind.VIDEO, "video/mp4", "mp4")),
}


def _ogg(data: bytes) -> Found:
    # Theora says so in the first page; everything else in Ogg is sound.
    if b"theora" in data[:128]:
        return Found(Kind.VIDEO, "video/ogg", "ogv")
    return Found(Kind.AUDIO, "audio/ogg", "ogg")
