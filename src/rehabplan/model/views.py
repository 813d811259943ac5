"""A week as a table and a day as an explanation: what people read of a plan."""

from __future__ import annotations

import datetime as dt
from textwrap import fill

from attrs import evolve, frozen

from rehabplan.errors import DataError
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import Exercise
from rehabplan.model.person import clock
from rehabplan.model.plan import Item, Plan, Session, Unplaced
from rehabplan.model.words import dose_words

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: dt.date) -> str:
    """Return a date as `Tue 27 Jan`, the same in every locale."""
    return f"{DAYS[day.weekday()]} {day.day:2} {MONTHS[day.month - 1]}"


@frozen
class WeekView:
    """Hold one week of a plan; its text is a table of sessions, exercises and doses."""

    plan: Plan
    number: int
    phase: str
    first: dt.date
    sessions: tuple[Session, ...]
    unplaced: tuple[Unplaced, ...]

    def __str__(self) -> str:
        last = self.first + dt.timedelta(days=6)
        title = f"Week {self.number} of {len(self.plan.phases)}: {self.phase}"
        lines = [f"{title} ({day_words(self.first)} to {day_words(last)} {last.year})"]
        lines += [fill(self.plan.stop, 100)] if self.plan.stop else []
        for session in self.sessions:
            lines += ["", _head(session), *_rows(session, self.plan)]
        for missing in self.unplaced:
            lines += ["", f"No room for {missing.title} ({missing.key}): {missing.smallest}"]
        return "\n".join(lines)


def week_view(plan: Plan, number: int) -> WeekView:
    """Return one week of *plan*; raises DataError outside of it."""
    if not 1 <= number <= len(plan.phases):
        raise DataError(f"week: expected 1 to {len(plan.phases)}, got {number}")
    first = plan.week_start(number)
    phase = next(p.name for p in plan.program.phases if p.id == plan.phases[number - 1])
    days = range(7)
    return WeekView(
        plan,
        number,
        phase,
        first,
        tuple(s for s in plan.active if (s.day - first).days in days),
        tuple(u for u in plan.unplaced if u.key.week == number),
    )


def _head(session: Session) -> str:
    effort = f" (effort at most {session.cap} of 10)" if session.cap else ""
    return f"{day_words(session.day)}  {clock(session.start)}-{clock(session.end)}  {session.title}{effort}"


def _words(dose: Dose, exercise: Exercise, session: Session) -> str:
    """Say a dose, with its own cap of effort only where it is lower than the session's."""
    if dose.cap is not None and session.cap is not None and dose.cap >= session.cap:
        dose = evolve(dose, cap=None)
    return dose_words(dose, exercise.pattern, exercise.implement)


def _rows(session: Session, plan: Plan) -> list[str]:
    if session.held_back:
        return [f"    Nothing this time. {session.held_back}"]
    rows = []
    for item in session.items:
        if item.dose is not None:
            exercise = plan.exercises[item.exercise]
            rows.append(f"    {_name(item, exercise):<44} {_words(item.dose, exercise, session)}")
    return rows


def _name(item: Item, exercise: Exercise) -> str:
    return f"{exercise.name} (warm-up)" if item.role == "warm-up" else exercise.name


@frozen
class Explanation:
    """Hold the sessions of one day; its text says why each has this time, these exercises and these doses."""

    plan: Plan
    day: dt.date
    sessions: tuple[Session, ...]
    unplaced: tuple[Unplaced, ...]

    def __str__(self) -> str:
        lines: list[str] = [fill(self.plan.stop, 100), ""] if self.plan.stop else []
        for session in self.sessions:
            lines += [_head(session) + f"  [{session.key}]"]
            lines += [_wrapped(why, 4) for why in session.where]
            for item in session.items:
                lines += _item_lines(item, session, self.plan)
            lines.append("")
        for missing in self.unplaced:
            lines.append(f"No room this week for {missing.title} [{missing.key}]. {missing.smallest}")
            for day, rules in missing.refused:
                lines.append(_wrapped(f"{day_words(day)}: {'; '.join(rules)}", 4))
        if not self.sessions and not self.plan.stop:
            lines.insert(0, f"Nothing is planned on {day_words(self.day)}: rest is part of the plan.")
        return "\n".join(lines).rstrip()


def explanation(plan: Plan, day: dt.date) -> Explanation:
    """Return what stands behind one day of *plan*; raises DataError outside of it."""
    last = plan.week_start(len(plan.phases) + 1) - dt.timedelta(days=1)
    if not plan.start <= day <= last:
        raise DataError(f"day: the plan runs from {plan.start} to {last}, got {day}")
    number = (day - plan.start).days // 7 + 1
    return Explanation(
        plan,
        day,
        tuple(s for s in plan.active if s.day == day),
        tuple(u for u in plan.unplaced if u.key.week == number),
    )


def _item_lines(item: Item, session: Session, plan: Plan) -> list[str]:
    lines = []
    if item.dose is None:
        name = plan.exercises[item.exercise].name if item.exercise else f"({item.slot})"
        lines.append(f"    {name}: nothing today")
    else:
        exercise = plan.exercises[item.exercise]
        lines.append(f"    {_name(item, exercise)}: {_words(item.dose, exercise, session)}")
    for why in item.why:
        source = f" [{why.rule}{': ' + ', '.join(why.sources) if why.sources else ''}]"
        lines.append(_wrapped(why.reason + source, 8))
    return lines


def _wrapped(text: str, indent: int) -> str:
    return fill(text, 100, initial_indent=" " * indent, subsequent_indent=" " * indent)
