"""What is issued: a plan of sessions, each with the reasons for its content and its day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from rehabplan.errors import NotationError
from rehabplan.model.clearance import Clearance
from rehabplan.model.course import Decision
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import Exercise, Ladder
from rehabplan.model.person import Person
from rehabplan.model.program import Program
from rehabplan.model.scales import RPE

if TYPE_CHECKING:
    from rehabplan.model.views import Explanation, WeekView


@frozen(order=True)
class Key:
    """Hold the identity of a session within its plan: the week it was planned in, its component and number.

    >>> str(Key.parse("w07/strength/2"))
    'w07/strength/2'
    """

    week: int
    component: str
    n: int
    again: str = ""

    @classmethod
    def parse(cls, text: str) -> Key:
        """Read `w07/strength/2`, or `w07/strength/2b` for a make-up; raises NotationError."""
        match = re.fullmatch(r"w(\d{2,4})/([a-z][a-z0-9-]*)/(\d{1,3})([b-z]?)", text)
        if not match:
            raise NotationError(f"not a session key: {text!r}, expected like w07/strength/2")
        return cls(int(match[1]), match[2], int(match[3]), match[4])

    def __str__(self) -> str:
        return f"w{self.week:02}/{self.component}/{self.n}{self.again}"


@frozen
class Item:
    """Hold one line of a session: the slot, the exercise, the dose, and the decision that last changed it.

    `course` is empty for a fixed dose. An empty slot has no exercise, and `why` says what emptied it. `overlay` names
    the gate that asked for this dose, if one did.
    """

    slot: str
    role: str
    course: str
    exercise: str
    dose: Dose | None
    why: tuple[Decision, ...] = ()
    overlay: str = ""


AROUND = frozenset({"warm-up", "cool-down"})
"""The roles of what stands around a session's content."""


@frozen
class Session:
    """Hold one sitting: when (local day and minute), how long in minutes, what, and why on that day.

    `since` is the revision in which it first appeared, `revision` the one in which it last changed; a withdrawn
    session stays, so that calendars learn of it. `minutes` is what it books; its items take no longer than that.
    `riders` are the keys of the sessions that share its sitting (stretching after a walk). `run` is the kind of run,
    `cap` the highest effort asked for.
    """

    key: Key
    title: str
    day: dt.date
    start: int
    minutes: int
    items: tuple[Item, ...]
    phase: str = ""
    riders: tuple[Key, ...] = ()
    run: str = ""
    cap: RPE | None = None
    where: tuple[str, ...] = ()
    withdrawn: bool = False
    since: int = 0
    revision: int = 0

    @property
    def held_back(self) -> str:
        """Return why gates left nothing of it for now, or an empty text; calendars show such a session as canceled."""
        inside = [item for item in self.items if item.role not in AROUND]
        if not inside or any(item.dose for item in inside):
            return ""
        return next((item.why[-1].reason for item in inside if item.why), "Nothing of it is for now.")

    @property
    def end(self) -> int:
        """Return the local minute of the day at which it ends."""
        return self.start + self.minutes


@frozen
class Pin:
    """Hold a session that the person put somewhere: it stays on that local day and minute."""

    key: Key
    day: dt.date
    start: int


@frozen
class Unplaced:
    """Hold a wanted session without room: for each day the rules that refused it, and the smallest way out.

    `riders` are the keys of the sessions that would have shared its sitting. Where no day refused it, nothing of it may
    be done, and `smallest` says why.
    """

    key: Key
    title: str
    refused: tuple[tuple[dt.date, tuple[str, ...]], ...]
    smallest: str
    riders: tuple[Key, ...] = ()


STOP = "stop"
"""The `rule` of a notice that withdraws all that is to come."""


@frozen
class Notice:
    """Hold something a careful person should know: where it comes from, and the words."""

    rule: str
    text: str


@frozen
class Plan:
    """Hold a whole plan; it is self-contained, so that a revision needs nothing else.

    `phases` names the phase of each week. `revisions` holds the instant of issue (UTC) of each revision: a session's
    `revision` is its SEQUENCE in a calendar, the instant its DTSTAMP. Sessions are sorted by day, start and key.
    """

    id: str
    start: dt.date
    program: Program
    person: Person
    clearance: Clearance
    exercises: Mapping[str, Exercise]
    ladders: Mapping[str, Ladder]
    phases: tuple[str, ...]
    sessions: tuple[Session, ...]
    unplaced: tuple[Unplaced, ...] = ()
    notices: tuple[Notice, ...] = ()
    pins: tuple[Pin, ...] = ()
    revisions: tuple[dt.datetime, ...] = ()
    version: int = 1

    @property
    def stop(self) -> str:
        """Return why all that is to come was withdrawn, and what to do; empty while the plan goes on."""
        return next((notice.text for notice in self.notices if notice.rule == STOP), "")

    @property
    def active(self) -> tuple[Session, ...]:
        """Return the sessions that are not withdrawn, in order of time."""
        return tuple(s for s in self.sessions if not s.withdrawn)

    def week(self, number: int) -> WeekView:
        """Return week *number*, from 1, as a value that prints as a table; raises DataError outside the plan."""
        from rehabplan.model.views import week_view

        return week_view(self, number)

    def explain(self, day: dt.date) -> Explanation:
        """Return why each exercise, dose and time of *day* is as it is, as a value that prints as text."""
        from rehabplan.model.views import explanation

        return explanation(self, day)

    def week_start(self, number: int) -> dt.date:
        """Return the first day of week *number*, from 1."""
        return self.start + dt.timedelta(days=7 * (number - 1))
