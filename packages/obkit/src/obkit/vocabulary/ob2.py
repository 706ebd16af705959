"""The vocabulary of Open Badges 2.0."""

from collections.abc import Mapping

# Terms that are namespaces too: a 2.0 document may write `schema:duration` and mean it.
PREFIXES: Mapping[str, str] = {
    "extensions": "https://w3id.org/openbadges/extensions#",
    "obi": "https://w3id.org/openbadges#",
    "cred": "https://w3id.org/credentials#",
    "dc": "http://purl.org/dc/terms/",
    "schema": "http://schema.org/",
    "sec": "https://w3id.org/security#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

TYPES: Mapping[str, str] = {
    "AlignmentObject": "schema:AlignmentObject",
    "Assertion": "obi:Assertion",
    "BadgeClass": "obi:BadgeClass",
    "Criteria": "obi:Criteria",
    "CryptographicKey": "sec:Key",
    "Endorsement": "cred:Credential",
    "Evidence": "obi:Evidence",
    "Extension": "obi:Extension",
    "FrameValidation": "obi:FrameValidation",
    "HostedBadge": "obi:HostedBadge",
    "IdentityObject": "obi:IdentityObject",
    "Image": "obi:Image",
    "Issuer": "obi:Issuer",
    "Profile": "obi:Profile",
    "RevocationList": "obi:RevocationList",
    "SignedBadge": "obi:SignedBadge",
    "TypeValidation": "obi:TypeValidation",
    "VerificationObject": "obi:VerificationObject",
    "hosted": "obi:HostedBadge",
    "signed": "obi:SignedBadge",
}

PROPERTIES: Mapping[str, str] = {
    "alignment": "obi:alignment ^@id",
    "allowedOrigins": "obi:allowedOrigins",
    "audience": "obi:audience",
    "author": "schema:author ^@id",
    "badge": "obi:badge ^@id",
    "caption": "schema:caption",
    "claim": "cred:claim ^@id",
    "created": "dc:created ^xsd:dateTime",
    "creator": "dc:creator ^@id",
    "criteria": "obi:criteria ^@id",
    "description": "schema:description",
    "email": "schema:email",
    "endorsement": "cred:credential ^@id",
    "endorsementComment": "obi:endorsementComment",
    "evidence": "obi:evidence ^@id",
    "expires": "sec:expiration ^xsd:dateTime",
    "genre": "schema:genre",
    "hashed": "obi:hashed ^xsd:boolean",
    "identity": "obi:identityHash",
    "image": "schema:image ^@id",
    "issuedOn": "obi:issueDate ^xsd:dateTime",
    "issuer": "obi:issuer ^@id",
    "name": "schema:name",
    "narrative": "obi:narrative",
    "owner": "sec:owner ^@id",
    "publicKey": "sec:publicKey ^@id",
    "publicKeyPem": "sec:publicKeyPem",
    "recipient": "obi:recipient ^@id",
    "related": "dc:relation ^@id",
    "revocationList": "obi:revocationList ^@id",
    "revocationReason": "obi:revocationReason",
    "revoked": "obi:revoked ^xsd:boolean",
    "revokedAssertions": "obi:revoked",
    "salt": "obi:salt",
    "startsWith": "http://purl.org/dqm-vocabulary/v1/dqm#startsWith",
    "tags": "schema:keywords",
    "targetCode": "obi:targetCode",
    "targetDescription": "schema:targetDescription",
    # An erratum of 2020. Copies from before it say schema:targetFramework.
    "targetFramework": "schema:educationalFramework",
    "targetName": "schema:targetName",
    "targetUrl": "schema:targetUrl",
    "telephone": "schema:telephone",
    "uid": "obi:uid",
    "url": "schema:url ^@id",
    "validatesType": "obi:validatesType",
    "validation": "obi:validation",
    "validationFrame": "obi:validationFrame",
    "validationSchema": "obi:validationSchema",
    "verification": "obi:verify ^@id",
    "verificationProperty": "obi:verificationProperty",
    "verify": "obi:verify",
    "version": "schema:version",
}

OLDER_TARGET_FRAMEWORK = "http://schema.org/targetFramework"


def context() -> dict[str, object]:
    """The value of `@context`."""
    terms: dict[str, object] = {"id": "@id", "type": "@type", **PREFIXES}
    terms |= {name: _expand(iri) for name, iri in TYPES.items()}
    return terms | {name: _define(notation) for name, notation in PROPERTIES.items()}


def _define(notation: str) -> object:
    iri, *marks = notation.split()
    if not marks:
        return _expand(iri)
    return {"@id": _expand(iri), "@type": _expand(marks[0].removeprefix("^"))}


def _expand(iri: str) -> str:
    prefix, _, name = iri.partition(":")
    return PREFIXES[prefix] + name if prefix in PREFIXES else iri
