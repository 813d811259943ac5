"""A person: when they can train, with what, what they run, and what they answered."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from attrs import field, frozen

from rehabplan.errors import NotationError
from rehabplan.model.clearance import Sign

LONG_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COMPONENTS = ("strength", "trunk", "mobility", "walk", "run")
BRANCHES = ("continue", "pause")


def minutes_of(text: str) -> int:
    """Return the minute of the day of a local time such as `18:30`; raises NotationError."""
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", text.strip())
    if not match or not (int(match[1]) * 60 + int(match[2]) <= 1440 and int(match[2]) < 60):
        raise NotationError(f"not a time of day: {text!r}, expected like 18:30")
    return int(match[1]) * 60 + int(match[2])


def clock(minutes: int) -> str:
    """Return a minute of the day as `18:30`."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def days_of(text: str) -> tuple[int, ...]:
    """Return the weekdays, Monday 0, of a text such as `mon-fri` or `tue thu`; raises NotationError."""
    found: set[int] = set()
    for word in text.replace(",", " ").lower().split():
        first, dash, last = word.partition("-")
        low, high = _weekday(first, word), _weekday(last if dash else first, word)
        found.update(range(low, high + 1) if low <= high else (*range(low, 7), *range(high + 1)))
    if not found:
        raise NotationError(f"no weekdays in {text!r}, expected like mon-fri or tue thu")
    return tuple(sorted(found))


def _weekday(name: str, word: str) -> int:
    for names in (WEEKDAYS, LONG_NAMES):
        if name in names:
            return names.index(name)
    raise NotationError(f"not a weekday: {word!r}, expected one of {', '.join(WEEKDAYS)}")


def _sorted_days(days: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(days)))


@frozen
class Window:
    """Hold a stretch of local time, every week on these weekdays (Monday 0), in minutes of the day.

    `only` names the components that may use it; empty means all. Raises ValueError without a weekday and when it ends
    before it starts.

    >>> str(Window.parse("tue thu 18:00-19:00 for strength"))
    'tue thu 18:00-19:00 for strength'
    """

    days: tuple[int, ...] = field(converter=_sorted_days)
    start: int
    end: int
    only: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        if not self.days or not set(self.days) <= set(range(7)):
            raise ValueError(f"a window is on weekdays from 0, Monday, to 6, Sunday, got {list(self.days)}")
        if not 0 <= self.start < self.end <= 1440:
            got = f"{clock(self.start)}-{clock(self.end)}"
            raise ValueError(f"a window ends after it starts, on the same day, got {got}")

    @classmethod
    def parse(cls, text: str) -> Window:
        """Read `mon-fri 12:30-13:10` or `tue thu 18:00-19:00 for strength trunk`; raises NotationError."""
        match = re.fullmatch(r"\s*(.*?)\s+(\S+?)\s*-\s*(\d\S*)(?:\s+for\s+(.+))?\s*", text)
        if not match:
            raise NotationError(f"not a window: {text!r}, expected like mon-fri 12:30-13:10 or sat 9:00-10:00 for run")
        only = tuple((match[4] or "").replace(",", " ").split())
        for name in only:
            if name not in COMPONENTS:
                raise NotationError(f"not a component: {name!r}, expected one of {', '.join(COMPONENTS)}")
        try:
            return cls(days_of(match[1]), minutes_of(match[2]), minutes_of(match[3]), only)
        except ValueError as error:
            raise NotationError(f"not a window: {text!r}, {error}") from None

    def __str__(self) -> str:
        days = " ".join(WEEKDAYS[day] for day in self.days)
        only = f" for {' '.join(self.only)}" if self.only else ""
        return f"{days} {clock(self.start)}-{clock(self.end)}{only}"


@frozen
class Away:
    """Hold days on which nothing is planned, first and last included."""

    first: dt.date
    last: dt.date
    why: str = ""

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"days away end on or after their first day, got {self.first} to {self.last}")

    def covers(self, day: dt.date) -> bool:
        """Say whether *day* is away."""
        return self.first <= day <= self.last


RUN_KINDS = ("easy", "long", "quality")


@frozen
class FixedRun:
    """Hold a weekly time the person runs at: weekday (Monday 0), start in minutes of the day, and kind of run.

    Raises ValueError for a day, time or kind that does not exist.
    """

    day: int
    start: int
    kind: str = "easy"

    def __attrs_post_init__(self) -> None:
        if not (0 <= self.day <= 6 and 0 <= self.start < 1440):
            raise ValueError(f"a run starts on a weekday from 0 to 6 before 24:00, got {self.day}, {clock(self.start)}")
        if self.kind not in RUN_KINDS:
            raise ValueError(f"unknown kind of run {self.kind!r}, expected one of {', '.join(RUN_KINDS)}")

    @classmethod
    def parse(cls, text: str) -> FixedRun:
        """Read `tue 06:45` or `sun 09:00 long`; raises NotationError."""
        words = text.split()
        if not 2 <= len(words) <= 3 or (words[2:] and words[2] not in RUN_KINDS):
            raise NotationError(f"not a fixed run: {text!r}, expected like tue 06:45 or sun 09:00 long")
        day, *others = days_of(words[0])
        if others:
            raise NotationError(f"not a fixed run: {text!r}, expected one day")
        try:
            return cls(day, minutes_of(words[1]), words[2] if words[2:] else "easy")
        except ValueError as error:
            raise NotationError(f"not a fixed run: {text!r}, {error}") from None

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.day]} {clock(self.start)} {self.kind}"


@frozen
class Running:
    """Hold what the person runs: usual week and longest run of the last 30 days in meters, and the branch at entry.

    `branch` is `continue` (last week's runs were green or settled) or `pause`. `pace` is easy running in seconds per
    kilometer (6:30 min/km when not given: DESIGN). `per_week` is the number of runs a week.
    """

    branch: str = "pause"
    week: int = 0
    longest: int = 0
    per_week: int = 3
    pace: int = 390


@frozen
class Person:
    """Hold a person: id, IANA time zone, availability, equipment, running, answers and risk factors.

    `limit` is the longest session in minutes (runs and walks have their own length). `equipment` maps each piece owned
    to its weights in kilograms (empty for pieces without). `wakes` is the usual time of rising in minutes of the day.
    `remind` is minutes before a session for a reminder; None for none.
    """

    id: str
    zone: str
    windows: tuple[Window, ...]
    name: str = ""
    away: tuple[Away, ...] = ()
    equipment: Mapping[str, tuple[Decimal, ...]] = field(factory=dict)
    limit: int = 45
    runs: tuple[FixedRun, ...] = ()
    running: Running = Running()
    answers: Mapping[str, str] = field(factory=dict)
    cleared: tuple[Sign, ...] = ()
    factors: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    wakes: int = 420
    remind: int | None = None
