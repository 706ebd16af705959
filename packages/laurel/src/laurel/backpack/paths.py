"""Where on this site a card leads."""


def award(public_id: str) -> str:
    """The award page."""
    return f"/b/{public_id}"


def art(achievement_id: str, number: int) -> str:
    """The picture of what was awarded, without a badge inside."""
    return f"/achievements/{achievement_id}/{number}/image.svg"


def imported(ref: str) -> str:
    """The page of a badge that somebody brought, for them alone."""
    return f"/backpack/imported/{ref}"


def picture(ref: str) -> str:
    """Its small picture, for whoever knows the id."""
    return f"{imported(ref)}/picture.png"
