"""A course: where a person stands on one ladder, what was tried, and what a rule answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from attrs import frozen

from rehabplan.model.scales import RIR, RPE, Light, Pain

if TYPE_CHECKING:
    from rehabplan.model.dose import Dose
    from rehabplan.model.exercise import Exercise


class Verdict(Enum):
    """Name what a decision does: with the dose, or (UP, DOWN) with the rung of the ladder, or stop."""

    PROGRESS = "progress"
    KEEP = "keep"
    REGRESS = "regress"
    UP = "up"
    DOWN = "down"
    STOP = "stop"


@frozen
class Decision:
    """Hold what a rule answers, and why.

    `dose` is the next dose; for UP and DOWN the dose on entering the other rung (None: its start dose).
    `action` is the short word of the rule's table ("reps+1"), `reason` a sentence for the person, `saw` the numbers
    it was made from, `rest` the whole days to leave before the next session of the course, `sources` evidence ids.
    """

    verdict: Verdict
    dose: Dose | None
    rule: str
    action: str
    reason: str = ""
    rest: int = 0
    saw: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()


@frozen
class Exposure:
    """Hold one course in one session: what was asked, what was done and felt.

    `done` is None when it was not done. `settled` is False while the next morning's value is missing: then no increase
    may be booked. `overlay` names the gate that asked for the dose, if one did: such a dose is no evidence for the
    rule that owns the course. `week` is the week of the plan, from 1.
    """

    day: dt.date
    exercise: str
    asked: Dose
    done: Dose | None
    light: Light = Light.GREEN
    effort: RPE | None = None
    rir: RIR | None = None
    settled: bool = True
    overlay: str = ""
    week: int = 1

    @property
    def complete(self) -> bool:
        """Say whether every set that was asked for was done, whatever its repetitions."""
        return self.done is not None and len(self.done.sets) >= len(self.asked.sets)


@frozen
class Week:
    """Hold one closed week of one component: sessions planned and done, the worst color, the mean effort."""

    number: int
    planned: int
    done: int
    worst: Light = Light.GREEN
    effort: Decimal | None = None
    amber: int = 0
    poor_nights: int = 0
    trend: str = "OK"

    @property
    def clean(self) -> bool:
        """Say whether at least two thirds were done, all of it green."""
        return self.planned > 0 and 3 * self.done >= 2 * self.planned and self.worst == Light.GREEN


@frozen
class Course:
    """Hold where a person stands on one ladder; folded from the history, never stored.

    `tried` are the exposures at the present dose that count as evidence, `past` all exposures (at most
    `PAST`), both newest first. `entered` says how the present rung was entered. `earned` means that a step up is
    granted and waits for the next week of the plan. `loads` are the weights owned for the present exercise, lightest
    first, in its own unit; empty means that any step is at hand. `owed` is the easier dose that pain asked for and
    that has not been issued yet. `cool` counts the sessions left in which a rung below may not be left upward (P5).
    `climbed` counts the load steps above the first load of the rung, `reset` how often its owner has taken the dose
    back there, and `since` is the week of its first session there, 0 before it.
    """

    ladder: tuple[Exercise, ...]
    rung: int
    dose: Dose
    tried: tuple[Exposure, ...] = ()
    past: tuple[Exposure, ...] = ()
    entered: Verdict = Verdict.KEEP
    earned: bool = False
    loads: tuple[Decimal, ...] = ()
    owed: Dose | None = None
    cool: int = 0
    climbed: int = 0
    reset: int = 0
    since: int = 0

    @property
    def exercise(self) -> Exercise:
        """Return the exercise of the present rung."""
        return self.ladder[self.rung]


PAST = 40
"""How many exposures a course remembers: rules read no further back, so folding a diary is linear (DESIGN)."""


@frozen
class Body:
    """Hold what gates read about the person on one day, across courses.

    `mornings` are the morning pain scores by date, `poor` the dates of poor nights, `runs` the runs so far as (date,
    meters), `heat` the wet-bulb globe temperature in degrees Celsius by date. `gap` counts whole days since the last
    session of the component at hand; `weeks` are its closed weeks, newest first. `training` is the number of the
    training week within the block that deloads are counted in, 0 outside of one. `flare` is the share of the former
    sets, in percent, that the flare-up plan P11 allows today; None without a flare-up.
    """

    day: dt.date
    mornings: Mapping[dt.date, Pain] = {}
    poor: frozenset[dt.date] = frozenset()
    runs: tuple[tuple[dt.date, int], ...] = ()
    heat: Mapping[dt.date, Decimal] = {}
    gap: int = 0
    weeks: tuple[Week, ...] = ()
    training: int = 0
    flare: int | None = None


class Rule(Protocol):
    """Own a course's dose. Any frozen value with this method is a rule; there is nothing to inherit or register."""

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Answer the newest exposure of *course* (*week* is None), or the week just closed; None: not mine."""
        ...


class Gate(Protocol):
    """Limit a dose for safety; never make one harder."""

    def limit(self, course: Course, body: Body, dose: Dose) -> Decision | None:
        """Return the dose that this gate allows today instead of *dose*; None: nothing to say."""
        ...
