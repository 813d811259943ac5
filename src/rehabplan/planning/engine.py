"""The fold: week by week, exercises from the opening state, then days, then doses in order of time."""

from __future__ import annotations

import datetime as dt

from attrs import evolve

from rehabplan.model.plan import Key, Session, Unplaced
from rehabplan.model.program import Phase
from rehabplan.planning.content import Draft, wanted
from rehabplan.planning.hear import Listener
from rehabplan.planning.issue import Issuer
from rehabplan.planning.state import Order, State
from rehabplan.planning.weeks import Calendar, Spot, place
from rehabplan.rules import open_week

WEEK = dt.timedelta(days=7)


def unfold(order: Order) -> tuple[list[Session], list[Unplaced]]:
    """Return all sessions and what found no room: the past as it was issued, the rest as it follows from it."""
    state = State(distances=(order.person.running.week,))
    if order.person.running.longest:
        state.runs.append((order.start - dt.timedelta(days=1), order.person.running.longest))
    calendar = Calendar(order)
    phases = {phase.id: phase for phase in order.program.phases}
    sessions: list[Session] = []
    unplaced: list[Unplaced] = []
    for number, name in enumerate(order.phases, 1):
        made, missing = _week(order, state, calendar, number, phases[name])
        sessions += made
        unplaced += missing
    return sessions, unplaced


def _week(
    order: Order, state: State, calendar: Calendar, number: int, phase: Phase
) -> tuple[list[Session], list[Unplaced]]:
    first, within = order.start + (number - 1) * WEEK, order.phases[: number - 1].count(phase.id)
    state.training = state.training + 1 if phase.deload else 0
    for name, course in state.courses.items():
        state.apply(name, open_week(course), order.person)
    past = [s for s in order.old.values() if s.key.week == number and not s.withdrawn and s.day < order.on]
    drafts = wanted(phase, number, order.person, calendar.longest, state.turn)
    issuer = Issuer(order, state, phase, first, within)
    filled, hollow = issuer.open(drafts)
    over = first + WEEK <= order.on
    done = {key for s in past for key in (s.key, *s.riders)}
    free = [d for d in filled if d.key not in done and not order.stopped and (not over or d.key in calendar.ahead)]
    empty = [u for u in hollow if u.key not in done and not order.stopped and not over]
    if not within:
        calendar.like = ()
    guests = _guests(order, number, first)
    spots, refused = place(calendar, first, free, past, issuer.facts(free, [*past, *guests]), guests=guests)
    sessions = _in_time(order, Listener(order, state, phase, number, first), issuer, [*past, *spots])
    _count_turns(state, drafts)
    missing = [order.unplaced.get(u.key, u) for u in (*refused, *empty)]
    if over or order.stopped:
        missing += [u for key, u in order.unplaced.items() if key.week == number]
    return sessions, missing


def _guests(order: Order, number: int, first: dt.date) -> list[Session]:
    """Return the sessions of later weeks that the person put into this one (decision 19)."""
    return [
        evolve(s, day=pin.day, start=pin.start)
        for pin in order.pins
        if pin.key.week > number and first <= pin.day < first + WEEK and (s := order.old.get(pin.key)) is not None
    ]


def _in_time(order: Order, listener: Listener, issuer: Issuer, timeline: list[Session | Spot]) -> list[Session]:
    """Issue what is to come and hear what there is to hear, in order of time, then close the week."""
    sessions: list[Session] = []
    for entry in sorted(timeline, key=_when):
        session = entry if isinstance(entry, Session) else issuer.issue(entry)
        listener.hear(session, order.history.told(session) if isinstance(entry, Session) else None)
        sessions.append(session)
    listener.close()
    return sessions


def _when(entry: Session | Spot) -> tuple[dt.date, int, Key]:
    return entry.day, entry.start, entry.key if isinstance(entry, Session) else entry.draft.key


def _count_turns(state: State, drafts: list[Draft]) -> None:
    for draft in drafts:
        for key in (draft.key, *(key for key, _, _ in draft.riders)):
            state.turn[key.component] = state.turn.get(key.component, 0) + 1
