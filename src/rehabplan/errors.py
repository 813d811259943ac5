"""What the library raises on purpose, and the fault records that the messages are made of."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Fault(NamedTuple):
    """Hold one thing that is wrong with an input: where it is, and what was expected."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class RehabPlanError(Exception):
    """Stand for every error that this library raises on purpose."""


class DataError(RehabPlanError, ValueError):
    """Say that a file or value cannot be used; `faults` lists everything found, not only the first."""

    def __init__(self, faults: Iterable[Fault] | str) -> None:
        self.faults = (Fault("", faults),) if isinstance(faults, str) else tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class NotationError(RehabPlanError, ValueError):
    """Say that a text in one of the library's notations (a dose, a load, a window) cannot be read."""


class UnknownNameError(RehabPlanError, LookupError):
    """Say that a name is not known, and name the nearest one that is."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.nearest = kind, name, nearest(name, known)
        super().__init__(f"unknown {kind} {name!r}{hint(self.nearest)}")


def nearest(name: str, known: Iterable[str], cutoff: float = 0.5) -> str:
    """Return the known name most like *name*, or an empty text when none is as near as *cutoff*, from 0 to 1."""
    return next(iter(get_close_matches(name, sorted(known), n=1, cutoff=cutoff)), "")


def hint(name: str) -> str:
    """Return " (did you mean 'x'?)" for a name, nothing for an empty one."""
    return f" (did you mean {name!r}?)" if name else ""
