"""Compact JWS, read as narrowly as badges write it (RFC 7515; security: threats 10 and 11).

The header says nothing that we trust: the key decides the algorithm (`PublicKey.algorithm`), and
whoever verifies compares the two. What could redirect us to other keys or change what is signed
(`jku`, `x5u`, `x5c`, `crit`, `b64`, `zip`) is refused here, before any key is looked for.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from obkit.encoding import strict_json
from obkit.encoding.multibase import base64url, from_base64url
from obkit.encoding.strict_json import Json, Limits
from obkit.errors import MalformedJson, MalformedText, MalformedToken, Unsupported

MAX_TOKEN_BYTES = 2 * 1024 * 1024  # as for every document from outside
MAX_HEADER_BYTES = 8 * 1024  # an RSA-4096 key as `jwk` needs 800
MAX_KEPT_HEADER = 512  # characters; `alg`, `kid` and `typ` need some 150
MAX_SIGNATURE_BYTES = 512  # RSA-4096

ALGORITHMS = ("EdDSA", "ES256", "RS256", "RS384", "RS512")
# Sound, but not implemented: nothing is known about such a token, so it is not called forged.
UNSUPPORTED_ALGORITHMS = (
    "Ed25519", "Ed448", "ES256K", "ES384", "ES512", "PS256", "PS384", "PS512",
    "ML-DSA-44", "ML-DSA-65", "ML-DSA-87",
)  # fmt: skip

# What a header may say, and as which type. `cty` is harmless: we read the payload ourselves.
_MEMBERS: tuple[tuple[str, type], ...] = (
    ("alg", str),
    ("kid", str),
    ("typ", str),
    ("cty", str),
    ("jwk", dict),
)
_NAMES = frozenset(name for name, _ in _MEMBERS)
# Open Badges allow these members alone (OB30-J1); the standard of tokens of these types wants
# unknown ones to be ignored (JO-3). What could change what is signed is refused in both.
_LENIENT_TYPES = ("vc+jwt", "vc+ld+jwt")
_FORBIDDEN = frozenset(
    {"crit", "b64", "zip", "enc", "jku", "x5u", "x5c", "x5t", "x5t#S256"}
)


@dataclass(frozen=True, slots=True)
class CompactJws:
    """A token taken apart. Nothing in it has been verified."""

    header: dict[str, Json]
    payload: bytes
    signing_input: bytes
    signature: bytes

    @property
    def algorithm(self) -> str:
        """What the header claims; true only if the key's algorithm is the same."""
        return str(self.header["alg"])


def split(token: str | bytes) -> CompactJws:
    """Take a compact JWS apart.

    Raises:
        MalformedToken: not three parts, too large, or a header that we refuse; `reason` says
            which (`jwt.parts`, `jwt.header`, `jwt.forbidden_header`, …), `facts["member"]` where.
        Unsupported: an algorithm that is sound but not implemented.
    """
    text = _text(token)
    parts = text.split(".")
    if len(parts) != 3:  # noqa: PLR2004 - header, payload, signature
        raise MalformedToken(
            f"{len(parts)} parts instead of three", reason="jwt.parts", parts=len(parts)
        )
    header = _header(parts[0])
    payload = _decode_part(parts[1], "payload")
    signature = _decode_part(parts[2], "signature")
    if not signature:
        raise MalformedToken("no signature", reason="jwt.no_signature")
    if len(signature) > MAX_SIGNATURE_BYTES:
        raise MalformedToken(
            "longer than any signature of ours",
            reason="jwt.signature_size",
            size=len(signature),
        )
    return CompactJws(
        header=header,
        payload=payload,
        signing_input=text[: -len(parts[2]) - 1].encode(),
        signature=signature,
    )


def assemble(
    header: dict[str, Json], payload: bytes, sign: Callable[[bytes], bytes]
) -> str:
    """Sign `payload` under `header` and write the token.

    Raises:
        MalformedToken: a header that `split` would refuse; nothing was signed.
        Unsupported: an algorithm that we do not implement; nothing was signed.
    """
    written = strict_json.dumps(header)
    _read_header(written)
    signing_input = f"{base64url(written)}.{base64url(payload)}"
    return f"{signing_input}.{base64url(sign(signing_input.encode()))}"


def _header(part: str) -> dict[str, Json]:
    """The header, checked. An issuer's tokens share one, so short ones are kept."""
    if len(part) > MAX_KEPT_HEADER:
        return _read_header(_decode_part(part, "header"))
    kept = _kept_header(part)
    return copy.deepcopy(kept) if "jwk" in kept else dict(kept)


@lru_cache(maxsize=128)
def _kept_header(part: str) -> dict[str, Json]:
    return _read_header(_decode_part(part, "header"))


def _text(token: str | bytes) -> str:
    # Base64url and dots are ASCII, so length in characters is length in bytes.
    if len(token) > MAX_TOKEN_BYTES:
        raise MalformedToken(
            f"more than {MAX_TOKEN_BYTES} bytes",
            reason="jwt.too_large",
            size=len(token),
            limit=MAX_TOKEN_BYTES,
        )
    if isinstance(token, str):
        return token
    try:
        return token.decode("ascii")
    except UnicodeDecodeError as error:
        raise MalformedToken(
            f"not a token: the byte at {error.start}", reason="jwt.encoding"
        ) from error


def _decode_part(part: str, name: str) -> bytes:
    try:
        return from_base64url(part)
    except MalformedText as error:
        raise MalformedToken(
            f"the {name} is not base64url: {error}", reason="jwt.encoding", part=name
        ) from error


def _read_header(raw: bytes) -> dict[str, Json]:
    limits = Limits(max_bytes=MAX_HEADER_BYTES, max_depth=4, max_values=64)
    try:
        header = strict_json.loads_object(raw, limits=limits)
    except MalformedJson as error:
        raise MalformedToken(
            f"the header: {error}",
            reason="jwt.header",
            json=error.reason,
            **error.facts,
        ) from error
    for name in header:
        if name in _FORBIDDEN:
            raise MalformedToken(
                f"the header has {name}", reason="jwt.forbidden_header", member=name
            )
        if name not in _NAMES and header.get("typ") not in _LENIENT_TYPES:
            raise MalformedToken(
                "a header member that badges do not use",
                reason="jwt.unknown_header",
                member=name,
            )
    for name, kind in _MEMBERS:
        if name in header and not isinstance(header[name], kind):
            raise MalformedToken(
                f"the header's {name} has the wrong type",
                reason="jwt.header_type",
                member=name,
            )
    _check_algorithm(header.get("alg"))
    return header


def _check_algorithm(algorithm: Json) -> None:
    if algorithm in ALGORITHMS:
        return
    if algorithm in UNSUPPORTED_ALGORITHMS:
        raise Unsupported(
            f"{algorithm} is not implemented",
            reason="jwt.algorithm_not_supported",
            algorithm=algorithm,
        )
    # `none` and the symmetric ones: with a public key as the secret anybody could sign.
    raise MalformedToken(
        "not an algorithm for badges", reason="jwt.algorithm", algorithm=algorithm
    )
