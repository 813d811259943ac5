"""Random lives for the laws: people, and diaries that answer an issued plan."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from attrs import evolve
from hypothesis import strategies as st

import rehabplan as rp
from rehabplan.model.diary import Diary, Entry
from rehabplan.model.plan import Pin, Plan, Session

EXAMPLES = Path(__file__).parents[2] / "examples"
START = dt.date(2026, 1, 5)
NAMES = ("runner", "beginner", "traveler")


@cache
def sample(name: str) -> Plan:
    """Return the fresh plan of a sample person; making it is the slow part."""
    return rp.make_plan("running-low-back-pain", rp.load_person(EXAMPLES / f"{name}.toml"), START)


def noted(session: Session, answer: str, pain: tuple[int, int, int | None], dose: str = "") -> list[Entry]:
    """Return what a person writes about one session."""
    if answer == "silent":
        return []
    entry = Entry(session.day, session=str(session.key), done="" if answer == "pain" else answer)
    if answer == "pain":
        before, during, morning = pain
        entry = evolve(
            entry,
            done="as planned",
            before=rp.Pain(before),
            during=rp.Pain(during),
            morning=None if morning is None else rp.Pain(morning),
        )
    return [entry]


answers = st.sampled_from(["as planned"] * 6 + ["silent", "not done", "partly", "pain", "pain"])
pains = st.tuples(st.integers(0, 6), st.integers(0, 8), st.none() | st.integers(0, 8))


@st.composite
def notes(draw, plan: Plan, since: dt.date, until: dt.date) -> list[Entry]:
    """Draw notes on the sessions from *since* to before *until*, and a late amendment of an earlier one."""
    entries: list[Entry] = []
    for session in plan.active:
        if since <= session.day < until:
            entries += noted(session, draw(answers), draw(pains))
    earlier = [s for s in plan.active if s.day < since]
    if earlier and draw(st.booleans()):
        late = draw(st.sampled_from(earlier))
        entries += [Entry(late.day, session=str(late.key), morning=rp.Pain(draw(st.integers(0, 9))))]
    return entries


@st.composite
def pins(draw, plan: Plan, on: dt.date) -> tuple[Pin, ...]:
    """Draw a session that the person moved, by some days within its week."""
    ahead = [s for s in plan.active if s.day >= on]
    if not ahead or not draw(st.booleans()):
        return ()
    session = draw(st.sampled_from(ahead))
    first = plan.week_start(session.key.week)
    day = max(on, first + dt.timedelta(days=draw(st.integers(0, 6))))
    return (Pin(session.key, day, draw(st.sampled_from([420, 720, 1080]))),)


def whole(entries: list[Entry], until: dt.date | None = None) -> Diary:
    """Return the diary of all entries so far."""
    return Diary(tuple(entries), as_planned_until=until)
