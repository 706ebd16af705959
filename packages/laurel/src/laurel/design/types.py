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


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished badge picture in both shapes that it is handed out in."""

    png: bytes
    svg: bytes
