"""Time zones: one version of the world's clock changes, and VTIMEZONE components made from it.

The data of the `tzdata` package wins: an operating system's is often older, and a file must not depend on where it was
written. `tzdata_version` says which version that is.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from importlib import import_module, resources
from importlib.resources.abc import Traversable
from zoneinfo import ZoneInfo

from attrs import frozen

from rehabplan.errors import UnknownNameError

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_NONE = dt.timedelta(0)
_STEP = 3 * 86400
"""Seconds between two looks at a zone. Since 2000 none has changed its clocks twice within six days (tzdata 2026f)."""
_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_RULE = re.compile(rb",M(\d+)\.(\d)\.(\d)(?:/(\d+)(?::(\d+))?(?::(\d+))?)?(?=,|$)")


def tzdata_version() -> str:
    """Return the version of the time zone data in use, such as `2026f`."""
    return str(import_module("tzdata").IANA_VERSION)


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Return the names of all known time zones."""
    return frozenset(resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """Return the zone of an IANA *name*, from the `tzdata` package; raises UnknownNameError."""
    with _file(name).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def _file(name: str) -> Traversable:
    if name not in zone_names():
        raise UnknownNameError("time zone", name, zone_names())
    return resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))


@frozen
class Change:
    """Hold one change of a zone's clocks: the local time, in the old offset, at which it happens, and what it does."""

    onset: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str
    daylight: bool


@lru_cache(maxsize=256)
def changes(name: str, first: int, last: int) -> tuple[Change, ...]:
    """Return the changes of a zone's UTC offset in the years *first* to *last*, right to the second."""
    place, found = zone(name), []
    low, end = _seconds(first), _seconds(last + 1)
    while low < end:
        high = min(low + _STEP, end)
        if _at(place, low).utcoffset() == _at(place, high).utcoffset():
            low = high
            continue
        old, low = low, next_change(place, low, high)
        found.append(_change(_at(place, old), _at(place, low)))
    return tuple(found)


def next_change(place: ZoneInfo, low: int, high: int) -> int:
    """Return the first second after *low* (both of the epoch) with another offset; *high* must have another."""
    before, start = low, _at(place, low).utcoffset()
    while high - before > 1:
        middle = (before + high) // 2
        if _at(place, middle).utcoffset() == start:
            before = middle
        else:
            high = middle
    return high


def _change(old: dt.datetime, new: dt.datetime) -> Change:
    """Make the change between two moments; where winter has the saving (Dublin: -1 h), summer is still the daylight."""
    before, after = old.utcoffset() or _NONE, new.utcoffset() or _NONE
    daylight = (new.dst() or _NONE) > _NONE or (old.dst() or _NONE) < _NONE
    return Change(new.replace(tzinfo=None) - after + before, before, after, new.tzname() or "", daylight)


def _seconds(year: int) -> int:
    return int((dt.datetime(year, 1, 1, tzinfo=dt.UTC) - _EPOCH).total_seconds())


def _at(place: ZoneInfo, seconds: int) -> dt.datetime:
    return (_EPOCH + dt.timedelta(seconds=seconds)).astimezone(place)


@frozen
class YearlyRule:
    """Hold a rule such as "the last Sunday in March at 01:00", in the local time that it ends; week 5 is the last."""

    month: int
    week: int
    weekday: int
    time: dt.timedelta

    def onset(self, year: int) -> dt.datetime:
        """Return when it falls in *year*."""
        first = dt.datetime(year, self.month, 1)  # noqa: DTZ001 - a local time
        day = first + dt.timedelta(days=(self.weekday - first.isoweekday()) % 7 + 7 * (self.week - 1))
        return (day if day.month == self.month else day - dt.timedelta(days=7)) + self.time

    def __str__(self) -> str:
        week = -1 if self.week == 5 else self.week
        return f"FREQ=YEARLY;BYMONTH={self.month};BYDAY={week}{_WEEKDAYS[self.weekday]}"


@lru_cache(maxsize=64)
def yearly_rules(name: str) -> tuple[YearlyRule, ...]:
    """Return the two rules that a zone follows from now on, or none.

    They are the last line of the zone's file, where a rule counts from the named weekday's midnight. Rules that fall on
    another day than the one they name (Cairo: the last Thursday at 24:00) cannot be said with BYDAY alone: none.
    """
    footer = _file(name).read_bytes().rsplit(b"\n", 2)[1]
    rules = []
    for month, week, weekday, hours, minutes, seconds in _RULE.findall(footer):
        time = dt.timedelta(hours=int(hours or 2), minutes=int(minutes or 0), seconds=int(seconds or 0))
        rules.append(YearlyRule(int(month), int(week), int(weekday), time))
    good = len(rules) == 2 and all(rule.time < dt.timedelta(days=1) for rule in rules)
    return tuple(sorted(rules, key=lambda rule: rule.month)) if good else ()


def vtimezone(name: str, first: dt.date, last: dt.date) -> bytes:
    """Return the VTIMEZONE of a zone for local times from *first* to the end of the year after *last*.

    Where the zone follows a yearly rule it is a recurrence with BYDAY, right beyond the end too; every other change is
    an observance of its own. Onsets are in the old local time (RFC 5545, section 3.6.5). Raises UnknownNameError.
    """
    return _vtimezone(name, first.year - 1, last.year + 1)


@lru_cache(maxsize=256)
def _vtimezone(name: str, first: int, last: int) -> bytes:
    found = changes(name, first, last)
    regular = _regular_from(found, yearly_rules(name), first, last)
    parts = [_observance(c) for c in found if c.onset.year < regular]
    parts += [_observance(c, rule) for c, rule in _yearly(found, yearly_rules(name), regular)]
    standard = any(not c.daylight for c in found if c.onset.year <= regular)
    if not found or found[0].onset.year > first or not standard:
        parts.insert(0, _observance(_opening(name, first)))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}", *parts, "END:VTIMEZONE", ""]
    return "\r\n".join(lines).encode()


def _yearly(found: tuple[Change, ...], rules: tuple[YearlyRule, ...], year: int) -> list[tuple[Change, YearlyRule]]:
    """Pair a year's changes with the rules; empty where they do not fit."""
    of_year = [c for c in found if c.onset.year == year]
    fits = len(of_year) == len(rules) and all(
        c.onset == rule.onset(year) for c, rule in zip(of_year, rules, strict=True)
    )
    return list(zip(of_year, rules, strict=True)) if fits else []


def _regular_from(found: tuple[Change, ...], rules: tuple[YearlyRule, ...], first: int, last: int) -> int:
    """Return the first year from which on the zone does the same by its rules; after *last* if it never does."""
    regular = last + 1
    pattern = [(c.before, c.after) for c, _ in _yearly(found, rules, last)]
    while pattern and regular > first:
        if [(c.before, c.after) for c, _ in _yearly(found, rules, regular - 1)] != pattern:
            break
        regular -= 1
    return regular


def _opening(name: str, year: int) -> Change:
    """Return the state at the beginning of a *year* as a change from itself."""
    start = _at(zone(name), _seconds(year))
    offset = start.utcoffset() or _NONE
    return Change(dt.datetime(year, 1, 1), offset, offset, start.tzname() or "", daylight=False)  # noqa: DTZ001


def _observance(change: Change, rule: YearlyRule | None = None) -> str:
    kind = "DAYLIGHT" if change.daylight else "STANDARD"
    lines = [
        f"BEGIN:{kind}",
        f"DTSTART:{change.onset:%Y%m%dT%H%M%S}",
        *([f"RRULE:{rule}"] if rule else []),
        f"TZOFFSETFROM:{_offset(change.before)}",
        f"TZOFFSETTO:{_offset(change.after)}",
        f"TZNAME:{change.name}",
        f"END:{kind}",
    ]
    return "\r\n".join(lines)


def _offset(offset: dt.timedelta) -> str:
    seconds = int(offset.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    text = f"{'-' if seconds < 0 else '+'}{hours:02}{rest // 60:02}"
    return text + (f"{rest % 60:02}" if rest % 60 else "")
