"""What a badge page says of a revocation's reason, beside the issuer's own sentence.

Where the reason protects the person, everybody may know it; the others are theirs alone.
"""

BESIDE = {
    "administrative_error": (
        "It was an administrative error, and says nothing against the person."
    ),
    "duplicate": "It was a duplicate, and says nothing against the person.",
    "superseded": "The person was given a newer one in its place.",
    "recipient_request": "The person asked for it.",
}
