"""Keys that prove nothing, and signatures that fit more than they should (threats 10 and 17)."""

import itertools

import pytest
from obkit.encoding import multibase
from obkit.encoding.multibase import base64url
from obkit.errors import MalformedKey
from obkit.keys import (
    KeyKind,
    LocalSigner,
    PublicKey,
    public_key_from_jwk,
    public_key_from_multikey,
    public_key_from_pem,
)

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(one, other):
    """Edwards addition, affine and slow, to compute the torsion points instead of copying them."""
    (x1, y1), (x2, y2) = one, other
    k = D * x1 * x2 * y1 * y2 % P
    x3 = (x1 * y2 + x2 * y1) * pow(1 + k, -1, P) % P
    y3 = (y1 * y2 + x1 * x2) * pow(1 - k, -1, P) % P
    return x3, y3


def times(scalar, point):
    total = (0, 1)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point = add(point, point)
        scalar >>= 1
    return total


def x_of(y):
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    return x if x * x % P == square else None


def encode(x, y, *, add_p=False):
    return ((y + (P if add_p else 0)) | ((x & 1) << 255)).to_bytes(32, "little")


def torsion_points():
    """The eight points whose order divides eight: L times any point of order 8 L."""
    for y in itertools.count(2):
        x = x_of(y)
        if x is None:
            continue
        generator = times(L, (x, y))
        points = [times(n, generator) for n in range(8)]
        if len(set(points)) == 8:
            return points
    raise AssertionError


TORSION = torsion_points()
SMALL_ORDER = [encode(x, y) for x, y in TORSION]
# y and y + p are the same number; both fit into 255 bits for y below 19.
NON_CANONICAL = [encode(x, y, add_p=True) for x, y in TORSION if y < 19]
# x = 0 has no negative twin, so a sign bit on it is a second spelling.
NEGATIVE_ZERO = [(y | 1 << 255).to_bytes(32, "little") for x, y in TORSION if x == 0]
NEGATIVE_ZERO += [
    ((y + P) | 1 << 255).to_bytes(32, "little") for x, y in TORSION if x == 0 and y < 19
]
NON_CANONICAL_PLAIN = [
    (y + P | sign << 255).to_bytes(32, "little") for y in range(19) for sign in (0, 1)
]
OFF_CURVE = [
    y.to_bytes(32, "little")
    for y in itertools.islice((y for y in range(2, 99) if x_of(y) is None), 10)
]


def ed25519_jwk(point):
    return {"kty": "OKP", "crv": "Ed25519", "x": base64url(point)}


def ed25519_pem(point):
    import base64

    body = base64.b64encode(bytes.fromhex("302a300506032b6570032100") + point)
    return b"-----BEGIN PUBLIC KEY-----\n" + body + b"\n-----END PUBLIC KEY-----\n"


def test_the_list_is_complete():
    assert len(set(SMALL_ORDER)) == 8
    assert len(NON_CANONICAL) >= 2


@pytest.mark.parametrize(
    "point",
    [*SMALL_ORDER, *NON_CANONICAL, *NEGATIVE_ZERO, *NON_CANONICAL_PLAIN, *OFF_CURVE],
    ids=bytes.hex,
)
def test_points_that_prove_nothing_are_no_keys(point):
    for read in (
        lambda: public_key_from_multikey(multibase.encode(b"\xed\x01" + point)),
        lambda: public_key_from_jwk(ed25519_jwk(point)),
        lambda: public_key_from_pem(ed25519_pem(point)),
    ):
        with pytest.raises(MalformedKey) as caught:
            read()
        assert caught.value.reason in ("key.point", "key.encoding")


def test_a_point_with_a_torsion_part_is_no_key():
    """Such a key verifies or not, depending on the verifier: nobody generates one."""
    point = LocalSigner.generate(KeyKind.ED25519).public_key.encoded
    y = int.from_bytes(point, "little") & (1 << 255) - 1
    x = x_of(y)
    if x & 1 != point[31] >> 7:
        x = P - x
    for torsion in TORSION[1:]:
        with pytest.raises(MalformedKey):
            public_key_from_jwk(ed25519_jwk(encode(*add((x, y), torsion))))


def test_the_neutral_point_would_verify_a_forgery_elsewhere():
    """Why the list matters: OpenSSL accepts this, and we do not even below the reader's check."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    neutral = encode(0, 1)
    forged = neutral + bytes(32)  # R is neutral, S is zero: fits every message
    Ed25519PublicKey.from_public_bytes(neutral).verify(forged, b"any message")
    assert not PublicKey(KeyKind.ED25519, neutral).verify(forged, b"any message")


def test_s_beyond_the_order_is_refused():
    signer = LocalSigner.generate(KeyKind.ED25519)
    signature = signer.sign(b"m")
    s = int.from_bytes(signature[32:], "little")
    for multiple in range(1, 8):
        other = signature[:32] + (s + multiple * L).to_bytes(32, "little")
        assert not signer.public_key.verify(other, b"m")


def test_zero_signatures_verify_nothing():
    for kind in KeyKind:
        key = LocalSigner.generate(kind).public_key
        size = 256 if kind is KeyKind.RSA else 64
        for signature in (bytes(size), b"\xff" * size, bytes(size - 1) + b"\x01"):
            assert not key.verify(signature, b"m")


P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
P256_PRIME = 2**256 - 2**224 + 2**192 + 2**96 - 1


def test_p256_signatures_beyond_the_order_are_refused():
    signer = LocalSigner.generate(KeyKind.P256)
    signature = signer.sign(b"m")
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    for bad_r, bad_s in (
        (0, s),
        (r, 0),
        (P256_ORDER, s),
        (r, P256_ORDER),
        (2**256 - 1, s),
    ):
        assert not signer.public_key.verify(
            bad_r.to_bytes(32) + bad_s.to_bytes(32), b"m"
        )


def test_p256_points_off_the_curve_are_no_keys():
    x, y = (
        multibase.from_base64url(
            str(LocalSigner.generate(KeyKind.P256).public_key.to_jwk()[m])
        )
        for m in "xy"
    )
    flipped = y[:-1] + bytes([y[-1] ^ 1])
    for bad_x, bad_y in (
        (x, flipped),
        (bytes(32), bytes(32)),
        (x, bytes(32)),
        (b"\xff" * 32, y),
        (x, P256_PRIME.to_bytes(32)),
    ):
        with pytest.raises(MalformedKey) as caught:
            public_key_from_jwk(
                {
                    "kty": "EC",
                    "crv": "P-256",
                    "x": base64url(bad_x),
                    "y": base64url(bad_y),
                }
            )
        assert caught.value.reason == "key.point"


def test_compressed_p256_points_off_the_curve_are_no_keys():
    reasons = []
    for x in range(40):
        text = multibase.encode(b"\x80\x24\x02" + x.to_bytes(32))
        try:
            public_key_from_multikey(text)
        except MalformedKey as error:
            reasons.append(error.reason)
    assert set(reasons) == {"key.point"}
    assert len(reasons) > 10


def rsa_jwk(bits=2048, e=65537, n=None):
    n = n or (1 << bits - 1) + 12345
    return {
        "kty": "RSA",
        "n": base64url(n.to_bytes((n.bit_length() + 7) // 8)),
        "e": base64url(e.to_bytes(max(1, (e.bit_length() + 7) // 8))),
    }


@pytest.mark.parametrize(
    ("jwk", "reason"),
    [
        (rsa_jwk(512), "key.rsa_size"),
        (rsa_jwk(1024), "key.rsa_size"),
        (rsa_jwk(2047), "key.rsa_size"),
        (rsa_jwk(n=2**4096 + 1), "key.rsa_size"),
        (rsa_jwk(65_536), "key.too_large"),
        (rsa_jwk(e=1), "key.rsa_exponent"),
        (rsa_jwk(e=3), "key.rsa_exponent"),
        (rsa_jwk(e=65535), "key.rsa_exponent"),
        (rsa_jwk(e=65536), "key.rsa_exponent"),
        (rsa_jwk(e=65538), "key.rsa_exponent"),
        (rsa_jwk(e=2**64 + 1), "key.rsa_exponent"),
        (rsa_jwk(e=2**2047 + 1), "key.rsa_exponent"),
        (rsa_jwk(n=2**2047), "key.rsa_modulus"),
        (
            rsa_jwk() | {"n": "AA" + str(rsa_jwk()["n"])},
            "key.encoding",
        ),  # a leading zero byte
        (rsa_jwk() | {"e": "AAEAAQ"}, "key.encoding"),
    ],
)
def test_rsa_keys_that_are_weak_or_slow_are_refused(jwk, reason):
    with pytest.raises(MalformedKey) as caught:
        public_key_from_jwk(jwk)
    assert caught.value.reason == reason


@pytest.mark.parametrize("bits", [2048, 3072, 4096])
def test_rsa_keys_at_the_edges_are_keys(bits):
    from cryptography.hazmat.primitives.asymmetric import rsa

    numbers = (
        rsa.generate_private_key(65537, bits).public_key().public_numbers()
        if bits < 4096
        else None
    )
    n = numbers.n if numbers else (1 << 4095) + 12345
    assert public_key_from_jwk(rsa_jwk(n=n)).kind is KeyKind.RSA
    assert public_key_from_jwk(rsa_jwk(n=n, e=65539)).kind is KeyKind.RSA


def test_rsa_multikeys_are_one_der():
    key = LocalSigner.generate(KeyKind.RSA).public_key
    for der in (
        key.encoded + b"\0",
        key.encoded[:-1],
        b"",
        LocalSigner.generate(KeyKind.P256).public_key.encoded,
        b"\x30\x81" + key.encoded[2:],
    ):
        with pytest.raises(MalformedKey) as caught:
            public_key_from_multikey(multibase.encode(b"\x85\x24" + der))
        assert caught.value.reason == "key.encoding"


def test_rsa_multikeys_with_a_whole_other_key_inside_are_refused():
    """SubjectPublicKeyInfo where RSAPublicKey belongs, of RSA and of Ed25519."""
    import base64

    for kind in (KeyKind.RSA, KeyKind.ED25519):
        pem = LocalSigner.generate(kind).public_key.to_pem()
        der = base64.b64decode(b"".join(pem.split(b"\n")[1:-2]))
        with pytest.raises(MalformedKey) as caught:
            public_key_from_multikey(multibase.encode(b"\x85\x24" + der))
        assert caught.value.reason == "key.encoding"


def test_a_signature_of_one_kind_never_verifies_under_a_key_of_another():
    """The key decides the algorithm, whatever a token says: the cross product of kinds."""
    signers = [LocalSigner.generate(kind) for kind in KeyKind for _ in range(3)]
    for signer, other in itertools.permutations(signers, 2):
        assert not other.public_key.verify(signer.sign(b"m"), b"m")
