"""Outlines and curves, as SVG path data around the centre of the canvas."""

import math

from .types import Shape

CANVAS = 512  # user units; every badge is square, so that it can be uploaded anywhere
CENTRE = 256.0
SHORT_ARC = 180

Point = tuple[float, float]


def num(value: float) -> str:
    """A number as SVG writes it, to two places."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def path(command: str, *values: float) -> str:
    """One path command with its numbers: `path("L", 1, 2.5)` is `L1 2.5`."""
    return command + " ".join(num(v) for v in values)


def polar(radius: float, degrees: float, cy: float = CENTRE) -> Point:
    """A point on a circle; 0 degrees is up, clockwise."""
    angle = math.radians(degrees - 90)
    return CENTRE + radius * math.cos(angle), cy + radius * math.sin(angle)


def arc(r: float, start: float, end: float, cy: float) -> str:
    """A part of a circle, clockwise from `start` to `end` degrees."""
    large = 1 if abs(end - start) > SHORT_ARC else 0
    x, y = polar(r, end, cy)
    return (
        path("M", *polar(r, start, cy))
        + f"A{num(r)} {num(r)} 0 {large} 1 {num(x)} {num(y)}"
    )


def smooth(points: list[Point]) -> str:
    """A closed Catmull-Rom curve through the points."""
    count, out = len(points), [path("M", *points[0])]
    for i in range(count):
        p0, p1, p2, p3 = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        c1 = (p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6)
        c2 = (p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6)
        out.append(path("C", *c1, *c2, *p2))
    return "".join(out) + "Z"


def guilloche(r: float, cy: float, lobes: int, waves: int = 6) -> str:
    """Interlaced sine rings, the fine line work of a banknote."""
    paths, steps = [], lobes * 6
    for wave in range(waves):
        phase, points = 2 * math.pi * wave / waves, []
        for i in range(steps):
            t = 2 * math.pi * i / steps
            radius = r * (0.90 + 0.085 * math.sin(lobes * t + phase))
            points.append((CENTRE + radius * math.cos(t), cy + radius * math.sin(t)))
        paths.append(smooth(points))
    return "".join(paths)


def outline(shape: Shape, r: float) -> str:
    """The outline of a shape with its nominal radius."""
    match shape:
        case Shape.CIRCLE:
            return _circle(r)
        case Shape.HEXAGON:
            return _rounded([polar(r * 1.07, 60 * i) for i in range(6)], r * 0.26)
        case Shape.SHIELD:
            return _shield(r)
        case Shape.ROSETTE:
            return _rosette(r)
        case Shape.SQUARE:
            return _square(r)
        case Shape.TICKET:
            return _ticket(r)


def _rounded(points: list[Point], radius: float) -> str:
    """A closed polygon whose corners are rounded with quadratic curves."""
    out = []
    for i, (x, y) in enumerate(points):
        (px, py), (nx, ny) = points[i - 1], points[(i + 1) % len(points)]
        back, ahead = math.hypot(px - x, py - y), math.hypot(nx - x, ny - y)
        out.append(
            path(
                "L" if i else "M",
                x + (px - x) * radius / back,
                y + (py - y) * radius / back,
            )
            + path(
                "Q",
                x,
                y,
                x + (nx - x) * radius / ahead,
                y + (ny - y) * radius / ahead,
            )
        )
    return "".join(out) + "Z"


def _circle(r: float) -> str:
    half = f"A{num(r)} {num(r)} 0 1 1 {num(CENTRE)} "
    return (
        path("M", CENTRE, CENTRE - r)
        + half
        + num(CENTRE + r)
        + half
        + num(CENTRE - r)
        + "Z"
    )


def _shield(r: float) -> str:
    w, k = r * 0.90, r * 0.16
    top, shoulder, tip = CENTRE - r * 0.96, CENTRE + r * 0.10, CENTRE + r * 1.06
    brow = top + r * 0.10
    left, right = CENTRE - w, CENTRE + w
    near, far = w * 0.36, w * 0.62
    return "".join(
        (
            path("M", CENTRE, top),
            path(
                "C", CENTRE + near, top + r * 0.085, CENTRE + far, brow, right - k, brow
            ),
            path("Q", right, brow, right, brow + k),
            path("L", right, shoulder),
            path(
                "C",
                right,
                shoulder + r * 0.5,
                CENTRE + w * 0.52,
                tip - r * 0.2,
                CENTRE,
                tip,
            ),
            path(
                "C",
                CENTRE - w * 0.52,
                tip - r * 0.2,
                left,
                shoulder + r * 0.5,
                left,
                shoulder,
            ),
            path("L", left, brow + k),
            path("Q", left, brow, left + k, brow),
            path("C", CENTRE - far, brow, CENTRE - near, top + r * 0.085, CENTRE, top),
            "Z",
        )
    )


def _rosette(r: float, lobes: int = 20) -> str:
    inner, step = r * 0.975, 360 / lobes
    radius = num(2 * inner * math.sin(math.radians(step / 2)) * 0.56)
    out = [path("M", *polar(inner, -step / 2))]
    for i in range(lobes):
        x, y = polar(inner, step / 2 + i * step)
        out.append(f"A{radius} {radius} 0 0 1 {num(x)} {num(y)}")
    return "".join(out) + "Z"


def _square(r: float, power: float = 4.6) -> str:
    """A superellipse: a square that has no corner to hurt a circle crop."""
    points, a = [], r * 0.93
    for i in range(72):
        t = 2 * math.pi * i / 72
        cos, sin = math.cos(t), math.sin(t)
        points.append(
            (
                CENTRE + a * math.copysign(abs(cos) ** (2 / power), cos),
                CENTRE + a * math.copysign(abs(sin) ** (2 / power), sin),
            )
        )
    return smooth(points)


def _ticket(r: float) -> str:
    w, h, k = r * 0.82, r * 0.99, r * 0.13
    notch = 22.0 + max(0.0, 228.0 - r)  # concentric at every inset
    left, right, top, bottom = CENTRE - w, CENTRE + w, CENTRE - h, CENTRE + h
    cut = CENTRE + 114.0

    def corner(radius: float, x: float, y: float, sweep: int = 1) -> str:
        return f"A{num(radius)} {num(radius)} 0 0 {sweep} {num(x)} {num(y)}"

    return "".join(
        (
            path("M", left + k, top),
            path("H", right - k),
            corner(k, right, top + k),
            path("V", cut - notch),
            corner(notch, right, cut + notch, 0),
            path("V", bottom - k),
            corner(k, right - k, bottom),
            path("H", left + k),
            corner(k, left, bottom - k),
            path("V", cut + notch),
            corner(notch, left, cut - notch, 0),
            path("V", top + k),
            corner(k, left + k, top),
            "Z",
        )
    )
