"""The calendar rules of a finished plan, checked from its sessions alone, without the planner's own rules."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

from rehabplan.model.plan import Plan, Session


def instant(session: Session) -> dt.datetime:
    return dt.datetime.combine(session.day, dt.time()) + dt.timedelta(minutes=session.start)


def lifts(plan: Plan, session: Session):
    return [e for i in session.items if i.dose for e in [plan.exercises[i.exercise]] if e.kind != "aerobic"]


def broken(plan: Plan, since: dt.date | None = None) -> list[str]:
    """Return what the plan breaks of C1, C2, C4, C5, C6, C7, the windows, the session limit and the minutes booked."""
    found: list[str] = []
    sessions = [s for s in plan.active if since is None or s.day >= since]
    pinned = {pin.key for pin in plan.pins}
    for a, b in combinations(plan.active, 2):
        if (since is not None and b.day < since) or {a.key, b.key} <= pinned:
            continue
        if a.key in pinned or b.key in pinned:
            continue
        found += _pair(plan, a, b)
    for s in sessions:
        if s.key not in pinned:
            found += _alone(plan, s)
    for week in range(1, len(plan.phases) + 1):
        first = plan.week_start(week)
        days = {s.day for s in plan.active if s.key.component in {"strength", "run"}}
        if first >= (since or plan.start) and all(first + dt.timedelta(days=i) in days for i in range(7)):
            found.append(f"C6 week {week}")
    return found


def _pair(plan: Plan, a: Session, b: Session) -> list[str]:
    first, second = sorted((a, b), key=instant)
    apart = instant(second) - instant(first)
    found = []
    if instant(second) < instant(first) + dt.timedelta(minutes=first.minutes):
        found.append(f"overlap {a.key} {b.key}")
    heavy = [{m for e in lifts(plan, s) if e.gap >= 48 for m in e.primary} for s in (a, b)]
    if apart < dt.timedelta(hours=48) and heavy[0] & heavy[1]:
        found.append(f"C1 {a.key} {b.key}")
    days = (second.day - first.day).days
    tired = any(e.fatigue == "high" for e in lifts(plan, first))
    if second.run in {"long", "quality"} and tired and days == 1:
        found.append(f"C2 {first.key} {second.key}")
    if first.run == "long" and days == 1 and second.key.component in {"strength", "run"}:
        found.append(f"C5 {first.key} {second.key}")
    if first.run == second.run == "walk-run" and days < 2:
        found.append(f"C7 {first.key} {second.key}")
    legs = any(e.fatigue != "low" for e in lifts(plan, first)) and first.key.component == "strength"
    if days == 0 and legs and second.key.component == "run":
        found.append(f"C4 {first.key} {second.key}")
    if days == 0 and a.key.component == b.key.component:
        found.append(f"twice a day {a.key} {b.key}")
    return found


def _alone(plan: Plan, s: Session) -> list[str]:
    person = plan.person
    found = []
    if any(away.covers(s.day) for away in person.away):
        found.append(f"away {s.key}")
    inside = any(
        s.day.weekday() in w.days
        and w.start <= s.start
        and s.end <= w.end
        and (not w.only or s.key.component in w.only)
        for w in person.windows
    )
    fixed = any(s.day.weekday() == r.day and s.start >= r.start and s.key.component == "run" for r in person.runs)
    if not inside and not fixed:
        found.append(f"window {s.key} {s.day} {s.start}")
    seconds = sum(
        plan.exercises[i.exercise].seconds(i.dose) + (0 if plan.exercises[i.exercise].kind == "aerobic" else 30)
        for i in s.items
        if i.dose and not i.dose.sets[0].meters
    )
    if seconds > s.minutes * 60:
        found.append(f"minutes {s.key} {seconds / 60:.1f} > {s.minutes}")
    if s.key.component not in {"run", "walk"} and s.minutes > person.limit:
        found.append(f"limit {s.key}")
    return found
