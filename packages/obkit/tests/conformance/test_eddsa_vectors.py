"""eddsa-rdfc-2022, byte for byte against the published vectors (ED-4, BAR-1)."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from obkit import keys
from obkit.encoding import multibase, rdfc, times
from obkit.proofs import eddsa_rdfc_2022

STANDARDS = Path(__file__).parents[5] / "shared/standards"
W3C = STANDARDS / "vectors/vc-di-eddsa"
SUITE = W3C / "eddsa-rdfc-2022"
GUIDE = STANDARDS / "vectors/ob-impl-guide"

pytestmark = pytest.mark.skipif(
    not SUITE.exists(),
    reason="the published vectors are not beside this repository (../shared/standards)",
)


def read(path):
    return json.loads(path.read_text())


def key_of(proof):
    name = re.split("[#:]", proof["verificationMethod"])[-1]
    return keys.public_key_from_multikey(name)


def the_signer():
    secret = multibase.decode(read(W3C / "keyPair.json")["privateKeyMultibase"])
    return keys.LocalSigner.from_private_bytes(keys.KeyKind.ED25519, secret[2:])


def test_the_w3c_vector_is_made_again_byte_for_byte():
    unsigned = read(W3C / "unsigned.json")
    config = read(SUITE / "proofConfigDataInt.json")
    assert (
        rdfc.canonical_nquads(unsigned).decode()
        == (SUITE / "canonDocDataInt.txt").read_text()
    )
    assert (
        rdfc.canonical_nquads(config).decode()
        == (SUITE / "proofCanonDataInt.txt").read_text()
    )
    assert (
        eddsa_rdfc_2022.hash_data(unsigned, config).hex()
        == (SUITE / "combinedHashDataInt.txt").read_text()
    )
    signed = eddsa_rdfc_2022.sign(
        unsigned,
        signer=the_signer(),
        verification_method=config["verificationMethod"],
        created=times.parse(config["created"]),
    )
    expected = read(SUITE / "signedDataInt.json")
    assert signed == expected | {"proof": [expected["proof"]]}


def test_the_w3c_vector_verifies_and_one_flipped_bit_does_not():
    signed = read(SUITE / "signedDataInt.json")
    proof, key = signed["proof"], key_of(signed["proof"])
    assert eddsa_rdfc_2022.verify(signed, proof, key=key)
    value = bytearray(multibase.decode(proof["proofValue"]))
    for position in range(0, 512, 37):
        value[position // 8] ^= 1 << position % 8
        forged = {**proof, "proofValue": multibase.encode(bytes(value))}
        assert not eddsa_rdfc_2022.verify(signed, forged, key=key)
        value[position // 8] ^= 1 << position % 8
    assert not eddsa_rdfc_2022.verify({**signed, "name": "another"}, proof, key=key)
    earlier = {**proof, "created": "2023-02-24T23:36:37Z"}
    assert not eddsa_rdfc_2022.verify(signed, earlier, key=key)


def test_the_w3c_proof_set_verifies_proof_by_proof():
    signed = read(W3C / "proof-set-chain/signedProofSet2.json")
    for proof in signed["proof"]:
        assert eddsa_rdfc_2022.verify(signed, proof, key=key_of(proof))


def test_the_vector_of_the_open_badges_guide_is_made_again_byte_for_byte():
    """BAR-1. The guide's other vector, a record of CLR 2.0, is not among the published files beside
    this repository (`vectors/ob-impl-guide` has `obv3p0` alone), so it is shown nowhere here.
    """
    assert [path.stem for path in GUIDE.glob("*.json")] == ["obv3p0"]
    guide = read(GUIDE / "obv3p0.json")
    unsigned, proof = guide["unsigned"], guide["proof"]
    options = {k: v for k, v in proof.items() if k != "proofValue"}
    canonical = rdfc.canonical_nquads(unsigned)
    assert canonical.decode() == (GUIDE / "obv3p0-document-canon.txt").read_text()
    assert sha256(canonical).hexdigest() == guide["documentHashHex"]
    config = rdfc.canonical_nquads({**options, "@context": unsigned["@context"]})
    assert config.decode() == (GUIDE / "obv3p0-proof-canon.txt").read_text()
    assert eddsa_rdfc_2022.hash_data(unsigned, options).hex() == guide["dataToSignHex"]
    assert eddsa_rdfc_2022.verify(guide["signed"], proof, key=key_of(proof))
    secret = multibase.decode(guide["secretKeyMultibase"])
    signer = keys.LocalSigner.from_private_bytes(keys.KeyKind.ED25519, secret[2:34])
    signed = eddsa_rdfc_2022.sign(
        unsigned,
        signer=signer,
        verification_method=proof["verificationMethod"],
        created=times.parse(proof["created"]),
    )
    assert signed["proof"] == [proof]


def test_every_sample_said_to_verify_verifies():
    """`samples/proof-check.json` says which embedded proofs hold with the key that they name."""
    expected = read(STANDARDS / "samples/proof-check.json")
    held = 0
    for name, verdict in expected.items():
        path = STANDARDS / name
        if not isinstance(verdict, str) or "rdfc" not in verdict or "clr20" in name:
            continue
        if path.suffix in {".png", ".svg", ".jwt"}:
            continue
        document = read(path)
        ours = [
            p for p in eddsa_rdfc_2022.proofs_of(document) if eddsa_rdfc_2022.accepts(p)
        ]
        for proof in ours:
            assert eddsa_rdfc_2022.verify(document, proof, key=key_of(proof)), name
            held += 1
    assert held >= 8
