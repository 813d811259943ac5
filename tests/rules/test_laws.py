"""Promises 5 and 6: pain never hardens, one thing grows at a time, ideal responses climb to the ceiling and stop."""

import datetime as dt
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from rehabplan import catalog
from rehabplan.model.course import Body, Course, Exposure, Rule, Verdict, Week
from rehabplan.model.dose import Dose, no_harder
from rehabplan.model.exercise import Exercise
from rehabplan.model.scales import Light, Pain
from rehabplan.rules import (
    AerobicMinutes,
    Capped,
    Deload,
    DoubleProgression,
    EffortLoad,
    EveryNthWeek,
    HabitCount,
    Intervals,
    InWeeks,
    LinearLoad,
    LongHold,
    PainGate,
    Reached,
    RepsFirst,
    RunDistance,
    ShortHold,
    StretchVolume,
    TwoForTwo,
    WalkRunStages,
    Wave,
    advance,
    begin,
    close,
    first,
    gated,
    gated_by,
    open_week,
    then,
)
from rehabplan.rules.evidence import harder
from rehabplan.testing import check_rule, courses, exposures, lights

OWNERS: list[tuple[Rule, str, str]] = [
    (RepsFirst(), "2x8", "3x12"),
    (RepsFirst(), "1x5 rpe 3", "2x10 rpe 3"),
    (DoubleProgression(8, 12, "2.5", sets=3), "2x8 @20kg", "3x12 @20kg"),
    (DoubleProgression(8, 12, 1, cap=4), "3x8 @+0", "3x12 @+0"),
    (DoubleProgression(8, 12, 1), "2x8 @red", "2x12 @red"),
    (DoubleProgression(6, 10, 1), "2x6", "2x10"),
    (ShortHold(), "6-4-2x10s", "8-6-4x10s"),
    (ShortHold(), "2x5x5s/side", "3x8x8s/side"),
    (LongHold(), "2x15s", "3x40s"),
    (LongHold(1), "2x20s @10kg", "3x45s @10kg"),
    (WalkRunStages(), "6x(60s/240s)", "2x(840s/60s)"),
    (RunDistance(), "5km", "10km"),
    (AerobicMinutes(), "1x600s", "1x1800s"),
    (Intervals(), "3x(15s/60s)", "6x(20s/60s)"),
    (StretchVolume(), "2x20s", "4x30s"),
    (HabitCount(), "1x60s 4/day", "1x60s 10/day"),
    (TwoForTwo("2.5"), "3x8 @20kg", "3x8 @20kg"),
    (LinearLoad("2.5"), "3x5 @20kg", "3x5 @20kg"),
    (EffortLoad("2.5"), "3x5 @20kg", "3x5 @20kg"),
    (Wave(Dose.parse("3x8 @40kg"), "2.5"), "3x8 @40kg", "3x8 @40kg"),
    (first(first(), RepsFirst()), "2x8", "3x12"),
    (gated_by(RepsFirst(), ShortHold()), "2x8", "3x12"),
    (Capped(DoubleProgression(8, 12, "2.5"), Dose.parse("3x12 @25kg")), "3x8 @20kg", "3x12 @20kg"),
    (then(RepsFirst(), Reached(Dose.parse("3x10")), DoubleProgression(8, 12, 1)), "2x8", "3x12"),
    (EveryNthWeek(RepsFirst(), 2), "2x8", "3x12"),
    (InWeeks(RepsFirst(), 2, 3), "2x8", "3x12"),
]


def name(value: object) -> str:
    return value if isinstance(value, str) else type(value).__name__


@pytest.mark.parametrize(("rule", "start", "ceiling"), OWNERS, ids=name)
def test_every_owner_keeps_every_law(rule: Rule, start: str, ceiling: str) -> None:
    check_rule(rule, start, ceiling, examples=settings.default.max_examples if settings.default else 50)


owned = st.sampled_from(OWNERS).flatmap(lambda owner: courses(*owner))


@given(owned, st.data())
def test_red_never_leads_to_a_harder_dose(now: Course, data: Any) -> None:
    told = evolve(data.draw(exposures(now)), light=Light.RED)
    after, decision = advance(now, told)
    assert after.rung < now.rung or (after.rung == now.rung and no_harder(after.dose, now.dose))
    assert not after.earned
    assert decision is None or decision.verdict not in {Verdict.PROGRESS, Verdict.UP}


@given(owned, st.data())
def test_after_a_leg_sign_no_dose_is_issued(now: Course, data: Any) -> None:
    told = evolve(data.draw(exposures(now)), light=Light.STOP)
    after, decision = advance(now, told)
    assert decision is not None
    assert decision.verdict is Verdict.STOP
    assert gated(after, Body(dt.date(2026, 1, 9)), (PainGate(),))[0] is None


scores = st.integers(0, 10).map(Pain)


@given(owned, st.data())
def test_with_before_and_usual_held_more_pain_never_leads_to_a_harder_dose(now: Course, data: Any) -> None:
    """Decision 8, from the scores themselves: the dose issued after the worse session is no harder."""
    told, gate = data.draw(exposures(now)), PainGate()
    before, usual, during, morning, more = data.draw(st.tuples(*[scores] * 5))

    def issued(during: Pain, morning: Pain) -> tuple[int, Dose | None]:
        light = gate.light(before, during, morning, usual)
        after, _ = advance(now, evolve(told, light=light))
        return after.rung, gated(after, Body(dt.date(2026, 3, 1)), (gate,))[0]

    rung, dose = issued(during, morning)
    for worse in ((max(during, more), morning), (during, max(morning, more)), (max(during, more), max(morning, more))):
        low, easier = issued(*worse)
        assert low < rung or easier is None or (dose is not None and not harder(easier, dose))


@given(owned, st.lists(lights(), max_size=12), st.data())
def test_one_thing_grows_at_a_time(now: Course, colors: list[Light], data: Any) -> None:
    """At most one of sets, repetitions, seconds and load grows with a session."""
    for light in colors:
        told = evolve(data.draw(exposures(now)), light=light)
        after, decision = advance(now, told)
        if decision is not None and decision.verdict is Verdict.PROGRESS and not now.dose.sets[0].recover:
            assert len(grown(now.dose, after.dose)) <= 1
        now = after


def grown(old: Dose, new: Dose) -> list[str]:
    one, other = new.sets[0], old.sets[0]
    return [
        name
        for name, grew in (
            ("sets", len(new.sets) > len(old.sets)),
            ("repetitions", one.reps > other.reps),
            ("seconds", one.seconds > other.seconds),
            ("load", bool(one.load and other.load and one.load.unit == other.load.unit and one.load > other.load)),
        )
        if grew
    ]


@given(owned, st.data())
def test_only_runs_ask_for_rest_days(now: Course, data: Any) -> None:
    answers = [advance(now, data.draw(exposures(now)))[1], close(now, Week(9, 3, 3))[1], open_week(now)[1]]
    runs = isinstance(now.exercise.rule, WalkRunStages | RunDistance)
    assert all(answer is None or answer.rest == 0 or (runs and answer.rest in {1, 2}) for answer in answers)


# -- promise 6


def ideal(now: Course, week: int) -> Course:
    """Fold one ideal week: three sessions as asked, at ease."""
    for n in range(3):
        day = dt.date(2026, 1, 5) + dt.timedelta(days=7 * week + 2 * n)
        now = advance(now, Exposure(day, now.exercise.id, now.dose, now.dose, week=week))[0]
    return close(now, Week(week, 3, 3))[0]


@pytest.mark.parametrize("exercise", list(catalog.exercises.values()), ids=lambda e: e.id)
def test_every_shipped_exercise_climbs_to_its_ceiling_and_stops_there(exercise: Exercise) -> None:
    above = evolve(exercise, id="above", name="Above")
    now, seen = begin((exercise, above), 0), []
    for week in range(1, 80):
        seen.append(now.dose)
        now = ideal(now, week)
        if now.earned:
            break
    assert within(now.dose, exercise), f"{now.dose} is beyond {exercise.ceiling}"
    assert all(within(dose, exercise) for dose in seen)
    if not isinstance(exercise.rule, HabitCount | RunDistance):
        assert now.earned, f"{exercise.id} never earns its next rung, it stands at {now.dose}"
        assert open_week(now)[0].rung == 1
    if isinstance(exercise.rule, HabitCount):
        assert now.dose.per_day == exercise.ceiling.per_day


def within(dose: Dose, exercise: Exercise) -> bool:
    """Say whether a dose is within the ceiling: light loads ask for two repetitions more, walk-runs end at stage 9."""
    top = exercise.ceiling
    if isinstance(exercise.rule, WalkRunStages):
        return True
    extra = 2 if isinstance(exercise.rule, DoubleProgression) else 0
    return (
        len(dose.sets) <= len(top.sets)
        and dose.per_day <= top.per_day
        and all(a.reps <= b.reps + extra and a.seconds <= b.seconds for a, b in zip(dose.sets, top.sets, strict=False))
    )


@given(owned, st.integers(1, 3))
def test_a_deload_is_lighter_and_a_cap_holds(now: Course, block: int) -> None:
    body = Body(dt.date(2026, 1, 9), training=4 * block)
    dose = gated(now, body, (Deload(),))[0]
    assert dose is not None
    assert no_harder(dose, now.dose)
    if len(now.dose.sets) > 1:
        assert dose.volume < now.dose.volume


@given(courses(Capped(RepsFirst(), Dose.parse("2x10")), "2x8", "3x12"))
def test_a_cap_is_never_passed(now: Course) -> None:
    assert no_harder(now.dose, Dose.parse("2x10")) or now.entered is Verdict.DOWN
