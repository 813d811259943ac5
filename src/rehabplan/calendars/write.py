"""Write a plan as an iCalendar file (RFC 5545, with the names of RFC 7986 that clients honor)."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from rehabplan.calendars.lines import LIMIT, escape, fold, one_line, text_line
from rehabplan.calendars.publish import replace_file
from rehabplan.calendars.style import DEFAULT, Style
from rehabplan.calendars.texts import LONGEST, Describer, Lines, category, wrap
from rehabplan.calendars.times import Clock
from rehabplan.calendars.zones import vtimezone
from rehabplan.errors import DataError, Fault
from rehabplan.model.plan import Key, Plan, Session

PRODID = "-//rehabplan//rehabplan//EN"
Line = Callable[[str], bytes]
REFRESH = "PT6H"
"""How often a client that subscribes should look again (DESIGN)."""


def to_ics(plan: Plan, path: str | os.PathLike[str] | None = None, *, style: Style = DEFAULT) -> bytes:
    """Return *plan* as the bytes of an .ics file, one event per session; with *path*, write them there too.

    Equal plans give equal bytes, and a session that did not change gives the same event again: its SEQUENCE is the
    revision in which it last changed, its DTSTAMP and LAST-MODIFIED that revision's instant. Withdrawn sessions are
    STATUS:CANCELLED. Nothing is written of pain, flags or reasons. The file is replaced as a whole or not at all.

    Raises UnknownNameError for an unknown time zone or exercise, DataError for a session without time or a revision
    without an instant in UTC, OSError when the file cannot be written.
    """
    data = b"".join(_calendar(plan, style))
    if path is not None:
        replace_file(path, data)
    return data


def uid(plan_id: str, key: Key) -> str:
    """Return the UID of a session, the same in every revision and every export.

    The scheme, version 1, is frozen: a changed UID is a duplicate in somebody's calendar.
    """
    import uuid

    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"rehabplan:1:{plan_id}:{key}"))


def _calendar(plan: Plan, style: Style) -> Iterator[bytes]:
    yield b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
    yield text_line("PRODID", PRODID)
    yield text_line("NAME", one_line(style.name)) + text_line("X-WR-CALNAME", one_line(style.name))
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}\r\nX-PUBLISHED-TTL:{REFRESH}\r\n".encode()
    times = Clock(plan, style)
    if style.times == "zone":
        yield vtimezone(plan.person.zone, times.first, times.last)
    yield from map(_Events(plan, style, times).write, plan.sessions)
    yield b"END:VCALENDAR\r\n"


class _Events:
    """Write the events of one plan; each distinct text is escaped and folded once."""

    def __init__(self, plan: Plan, style: Style, times: Clock) -> None:
        self.plan, self.private, self.times = plan, style.private, times
        self.stamps = [_instant(number, moment) for number, moment in enumerate(plan.revisions)]
        self.describer = Describer(plan.exercises)
        line = lru_cache(None)(_line)
        self.title = lru_cache(None)(partial(_title, plan.person.remind))
        self.label = lru_cache(None)(_label)
        self.opening = lru_cache(None)(partial(_opening, line))
        self.block = lru_cache(None)(partial(_block, line))

    def write(self, session: Session) -> bytes:
        """Return one event, its alarm last."""
        summary, alarm = self.title("Busy" if self.private else session.title)
        changed = self._stamp(session, session.revision)
        return b"BEGIN:VEVENT\r\nUID:%b\r\nDTSTAMP:%b\r\nCREATED:%b\r\nLAST-MODIFIED:%b\r\nSEQUENCE:%d\r\n" % (
            uid(self.plan.id, session.key).encode(),
            changed,
            self._stamp(session, session.since),
            changed,
            session.revision,
        ) + b"%b%b%b%bEND:VEVENT\r\n" % (
            self.times.lines(session),
            summary,
            b"CLASS:PRIVATE\r\n" if self.private else self._content(session),
            b"STATUS:CANCELLED\r\n" if session.withdrawn or session.held_back else alarm,
        )

    def _stamp(self, session: Session, revision: int) -> bytes:
        if not 0 <= revision < len(self.stamps):
            known = f"0 to {len(self.stamps) - 1}" if self.stamps else "none, the plan has no instants of issue"
            raise DataError([Fault(f"session {session.key}", f"unknown revision {revision}, expected {known}")])
        return self.stamps[revision]

    def _content(self, session: Session) -> bytes:
        blocks = self.describer.blocks(session)
        if delayed := self.times.delayed(session):
            blocks.insert(1, wrap(f"The clocks go forward: it starts at {delayed:%H:%M}."))
        lines = b"\r\n ".join([self.opening(blocks[0]), *map(self.block, filter(None, blocks[1:]))])
        if len(lines) > LONGEST:
            first, *rest = self.describer.lines(session)
            lines = b"\r\n ".join([self.opening((first,)), self.block(tuple(rest))])
        return b"%b\r\n%b" % (lines, self.label(session.key.component))


def _title(minutes: int | None, title: str) -> tuple[bytes, bytes]:
    """Return the line of a title, and what ends a confirmed event: its status, and the alarm if one is wanted."""
    summary, confirmed = text_line("SUMMARY", one_line(title)), b"STATUS:CONFIRMED\r\n"
    if minutes is None:
        return summary, confirmed
    if minutes < 0:
        raise DataError([Fault("person.remind", f"expected minutes before the session, got {minutes}")])
    trigger = f"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:{'-' if minutes else ''}PT{minutes}M\r\n".encode()
    return summary, confirmed + trigger + text_line("DESCRIPTION", one_line(title)) + b"END:VALARM\r\n"


def _instant(number: int, moment: dt.datetime) -> bytes:
    if moment.tzinfo is None:
        raise DataError([Fault(f"revisions[{number}]", f"expected an instant with a time zone (UTC), got {moment}")])
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}".encode()


def _label(component: str) -> bytes:
    return text_line("CATEGORIES", category(component))


def _opening(line: Line, lines: Lines) -> bytes:
    return b"\r\n ".join([fold(f"DESCRIPTION:{escape(lines[0])}"), *map(line, lines[1:])])


def _block(line: Line, lines: Lines) -> bytes:
    return b"\r\n ".join(map(line, lines))


def _line(text: str) -> bytes:
    """Return a further line of a description; each begins a line of the file too, so that people can read that."""
    return fold(f"\\n{escape(text)}", LIMIT - 1)
