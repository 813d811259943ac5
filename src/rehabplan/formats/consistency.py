"""Compare a diary with the plan it is about, and a plan with itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rehabplan.errors import Fault, UnknownNameError
from rehabplan.model.diary import Diary, Entry
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import Exercise
from rehabplan.model.plan import Item, Plan, Session


def check_diary(diary: Diary, plan: Plan, name: str = "diary") -> tuple[Fault, ...]:
    """Return what in *diary* cannot be about *plan*, each with *name* and its line in front.

    Later entries amend earlier ones, so saying something twice is no fault; neither is a day that is still to come.
    """
    days: dict[object, list[Session]] = {}
    for session in plan.active:
        days.setdefault(session.day, []).append(session)
    faults = [
        Fault(f"{_place(name, entry, number)}: {field}", message)
        for number, entry in enumerate(diary.entries, 1)
        for field, message in _entry(entry, plan, days.get(entry.day, []))
    ]
    return (*faults, *_both_ways(diary, name))


def _place(name: str, entry: Entry, number: int) -> str:
    return f"{name}, line {entry.line}" if entry.line else f"{name}: entry[{number}]"


def _entry(entry: Entry, plan: Plan, sessions: list[Session]) -> Iterator[tuple[str, str]]:
    """Yield field and message of each fault of one entry; *sessions* are those of its day."""
    if entry.day < plan.start:
        yield "day", f"the plan starts on {plan.start}, got {entry.day}"
        return
    if entry.session:
        sessions, wrong = _named(entry, plan, sessions)
        if wrong:
            yield "session", wrong
            return
    if not sessions and (entry.exercise or entry.done):
        yield "day", f"nothing is planned on {entry.day}{_nearest_day(entry, plan)}"
    elif entry.exercise:
        yield from _exercise(entry, plan, [item for session in sessions for item in session.items])


def _named(entry: Entry, plan: Plan, sessions: list[Session]) -> tuple[list[Session], str]:
    """Return the session that the entry names, and what is wrong with the name."""
    found = [s for s in sessions if entry.session in _keys(s)]
    known = next((s for s in plan.sessions if entry.session in _keys(s)), None)
    if found:
        return found, ""
    if known is None:
        every = [key for session in (sessions or plan.active) for key in _keys(session)]
        return [], str(UnknownNameError("session", entry.session, every))
    why = "was withdrawn" if known.withdrawn else f"is planned on {known.day}, got {entry.day}"
    return [], f"{entry.session} {why}"


def _keys(session: Session) -> tuple[str, ...]:
    return (str(session.key), *map(str, session.riders))


def _nearest_day(entry: Entry, plan: Plan) -> str:
    day = min((s.day for s in plan.active), key=lambda day: (abs(day - entry.day), day), default=None)
    return f", the nearest session is on {day}" if day else ""


def _exercise(entry: Entry, plan: Plan, items: list[Item]) -> Iterator[tuple[str, str]]:
    asked = {item.exercise: item for item in items if item.exercise}
    if entry.exercise not in plan.exercises:
        yield "exercise", str(UnknownNameError("exercise", entry.exercise, asked or plan.exercises))
    elif entry.exercise not in asked:
        yield "exercise", f"{entry.exercise} is not planned then, expected one of {', '.join(sorted(asked)) or 'none'}"
    elif entry.dose and (dose := asked[entry.exercise].dose):
        wrong = _dose(entry.dose, dose, plan.exercises[entry.exercise])
        if wrong:
            yield "dose", f"on {entry.day}, {wrong}"


def _dose(done: Dose, asked: Dose, exercise: Exercise) -> str:
    """Return why *done* cannot have been done of *asked*, or an empty text."""
    if _measure(done) != _measure(asked):
        return f"{exercise.id} is counted in {_measure(asked)}, expected like {asked}, got {done}"
    unit = done.load.unit if done.load else ""
    if unit and not exercise.implement:
        return f"{exercise.id} is done without a load, expected like {asked}, got {done}"
    if unit and (unit == "band") != ("band" in exercise.implement):
        wanted = "a band color, like red" if "band" in exercise.implement else "a weight, like 10kg"
        return f"{exercise.id} is done with a {exercise.implement}, expected {wanted}, got {done.load}"
    return ""


def _measure(dose: Dose) -> str:
    first = dose.sets[0]
    return "meters" if first.meters else "seconds" if first.seconds else "repetitions"


def _both_ways(diary: Diary, name: str) -> Iterator[Fault]:
    """Yield exercises with a dose in a session that is, at last, noted as not done."""
    whole: dict[tuple[object, str], str] = {}
    for entry in diary.entries:
        if not entry.exercise and entry.done:
            whole[entry.day, entry.session] = entry.done
    for number, entry in enumerate(diary.entries, 1):
        if entry.exercise and entry.done != "not done" and whole.get((entry.day, entry.session)) == "not done":
            message = f"{entry.exercise} was done, but its session is noted as not done"
            yield Fault(f"{_place(name, entry, number)}: exercise", message)


def check_plan(plan: Plan) -> tuple[Fault, ...]:
    """Return where a plan that was read from a file contradicts itself: names that lead nowhere, keys given twice."""
    return (*_sessions(plan), *_repeated(plan), *_weeks(plan))


def _sessions(plan: Plan) -> Iterator[Fault]:
    for i, session in enumerate(plan.sessions):
        where = f"plan.sessions[{i}]"
        if not (0 <= session.start < session.end <= 1440 + session.start and session.start < 1440):
            yield Fault(f"{where}.start", f"expected a minute of the day and a length, got {session.start}")
        if not session.since <= session.revision < max(len(plan.revisions), 1):
            yield Fault(f"{where}.revision", f"revision {session.revision} is not in revisions")
        for j, item in enumerate(session.items):
            if item.exercise and item.exercise not in plan.exercises:
                error = UnknownNameError("exercise", item.exercise, plan.exercises)
                yield Fault(f"{where}.items[{j}].exercise", str(error))


def _repeated(plan: Plan) -> Iterator[Fault]:
    for key, count in Counter(session.key for session in plan.sessions).items():
        if count > 1:
            yield Fault("plan.sessions", f"session {key} is there {count} times")


def _weeks(plan: Plan) -> Iterator[Fault]:
    known = [phase.id for phase in plan.program.phases]
    for i, phase in enumerate(plan.phases):
        if phase not in known:
            yield Fault(f"plan.phases[{i}]", str(UnknownNameError("phase", phase, known)))
    for name, exercise in plan.exercises.items():
        if name != exercise.id:
            yield Fault(f"plan.exercises.{name}", f"holds {exercise.id}, expected the exercise {name}")
