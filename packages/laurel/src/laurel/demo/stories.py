"""The demo's three organizations, and what is told of each after its badges."""

from collections.abc import Callable, Mapping

from laurel.demo import learning, renewing, tiers, ways
from laurel.demo.brightwater import BRIGHTWATER
from laurel.demo.kowhai import KOWHAI
from laurel.demo.north import NORTH
from laurel.demo.types import Scene

STORIES = (BRIGHTWATER, NORTH, KOWHAI)

# Each finds what is there, and leaves it alone.
AFTERWARDS: Mapping[str, tuple[Callable[[Scene], None], ...]] = {
    BRIGHTWATER.name: (tiers.make_family, tiers.ask_for_evidence, tiers.endorse),
    NORTH.name: (learning.teach, renewing.watch),
    KOWHAI.name: (ways.draw, ways.plan),
}
