"""The vocabularies that came before the data model 2.0: credentials of 1.1, old suites and lists.

Old badges are read and verified with these, never issued.
"""

from obkit.vocabulary.notation import Class, Term, Terms

_CRED = {"cred": "https://www.w3.org/2018/credentials#"}
_SEC = {"sec": "https://w3id.org/security#"}
_XSD = {"xsd": "http://www.w3.org/2001/XMLSchema#"}

_PROOF = "sec:proof ^@id @graph"

_TWO_PURPOSES: Terms = {
    "assertionMethod": "sec:assertionMethod ^@id @set",
    "authentication": "sec:authenticationMethod ^@id @set",
}
_FIVE_PURPOSES: Terms = {
    **_TWO_PURPOSES,
    "capabilityDelegation": "sec:capabilityDelegationMethod ^@id @set",
    "capabilityInvocation": "sec:capabilityInvocationMethod ^@id @set",
    "keyAgreement": "sec:keyAgreementMethod ^@id @set",
}
_SIGNATURE: Terms = {
    "challenge": "sec:challenge",
    "created": "dc:created ^xs:dateTime",
    "domain": "sec:domain",
    "expires": "sec:expiration ^xs:dateTime",
    "nonce": "sec:nonce",
    "verificationMethod": "sec:verificationMethod ^@id",
}
# In the context of 1.1 every scope has its prefixes anew, and documents may use them.
_SIGNATURE_2018: Terms = {
    **_SEC,
    **_XSD,
    **_SIGNATURE,
    "jws": "sec:jws",
    "proofPurpose": Term("sec:proofPurpose ^@vocab", {**_SEC, **_TWO_PURPOSES}),
    "proofValue": "sec:proofValue",
}

CREDENTIALS_V1: Terms = {
    "VerifiableCredential": Class(
        "cred:VerifiableCredential",
        {
            **_CRED,
            **_SEC,
            **_XSD,
            "credentialSchema": Term(
                "cred:credentialSchema ^@id",
                {**_CRED, "JsonSchemaValidator2018": "cred:JsonSchemaValidator2018"},
            ),
            "credentialStatus": "cred:credentialStatus ^@id",
            "credentialSubject": "cred:credentialSubject ^@id",
            "evidence": "cred:evidence ^@id",
            "expirationDate": "cred:expirationDate ^xs:dateTime",
            "holder": "cred:holder ^@id",
            "issuanceDate": "cred:issuanceDate ^xs:dateTime",
            "issued": "cred:issued ^xs:dateTime",
            "issuer": "cred:issuer ^@id",
            "proof": _PROOF,
            "refreshService": Term(
                "cred:refreshService ^@id",
                {**_CRED, "ManualRefreshService2018": "cred:ManualRefreshService2018"},
            ),
            "termsOfUse": "cred:termsOfUse ^@id",
            "validFrom": "cred:validFrom ^xs:dateTime",
            "validUntil": "cred:validUntil ^xs:dateTime",
        },
    ),
    "VerifiablePresentation": Class(
        "cred:VerifiablePresentation",
        {
            **_CRED,
            **_SEC,
            "holder": "cred:holder ^@id",
            "proof": _PROOF,
            "verifiableCredential": "cred:verifiableCredential ^@id @graph",
        },
    ),
    "EcdsaSecp256k1Signature2019": Class(
        "sec:EcdsaSecp256k1Signature2019", _SIGNATURE_2018
    ),
    "EcdsaSecp256r1Signature2019": Class(
        "sec:EcdsaSecp256r1Signature2019", _SIGNATURE_2018
    ),
    "Ed25519Signature2018": Class("sec:Ed25519Signature2018", _SIGNATURE_2018),
    "RsaSignature2018": Class(
        "sec:RsaSignature2018",
        # No prefix is in reach here, so these short names are the IRIs. Published so, signed so.
        {
            "challenge": "<sec:challenge>",
            "created": "dc:created ^xsd:dateTime",
            "domain": "<sec:domain>",
            "expires": "<sec:expiration> ^xsd:dateTime",
            "jws": "<sec:jws>",
            "nonce": "<sec:nonce>",
            "proofPurpose": Term(
                "<sec:proofPurpose> ^@vocab", {**_SEC, **_TWO_PURPOSES}
            ),
            "proofValue": "<sec:proofValue>",
            "verificationMethod": "<sec:verificationMethod> ^@id",
        },
        aliases=False,
    ),
    "proof": _PROOF,
}

DATA_INTEGRITY_V1: Terms = {
    "proof": _PROOF,
    "DataIntegrityProof": Class(
        "sec:DataIntegrityProof",
        {
            **_SIGNATURE,
            "cryptosuite": "sec:cryptosuite",
            "proofPurpose": Term("sec:proofPurpose ^@vocab", _FIVE_PURPOSES),
            "proofValue": "sec:proofValue ^sec:multibase",
        },
    ),
}

ED25519_2018: Terms = {
    "proof": _PROOF,
    "Ed25519VerificationKey2018": Class(
        "sec:Ed25519VerificationKey2018",
        {
            "controller": "sec:controller ^@id",
            "revoked": "sec:revoked ^xs:dateTime",
            "publicKeyBase58": "sec:publicKeyBase58",
        },
    ),
    "Ed25519Signature2018": Class(
        "sec:Ed25519Signature2018",
        {
            **_SIGNATURE,
            "jws": "sec:jws",
            "proofPurpose": Term("sec:proofPurpose ^@vocab", _FIVE_PURPOSES),
        },
    ),
}

JWK_V1: Terms = {
    "JsonWebKey": Class(
        "sec:JsonWebKey",
        {
            "controller": "sec:controller ^@id",
            "revoked": "sec:revoked ^xs:dateTime",
            "expires": "sec:expiration ^xs:dateTime",
            "publicKeyJwk": "sec:publicKeyJwk ^@json",
            "secretKeyJwk": "sec:secretKeyJwk ^@json",
        },
    )
}

DID_V1: Terms = {
    **_FIVE_PURPOSES,
    "alsoKnownAs": "as:alsoKnownAs ^@id",
    "controller": "sec:controller ^@id",
    "service": Term(
        "did:service ^@id", {"serviceEndpoint": "did:serviceEndpoint ^@id"}
    ),
    "verificationMethod": "sec:verificationMethod ^@id",
}

_LIST = "https://w3id.org/vc/status-list#"

# Without `id` and `type` of its own: credentials/v1 has them.
STATUS_LIST_2021: Terms = {
    "StatusList2021Credential": Class(
        f"{_LIST}StatusList2021Credential",
        {
            "description": "http://schema.org/description",
            "name": "http://schema.org/name",
        },
    ),
    "StatusList2021": Class(
        f"{_LIST}StatusList2021",
        {
            "encodedList": f"{_LIST}encodedList",
            "statusPurpose": f"{_LIST}statusPurpose",
        },
    ),
    "StatusList2021Entry": Class(
        f"{_LIST}StatusList2021Entry",
        {
            "statusListCredential": f"{_LIST}statusListCredential ^@id",
            "statusListIndex": f"{_LIST}statusListIndex",
            "statusPurpose": f"{_LIST}statusPurpose",
        },
    ),
}
