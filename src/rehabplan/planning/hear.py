"""Hear how sessions went, as told or as expected, and close the week."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from attrs import define, field

from rehabplan.model.course import Exposure, Week
from rehabplan.model.dose import Dose
from rehabplan.model.plan import Item, Session
from rehabplan.model.program import Phase
from rehabplan.model.scales import Light
from rehabplan.planning import running
from rehabplan.planning.history import Told, expected
from rehabplan.planning.state import Order, State
from rehabplan.rules import advance, close, weekly_trend
from rehabplan.rules.evidence import success

WEEKS = 8
"""How many closed weeks of a component gates can see (P0 reads three; DESIGN)."""


@define
class Tally:
    """Count one component's week: sessions, how many took place, the worst color, efforts."""

    planned: int = 0
    done: int = 0
    worst: Light = Light.GREEN
    amber: int = 0
    efforts: list[Decimal] = field(factory=list)

    def add(self, happened: bool, light: Light, effort: Decimal | None) -> None:  # noqa: FBT001 - a plain fact
        """Count one session."""
        self.planned += 1
        self.done += happened
        self.worst = max(self.worst, light)
        self.amber += light > Light.GREEN
        if effort is not None:
            self.efforts.append(effort)

    def closed(self, number: int, trend: str) -> Week:
        """Return the week as rules read it."""
        effort = sum(self.efforts, Decimal(0)) / len(self.efforts) if self.efforts else None
        return Week(number, self.planned, self.done, self.worst, effort, self.amber, trend=trend)


class Listener:
    """Fold the sessions of one week into the state, in order of time."""

    def __init__(self, order: Order, state: State, phase: Phase, number: int, first: dt.date) -> None:
        self.order, self.state, self.phase, self.number, self.first = order, state, phase, number, first
        self.tallies: dict[str, Tally] = {}
        self.meters = 0

    def hear(self, session: Session, told: Told | None) -> None:
        """Fold one session: as the diary tells it, or, while it is still to come (None), as expected."""
        if told is not None and told.silent:
            return
        happened = told is None or told.done
        worst = Light.GREEN
        for item in session.items:
            if item.dose is not None:
                exposure = self._exposure(session, item, item.dose, told)
                worst = max(worst, exposure.light)
                if happened and self.order.shelf.exercises[item.exercise].pattern in {"run", "walk-run"}:
                    self._ran(session.day, exposure.done, None if told is None else told.of(item.exercise).meters)
                if item.course in self.state.courses:
                    if happened:
                        self._resume(item.course, session.day)
                    self._advance(item.course, exposure)
        if happened:
            self.state.last.update((key.component, session.day) for key in (session.key, *session.riders))
        effort = told.whole.effort.value if told is not None and told.whole.effort else None
        for key in (session.key, *session.riders):
            self.tallies.setdefault(key.component, Tally()).add(happened, worst, effort)

    def _exposure(self, session: Session, item: Item, dose: Dose, told: Told | None) -> Exposure:
        if told is None:
            return expected(session, item, dose)
        return self.order.history.exposure(session, item, dose, told)

    def _resume(self, name: str, day: dt.date) -> None:
        """Take a gap into the course, so that it climbs again from there (P9)."""
        course, answer, _ = self.state.back(name, day, self.order.program.gates)
        self.state.apply(name, (course, answer), self.order.person)

    def _ran(self, day: dt.date, dose: Dose | None, meters: int | None) -> None:
        """Note a run: every meter counts for the week, only a run without walk breaks for the single-run cap."""
        if meters is None:
            meters = 0 if dose is None else running.run_meters(dose, self.order.person.running.pace)
        self.meters += meters
        if meters and (dose is None or running.is_continuous(dose)):
            self.state.runs.append((day, meters))

    def _advance(self, name: str, exposure: Exposure) -> None:
        state, course = self.state, self.state.courses[name]
        exercise = self.order.shelf.exercises[exposure.exercise]
        if success(exposure, exposure.asked, exposure.asked.cap) and at_ceiling(exposure.asked, exercise.ceiling):
            state.met.add(exposure.exercise)
        state.apply(name, advance(course, exposure), self.order.person)

    def close(self) -> None:
        """Close the week: owners that decide by the week, and the distance that the next week builds on."""
        state, trend = self.state, self._trend()
        for component, tally in self.tallies.items():
            week = tally.closed(self.number, trend)
            state.weeks[component] = (week, *state.weeks.get(component, ())[: WEEKS - 1])
            for name in [name for name, owner in state.owner.items() if owner == component]:
                state.apply(name, close(state.courses[name], week), self.order.person)
        state.distances = (self.meters, *state.distances[:7])

    def _trend(self) -> str:
        """Return the trend of morning pain against the week before (P7)."""
        this, last = self._mean(self.first), self._mean(self.first - dt.timedelta(days=7))
        return "OK" if this is None or last is None else weekly_trend(this, last)

    def _mean(self, first: dt.date) -> Decimal | None:
        mornings = self.order.history.mornings
        week = [mornings[day].value for i in range(7) if (day := first + dt.timedelta(days=i)) in mornings]
        return round(Decimal(sum(week)) / len(week), 1) if week else None


def at_ceiling(dose: Dose, ceiling: Dose) -> bool:
    """Say whether a dose reaches the ceiling in sets, repetitions and seconds (prerequisites, exercises.md 2)."""
    return len(dose.sets) >= len(ceiling.sets) and all(
        a.reps >= b.reps and a.seconds >= b.seconds for a, b in zip(dose.sets, ceiling.sets, strict=False)
    )
