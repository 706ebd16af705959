"""The vocabulary of Open Badges 3.0: context 3.0.3, and how the older editions differ from it.

A signature covers what the context of its own edition says, so an old document is always read
with its own edition, never with a newer one (T-LD-6).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from obkit.vocabulary.notation import DEFAULT, Class, Style, Terms, context

TERMS: Terms = {
    "OpenBadgeCredential": "ob:OpenBadgeCredential",
    "AchievementCredential": "ob:OpenBadgeCredential",
    "EndorsementCredential": "ob:EndorsementCredential",
    "Criteria": "ob:Criteria",
    "Achievement": Class(
        "ob:Achievement",
        {
            "achievementType": "ob:achievementType",
            "alignment": "ob:alignment -> @set",
            "creator": "ob:creator ->",
            "creditsAvailable": "ob:creditsAvailable ^xss:float",
            "criteria": "ob:Criteria ^@id",
            "fieldOfStudy": "ob:fieldOfStudy",
            "humanCode": "ob:humanCode",
            "image": "ob:image ^@id",
            "inLanguage": "schema:inLanguage",
            "otherIdentifier": "ob:otherIdentifier -> @set",
            "related": "ob:related -> @set",
            "resultDescription": "ob:resultDescription -> @set",
            "specialization": "ob:specialization",
            "tag": "schema:keywords @set",
            "version": "ob:version",
        },
    ),
    "AchievementSubject": Class(
        "ob:AchievementSubject",
        {
            "achievement": "ob:achievement ->",
            "activityEndDate": "ob:activityEndDate ^xss:date",
            "activityStartDate": "ob:activityStartDate ^xss:date",
            "creditsEarned": "ob:creditsEarned ^xss:float",
            "identifier": "ob:identifier -> @set",
            "image": "ob:image ^@id",
            "licenseNumber": "ob:licenseNumber",
            "result": "ob:result -> @set",
            "role": "ob:role",
            "source": "ob:source ^@id",
            "term": "ob:term",
        },
    ),
    "Address": Class(
        "ob:Address",
        {
            "addressCountry": "schema:addressCountry",
            "addressCountryCode": "ob:CountryCode text",
            "addressLocality": "schema:addressLocality",
            "addressRegion": "schema:addressRegion",
            "geo": "ob:GeoCoordinates ->",
            "postOfficeBoxNumber": "schema:postOfficeBoxNumber",
            "postalCode": "schema:postalCode",
            "streetAddress": "schema:streetAddress",
        },
    ),
    "Alignment": Class(
        "schema:AlignmentObject",
        {
            "targetCode": "ob:targetCode",
            "targetDescription": "schema:targetDescription",
            "targetFramework": "schema:targetFramework",
            "targetName": "schema:targetName",
            "targetType": "ob:targetType",
            "targetUrl": "schema:targetUrl ^xss:anyURI",
        },
    ),
    "EndorsementSubject": Class(
        "ob:EndorsementSubject", {"endorsementComment": "ob:endorsementComment"}
    ),
    "Evidence": Class(
        "ob:Evidence", {"audience": "schema:audience", "genre": "schema:genre"}
    ),
    "GeoCoordinates": Class(
        "ob:GeoCoordinates",
        {"latitude": "schema:latitude", "longitude": "schema:longitude"},
    ),
    "IdentifierEntry": Class(
        "ob:IdentifierEntry",
        {"identifier": "ob:identifier", "identifierType": "ob:identifierType"},
    ),
    "IdentityObject": Class(
        "ob:IdentityObject",
        {
            "hashed": "ob:hashed ^xss:boolean",
            "identityHash": "ob:identityHash",
            "identityType": "ob:identityType",
            "salt": "ob:salt",
        },
    ),
    "Image": Class("ob:Image", {"caption": "schema:caption"}),
    "Profile": Class(
        "ob:Profile",
        {
            "additionalName": "schema:additionalName",
            "address": "ob:address ^@id",
            "dateOfBirth": "ob:dateOfBirth ^xss:date",
            "email": "schema:email",
            "familyName": "schema:familyName",
            "familyNamePrefix": "ob:familyNamePrefix",
            "givenName": "schema:givenName",
            "honorificPrefix": "schema:honorificPrefix",
            "honorificSuffix": "schema:honorificSuffix",
            "image": "ob:image ^@id",
            "otherIdentifier": "ob:otherIdentifier -> @set",
            "parentOrg": "ob:parentOrg ^@id",
            "patronymicName": "ob:patronymicName",
            "phone": "ob:phone",
            "official": "ob:official",
        },
    ),
    "Related": Class(
        "ob:Related", {"version": "ob:version", "inLanguage": "schema:inLanguage"}
    ),
    "Result": Class(
        "ob:Result",
        {
            "achievedLevel": "ob:achievedLevel ^xss:anyURI",
            "resultDescription": "ob:resultDescription ^xss:anyURI",
            "status": "ob:status",
            "value": "schema:value",
        },
    ),
    "ResultDescription": Class(
        "ob:ResultDescription",
        {
            "allowedValue": "ob:allowedValue @list",
            "requiredLevel": "ob:requiredLevel ^xss:anyURI",
            "requiredValue": "ob:requiredValue",
            "resultType": "ob:resultType",
            "rubricCriterionLevel": "ob:rubricCriterionLevel -> @set",
            "valueMax": "ob:valueMax",
            "valueMin": "ob:valueMin",
        },
    ),
    "RubricCriterionLevel": Class(
        "ob:RubricCriterionLevel", {"level": "ob:level", "points": "ob:points"}
    ),
    "alignment": "ob:alignment -> @set",
    # No prefix `xsd` is in reach, so the datatype really is the IRI `xsd:dateTime`. Published so,
    # signed so.
    "awardedDate": "ob:awardedDate ^xsd:dateTime",
    "description": "schema:description",
    "endorsement": "ob:endorsement -> @set",
    "endorsementJwt": "ob:endorsementJwt @set",
    "image": "ob:image ^@id",
    "inLanguage": "schema:inLanguage",
    "jti": "jwt:jti ^@id",
    "name": "schema:name",
    "narrative": "ob:narrative",
    "url": "schema:url ^xss:anyURI",
}


@dataclass(frozen=True, slots=True)
class Edition:
    """An older edition: what it says otherwise. Paths are `Class.term`; None means not there."""

    newer: "Edition | None"
    otherwise: Mapping[str, str | None] = field(default_factory=dict)
    style: Style = DEFAULT

    def terms(self) -> Terms:
        """The whole table of this edition."""
        table = dict(self.newer.terms() if self.newer else TERMS)
        for path, notation in self.otherwise.items():
            _set(table, path, notation)
        return table

    def context(self) -> dict[str, Any]:
        """The value of `@context` of this edition."""
        return context(self.terms(), self.style)


E303 = Edition(newer=None)

E302 = Edition(
    newer=E303,
    otherwise={
        "image": "ob:Image ^@id",
        "Achievement.image": "ob:Image ^@id",
        "AchievementSubject.image": "ob:Image ^@id",
        "Profile.image": "ob:Image ^@id",
        "AchievementSubject.achievement": "ob:achievement-0 ->",
        "Achievement.inLanguage": None,
        "Related.inLanguage": None,
        "inLanguage": None,
        "awardedDate": None,
        "endorsementJwt": None,
        "jti": None,
    },
)

# Unprotected, every text typed as a string, and `xsd` a prefix of its own.
_TYPED = Style(protected=False, aliases_in_classes=False, text_type="xss:string")

E301 = Edition(
    newer=E302,
    otherwise={
        "xsd": "https://www.w3.org/2001/XMLSchema#",
        "image": "ob:image ^@id",
        "awardedDate": "ob:awardedDate ^xss:dateTime",
        "ResultDescription.allowedValue": "ob:allowedValue @set",
    },
    style=_TYPED,
)

# Here a datatype says of which class the objects are; RDF reads it as a datatype all the same.
E300 = Edition(
    newer=E301,
    otherwise={
        "Achievement.alignment": "ob:alignment ^ob:Alignment @set",
        "Achievement.creator": "ob:Profile ->",
        "Achievement.image": None,
        "Achievement.otherIdentifier": "ob:otherIdentifier ^ob:IdentifierEntry @set",
        "Achievement.related": "ob:related ^ob:Related @set",
        "Achievement.resultDescription": "ob:resultDescription ^ob:ResultDescription @set",
        "AchievementSubject.achievement": "ob:Achievement ->",
        "AchievementSubject.identifier": "ob:identifier ^ob:IdentityObject @set",
        "AchievementSubject.image": None,
        "AchievementSubject.result": "ob:result ^ob:Result @set",
        "AchievementSubject.source": "ob:source ^ob:Profile",
        "Profile.address": "ob:Address ->",
        "Profile.image": None,
        "Profile.otherIdentifier": "ob:otherIdentifier ^ob:IdentifierEntry @set",
        "Profile.parentOrg": "ob:parentOrg ^xss:string",
        "Profile.phone": "ob:PhoneNumber text",
        "ResultDescription.rubricCriterionLevel": (
            "ob:rubricCriterionLevel ^ob:RubricCriterionLevel @set"
        ),
        "alignment": "ob:alignment ^ob:Alignment @set",
        "awardedDate": None,
        "endorsement": "ob:endorsement ^ob:EndorsementCredential @set",
        "image": "ob:image ^ob:Image",
        "Alignment": "schema:Alignment",
    },
    style=_TYPED,
)

EXTENSIONS: Terms = {
    "1EdTechJsonSchemaValidator2019": (
        "https://purl.imsglobal.org/spec/vccs/v1p0/context.json#1EdTechJsonSchemaValidator2019"
    ),
    "1EdTechRevocationList": (
        "https://purl.imsglobal.org/spec/vcrl/v1p0/context.json#1EdTechRevocationList"
    ),
    "1EdTechCredentialRefresh": (
        "https://purl.imsglobal.org/spec/vccr/v1p0/context.json#1EdTechCredentialRefresh"
    ),
}


def _set(table: dict[str, Any], path: str, notation: str | None) -> None:
    name, _, term = path.partition(".")
    if not term:
        entry = table.get(name)
        if notation is None:
            table.pop(name, None)
        elif isinstance(entry, Class):  # the class keeps its terms under another IRI
            table[name] = replace(entry, iri=notation)
        else:
            table[name] = notation
        return
    entry = table[name]
    terms = dict(entry.terms)
    if notation is None:
        terms.pop(term, None)
    else:
        terms[term] = notation
    table[name] = replace(entry, terms=terms)
