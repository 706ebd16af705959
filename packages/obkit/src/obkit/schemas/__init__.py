"""Whether a document conforms to a published schema of Open Badges 3.0 or CLR 2.0.

problems = conforms(document, Schema.ACHIEVEMENT_CREDENTIAL)

No schema is fetched or run: the standards' data models stand in our own tables, and the answers
are those of the published schemas.
"""

from enum import StrEnum

from obkit.encoding.strict_json import Json
from obkit.model.fields import Problem
from obkit.schemas.check import Form, check

__all__ = ["Form", "Problem", "Schema", "conforms", "schema_of"]

_OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_"
_CLR = "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_"


class Schema(StrEnum):
    """The schemas that we answer for, by the class that they describe."""

    ACHIEVEMENT_CREDENTIAL = "AchievementCredential"
    ENDORSEMENT_CREDENTIAL = "EndorsementCredential"
    CLR_CREDENTIAL = "ClrCredential"
    PROFILE = "Profile"


_BY_URL = {
    f"{_OB3}achievementcredential_schema.json": Schema.ACHIEVEMENT_CREDENTIAL,
    f"{_OB3}endorsementcredential_schema.json": Schema.ENDORSEMENT_CREDENTIAL,
    f"{_OB3}profile_schema.json": Schema.PROFILE,
    f"{_CLR}achievementcredential_schema.json": Schema.ACHIEVEMENT_CREDENTIAL,
    f"{_CLR}endorsementcredential_schema.json": Schema.ENDORSEMENT_CREDENTIAL,
    f"{_CLR}clrcredential_schema.json": Schema.CLR_CREDENTIAL,
    f"{_CLR}profile_schema.json": Schema.PROFILE,
}


def conforms(
    document: Json, schema: Schema, *, form: Form = Form.COMPACTED
) -> tuple[Problem, ...]:
    """The rules of the schema that the document breaks; empty if it conforms."""
    return check(document, str(schema), form)


def schema_of(url: str) -> Schema | None:
    """The schema that is published at an address; None for one that we do not know."""
    return _BY_URL.get(url)
