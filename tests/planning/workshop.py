"""Exercises, programs and people of our own, small enough to see through; none comes from the catalog."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from unittest.mock import patch

from attrs import evolve

from rehabplan import catalog
from rehabplan.model.clearance import Clearance, Outcome
from rehabplan.model.course import Gate, Rule
from rehabplan.model.diary import Diary, Entry
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import Exercise, Ladder
from rehabplan.model.person import Person, Window
from rehabplan.model.plan import Item, Key, Plan, Session
from rehabplan.model.program import Component, Phase, Program, Slot
from rehabplan.planning.plan import make_plan
from rehabplan.planning.select import Shelf
from rehabplan.rules import Adherence, Gap, PainGate, RepsFirst

MONDAY = dt.date(2026, 1, 5)
CLEAR = Clearance(Outcome.PROCEED)
ANSWERS = {**{f"S0{n}": "no" for n in range(1, 9)}, "S31": "18-64", "S39": "neither", "rest": "no"}
"""A person whom screening lets pass without any precaution."""
GATES: tuple[Gate, ...] = (PainGate(), Gap(), Adherence())


def day(n: int) -> dt.date:
    """Return the *n*th day of the plan, from 0, a Monday."""
    return MONDAY + dt.timedelta(days=n)


def exercise(name: str, start: str = "2x8", ceiling: str = "3x12", rule: Rule | None = None, **more: Any) -> Exercise:
    fields = {"kind": "strength", "pattern": "squat", "name": name.replace("-", " ").capitalize(), **more}
    return Exercise(id=name, start=Dose.parse(start), ceiling=Dose.parse(ceiling), rule=rule or RepsFirst(), **fields)


def shelf(*exercises: Exercise, prerequisites: dict[str, str] | None = None, **ladders: str) -> Shelf:
    """Return a shelf; each keyword is a ladder, its rungs in a text, easiest first."""
    known = {e.id: e for e in exercises}
    for name, rungs in ladders.items():
        for n, rung in enumerate(rungs.split(), 1):
            known[rung] = evolve(known[rung], ladder=name, rung=n)
    need = prerequisites or {}
    made = {name: Ladder(name, name, tuple(rungs.split()), need.get(name, "")) for name, rungs in ladders.items()}
    return Shelf(known, made)


def slots(text: str, **more: Any) -> tuple[Slot, ...]:
    """Return slots that are named like the exercises they enter with."""
    return tuple(Slot(name, name, **more) for name in text.split())


def component(name: str, *turns: Iterable[Slot], per_week: int = 2, minutes: int = 30, **more: Any) -> Component:
    return Component(name, name.capitalize(), per_week, minutes, tuple(tuple(turn) for turn in turns), **more)


def phase(*components: Component, weeks: int = 4, name: str = "only", **more: Any) -> Phase:
    return Phase(name, name.capitalize(), weeks, 1, weeks, components, **more)


def program(*phases: Phase, gates: tuple[Gate, ...] = GATES) -> Program:
    return Program("ours", "Ours", "", phases, gates)


def person(*windows: str, **more: Any) -> Person:
    """Return a person who is free every evening from 18:00 to 20:00, or in *windows*."""
    free = tuple(map(Window.parse, windows or ("mon-sun 18:00-20:00",)))
    return Person("sam", "Europe/London", free, **{"answers": ANSWERS, **more})


def made(wanted: Program, known: Shelf, who: Person | None = None, start: dt.date = MONDAY, **more: Any) -> Plan:
    """Make a plan from the exercises of *known* instead of those of the catalog."""
    with patch.multiple(catalog, exercises=known.exercises, ladders=known.ladders):
        return make_plan(wanted, who or person(), start, **more)


def item(name: str, dose: str = "2x8", slot: str = "", role: str = "main", **more: Any) -> Item:
    return Item(slot or name, role, name, name, Dose.parse(dose), **more)


def session(n: int, *items: Item, key: str = "", start: int = 1080, **more: Any) -> Session:
    """Return a session of 30 min on the *n*th day, numbered by it."""
    name = Key.parse(key) if key else Key(n // 7 + 1, "strength", n % 7 + 1)
    return Session(name, "Strength", day(n), start, 30, items, **more)


def diary(*entries: Entry, until: int | None = None) -> Diary:
    return Diary(entries, None if until is None else day(until))


def doses(plan: Plan, name: str) -> list[str]:
    """Return the doses of one exercise in order of time; "-" where it was left out."""
    return [str(i.dose or "-") for s in plan.active for i in s.items if i.exercise == name]
