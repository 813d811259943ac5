"""Hypothesis strategies for the values of this library, and `check_rule`, which tries a rule of your own.

It needs Hypothesis, which is not among the dependencies: install it with your test tools.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import cast

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from rehabplan.model.course import Body, Course, Decision, Exposure, Rule, Verdict, Week
from rehabplan.model.diary import DONE, Entry
from rehabplan.model.dose import Dose, Set, no_harder
from rehabplan.model.exercise import Exercise
from rehabplan.model.load import BANDS, Load
from rehabplan.model.scales import RIR, RPE, Light, Pain
from rehabplan.rules import Adherence, Deload, FlareUp, Gap, PainGate, advance, begin, close, first, gated, open_week
from rehabplan.rules.evidence import harder

__all__ = [
    "check_rule",
    "courses",
    "days",
    "doses",
    "efforts",
    "entries",
    "exposures",
    "lights",
    "loads",
    "pains",
    "reserves",
    "sets",
    "weeks",
]

GATES = (PainGate(), Deload(), Gap(), Adherence(), FlareUp())


def days() -> st.SearchStrategy[dt.date]:
    """Return days of some years."""
    return st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31))


def pains() -> st.SearchStrategy[Pain]:
    """Return pain scores."""
    return st.builds(Pain, st.integers(0, 10))


def efforts() -> st.SearchStrategy[RPE]:
    """Return efforts in halves."""
    return st.integers(0, 20).map(lambda n: RPE(n * 0.5))


def reserves() -> st.SearchStrategy[RIR]:
    """Return repetitions left in reserve."""
    return st.builds(RIR, st.integers(0, 10))


def lights() -> st.SearchStrategy[Light]:
    """Return colors of the pain gate."""
    return st.sampled_from(Light)


def loads() -> st.SearchStrategy[Load]:
    """Return loads of every unit, in kilograms and pounds to the gram."""
    weights = st.decimals(0, 300, places=3, allow_nan=False, allow_infinity=False)
    return st.one_of(
        st.builds(Load, weights, st.sampled_from(("kg", "lb"))),
        st.builds(Load, st.integers(1, 120), st.just("%")),
        st.builds(Load, st.integers(0, len(BANDS) - 1), st.just("band")),
        st.builds(Load, st.integers(0, 20), st.just("step")),
    )


def sets() -> st.SearchStrategy[Set]:
    """Return sets of repetitions, holds, bouts of work and distances."""
    load, reps = st.none() | loads(), st.integers(1, 30)
    return st.one_of(
        st.builds(Set, reps, load=load, open=st.booleans()),
        st.builds(Set, reps, seconds=st.integers(1, 600), load=load),
        st.builds(Set, reps, seconds=st.integers(1, 1800), recover=st.integers(1, 600)),
        st.builds(Set, st.just(1), meters=st.integers(1, 400).map(lambda n: n * 100)),
    )


def doses() -> st.SearchStrategy[Dose]:
    """Return doses of one to five sets."""
    return st.builds(
        Dose,
        st.lists(sets(), min_size=1, max_size=5).map(tuple) | st.tuples(sets(), st.integers(1, 5)).map(_repeated),
        rest=st.sampled_from((0, 30, 60, 90)), per_side=st.booleans(), per_day=st.integers(1, 10),
        cap=st.none() | efforts(), rir=st.none() | reserves(),
    )  # fmt: skip


def _repeated(part: tuple[Set, int]) -> tuple[Set, ...]:
    return (part[0],) * part[1]


def entries() -> st.SearchStrategy[Entry]:
    """Return notes of a diary about a whole day."""
    return st.builds(
        Entry, days(), done=st.sampled_from(("", *DONE)), before=st.none() | pains(), during=st.none() | pains(),
        morning=st.none() | pains(), effort=st.none() | efforts(), leg=st.booleans(),
    )  # fmt: skip


def weeks() -> st.SearchStrategy[Week]:
    """Return closed weeks of one component."""
    planned = st.shared(st.integers(0, 7), key="planned")
    return st.builds(
        Week, st.integers(1, 52), planned, planned.flatmap(lambda n: st.integers(0, n)), lights(),
        trend=st.sampled_from(("OK", "HOLD", "FLARE")),
    )  # fmt: skip


SESSIONS: tuple[tuple[int, Light, bool, str], ...] = (
    *((change, Light.GREEN, True, "") for change in (0, 0, 0, 0, 1, 4, -1, -2, -6)),
    (0, Light.SETTLED, True, ""), (0, Light.SETTLED, True, ""), (-6, Light.SETTLED, True, ""),
    (0, Light.UNSETTLED, True, ""), (0, Light.UNSETTLED, True, "P7"), (0, Light.RED, True, ""),
    (0, Light.GREEN, False, ""), (-2, Light.GREEN, True, "P6"), (0, Light.SKIP, True, ""),
)  # fmt: skip
"""Sessions that courses are made of: repetitions more or fewer, color, whether settled, and the gate that asked."""


@st.composite
def exposures(draw: st.DrawFn, course: Course, week: int = 1) -> Exposure:
    """Return exposures of a course: as asked, more, less, a set short, or not done, with any color."""
    change, light, settled, overlay = draw(st.sampled_from(SESSIONS))
    kept = draw(st.integers(0, len(course.dose.sets))) if change < 0 else len(course.dose.sets)
    done = _done(course.dose, change)
    part = done.with_sets(done.sets[:kept]) if kept else None
    told = _exposure(course, part, draw(st.sampled_from((light, *Light))), week)
    return evolve(
        told, effort=draw(st.none() | efforts()), rir=draw(st.none() | reserves()), settled=settled, overlay=overlay
    )


def _exposure(course: Course, done: Dose | None, light: Light, week: int) -> Exposure:
    day = dt.date(2026, 1, 5) + dt.timedelta(days=7 * (week - 1))
    return Exposure(day, course.exercise.id, course.dose, done, light, week=week)


def _done(asked: Dose, change: int) -> Dose:
    return asked.with_sets(tuple([_changed(s, change) for s in asked.sets])) if change else asked


def _changed(part: Set, change: int) -> Set:
    """Return a set with more or fewer repetitions, seconds and meters."""
    seconds = max(0, part.seconds + 3 * change) if part.seconds else 0
    meters = max(0, part.meters + 300 * change) if part.meters else 0
    return evolve(part, reps=max(0, part.reps + change), seconds=seconds, meters=meters)


@st.composite
def courses(draw: st.DrawFn, rule: Rule, start: Dose | str = "2x8", ceiling: Dose | str = "3x12") -> Course:
    """Return courses on a ladder of three rungs that *rule* owns, after up to fifteen sessions."""
    low, top = (Dose.parse(dose) if isinstance(dose, str) else dose for dose in (start, ceiling))
    ladder = tuple(Exercise(f"rung-{n}", f"Rung {n}", "strength", "", low, top, rule) for n in (1, 2, 3))
    course = begin(ladder, draw(st.integers(0, 2)))
    for number, (change, light, settled, overlay) in enumerate(draw(st.lists(st.sampled_from(SESSIONS), max_size=15))):
        week = 1 + number // 3
        told = _exposure(course, _done(course.dose, change), light, week)
        course = advance(course, evolve(told, settled=settled, overlay=overlay))[0]
        if number % 3 == 2:
            course = open_week(close(course, Week(week, 3, 3 if light == Light.GREEN else 1))[0])[0]
    return course


def check_rule(
    rule: Rule, start: Dose | str = "2x8 @20kg", ceiling: Dose | str = "3x12 @20kg", *, examples: int = 100
) -> None:
    """Try a rule of your own on many courses; raises AssertionError with the smallest course that breaks a law.

    The laws: it answers every course, the same way each time, with an id, a reason and, where the dose changes, a
    dose; a regress is no harder, and a progress makes at most one thing harder; what hurt, was left out or is not
    settled never leads to a harder dose; more pain never to a harder one than less pain; fewer repetitions never to a
    heavier one; and no gate is passed. *start* and *ceiling* are the doses it owns.

    >>> from rehabplan.rules import RepsFirst
    >>> check_rule(RepsFirst(), "2x8", "3x12", examples=5)
    """
    own, still = courses(rule, start, ceiling), courses(first(), start, ceiling)
    answers_well = _answers_well(rule)
    _try(answers_well, still, examples)
    for law in (answers_well, _pain_never_hardens, _more_pain_never_hardens, _fewer_never_heavier, _gates_hold):
        _try(law, own, examples)


def _require(what: str, *, that: bool) -> None:
    if not that:
        raise AssertionError(what)


def _try(law: Law, some: st.SearchStrategy[Course], examples: int) -> None:
    quiet = settings(max_examples=examples, deadline=None, database=None, report_multiple_bugs=False)
    quiet(given(st.data(), some)(law))()


Law = Callable[[st.DataObject, Course], None]


def _answers_well(rule: Rule) -> Law:
    def law(data: st.DataObject, course: Course) -> None:
        week = data.draw(st.none() | weeks())
        answer = cast("object", rule.next(course, week))
        _require("the same course got two answers", that=answer == rule.next(course, week))
        if answer is None:
            return
        if not isinstance(answer, Decision):
            raise AssertionError(f"expected a Decision or None, got {answer!r}")  # noqa: TRY004 - a law was broken
        _require("a decision names its rule", that=bool(answer.rule))
        _require("a decision has a short word for what it does", that=bool(answer.action))
        _require("a decision tells the person why", that=bool(answer.reason))
        if answer.verdict is Verdict.PROGRESS or answer.verdict is Verdict.REGRESS:
            _require("a change of dose names the dose", that=answer.dose is not None)
        if answer.verdict is Verdict.REGRESS and answer.dose is not None:
            _require(f"regress from {course.dose} to {answer.dose} is harder", that=no_harder(answer.dose, course.dose))
        if answer.verdict is Verdict.PROGRESS and answer.dose is not None:
            grown = _grown(course.dose, answer.dose)
            _require(f"from {course.dose} to {answer.dose} more than one thing grows: {grown}", that=len(grown) <= 1)

    return law


def _pain_never_hardens(data: st.DataObject, course: Course) -> None:
    exposure = data.draw(exposures(course))
    told = exposure.light != Light.GREEN, exposure.done is None, not exposure.settled, bool(exposure.overlay)
    third_settled = exposure.light == Light.SETTLED and exposure.settled
    if any(told) and not third_settled:
        after = advance(course, exposure)[0]
        _require(f"{exposure.light.label}: {course.dose} became {after.dose}", that=_no_harder(after, course))


def _more_pain_never_hardens(data: st.DataObject, course: Course) -> None:
    exposure = data.draw(exposures(course))
    less, more = sorted(data.draw(st.tuples(*[st.sampled_from(list(Light)[:4])] * 2)))
    mild, bad = (advance(course, evolve(exposure, light=light))[0] for light in (less, more))
    _require(f"{more.label} gave {bad.dose}, {less.label} gave {mild.dose}", that=_no_harder(bad, mild))


def _fewer_never_heavier(data: st.DataObject, course: Course) -> None:
    exposure = data.draw(exposures(course))
    if exposure.done is None:
        return
    fewer = [evolve(s, reps=data.draw(st.integers(0, s.reps))) for s in exposure.done.sets]
    weak = evolve(exposure, done=exposure.done.with_sets(tuple(fewer)))
    low, high = advance(course, weak)[0], advance(course, exposure)[0]
    if low.rung == high.rung and low.dose.load and high.dose.load and low.dose.load.unit == high.dose.load.unit:
        what = f"{weak.done} gave {low.dose}, {exposure.done} gave {high.dose}"
        _require(what, that=low.dose.load <= high.dose.load)


def _gates_hold(data: st.DataObject, course: Course) -> None:
    body = Body(
        dt.date(2026, 3, 2), gap=data.draw(st.integers(0, 70)),
        weeks=tuple(data.draw(st.lists(weeks(), max_size=3))), training=data.draw(st.integers(0, 12)),
        flare=data.draw(st.none() | st.sampled_from((0, 50, 70, 85, 100))),
    )  # fmt: skip
    dose = gated(course, body, GATES)[0]
    _require(f"{course.dose} was issued as {dose}", that=dose is None or no_harder(dose, course.dose))
    leg = evolve(data.draw(exposures(course)), light=Light.STOP)
    stopped = gated(advance(course, leg)[0], body, GATES)[0]
    _require("a new leg sign did not stop the exercise", that=stopped is None)


def _no_harder(after: Course, before: Course) -> bool:
    return after.rung < before.rung or (after.rung == before.rung and not harder(after.dose, before.dose))


def _grown(old: Dose, new: Dose) -> list[str]:
    """Return the names of what the new dose asks more of."""
    pairs = list(zip(new.sets, old.sets, strict=False))
    grown = {
        "sets": len(new.sets) > len(old.sets),
        "repetitions": any(a.reps > b.reps for a, b in pairs),
        "seconds": any(a.seconds > b.seconds for a, b in pairs),
        "meters": any(a.meters > b.meters for a, b in pairs),
        "load": any(a.load and b.load and a.load.unit == b.load.unit and a.load > b.load for a, b in pairs),
        "times a day": new.per_day > old.per_day,
    }
    return [name for name, grew in grown.items() if grew]
