"""What a plan is made from, and the state of the fold while it is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from attrs import define, evolve, field, frozen

from rehabplan.model.clearance import Clearance
from rehabplan.model.course import Course, Decision, Gate, Verdict, Week
from rehabplan.model.person import Person
from rehabplan.model.plan import Key, Pin, Session, Unplaced
from rehabplan.model.program import Component, Program, Slot
from rehabplan.planning.history import History
from rehabplan.planning.select import Choice, Shelf
from rehabplan.rules import Gap, begin, resume
from rehabplan.rules.fold import equipped


@frozen
class Order:
    """Hold everything a plan is made from; `old` are the sessions issued before, by key.

    `steady` says that the person and their pins are those of the plan before, so that no time has become free.
    """

    start: dt.date
    on: dt.date
    program: Program
    person: Person
    clearance: Clearance
    shelf: Shelf
    history: History
    phases: tuple[str, ...]
    old: Mapping[Key, Session]
    unplaced: Mapping[Key, Unplaced]
    pins: tuple[Pin, ...]
    steady: bool

    @property
    def stopped(self) -> bool:
        """Say whether nothing more may be planned: a new leg sign, or screening that does not clear."""
        return self.history.stopped(self.person.cleared) or not self.clearance.cleared


Chosen = list[tuple[Component, Slot, Choice | str]]
"""What fills each slot of a session, in order; a text says why a slot stays empty."""


@define
class State:
    """Hold where every course stands and what the gates read; one fold owns it and changes it as it goes.

    `why` is the decision that last changed each course, `owner` the component that trains it, `met` the exercises that
    reached their ceiling once, `turn` the sessions so far of each component, `chosen` what fills slots, `distances` the
    meters run in each of the last weeks, newest first, `training` the week within the block of deloads.
    """

    courses: dict[str, Course] = field(factory=dict)
    why: dict[str, Decision] = field(factory=dict)
    owner: dict[str, str] = field(factory=dict)
    met: set[str] = field(factory=set)
    turn: dict[str, int] = field(factory=dict)
    last: dict[str, dt.date] = field(factory=dict)
    weeks: dict[str, tuple[Week, ...]] = field(factory=dict)
    runs: list[tuple[dt.date, int]] = field(factory=list)
    chosen: dict[tuple[object, ...], Chosen] = field(factory=dict)
    distances: tuple[int, ...] = ()
    training: int = 0

    @property
    def reference(self) -> int:
        """Return the week's distance in meters that the next one builds on: the longest of the last four weeks.

        P10b builds on the last week that was not cut back; weeks cut by pain, a deload or days away do not become
        the new base that way (four weeks: DESIGN).
        """
        return max(self.distances[:4], default=0)

    def apply(self, name: str, answer: tuple[Course, Decision | None], person: Person) -> None:
        """Take over what a fold answered; the decision is kept as the reason if it changed the dose or the rung."""
        before, (after, decision) = self.courses[name], answer
        if after.rung != before.rung:
            after = equipped(after, person.equipment.get(after.exercise.implement, ()))
        self.courses[name] = after
        if decision is not None and (after.dose != before.dose or after.rung != before.rung):
            self.why[name] = decision

    def back(self, name: str, day: dt.date, gates: Iterable[Gate]) -> tuple[Course, Decision | None, int]:
        """Return a course as it comes back on *day* from a gap (P9), why, and the days that its gates still read."""
        course, last = self.courses[name], self.last.get(self.owner[name])
        days = (day - last).days if last else 0
        gap = next((gate for gate in gates if isinstance(gate, Gap)), None)
        if gap is None or days <= gap.short:
            return course, None, days
        after, answer = resume(course, days, gap)
        return (course, None, days) if answer is None or answer.dose is None else (after, answer, 0)

    def enter(self, choice: Choice, component: str, person: Person) -> None:
        """Start the course of a choice, or fit its rungs to what is allowed now."""
        self.owner[choice.course] = component
        course = self.courses.get(choice.course)
        if course is None:
            exercise = choice.ladder[choice.entry]
            course = begin(choice.ladder, choice.entry, loads=person.equipment.get(exercise.implement, ()))
            reason = f"{choice.reason[:1].upper()}{choice.reason[1:]}."
            self.why[choice.course] = Decision(
                Verdict.KEEP, course.dose, "entry", "start", reason, sources=course.exercise.sources
            )
        elif course.ladder != choice.ladder:
            course = refitted(course, choice)
            course = equipped(course, person.equipment.get(course.exercise.implement, ()))
        self.courses[choice.course] = course


def refitted(course: Course, choice: Choice) -> Course:
    """Keep the exercise if it is still allowed, else take the nearest easier rung, at its ceiling."""
    ids = [exercise.id for exercise in choice.ladder]
    if course.exercise.id in ids:
        return evolve(course, ladder=choice.ladder, rung=ids.index(course.exercise.id))
    easier = [i for i, exercise in enumerate(choice.ladder) if exercise.rung < course.exercise.rung]
    rung = easier[-1] if easier else choice.entry
    dose = choice.ladder[rung].ceiling if easier else choice.ladder[rung].start
    return begin(choice.ladder, rung, dose=dose, loads=course.loads)
