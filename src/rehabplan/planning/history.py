"""What the diary says of each past session, as the exposures that rules read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, fields, frozen

from rehabplan.model.clearance import Sign
from rehabplan.model.course import Exposure
from rehabplan.model.diary import DONE, Diary, Entry
from rehabplan.model.dose import Dose
from rehabplan.model.plan import Item, Session
from rehabplan.model.scales import Light, Pain
from rehabplan.rules import PainGate
from rehabplan.rules.pain import usual_morning

PATIENCE = dt.timedelta(days=7)
"""How long a session without any entry is neither done nor missed (decision 1; DESIGN)."""

DAY = dt.timedelta(days=1)
AS_PLANNED, PARTLY, NOT_DONE = DONE


@frozen
class Told:
    """Hold what is known of one session: the entry for all of it, and one for each exercise that was named."""

    whole: Entry
    parts: Mapping[str, Entry]

    @property
    def silent(self) -> bool:
        """Say whether nothing at all was told."""
        return not self.whole.done and not self.parts

    @property
    def done(self) -> bool:
        """Say whether the session took place, at least partly."""
        return self.whole.done != NOT_DONE and not self.silent

    def of(self, exercise: str) -> Entry:
        """Return what is known of one exercise: its own entry over that of the session."""
        part = self.parts.get(exercise)
        return self.whole if part is None else merged(self.whole, part)


def merged(first: Entry, later: Entry) -> Entry:
    """Return *first* amended by *later*, field by field; what *later* leaves open stays (decision 4)."""
    said = {
        a.name: value
        for a in fields(Entry)
        if a.name not in {"day", "session", "exercise", "line"} and (value := getattr(later, a.name)) != a.default
    }
    return evolve(first, **said)


def _together(entries: Sequence[Entry], day: dt.date) -> Entry:
    """Return what *entries* say together; without a word on what was done, another dose means partly."""
    said = Entry(day)
    for entry in entries:
        said = merged(said, entry)
    if not entries or said.done:
        return said
    return evolve(said, done=AS_PLANNED if said.dose is None else PARTLY)


class History:
    """Hold a diary up to the day of revision, read against the sessions that were issued."""

    def __init__(self, diary: Diary, on: dt.date, gate: PainGate) -> None:
        self.on, self.gate = on, gate
        self.until = diary.as_planned_until
        self.entries: dict[dt.date, list[Entry]] = {}
        for entry in diary.entries:
            if entry.day < on:
                self.entries.setdefault(entry.day, []).append(entry)
        self.mornings = _mornings(diary.entries, on)

    @property
    def leg_sign(self) -> dt.date | None:
        """Return the day of the latest new leg sign, or None."""
        return max((e.day for day in self.entries.values() for e in day if e.leg), default=None)

    def stopped(self, cleared: Iterable[Sign]) -> bool:
        """Say whether a new leg sign was noted that no clinician has cleared since."""
        sign = self.leg_sign
        return sign is not None and all(clearance.day <= sign for clearance in cleared)

    def told(self, session: Session) -> Told:
        """Return what the diary says of *session*."""
        mine = [e for e in self.entries.get(session.day, ()) if _meant(e, session)]
        whole = _together([e for e in mine if not e.exercise], session.day)
        names = dict.fromkeys(e.exercise for e in mine if e.exercise)
        parts = {name: _together([e for e in mine if e.exercise == name], session.day) for name in names}
        if not whole.done and (parts or (self.until is not None and session.day <= self.until)):
            whole = evolve(whole, done=AS_PLANNED)
        told = Told(whole, parts)
        if told.silent and self.on - session.day > PATIENCE:
            return Told(evolve(whole, done=NOT_DONE), {})
        return told

    def exposure(self, session: Session, item: Item, dose: Dose, told: Told) -> Exposure:
        """Return the exposure of one item of a past session, which asked for *dose*."""
        entry = told.of(item.exercise)
        done = None if entry.done == NOT_DONE or entry.dose is None else as_asked(entry.dose, dose)
        if entry.done == AS_PLANNED:
            done = done or dose
        light, settled = self.light(entry)
        return Exposure(
            session.day, item.exercise, dose, done, light, entry.effort, entry.rir, settled, item.overlay,
            session.key.week,
        )  # fmt: skip

    def light(self, entry: Entry) -> tuple[Light, bool]:
        """Return the color of a session and whether it is final (P7)."""
        if entry.during is None and entry.before is None and entry.morning is None and not entry.leg:
            return Light.GREEN, True
        before = entry.before or Pain(0)
        during = entry.during or before
        usual = usual_morning(self.mornings, entry.day + DAY) or entry.morning or before
        light = self.gate.light(before, during, entry.morning, usual, leg=entry.leg)
        return light, entry.morning is not None


def as_asked(done: Dose, asked: Dose) -> Dose:
    """Return what was done with what the note leaves out taken from what was asked: the load, each side, the rest."""
    load = asked.load
    sets = tuple([evolve(s, load=load) if s.load is None and load is not None else s for s in done.sets])
    return evolve(asked, sets=sets)


def _mornings(entries: Iterable[Entry], on: dt.date) -> dict[dt.date, Pain]:
    """Return morning pain by date; the next-morning value of an entry belongs to the day after it."""
    return {e.day + DAY: e.morning for e in entries if e.morning is not None and e.day < on}


def _meant(entry: Entry, session: Session) -> bool:
    if entry.session:
        return entry.session == str(session.key) or any(entry.session == str(key) for key in session.riders)
    return not entry.exercise or any(entry.exercise == item.exercise for item in session.items)


def expected(session: Session, item: Item, dose: Dose) -> Exposure:
    """Return the expected response to a session that is still to come: as asked, comfortable, settled."""
    return Exposure(session.day, item.exercise, dose, dose, overlay=item.overlay, week=session.key.week)
