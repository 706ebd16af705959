"""Jobs, events and reactions that exist for these tests only."""

import threading
import uuid
from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event, Recorded
from laurel.foundation.jobs import job

done: list[str] = []
orders: dict[str, BaseException] = {}
gate = threading.Event()


@job(most_attempts=3)
def work(*, name: str) -> None:
    if name in orders:
        raise orders[name]
    done.append(name)


@job()
def again(*, name: str) -> None:
    again.defer(key=f"{name}+", name=f"{name}+")


@job()
def cause(*, name: str) -> None:
    work.defer(key=f"caused by {name}", name=name)


def undeclared(*, name: str) -> None:
    done.append(f"undeclared {name}")


@dataclass(frozen=True, kw_only=True)
class KettleBoiled(Event):
    name: ClassVar[str] = "kettle.boiled"
    kettle_id: uuid.UUID
    litres: int


seen: list[Recorded] = []


def make_tea(event: Recorded) -> None:
    if "tea" in orders:
        raise orders["tea"]
    seen.append(event)


def warm_pot(event: Recorded) -> None:
    seen.append(event)


HERE = __name__
REACTIONS = {"kettle.boiled": (f"{HERE}.make_tea", f"{HERE}.warm_pot")}


def forget() -> None:
    done.clear()
    seen.clear()
    orders.clear()
