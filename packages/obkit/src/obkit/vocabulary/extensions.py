"""The vocabularies of the extensions of Open Badges 2.0 that 1EdTech publishes.

An extension is an object with one of these contexts and two types: `Extension` and its own
(OB20-EX1).
"""

from collections.abc import Mapping

from obkit.vocabulary.notation import Style, Terms, context

STYLE = Style(protected=False)

_BASE = {
    "obi": "https://w3id.org/openbadges#",
    "extensions": "https://w3id.org/openbadges/extensions#",
}
_EXT = _BASE["extensions"]
_OLD_SCHEMA = {"schema": "http://schema.org/"}
_ORG = _OLD_SCHEMA["schema"]
_CASE = "https://purl.imsglobal.org/spec/case/vocab#"
_CC = "http://creativecommons.org/ns#"
_LICENSES = "creativecommons.org/licenses"

TERMS: Mapping[str, Terms] = {
    "accessibilityExtension": {
        **_BASE,
        "url": f"{_EXT}#accessibility",  # two signs: published so
        "accessibilityAPI": "schema:accessibilityAPI",
        "accessibilityControl": "schema:accessibilityControl",
        "accessibilityFeature": "schema:accessibilityFeature",
        "accessibilityHazard": "schema:accessibilityHazard",
    },
    "applyLinkExtension": {**_BASE, "url": f"{_EXT}applyLink"},
    "assessmentExtension": {
        **_BASE,
        **_OLD_SCHEMA,
        "case": _CASE,
        "Artifact": f"{_EXT}AssessmentExtensionArtifact",
        "Exam": f"{_EXT}AssessmentExtensionExam",
        "ExternalQuestion": f"{_EXT}AssessmentExtensionExternalQuestion",
        "FileQuestion": f"{_EXT}AssessmentExtensionFileQuestion",
        "Performance": f"{_EXT}AssessmentExtensionPerformance",
        "TextQuestion": f"{_EXT}AssessmentExtensionTextQuestion",
        "assessmentEvaluation": f"{_EXT}assessmentEvaluation",
        "assessmentExample": f"{_EXT}assessmentExample",
        "assessmentOutput": f"{_EXT}assessmentOutput",
        "assessments": f"{_EXT}assessments",
        "caseUri": f"{_CASE}uri",
        "category": f"{_CASE}category",
        "characterLimit": f"{_EXT}assessmentCharacterLimit",
        "criterionLevels": f"{_CASE}CFRubricCriterionLevels",
        "description": f"{_CASE}description",
        "evaluationMethod": f"{_EXT}assessmentEvaluationMethod",
        "hasGroupEvaluation": f"{_EXT}assessmentHasGroupEvaluation",
        "hasGroupParticipation": f"{_EXT}assessmentHasGroupParticipation",
        "identifier": f"{_CASE}identifier",
        "lastChangeDateTime": f"{_CASE}lastChangeDateTime",
        "position": f"{_CASE}position",
        "quality": f"{_CASE}quality",
        "questions": f"{_EXT}assessmentQuestions",
        "required": f"{_EXT}assessmentRequired",
        "rubricCriteria": f"{_CASE}CFRubricCriteria",
        "rubricId": f"{_CASE}rubricId",
        "rubrics": f"{_CASE}rubrics",
        "sections": f"{_EXT}assessmentSections",
        "score": f"{_CASE}score",
        "scoringMethodExampleDescription": (
            f"{_EXT}assessmentScoringMethodExampleDescription"
        ),
        "text": f"{_ORG}text",
        "title": f"{_CASE}title",
        "weight": f"{_CASE}weight",
        "wordLimit": f"{_EXT}assessmentWordLimit",
    },
    "endorsement": {
        "obi": _BASE["obi"],
        "endorsement": f"{_EXT}Endorsement",
        "endorsedObject": f"{_EXT}Endorsement/endorsedObject",
    },
    "exampleExtension": {**_BASE, "exampleProperty": f"{_ORG}text"},
    "extraDescription": _BASE,
    "geoCoordinatesExtension": {
        **_BASE,
        **_OLD_SCHEMA,
        "description": f"{_ORG}description",
        "geo": f"{_ORG}geo",
        "latitude": f"{_ORG}latitude",
        "longitude": f"{_ORG}longitude",
        "name": f"{_ORG}name",
    },
    "issuerAccreditationExtension": {
        **_BASE,
        **_OLD_SCHEMA,
        "accreditationDate": f"{_EXT}accreditationDate",
        "address": f"{_ORG}address",
        "addressCountry": f"{_ORG}addressCountry",
        "addressLocality": f"{_ORG}addressLocality",
        "addressRegion": f"{_ORG}addressRegion",
        "areaServed": f"{_ORG}areaServed",
        "contactInstructions": f"{_EXT}accreditationContactInstructions",
        "description": f"{_ORG}description",
        "educationalSector": f"{_EXT}accreditationEducationalSector",
        "email": f"{_ORG}email",
        "logo": f"{_ORG}logo",
        "name": f"{_ORG}name",
        "parentOrganization": f"{_ORG}parentOrganization",
        "postalCode": f"{_ORG}postalCode",
        "streetAddress": f"{_ORG}streetAddress",
        "url": f"{_ORG}url",
    },
    "licenseExtension": {
        **_BASE,
        "cc": _CC,
        "CC-0": "https://creativecommons.org/publicdomain/zero/1.0/",
        "CC-BY": f"http://{_LICENSES}/by/4.0/",
        "CC-BY-NC": f"http://{_LICENSES}/by-nc/4.0/",
        "CC-BY-NC-ND": f"https://{_LICENSES}/by-nc-nd/4.0/",
        "CC-BY-NC-SA": f"http://{_LICENSES}/by-nc-sa/4.0/",
        "CC-BY-ND": f"http://{_LICENSES}/by-nd/4.0/",
        "CC-BY-SA": f"http://{_LICENSES}/by-sa/4.0/",
        "License": f"{_CC}License",
        "legalCode": f"{_CC}legalcode",
    },
    "originalCreatorExtension": {**_BASE, "url": f"{_EXT}#originalCreator"},
    "recipientProfile": _BASE,
}


def make(name: str) -> dict[str, object]:
    """The value of `@context` of one extension."""
    return context(TERMS[name], STYLE, aliases=False)
