"""The checks, in the order of the specification (OB 3.0 §verification).

To add one: a module with a `STEP`, its place here, its reasons in `obkit.verify.reasons`, and a
bad sample for each reason in the tests.
"""

from obkit.verify.case import Step
from obkit.verify.checks import (
    conforms,
    issuer,
    parse,
    proof,
    recipient,
    status,
    trust,
    validity,
)

# Whether it is the issuer's word at all, whatever has become of it since.
PROOF_CHECKS: tuple[Step, ...] = (
    parse.STEP,
    conforms.STEP,
    proof.STEP,
    issuer.STEP,
)

CHECKS: tuple[Step, ...] = (
    *PROOF_CHECKS,
    status.STEP,
    validity.STARTS,
    validity.ENDS,
    recipient.STEP,
    trust.STEP,
)
