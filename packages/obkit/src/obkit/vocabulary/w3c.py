"""The vocabularies of the W3C that badges use: credentials, proofs, keys, controllers."""

from obkit.vocabulary.notation import Class, Term, Terms

_PURPOSE_TERMS: Terms = {
    "assertionMethod": "sec:assertionMethod ^@id @set",
    "authentication": "sec:authenticationMethod ^@id @set",
    "capabilityDelegation": "sec:capabilityDelegationMethod ^@id @set",
    "capabilityInvocation": "sec:capabilityInvocationMethod ^@id @set",
    "keyAgreement": "sec:keyAgreementMethod ^@id @set",
}

_PROOF = "sec:proof ^@id @graph"

DATA_INTEGRITY_PROOF = Class(
    "sec:DataIntegrityProof",
    {
        "challenge": "sec:challenge",
        "created": "dc:created ^xs:dateTime",
        "cryptosuite": "sec:cryptosuite ^sec:cryptosuiteString",
        "domain": "sec:domain",
        "expires": "sec:expiration ^xs:dateTime",
        "nonce": "sec:nonce",
        "previousProof": "sec:previousProof ^@id",
        "proofPurpose": Term("sec:proofPurpose ^@vocab", _PURPOSE_TERMS),
        "proofValue": "sec:proofValue ^sec:multibase",
        "verificationMethod": "sec:verificationMethod ^@id",
    },
)

DATA_INTEGRITY_V2: Terms = {"proof": _PROOF, "DataIntegrityProof": DATA_INTEGRITY_PROOF}

# The suite before Data Integrity. Credentials of 2.0 still list its context beside their own.
ED25519_2020: Terms = {
    "proof": _PROOF,
    "Ed25519VerificationKey2020": Class(
        "sec:Ed25519VerificationKey2020",
        {
            "controller": "sec:controller ^@id",
            "revoked": "sec:revoked ^xs:dateTime",
            "publicKeyMultibase": "sec:publicKeyMultibase ^sec:multibase",
        },
    ),
    "Ed25519Signature2020": Class(
        "sec:Ed25519Signature2020",
        {
            "challenge": "sec:challenge",
            "created": "dc:created ^xs:dateTime",
            "domain": "sec:domain",
            "expires": "sec:expiration ^xs:dateTime",
            "nonce": "sec:nonce",
            "proofPurpose": Term("sec:proofPurpose ^@vocab", _PURPOSE_TERMS),
            "proofValue": "sec:proofValue ^sec:multibase",
            "verificationMethod": "sec:verificationMethod ^@id",
        },
    ),
}

_MULTIKEY = Class(
    "sec:Multikey",
    {
        "controller": "sec:controller ^@id",
        "revoked": "sec:revoked ^xs:dateTime",
        "expires": "sec:expiration ^xs:dateTime",
        "publicKeyMultibase": "sec:publicKeyMultibase ^sec:multibase",
        "secretKeyMultibase": "sec:secretKeyMultibase ^sec:multibase",
    },
)

MULTIKEY_V1: Terms = {"Multikey": _MULTIKEY}

CONTROLLED_IDENTIFIERS_V1: Terms = {
    **_PURPOSE_TERMS,
    "alsoKnownAs": "as:alsoKnownAs ^@id",
    "controller": "sec:controller ^@id",
    "service": Term(
        "did:service ^@id", {"serviceEndpoint": "did:serviceEndpoint ^@id"}
    ),
    "verificationMethod": "sec:verificationMethod ^@id",
    "Multikey": _MULTIKEY,
    "JsonWebKey": Class(
        "sec:JsonWebKey",
        {
            "controller": "sec:controller ^@id",
            "revoked": "sec:revoked ^xs:dateTime",
            "expires": "sec:expiration ^xs:dateTime",
            "publicKeyJwk": "sec:publicKeyJwk ^@json",
            "secretKeyJwk": "sec:secretKeyJwk ^@json",
        },
    ),
}

CREDENTIALS_V2: Terms = {
    "description": "schema:description",
    "digestMultibase": "sec:digestMultibase ^sec:multibase",
    "digestSRI": "cred:digestSRI ^cred:sriString",
    "mediaType": "schema:encodingFormat",
    "name": "schema:name",
    "VerifiableCredential": Class(
        "cred:VerifiableCredential",
        {
            "confidenceMethod": "cred:confidenceMethod ^@id",
            "credentialSchema": "cred:credentialSchema ^@id",
            "credentialStatus": "cred:credentialStatus ^@id",
            "credentialSubject": "cred:credentialSubject ^@id",
            "description": "schema:description",
            "evidence": "cred:evidence ^@id",
            "issuer": "cred:issuer ^@id",
            "name": "schema:name",
            "proof": _PROOF,
            "refreshService": "cred:refreshService ^@id",
            "relatedResource": "cred:relatedResource ^@id",
            "renderMethod": "cred:renderMethod ^@id",
            "termsOfUse": "cred:termsOfUse ^@id",
            "validFrom": "cred:validFrom ^xs:dateTime",
            "validUntil": "cred:validUntil ^xs:dateTime",
        },
    ),
    "EnvelopedVerifiableCredential": "cred:EnvelopedVerifiableCredential",
    "VerifiablePresentation": Class(
        "cred:VerifiablePresentation",
        {
            "holder": "cred:holder ^@id",
            "proof": _PROOF,
            "termsOfUse": "cred:termsOfUse ^@id",
            "verifiableCredential": Term("cred:verifiableCredential ^@id @graph", None),
        },
    ),
    "EnvelopedVerifiablePresentation": "cred:EnvelopedVerifiablePresentation",
    "JsonSchemaCredential": "cred:JsonSchemaCredential",
    "JsonSchema": Class("cred:JsonSchema", {"jsonSchema": "cred:jsonSchema ^@json"}),
    "BitstringStatusListCredential": "status:BitstringStatusListCredential",
    "BitstringStatusList": Class(
        "status:BitstringStatusList",
        {
            "encodedList": "status:encodedList ^sec:multibase",
            "statusPurpose": "status:statusPurpose",
            "ttl": "status:ttl",
        },
    ),
    "BitstringStatusListEntry": Class(
        "status:BitstringStatusListEntry",
        {
            "statusListCredential": "status:statusListCredential ^@id",
            "statusListIndex": "status:statusListIndex",
            "statusPurpose": "status:statusPurpose",
            "statusMessage": Term(
                "status:statusMessage",
                {"message": "status:message", "status": "status:status"},
            ),
            "statusReference": "status:statusReference ^@id",
            "statusSize": "status:statusSize ^xss:integer",
        },
    ),
    "DataIntegrityProof": DATA_INTEGRITY_PROOF,
    "...": "jwt:...",
    "_sd": "jwt:_sd ^@json",
    "_sd_alg": "jwt:_sd_alg",
    "aud": "jwt:aud ^@id",
    "cnf": Term(
        "jwt:cnf", {"kid": "jwt:kid ^@id", "jwk": "jwt:jwk ^@json"}, aliases=False
    ),
    "exp": "jwt:exp ^xss:nonNegativeInteger",
    "iat": "jwt:iat ^xss:nonNegativeInteger",
    "iss": "jose:iss ^@id",
    "jku": "jose:jku ^@id",
    "kid": "jose:kid ^@id",
    "nbf": "jwt:nbf ^xss:nonNegativeInteger",
    "sub": "jose:sub ^@id",
    "x5u": "jose:x5u ^@id",
}

# The classes of status lists had a context of their own before the data model had them.
STATUS = (
    "BitstringStatusListCredential",
    "BitstringStatusList",
    "BitstringStatusListEntry",
)

# Contexts that give every unknown term an IRI of its own: nothing is dropped, nothing is defined.
EXAMPLES_V2 = "https://www.w3.org/ns/credentials/examples#"
UNDEFINED_TERMS_V2 = "https://www.w3.org/ns/credentials/undefined-term#"
