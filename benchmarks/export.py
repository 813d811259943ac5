"""What writing a plan as .ics costs, against a bare string writer and against icalendar's components.

Goals: at most 2 times the bare writer, at least 10 times faster than icalendar, linear, and a peak of memory of at most
4 times the file. All three start from the plan and take their words from the same place, so that the rest is compared.
Equal doses are one object, as in plans that were made or loaded.
"""

import datetime as dt
import math
import sys
import tracemalloc
import uuid
from decimal import Decimal
from functools import cache, partial
from statistics import median

from icalendar import Alarm, Calendar, Event, Timezone, vDatetime
from ratio import compare, seconds

from rehabplan.calendars.texts import Describer
from rehabplan.calendars.write import PRODID, to_ics
from rehabplan.calendars.zones import vtimezone
from rehabplan.model.clearance import Clearance, Outcome
from rehabplan.model.course import Course, Decision, Week
from rehabplan.model.dose import Dose, Set
from rehabplan.model.exercise import Exercise
from rehabplan.model.load import Load
from rehabplan.model.person import Person
from rehabplan.model.plan import Item, Key, Plan, Session
from rehabplan.model.program import Program
from rehabplan.model.scales import RPE

ZONE = "Europe/London"
SIZES = (156, 1_560, 15_600)


class NoRule:
    """A rule that never answers."""

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Answer nothing."""


@cache
def dose(step: int) -> Dose:
    """Return one of many doses, as a progression gives them."""
    return Dose((Set(8 + step % 5, load=Load(Decimal(10 + step // 5) / 2)),) * 3, 90, cap=RPE(8))


def plan_of(count: int) -> Plan:
    """Return a plan of *count* sessions, three a week with six exercises each, whose doses change every week."""
    cue = "Hug the weight to the breastbone and keep the elbows inside the knees all the way."
    exercises = {
        f"e{n}": Exercise(f"e{n}", f"Exercise number {n}", "strength", "squat", dose(0), dose(9), NoRule(), cue=cue)
        for n in range(18)
    }
    sessions = []
    for number in range(count):
        week, turn = divmod(number, 3)
        items = tuple(Item(f"s{n}", "main", "", f"e{turn * 6 + n}", dose((week + n) % 200)) for n in range(6))
        day = dt.date(2026, 1, 5) + dt.timedelta(days=7 * week + 2 * turn)
        sessions.append(
            Session(Key(week + 1, "strength", turn + 1), f"Strength {'ABC'[turn]}", day, 1080, 45, items, cap=RPE(6))
        )
    person = Person("sam", ZONE, (), remind=30)
    return Plan(
        id="sam", start=dt.date(2026, 1, 5), program=Program("p", "P", "", ()), person=person, exercises=exercises,
        clearance=Clearance(Outcome.PROCEED), ladders={}, phases=(), sessions=tuple(sessions),
        revisions=(dt.datetime(2026, 1, 2, 9, 30, tzinfo=dt.UTC),),
    )  # fmt: skip


def texts_of(plan: Plan) -> list[str]:
    """Return the descriptions of a plan's sessions."""
    describer = Describer(plan.exercises)
    return ["\n".join(describer.lines(session)) for session in plan.sessions]


def name_of(plan: Plan, session: Session) -> str:
    """Return a session's UID."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"rehabplan:1:{plan.id}:{session.key}"))


def bare(plan: Plan) -> bytes:
    """Write the same events with format strings: escaped by replacing, folded by slicing, ASCII only."""
    stamp = f"{plan.revisions[0]:%Y%m%dT%H%M%SZ}"
    out = [f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODID}\r\nNAME:Training\r\nX-WR-CALNAME:Training\r\n"]
    out.append("REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nX-PUBLISHED-TTL:PT6H\r\n")
    out.append(vtimezone(ZONE, plan.sessions[0].day, plan.sessions[-1].day).decode())
    for session, text in zip(plan.sessions, texts_of(plan), strict=True):
        escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        line = f"DESCRIPTION:{escaped}"
        folded = "\r\n ".join([line[:75], *(line[at : at + 74] for at in range(75, len(line), 74))])
        day, (hour, minute), (end, last) = session.day, divmod(session.start, 60), divmod(session.end, 60)
        out.append(
            f"BEGIN:VEVENT\r\nUID:{name_of(plan, session)}\r\nDTSTAMP:{stamp}\r\nCREATED:{stamp}\r\n"
            f"LAST-MODIFIED:{stamp}\r\nSEQUENCE:{session.revision}\r\n"
            f"DTSTART;TZID={ZONE}:{day:%Y%m%d}T{hour:02}{minute:02}00\r\n"
            f"DTEND;TZID={ZONE}:{day:%Y%m%d}T{end:02}{last:02}00\r\n"
            f"SUMMARY:{session.title}\r\n{folded}\r\nCATEGORIES:Strength\r\nSTATUS:CONFIRMED\r\n"
            f"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT30M\r\nDESCRIPTION:{session.title}\r\nEND:VALARM\r\n"
            "END:VEVENT\r\n"
        )
    out.append("END:VCALENDAR\r\n")
    return "".join(out).encode()


def by_icalendar(plan: Plan) -> bytes:
    """Write the same events with icalendar's components."""
    calendar = Calendar()
    for name, value in (("VERSION", "2.0"), ("PRODID", PRODID), ("NAME", "Training"), ("X-WR-CALNAME", "Training")):
        calendar.add(name, value)
    calendar.add("REFRESH-INTERVAL", dt.timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT6H")
    zone = vtimezone(ZONE, plan.sessions[0].day, plan.sessions[-1].day)
    calendar.add_component(Timezone.from_ical(zone))
    for session, text in zip(plan.sessions, texts_of(plan), strict=True):
        event, alarm = Event(), Alarm()
        event.add("UID", name_of(plan, session))
        for name in ("DTSTAMP", "CREATED", "LAST-MODIFIED"):
            event.add(name, plan.revisions[0])
        event.add("SEQUENCE", session.revision)
        midnight = dt.datetime.combine(session.day, dt.time())
        for name, minute in (("DTSTART", session.start), ("DTEND", session.end)):
            moment = midnight + dt.timedelta(minutes=minute)
            event.add(name, vDatetime(moment), parameters={"TZID": ZONE})
        event.add("SUMMARY", session.title)
        event.add("DESCRIPTION", text)
        event.add("CATEGORIES", ["Strength"])
        event.add("STATUS", "CONFIRMED")
        alarm.add("ACTION", "DISPLAY")
        alarm.add("TRIGGER", dt.timedelta(minutes=-30))
        alarm.add("DESCRIPTION", session.title)
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def memory(plan: Plan) -> float:
    """Return the peak of memory while a plan is exported, in sizes of its file."""
    size = len(to_ics(plan))
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    to_ics(plan)
    peak = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    return peak / size


def growth(plans: list[Plan]) -> float:
    """Return the exponent with which time grows from the first to the last plan; 1 is linear."""
    times = [median(seconds(partial(to_ics, plan)) for _ in range(7)) for plan in plans]
    return math.log(times[-1] / times[0]) / math.log(len(plans[-1].sessions) / len(plans[0].sessions))


def judge(name: str, value: float, goal: float) -> bool:
    """Print a number with its goal; return whether it is met."""
    print(f"{name}: {value:.2f}, goal {goal:g}: {'met' if value <= goal else 'MISSED'}")
    return value <= goal


def main() -> bool:
    """Print every ratio; return whether all goals are met."""
    plans = [plan_of(size) for size in SIZES]
    met = []
    for plan, rounds in zip(plans, (15, 9, 5), strict=True):
        size, ours = len(plan.sessions), partial(to_ics, plan)
        strings, parts = partial(bare, plan), partial(by_icalendar, plan)
        met.append(compare(f"{size} sessions: to_ics / bare strings", ours, strings, goal=2, rounds=rounds).met)
        met.append(compare(f"{size} sessions: to_ics / icalendar", ours, parts, goal=0.1, rounds=rounds // 3 + 1).met)
    met.append(judge(f"exponent of growth from {SIZES[1]} to {SIZES[-1]} sessions", growth(plans[1:]), 1.05))
    met.append(judge("peak of memory / size of the file", memory(plans[-1]), 4))
    return all(met)


if __name__ == "__main__":
    small = plan_of(156)
    reference = by_icalendar(small)
    if Calendar.from_ical(reference) != Calendar.from_ical(to_ics(small)):
        sys.exit("the two ways to write a plan differ")
    sys.exit(0 if main() else 1)
