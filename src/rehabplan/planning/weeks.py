"""From a person's calendar to the week's problem, and from its answer to places and reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from rehabplan.model.exercise import STRESS, Exercise
from rehabplan.model.person import COMPONENTS, Person
from rehabplan.model.plan import Key, Session, Unplaced
from rehabplan.model.scales import Light
from rehabplan.planning.constraints import DEFAULT_RULES, Constraint, RestAfterPain
from rehabplan.planning.content import Draft
from rehabplan.planning.problem import Placed, Problem, Refusal, Room, Task
from rehabplan.planning.schedule import solve
from rehabplan.planning.state import Order

PRIORITY = {"strength": 0, "trunk": 1, "run": 2, "walk": 3, "mobility": 4}
"""Clinical priority of a component; the first sessions of each come before the second ones (DESIGN; R04, R11)."""
REST = {Light.UNSETTLED: 1, Light.RED: 2}
HARD_RUNS = frozenset({"long", "quality"})


@frozen
class Spot:
    """Hold a placed draft: its local day and minute, the minutes it books, and why there."""

    draft: Draft
    day: dt.date
    start: int
    minutes: int
    where: tuple[str, ...]


@frozen
class Facts:
    """Hold what placing needs to know of a draft: the exercises it would hold now, the minutes, the kind of run."""

    exercises: tuple[Exercise, ...]
    minutes: int
    run: str = ""


class Calendar:
    """A person's free time over the plan, and what is already fixed in it."""

    def __init__(self, order: Order) -> None:
        self.on, self.person, self.old = order.on, order.person, order.old
        self.pins = {pin.key: pin for pin in order.pins}
        self.ahead = {key for key, pin in self.pins.items() if pin.day >= order.on}
        self.lost = {key for key, u in order.unplaced.items() if u.refused and order.steady}
        self.rested = rested(order)
        self.longest = longest_windows(order.person)
        self.tail: tuple[Placed, ...] = ()
        self.like: tuple[tuple[str, int, int, int], ...] = ()

    def rooms(self, first: dt.date) -> tuple[Room, ...]:
        """Return the person's free rooms of the week from *first*, before and on which nothing is fixed yet."""
        found = []
        for offset in range(7):
            day = first + dt.timedelta(days=offset)
            if day < self.on or any(away.covers(day) for away in self.person.away):
                continue
            found += [Room(offset, w.start, w.end, w.only) for w in self.person.windows if day.weekday() in w.days]
            found += [
                Room(offset, run.start, min(run.start + 240, 1440), ("run",))
                for run in self.person.runs
                if run.day == day.weekday() and not self._windowed(day.weekday(), run.start)
            ]
        return tuple(sorted(found, key=lambda room: (room.day, room.start, room.end, room.only)))

    def _windowed(self, weekday: int, start: int) -> bool:
        return any(
            weekday in w.days and w.start <= start < w.end and (not w.only or "run" in w.only)
            for w in self.person.windows
        )


def rested(order: Order) -> dt.date:
    """Return the first day for a run after the painful ones: two rest days after RED, one after UNSETTLED.

    The numbers are those of the tables P10c and P10g (R49, DESIGN).
    """
    soonest = order.start
    for s in order.old.values():
        if s.run and s.day < order.on and not s.withdrawn:
            light, _ = order.history.light(order.history.told(s).whole)
            soonest = max(soonest, s.day + dt.timedelta(days=1 + REST.get(light, 0)))
    return soonest


def longest_windows(person: Person) -> dict[str, int]:
    """Return the longest window, in minutes, that each component may use in an ordinary week.

    Days away and days gone by do not count, so that a revision joins the same sessions as the first plan.
    """
    return {
        name: max((w.end - w.start for w in person.windows if not w.only or name in w.only), default=0)
        for name in COMPONENTS
    }


def place(
    calendar: Calendar,
    first: dt.date,
    drafts: Sequence[Draft],
    past: Sequence[Session],
    facts: Mapping[Key, Facts],
    *,
    guests: Sequence[Session] = (),
) -> tuple[list[Spot], list[Unplaced]]:
    """Place a week's drafts; remember the week, so that the next one knows its tail and, in a phase, its pattern.

    *guests* are sessions of later weeks that the person put into this one.
    """
    shift = first.weekday()
    done = [Placed(_task(s.key, facts[s.key], calendar.person, shift), (s.day - first).days, s.start) for s in past]
    there = [Placed(_task(s.key, facts[s.key], calendar.person, shift), (s.day - first).days, s.start) for s in guests]
    by_key = {draft.key: draft for draft in drafts}
    tasks = {key: _task(key, facts[key], calendar.person, shift) for key in by_key}
    pinned = [
        Placed(tasks[key], (pin.day - first).days, pin.start)
        for key, pin in sorted(calendar.pins.items())
        if key in tasks and key in calendar.ahead
    ]
    fixed = {p.task.key for p in pinned}
    was = tuple(
        (key, (s.day - first).days, s.start)
        for key in sorted(tasks)
        if (s := calendar.old.get(key)) and not s.withdrawn and key not in fixed and s.day >= calendar.on
    )
    problem = Problem(
        tasks=tuple(task for key, task in sorted(tasks.items()) if key not in fixed),
        rooms=calendar.rooms(first),
        fixed=(*calendar.tail, *done, *pinned, *there),
        was=was,
        like=calendar.like,
        lost=frozenset(calendar.lost & tasks.keys()),
        rules=_rules(calendar, first),
        weekday=shift,
    )
    answer = solve(problem)
    reasons = dict(answer.reasons)
    spots = [
        Spot(by_key[p.task.key], first + dt.timedelta(days=p.day), p.start, p.task.minutes,
             tuple(reasons.get(p.task.key, ())))
        for p in answer.places
    ]  # fmt: skip
    spots += [
        Spot(by_key[p.task.key], first + dt.timedelta(days=p.day), p.start, p.task.minutes, ("You put it here.",))
        for p in pinned
    ]
    _remember(calendar, [*done, *pinned, *answer.places])
    return spots, [_unplaced(refusal, by_key[refusal.key], first) for refusal in answer.unplaced]


def _rules(calendar: Calendar, first: dt.date) -> tuple[Constraint, ...]:
    soonest = (calendar.rested - first).days
    return (*DEFAULT_RULES, RestAfterPain(soonest)) if soonest > 0 else DEFAULT_RULES


def _remember(calendar: Calendar, week: Sequence[Placed]) -> None:
    calendar.tail = tuple(sorted((evolve(p, day=p.day - 7) for p in week), key=lambda p: (p.day, p.start, p.task.key)))
    calendar.like = tuple(sorted((p.task.component, p.task.key.n, p.day, p.start) for p in week))


def _unplaced(refusal: Refusal, draft: Draft, first: dt.date) -> Unplaced:
    days = tuple((first + dt.timedelta(days=day), rules) for day, rules in refusal.days)
    riders = tuple(key for key, _, _ in draft.riders)
    return Unplaced(refusal.key, draft.title, days, refusal.smallest, riders)


def _task(key: Key, facts: Facts, person: Person, shift: int) -> Task:
    lifts = [e for e in facts.exercises if e.kind != "aerobic"]
    return Task(
        key=key,
        minutes=facts.minutes,
        component=key.component,
        run=facts.run,
        muscles=frozenset(m for e in lifts if e.gap >= 48 for m in e.primary),
        gaps=tuple(sorted({(e.id, e.gap) for e in lifts if e.gap})),
        fatigue=max((e.fatigue for e in lifts), key=STRESS.index, default="low"),
        priority=(key.n - 1) * len(PRIORITY) + PRIORITY.get(key.component, len(PRIORITY)),
        wish=_wish(key, facts.run, person, shift),
    )


def _wish(key: Key, run: str, person: Person, shift: int) -> tuple[int, int] | None:
    """Return the fixed time that a run takes: long runs theirs, the others in order of the week."""
    if not run or not person.runs:
        return None
    ordered = sorted(person.runs, key=lambda r: ((r.day - shift) % 7, r.start))
    same = [r for r in ordered if r.kind == run] if run in HARD_RUNS else []
    rest = same or [r for r in ordered if r.kind != "long"] or ordered
    spot = rest[0 if same else (key.n - 1) % len(rest)]
    return (spot.day - shift) % 7, spot.start
