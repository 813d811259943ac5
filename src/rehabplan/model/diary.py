"""What a person wrote down: entries, never rewritten; later ones amend earlier ones field by field."""

from __future__ import annotations

import datetime as dt

from attrs import frozen

from rehabplan.model.dose import Dose
from rehabplan.model.scales import RIR, RPE, Pain

DONE = ("as planned", "partly", "not done")


@frozen
class Entry:
    """Hold one note about a day, a session of that day (`session`: its key), or one exercise of it.

    `done` says `as planned`, `partly` or `not done`; `dose` is what was really done of `exercise`. `before` and
    `during` are pain scores of the session, `morning` that of the next morning; it belongs to this day.
    `effort` is the effort of the session, `rir` the repetitions left after the last set. `meters` and `minutes` are
    what a run or walk really was. `leg` reports a new leg sign. None means that nothing was said.
    """

    day: dt.date
    session: str = ""
    exercise: str = ""
    done: str = ""
    dose: Dose | None = None
    before: Pain | None = None
    during: Pain | None = None
    morning: Pain | None = None
    effort: RPE | None = None
    rir: RIR | None = None
    meters: int | None = None
    minutes: int | None = None
    leg: bool = False
    note: str = ""
    line: int = 0


@frozen
class Diary:
    """Hold all entries, in the order they were written. The whole diary is passed each time.

    Every session up to and including `as_planned_until` was done as planned unless an entry says otherwise.
    """

    entries: tuple[Entry, ...] = ()
    as_planned_until: dt.date | None = None
