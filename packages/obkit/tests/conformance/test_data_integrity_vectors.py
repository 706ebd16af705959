"""The other Data Integrity suites, byte for byte against the published vectors (BAR-1)."""

import json
import re
from pathlib import Path

import pytest
from obkit import keys
from obkit.encoding import jcs, multibase, rdfc, times
from obkit.errors import ObkitError
from obkit.keys import KeyKind
from obkit.proofs import (
    data_integrity,
    ecdsa_jcs_2019,
    ecdsa_rdfc_2019,
    ed25519_signature_2020,
    eddsa_jcs_2022,
    eddsa_rdfc_2022,
)

VECTORS = Path(__file__).parents[5] / "shared/standards/vectors"
EDDSA, ECDSA = VECTORS / "vc-di-eddsa", VECTORS / "vc-di-ecdsa"
CHAIN = EDDSA / "proof-set-chain"

pytestmark = pytest.mark.skipif(
    not EDDSA.exists(),
    reason="the published vectors are not beside this repository (../shared/standards)",
)

# suite, kind, folder, ending of its files, file of the key
SUITES = [
    (eddsa_jcs_2022, KeyKind.ED25519, EDDSA / "eddsa-jcs-2022", "JCS", "keyPair"),
    (ecdsa_rdfc_2019, KeyKind.P256, ECDSA / "ecdsa-rdfc-2019-p256", "ECDSAP256", "p256KeyPair"),
    (ecdsa_rdfc_2019, KeyKind.P384, ECDSA / "ecdsa-rdfc-2019-p384", "ECDSAP384", "p384KeyPair"),
    (ecdsa_jcs_2019, KeyKind.P256, ECDSA / "ecdsa-jcs-2019-p256", "JCSECDSAP256", "p256KeyPair"),
    (ecdsa_jcs_2019, KeyKind.P384, ECDSA / "ecdsa-jcs-2019-p384", "JCSECDSAP384", "p384KeyPair"),
]  # fmt: skip
suites = pytest.mark.parametrize(
    ("suite", "kind", "folder", "ending", "pair"),
    SUITES,
    ids=[f"{folder.name}" for _, _, folder, _, _ in SUITES],
)


def read(path):
    return json.loads(path.read_text())


def key_of(proof):
    return keys.public_key_from_multikey(
        re.split("[#:]", proof["verificationMethod"])[-1]
    )


def signer_of(folder, pair, kind):
    found = read(folder.parent / f"{pair}.json")
    secret = multibase.decode(
        found.get("secretKeyMultibase") or found["privateKeyMultibase"]
    )
    signer = keys.LocalSigner.from_private_bytes(kind, secret[2:])
    assert signer.public_key.to_multikey() == found["publicKeyMultibase"]
    return signer


@suites
def test_every_step_of_the_vector_is_made_again(suite, kind, folder, ending, pair):
    unsigned = read(folder.parent / "unsigned.json")
    config = read(folder / f"proofConfig{ending}.json")
    name = data_integrity.HASHES[kind]().name
    if "rdfc" in suite.NAME:
        canonical = rdfc.canonical_nquads(unsigned, hash_name=name)
        hashes = data_integrity.rdfc_hashes(unsigned, config, kind)
    else:
        canonical = jcs.canonical(unsigned)
        hashes = data_integrity.jcs_hashes(unsigned, config, kind)
    assert canonical.decode() == (folder / f"canonDoc{ending}.txt").read_text()
    assert hashes.hex() == (folder / f"combinedHash{ending}.txt").read_text()
    signed = suite.sign(
        unsigned,
        signer=signer_of(folder, pair, kind),
        verification_method=config["verificationMethod"],
        created=times.parse(config["created"]),
    )
    expected = read(folder / f"signed{ending}.json")
    assert signed == expected | {"proof": [expected["proof"]]}


@suites
def test_the_vector_verifies_and_what_was_changed_does_not(
    suite, kind, folder, ending, pair
):
    signed = read(folder / f"signed{ending}.json")
    proof, key = signed["proof"], key_of(signed["proof"])
    assert key.kind is kind
    assert suite.verify(signed, proof, key=key)
    value = bytearray(multibase.decode(proof["proofValue"]))
    for position in range(0, len(value) * 8, 37):
        value[position // 8] ^= 1 << position % 8
        forged = {**proof, "proofValue": multibase.encode(bytes(value))}
        assert not suite.verify(signed, forged, key=key)
        value[position // 8] ^= 1 << position % 8
    assert not suite.verify({**signed, "name": "another"}, proof, key=key)
    earlier = {**proof, "created": "2023-02-24T23:36:37Z"}
    assert not suite.verify(signed, earlier, key=key)
    others = [k for _, other, f, _, p in SUITES if other is not kind
              for k in [signer_of(f, p, other).public_key]]  # fmt: skip
    for other in others:
        assert not suite.verify(signed, proof, key=other)


def test_ed25519_signature_2020_verifies_and_what_was_changed_does_not():
    folder = EDDSA / "Ed25519Signature2020"
    unsigned = read(EDDSA / "unsigned.json")
    signed = read(folder / "signedEdSig.json")
    proof, key = signed["proof"], key_of(signed["proof"])
    config = read(folder / "proofConfigEdSig.json")
    assert ed25519_signature_2020.accepts(proof)
    hashed = data_integrity.rdfc_hashes(
        data_integrity.without_proofs(signed), config, KeyKind.ED25519
    )
    assert hashed.hex() == (folder / "combinedHashEdSig.txt").read_text()
    assert ed25519_signature_2020.verify(signed, proof, key=key)
    assert not ed25519_signature_2020.verify(
        {**signed, "name": "another"}, proof, key=key
    )
    assert unsigned["id"] == signed["id"]


@pytest.mark.parametrize("name", ["signedProofChain1", "signedProofChain2"])
def test_a_proof_chain_verifies_proof_by_proof(name):
    """DI-5: each over the document with only the proofs that it stands on."""
    signed = read(CHAIN / f"{name}.json")
    for proof in signed["proof"]:
        assert eddsa_rdfc_2022.verify(signed, proof, key=key_of(proof))


def test_a_chain_without_its_beginning_is_broken():
    signed = read(CHAIN / "signedProofChain1.json")
    *earlier, last = signed["proof"]
    for remaining in ([last], [earlier[0], last], [earlier[1], *earlier, last]):
        shorter = {**signed, "proof": remaining}
        with pytest.raises(ObkitError) as caught:
            eddsa_rdfc_2022.verify(shorter, last, key=key_of(last))
        assert caught.value.reason == "proof.chain_broken"


def test_a_chain_whose_beginning_was_exchanged_does_not_verify():
    signed = read(CHAIN / "signedProofChain1.json")
    first, *rest = signed["proof"]
    last = rest[-1]
    changed = {**signed, "proof": [{**first, "created": "2023-02-24T23:36:39Z"}, *rest]}
    assert not eddsa_rdfc_2022.verify(changed, last, key=key_of(last))
    # The rest of the chain may not be taken away from under the last proof either.
    loose = {k: v for k, v in last.items() if k != "previousProof"}
    assert not eddsa_rdfc_2022.verify(signed, loose, key=key_of(last))
