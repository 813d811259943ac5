"""Exercises and the ladders that order them from easier to harder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from rehabplan.model.dose import Dose

if TYPE_CHECKING:
    from rehabplan.model.course import Rule

STRESS = ("low", "moderate", "high")
KINDS = ("strength", "motor-control", "stretch", "mobility", "warm-up", "yoga", "posture", "aerobic")
EQUIPMENT = (
    "mat", "chair", "wall", "step", "band", "mini-band", "dumbbell", "kettlebell", "barbell", "bench", "swiss-ball",
    "slider", "foam-roller", "strap", "roman-chair", "dowel", "bike", "pool",
)  # fmt: skip
WEIGHTS = ("dumbbell", "kettlebell", "barbell", "band", "mini-band")
"""Equipment that carries a load; the first of them that an exercise needs is its implement."""


@frozen
class Lumbar:
    """Hold the expected stress on the lumbar spine in each direction: low, moderate or high (expert ratings)."""

    flexion: str = "low"
    extension: str = "low"
    rotation: str = "low"
    compression: str = "low"


@frozen
class Exercise:
    """Hold one exercise: what it trains, what it needs and stresses, its dose range, and the rule that owns its dose.

    `start` is the first dose, `ceiling` the one to reach before the next rung. `gap` is the least time in hours
    between two sessions of it, start to start. `fatigue` (of the legs) is read by the rules around hard runs.
    `rep_seconds` and `settle` (seconds) turn a dose into time. `every` spaces a habit: minutes between two of it, at
    the start and at the ceiling. `sources` are ids of the evidence list, or DESIGN.
    """

    id: str
    name: str
    kind: str
    pattern: str
    start: Dose
    ceiling: Dose
    rule: Rule
    cue: str = ""
    primary: tuple[str, ...] = ()
    secondary: tuple[str, ...] = ()
    equipment: frozenset[str] = frozenset()
    position: str = "standing"
    lumbar: Lumbar = Lumbar()
    impact: str = "low"
    level: int = 1
    fatigue: str = "low"
    loadable: bool = False
    gap: int = 0
    days: tuple[int, int] = (1, 7)
    ladder: str = ""
    rung: int = 0
    swap: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    sources: tuple[str, ...] = ()
    rep_seconds: int = 4
    settle: int = 0
    every: tuple[int, int] = (0, 0)

    @property
    def per_side(self) -> bool:
        """Say whether the dose is done on each side."""
        return self.start.per_side

    @property
    def implement(self) -> str:
        """Return the piece of equipment that carries the load, or an empty text for body weight."""
        return next((name for name in WEIGHTS if name in self.equipment), "") if self.loadable else ""

    def seconds(self, dose: Dose) -> int:
        """Return the seconds that *dose* of this exercise takes, rests included, without changing over."""
        return dose.work_seconds(self.rep_seconds, self.settle)


@frozen
class Ladder:
    """Hold the rungs of one movement, easiest first; `prerequisite` is an exercise whose ceiling must be met once."""

    id: str
    name: str
    rungs: tuple[str, ...]
    prerequisite: str = ""
    sources: tuple[str, ...] = ()


@frozen
class Source:
    """Hold one entry of the evidence list with its confidence: VERIFIED, KNOWN, UNSURE or DESIGN."""

    id: str
    title: str
    confidence: str
    finding: str = ""
    doi: str = ""


Exercises = Mapping[str, Exercise]
