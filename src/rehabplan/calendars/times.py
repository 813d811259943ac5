"""Session times as a calendar writes them, on every side of a clock change."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from rehabplan.calendars.style import Style
from rehabplan.calendars.zones import changes, next_change, zone
from rehabplan.errors import DataError, Fault
from rehabplan.model.plan import Plan, Session

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_DAY = dt.timedelta(days=1)


def instants(place: ZoneInfo, session: Session) -> tuple[dt.datetime, dt.datetime]:
    """Return a session's start and end in UTC; the end is its minutes later, whatever the clocks do.

    A start in the hour that a spring change leaves out is the first moment after it; of two in autumn it is the first.
    """
    start = _first_moment(place, _wall(session))
    return start, start + dt.timedelta(minutes=session.minutes)


def _wall(session: Session) -> dt.datetime:
    return dt.datetime.combine(session.day, dt.time()) + dt.timedelta(minutes=session.start)


def _first_moment(place: ZoneInfo, wall: dt.datetime) -> dt.datetime:
    moment = wall.replace(tzinfo=place).astimezone(dt.UTC)
    if moment.astimezone(place).replace(tzinfo=None) == wall:
        return moment
    earlier = wall.replace(tzinfo=place, fold=1).astimezone(dt.UTC)
    return _EPOCH + dt.timedelta(seconds=next_change(place, _seconds(earlier), _seconds(moment)))


def _seconds(moment: dt.datetime) -> int:
    return int((moment - _EPOCH).total_seconds())


def _is_repeated(local: dt.datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


class Clock:
    """Write the DTSTART and DTEND lines of a plan's sessions.

    Most days have no clock change near; there the local times stand as they are planned. The others go through UTC. An
    event that starts or ends in an hour that autumn repeats is written in UTC: by RFC 5545 a local time means the
    first of the two, but not all clients read it so.
    """

    def __init__(self, plan: Plan, style: Style) -> None:
        self.place, self.style = zone(plan.person.zone), style
        days = [plan.start, *(s.day for s in plan.sessions)]
        self.first, self.last = min(days), max(days)
        onsets = [c.onset.date() for c in changes(plan.person.zone, self.first.year - 1, self.last.year + 1)]
        self._near = {day + shift for day in onsets for shift in (-_DAY, dt.timedelta(0), _DAY)}
        prefix = "" if style.times == "floating" else f";TZID={plan.person.zone}"
        self._start, self._end = f"DTSTART{prefix}:".encode(), f"\r\nDTEND{prefix}:".encode()

    def lines(self, session: Session) -> bytes:
        """Return both lines, with line breaks; raises DataError for a session that takes no time."""
        if session.minutes < 1:
            raise DataError([Fault(f"session {session.key}", f"expected at least 1 minute, got {session.minutes}")])
        if session.end >= 1440 or self.style.times == "utc" or session.day in self._near:
            return self._careful(session)
        day = session.day.isoformat().replace("-", "").encode()
        start, end = divmod(session.start, 60), divmod(session.end, 60)
        return b"%b%bT%02d%02d00%b%bT%02d%02d00\r\n" % (self._start, day, *start, self._end, day, *end)

    def delayed(self, session: Session) -> dt.datetime | None:
        """Return the local time at which a session really starts, if a spring change leaves out the planned one."""
        if self.style.times == "floating" or session.day not in self._near:
            return None
        start = instants(self.place, session)[0].astimezone(self.place).replace(tzinfo=None)
        return start if start != _wall(session) else None

    def _careful(self, session: Session) -> bytes:
        if self.style.times == "floating":
            start = _wall(session)
            return self._local(start, start + dt.timedelta(minutes=session.minutes))
        begin, finish = instants(self.place, session)
        start, end = begin.astimezone(self.place), finish.astimezone(self.place)
        if self.style.times == "utc" or _is_repeated(start) or _is_repeated(end):
            return f"DTSTART:{begin:%Y%m%dT%H%M%SZ}\r\nDTEND:{finish:%Y%m%dT%H%M%SZ}\r\n".encode()
        return self._local(start, end)

    def _local(self, start: dt.datetime, end: dt.datetime) -> bytes:
        times = f"{start:%Y%m%dT%H%M%S}".encode(), f"{end:%Y%m%dT%H%M%S}".encode()
        return b"%b%b%b%b\r\n" % (self._start, times[0], self._end, times[1])
