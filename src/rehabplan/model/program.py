"""A program: phases, how often each component comes a week, and the slots that exercises fill."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from rehabplan.model.course import Gate
from rehabplan.model.dose import Dose
from rehabplan.model.scales import RIR, RPE

ROLES = ("warm-up", "main", "accessory", "stretch", "cool-down")


@frozen
class Slot:
    """Hold one place in a session: the exercise that someone without history enters with, on whose ladder it climbs.

    `dose` fixes the dose (warm-ups); None lets the course decide. `instead` maps a flag of screening to another entry.
    `top` is the last rung this slot may climb to, `course` a course of its own, apart from the ladder's. `role` places
    it in the session and in the order of cutting (C11); `keep` protects it from that.
    """

    id: str
    entry: str
    role: str = "main"
    dose: Dose | None = None
    instead: Mapping[str, str] = field(factory=dict)
    top: str = ""
    course: str = ""
    keep: bool = False


@frozen
class Component:
    """Hold one kind of session of a phase: how often a week, the minutes it books, its slots.

    `turns` are the session's contents in turn (A, B, A, ...). `rides` names components whose sessions this one joins
    where it can, so that both are one event. `branch` limits it to one running branch. `cap` and `rir` bound the
    effort. `kilometers` plans the component by distance: the share of the usual week, in percent, at the first and
    the last week of the phase.
    """

    id: str
    title: str
    per_week: int
    minutes: int
    turns: tuple[tuple[Slot, ...], ...]
    rides: tuple[str, ...] = ()
    branch: str = ""
    cap: RPE | None = None
    rir: RIR | None = None
    kilometers: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()


@frozen
class Criterion:
    """Hold one condition for leaving a phase: an id, the words, and what it reads."""

    id: str
    text: str
    sources: tuple[str, ...] = ()


@frozen
class Phase:
    """Hold one phase: default weeks, the fewest and the most, its components and when it may be left.

    `overdue` tells the person what to do when the most weeks are over and it cannot be left.
    """

    id: str
    name: str
    weeks: int
    least: int
    most: int
    components: tuple[Component, ...]
    aim: str = ""
    leave: tuple[Criterion, ...] = ()
    deload: bool = False
    settle: bool = False
    overdue: str = ""
    sources: tuple[str, ...] = ()


@frozen
class Program:
    """Hold a program: its phases in order, the gates above every rule, and the sources behind it."""

    id: str
    name: str
    summary: str
    phases: tuple[Phase, ...]
    gates: tuple[Gate, ...] = ()
    sources: tuple[str, ...] = ()
    then: str = ""

    @property
    def weeks(self) -> int:
        """Return the default length in weeks."""
        return sum(phase.weeks for phase in self.phases)
