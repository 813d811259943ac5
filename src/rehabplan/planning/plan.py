"""Make a plan; revise it. Both are one function: a fresh plan is a revision from nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from attrs import evolve

from rehabplan import catalog
from rehabplan.errors import DataError, Fault
from rehabplan.model.clearance import Clearance, NotClearedError, complete
from rehabplan.model.diary import Diary
from rehabplan.model.person import Person
from rehabplan.model.plan import STOP, Key, Notice, Pin, Plan, Session
from rehabplan.model.program import Program
from rehabplan.planning.engine import unfold
from rehabplan.planning.history import History
from rehabplan.planning.select import Shelf
from rehabplan.planning.state import Order
from rehabplan.rules import PainGate
from rehabplan.rules.screening import screen as _screen

FIRST_YEAR, LAST_YEAR = 1970, 2100
"""The years in which a plan may start: those that time zone data cover."""


def screen(person: Person) -> Clearance:
    """Screen a person's answers.

    Returns the outcome, the flags and excluded tags, and the text for the person. Raises DataError for an answer that
    the question does not accept.
    """
    answers = complete(person.answers, catalog.questions)
    return _screen(answers, catalog.questions.values(), catalog.checks.values(), person.cleared)


def make_plan(program: str | Program, person: Person, start: dt.date, *, issued: dt.datetime | None = None) -> Plan:
    """Make a plan that begins on *start*.

    *program* is an id of the catalog or a program of your own. *issued* is the instant of issue, with a time zone
    (default: midnight UTC of *start*): calendars carry it. Raises NotClearedError when screening does not allow a
    plan, UnknownNameError for an unknown program, DataError when there is no room for any session or *start* lies
    outside of 1970 to 2100.
    """
    _check_start(start)
    clearance = screen(person)
    if not clearance.cleared:
        raise NotClearedError(clearance)
    chosen = catalog.programs[program] if isinstance(program, str) else program
    blank = Plan(
        id=f"{person.id}/{chosen.id}/{start.isoformat()}",
        start=start,
        program=chosen,
        person=person,
        clearance=clearance,
        exercises=dict(catalog.exercises),
        ladders=dict(catalog.ladders),
        phases=tuple(phase.id for phase in chosen.phases for _ in range(phase.weeks)),
        sessions=(),
    )
    plan = _revised(blank, Diary(), start, issued or _midnight(start))
    if not plan.sessions:
        first = next((f"{u.title}: {u.smallest}" for u in plan.unplaced), "the program asks for none")
        raise DataError(f"windows: no session of the plan finds room ({first})")
    return plan


def revise_plan(
    plan: Plan,
    diary: Diary,
    on: dt.date,
    *,
    issued: dt.datetime | None = None,
    person: Person | None = None,
    pins: Iterable[Pin] = (),
) -> Plan:
    """Fold the whole *diary* into *plan*; *on* is the first day that may change.

    Entries from *on* onward are not read. Nothing before *on* changes, sessions keep their identity, and a diary that
    says "as planned" throughout returns the very same plan. *person* replaces the person (days away, other windows);
    Its id, zone and reminder cannot change: the calendar has them already. *pins* are sessions the person moved, which
    stay where they were put. *issued* is the instant of issue (default:
    midnight UTC of *on*); instants always increase. A new leg sign in the diary withdraws all that is to come.
    """
    known = {pin.key: pin for pin in plan.pins}
    known.update((pin.key, pin) for pin in pins)
    changed = evolve(plan, pins=tuple(pin for _, pin in sorted(known.items())))
    if person is not None:
        _check_same(plan.person, person)
        changed = evolve(changed, person=person, clearance=screen(person))
    instant = max(issued or _midnight(on), plan.revisions[-1] + dt.timedelta(seconds=1))
    steady = changed.person == plan.person and changed.pins == plan.pins
    revised = _revised(changed, diary, on, instant, steady=steady)
    return plan if evolve(revised, revisions=plan.revisions) == plan else revised


def _check_same(before: Person, now: Person) -> None:
    faults = [
        Fault(name, f"a plan keeps it: expected {getattr(before, name)!r}, got {getattr(now, name)!r}")
        for name in ("id", "zone", "remind")
        if getattr(before, name) != getattr(now, name)
    ]
    if faults:
        raise DataError(faults)


def _check_start(start: object) -> None:
    if isinstance(start, dt.datetime) or not isinstance(start, dt.date):
        raise TypeError(f"start is a date, got {start!r}")
    if not FIRST_YEAR <= start.year <= LAST_YEAR:
        raise DataError(f"start: expected a day from {FIRST_YEAR} to {LAST_YEAR}, got {start}")


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def _revised(plan: Plan, diary: Diary, on: dt.date, issued: dt.datetime, *, steady: bool = False) -> Plan:
    gate = next((g for g in plan.program.gates if isinstance(g, PainGate)), PainGate())
    shelf = Shelf(plan.exercises, plan.ladders)
    history = History(diary, on, gate)
    old = {s.key: s for s in plan.sessions}
    order = Order(
        plan.start, on, plan.program, plan.person, plan.clearance, shelf, history, plan.phases, old,
        {u.key: u for u in plan.unplaced}, plan.pins, steady,
    )  # fmt: skip
    sessions, unplaced = unfold(order)
    revision = len(plan.revisions)
    stamped = _stamped(sessions, old, revision)
    return evolve(
        plan,
        sessions=tuple(sorted(stamped, key=lambda s: (s.day, s.start, s.key))),
        unplaced=tuple(sorted(unplaced, key=lambda u: u.key)),
        notices=_stop(history, plan) or _standing(plan),
        revisions=(*plan.revisions, issued),
    )


def _stamped(sessions: Iterable[Session], old: Mapping[Key, Session], revision: int) -> list[Session]:
    """Number what changed with this revision, and keep withdrawn sessions as tombstones."""
    result = []
    seen = set()
    for session in sessions:
        before = old.get(session.key)
        seen.add(session.key)
        if before is None:
            result.append(evolve(session, since=revision, revision=revision) if revision else session)
            continue
        same = evolve(session, since=before.since, revision=before.revision)
        result.append(before if same == before else evolve(same, revision=revision))
    for key, before in old.items():
        if key not in seen:
            gone = before if before.withdrawn else evolve(before, withdrawn=True, revision=revision)
            result.append(gone)
    return result


def _standing(plan: Plan) -> tuple[Notice, ...]:
    """Return the notices that every revision carries: what screening asks to be careful with."""
    return (Notice("screening", plan.clearance.message),) if plan.clearance.cleared else ()


def _stop(history: History, plan: Plan) -> tuple[Notice, ...]:
    day, clearance = history.leg_sign, plan.clearance
    if day is not None and history.stopped(plan.person.cleared):
        text = (
            f"You noted a new sign in a leg on {day.isoformat()}. The sessions to come are withdrawn. "
            "Please get it looked at today; easy walking is fine if it does not make it worse."
        )
        return (Notice(STOP, text),)
    if not clearance.cleared:
        return (Notice(STOP, clearance.message),)
    return ()
