"""Values that travel with designs."""

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """The outline of a badge."""

    CIRCLE = "circle"
    HEXAGON = "hexagon"
    SHIELD = "shield"
    ROSETTE = "rosette"
    SQUARE = "square"
    TICKET = "ticket"


class Background(StrEnum):
    """What the face of a badge is made of."""

    GRADIENT = "gradient"
    SOLID = "solid"
    PAPER = "paper"
    IMAGE = "image"


class Ground(StrEnum):
    """What lies under the icon where the brand's own face does not."""

    NONE = "none"
    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class Brand:
    """The two colours and the mark that an issuer chooses; the rest is derived."""

    name: str
    colour: str  # #rrggbb
    accent: str  # #rrggbb
    mark: str = ""  # one to three letters, or empty for none


@dataclass(frozen=True, slots=True)
class Design:
    """One badge. Defaults give a finished badge from a brand and an icon alone."""

    shape: Shape = Shape.CIRCLE
    background: Background = Background.GRADIENT
    icon: str = "spark"
    icon_image: str = ""  # data: URL of an uploaded icon; wins over `icon`
    image: str = ""  # data: URL of an uploaded background
    level: int = 0  # 0: no level
    levels: int = 3
    band: str = ""  # words on the ribbon
    rim_text: str = ""  # words around the ring, large sizes only
    laurel: bool = False  # a wreath, for a final milestone
    guilloche: bool = True
    title: str = ""  # the accessible name
    colour: str = ""  # #rrggbb in place of the brand's
    accent: str = ""  # #rrggbb in place of the brand's
    # What measuring the uploads came to (`services.composed`); people do not choose these.
    ground: Ground = Ground.NONE  # a scrim over a background, a plate on a face
    scrim: float = 0.72  # how dense the scrim is under the icon
    icon_cut: bool = False  # the icon fills its frame: it is cut to a disc


@dataclass(frozen=True, slots=True)
class Style:
    """What an issuer's new badges have in common; empty parts follow from their names."""

    shape: Shape | None = None
    image: str = ""  # data: URL of a background


@dataclass(frozen=True, slots=True)
class Legibility:
    """How well the icon is seen on what is under it: two colours' contrast, and the least."""

    ratio: float
    least: float

    @property
    def is_enough(self) -> bool:
        """Whether WCAG 2.2 is kept."""
        return self.ratio >= self.least


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished badge picture in both shapes that it is handed out in."""

    png: bytes
    svg: bytes


@dataclass(frozen=True, slots=True)
class Weight:
    """How heavy a finished picture is, in bytes; both shapes are square."""

    png: int
    svg: int


@dataclass(frozen=True, slots=True)
class Card:
    """What the picture for social networks says. Hashable: the picture is kept by it."""

    issuer: str
    colour: str  # #rrggbb
    accent: str
    mark: str  # letters, where there is no logo
    logo: str  # data: URL of a PNG, or empty
    art: str  # data: URL of the badge, a PNG
    title: str  # the name of the badge
    recipient: str  # empty: not shown
    stamp: str  # Revoked, Expired …; empty while it is in force
    endorser: str = ""  # who stands by it, and as what; empty: nobody


@dataclass(frozen=True, slots=True)
class CollectionCard:
    """What the picture of a collection says for social networks. Hashable, as `Card`."""

    title: str
    holder: str  # empty: not shown
    says: str  # how many badges, of how many issuers
    colour: str  # #rrggbb
    accent: str
    arts: tuple[str, ...]  # data: URLs of badges, PNGs; up to three, the first in front
