"""Frameworks as their publishers hand them out, in small."""

import json

ESCO_HEADER = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,status,description"
ESCO = f"""{ESCO_HEADER}
KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/0001,skill/competence,sector-specific,manage musical staff,"manage staff of music
coordinate duties of musical staff",released,"Assign and manage staff tasks in areas such as scoring, arranging and copying music."
KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/0002,knowledge,cross-sector,Café management,,released,Runs a café.
""".encode()


def package(*items, **document):
    described = {
        "identifier": "f1d0ac3c-0000-11ee-8000-000000000000",
        "uri": "https://case.example/ims/case/v1p0/CFDocuments/f1d0ac3c",
        "title": "Mathematics",
        "creator": "Board of Examples",
        "language": "en",
        "version": "2026",
        "officialSourceURL": "https://case.example/mathematics",
    }
    return json.dumps({"CFDocument": described | document, "CFItems": list(items)})


def item(number, statement="Counts to a hundred.", **facts):
    return {
        "identifier": f"item-{number}",
        "uri": f"https://case.example/ims/case/v1p0/CFItems/item-{number}",
        "fullStatement": statement,
        "humanCodingScheme": f"M.{number}",
        "CFItemType": "Standard",
    } | facts
