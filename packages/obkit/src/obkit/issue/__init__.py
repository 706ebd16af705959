"""The other direction: from facts to signed credentials.

credential = issue.build(award)
data = issue.sign_embedded(credential, signer=…, verification_method=…, created=now)
token = issue.sign_jwt(credential, signer=…, kid=…)
"""

from obkit.issue.facts import (
    Achievement,
    Alignment,
    Association,
    Award,
    Endorsed,
    Endorsement,
    Evidence,
    Issuer,
    Recipient,
    Record,
    Related,
    ResultDescription,
    RubricLevel,
    StatusEntry,
)
from obkit.issue.more import build_endorsement, build_record
from obkit.issue.ob2 import (
    ob2_assertion,
    ob2_badge_class,
    ob2_endorsement,
    ob2_endorsement_revoked,
    ob2_key,
    ob2_profile,
    ob2_revoked,
    ob2_signed,
    ob2_withheld,
)
from obkit.issue.ob3 import achievement, build, profile, published
from obkit.issue.signing import lint, sign_embedded, sign_jwt, status_list
from obkit.issue.template import Batch, Template, issue_many
from obkit.issue.template_jwt import JwtBatch, JwtTemplate, issue_many_jwt

__all__ = [
    "Achievement",
    "Alignment",
    "Association",
    "Award",
    "Batch",
    "Endorsed",
    "Endorsement",
    "Evidence",
    "Issuer",
    "JwtBatch",
    "JwtTemplate",
    "Recipient",
    "Record",
    "Related",
    "ResultDescription",
    "RubricLevel",
    "StatusEntry",
    "Template",
    "achievement",
    "build",
    "build_endorsement",
    "build_record",
    "issue_many",
    "issue_many_jwt",
    "lint",
    "ob2_assertion",
    "ob2_badge_class",
    "ob2_endorsement",
    "ob2_endorsement_revoked",
    "ob2_key",
    "ob2_profile",
    "ob2_revoked",
    "ob2_signed",
    "ob2_withheld",
    "profile",
    "published",
    "sign_embedded",
    "sign_jwt",
    "status_list",
]
