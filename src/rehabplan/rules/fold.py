"""Fold what happened into a course: the one place where the owner of a dose is asked."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve

from rehabplan.model.course import PAST, Course, Decision, Exposure, Verdict, Week
from rehabplan.model.dose import Dose, no_harder
from rehabplan.model.exercise import Exercise
from rehabplan.model.scales import Light
from rehabplan.rules import ladder as rungs
from rehabplan.rules.answers import why_held
from rehabplan.rules.evidence import counts, harder, met, misfit, streak
from rehabplan.rules.limits import easiest
from rehabplan.rules.loading import with_load
from rehabplan.rules.running import RunDistance, WalkRunStages

TRIED = 12
"""How many exposures at one dose a rule can see (decision 7; DESIGN)."""
SETTLED_IN_A_ROW = 3
"""Settled ambers in a row that count as one success (P7, R56)."""
PAIN_OWNERS = (WalkRunStages, RunDistance)
"""Owners whose own tables say what pain does (P10c, P10g); for all others a ladder step does (P5)."""
Answer = tuple[Course, Decision | None]


def begin(ladder: tuple[Exercise, ...], rung: int, dose: Dose | None = None, loads: tuple[Decimal, ...] = ()) -> Course:
    """Start a course at *rung* (from 0), at the rung's start dose or at *dose*.

    An exercise whose implement carries a load, with a dose that has none, starts at "+0": the weight that the person
    chooses first (decision 13). If exactly one weight is owned, it starts with that one, in kilograms. *loads* are
    the weights owned, lightest first.
    """
    exercise = ladder[rung]
    return Course(ladder, rung, rungs.first_dose(exercise, dose or exercise.start, loads), loads=loads)


def advance(course: Course, exposure: Exposure) -> Answer:
    """Fold one exposure into the course and say what was decided, if anything.

    Pain is heard first, whoever asked for the dose: RED, or a second AMBER-UNSETTLED in a row, goes a rung down to its
    start dose (P5, P7). What was not done, was asked by a gate or told in other terms (`misfit`) is no evidence. A
    session whose next morning is not known books no increase. A harder dose that was issued and met becomes the
    course's dose, unless an easier one is owed (decision 6). A step up is earned here and granted by `open_week`.
    """
    hurt = _is_harm(course, exposure)
    course = _remember(course, exposure)
    if exposure.light >= Light.SKIP:
        return course, _not_today(exposure)
    if hurt:
        return _hurt(course, exposure)
    if exposure.done is None or exposure.overlay or misfit(exposure):
        return course, None
    taken = _taken_over(course, exposure, exposure.done)
    return (course, None) if taken is None else _ask(taken, exposure)


def close(course: Course, week: Week) -> Answer:
    """Ask an owner that decides by the week (P10e, P10f, P12, P13) about the week just closed.

    After a week in which morning pain rose nothing increases, and streaks start again (P7, R56).
    """
    answer = _owner_says(course, week)
    rising = week.trend != "OK"
    if answer is not None:
        course, answer = _applied(course, answer, may_rise=not rising)
    return (evolve(course, tried=()) if rising and course.tried else course), answer


def open_week(course: Course) -> Answer:
    """Grant a step up that was earned: the next rung at its start dose (decision 14)."""
    return rungs.granted(course)


def equipped(course: Course, loads: tuple[Decimal, ...]) -> Course:
    """Return the course with the weights owned for its present exercise, lightest first.

    Use it when a rung was entered that needs another implement. A first weight that is still open is the only one
    owned, if there is one.
    """
    if loads == course.loads:
        return course
    load, dose = course.dose.load, course.dose
    if load is not None and load.unit == "step" and load.amount == 0:
        dose = rungs.first_dose(course.exercise, with_load(dose, None), loads)
    return evolve(course, loads=loads, dose=dose)


def _owner_says(course: Course, week: Week | None = None) -> Decision | None:
    return course.exercise.rule.next(course, week)


def _remember(course: Course, exposure: Exposure) -> Course:
    owed = course.owed
    if owed is not None and exposure.exercise == course.exercise.id and no_harder(exposure.asked, owed):
        owed = None
    since = course.since or (exposure.week if exposure.exercise == course.exercise.id else 0)
    return Course(
        course.ladder, course.rung, course.dose, course.tried, (exposure, *course.past[: PAST - 1]), course.entered,
        course.earned, course.loads, owed, course.cool, course.climbed, course.reset, since,
    )  # fmt: skip


def _not_today(exposure: Exposure) -> Decision:
    if exposure.light == Light.STOP:
        reason = "There was a new sign in a leg. Please stop all exercise and answer the safety questions again."
        return Decision(Verdict.STOP, None, "P7", "stop all exercise and go to screening", reason)
    reason = "Pain was high before starting: a walk and gentle movement are enough for that day."
    return Decision(Verdict.KEEP, None, "P7", "walking and gentle mobility only today", reason)


def _is_harm(course: Course, exposure: Exposure) -> bool:
    if exposure.light != Light.UNSETTLED:
        return exposure.light == Light.RED
    if _owns_pain(course, exposure):
        return True
    last = next((e for e in course.past if e.done is not None), None)
    return last is not None and last.light == Light.UNSETTLED


def _owns_pain(course: Course, exposure: Exposure) -> bool:
    return isinstance(course.exercise.rule, PAIN_OWNERS) and exposure.exercise == course.exercise.id


def _hurt(course: Course, exposure: Exposure) -> Answer:
    """Answer pain: by the owner's own table if it has one, otherwise a rung down to its start dose."""
    if _owns_pain(course, exposure):
        answer = _owner_says(_tried(course, exposure))
        if answer is not None:
            course, answer = _applied(course, answer, may_rise=False)
            return evolve(course, owed=course.dose, earned=False), answer
    most = course.dose
    if exposure.done is not None and not exposure.overlay and exposure.exercise == course.exercise.id:
        answer = _owner_says(_tried(course, exposure))
        if answer is not None and answer.verdict is Verdict.REGRESS and answer.dose is not None:
            most = easiest(most, answer.dose)
    there = next((i for i, e in enumerate(course.ladder) if e.id == exposure.exercise), course.rung)
    return rungs.hurt(course, min(course.rung, there - 1), most)


def _taken_over(course: Course, exposure: Exposure, done: Dose) -> Course | None:
    """Return the course at the dose that the exposure is evidence for; None if it is evidence for nothing."""
    if exposure.exercise != course.exercise.id:
        return _other_rung(course, exposure, done)
    known = course.dose.load
    if known is not None and known.unit == "step" and done.load is not None and done.load.unit != "step":
        course = evolve(course, dose=with_load(course.dose, done.load))
    asked = exposure.asked
    if asked is course.dose or asked == course.dose:
        return course
    if asked.load is not None and asked.load.unit == "step":
        asked = with_load(asked, course.dose.load)
    if harder(asked, course.dose) and counts(exposure, asked.cap) and met(done, asked):
        return rungs.at(course, asked) if course.owed is None else None
    return None if met(done, asked) and not met(done, course.dose) else course


def _other_rung(course: Course, exposure: Exposure, done: Dose) -> Course | None:
    """Follow a person who met what was asked on a higher rung; else another rung is no evidence."""
    if course.owed is None and counts(exposure, exposure.asked.cap) and met(done, exposure.asked):
        for rung in range(course.rung + 1, len(course.ladder)):
            if course.ladder[rung].id == exposure.exercise:
                return rungs.enter(course, rung, exposure.asked, Verdict.UP)
    return None


def _ask(course: Course, exposure: Exposure) -> Answer:
    """Ask the owner, with the exposure as the newest evidence."""
    if exposure.light == Light.SETTLED:
        before = streak(course.tried, lambda e: e.light == Light.SETTLED)
        if before + 1 >= SETTLED_IN_A_ROW:
            exposure = evolve(exposure, light=Light.GREEN)
    cool = course.cool
    course = _tried(course, exposure)
    answer = _owner_says(course)
    if answer is not None:
        course, answer = _applied(course, answer, may_rise=exposure.light == Light.GREEN and exposure.settled)
    if cool and (answer is None or answer.verdict is not Verdict.DOWN):
        course = _cooled(course)
    return course, answer


def _tried(course: Course, exposure: Exposure) -> Course:
    return Course(
        course.ladder, course.rung, course.dose, (exposure, *course.tried[: TRIED - 1]), course.past, course.entered,
        course.earned, course.loads, course.owed, course.cool, course.climbed, course.reset, course.since,
    )  # fmt: skip


def _applied(course: Course, answer: Decision, *, may_rise: bool) -> tuple[Course, Decision]:
    """Apply an owner's answer. Without *may_rise*, and while a step up waits, nothing gets harder."""
    verdict, dose = answer.verdict, answer.dose
    if not may_rise and (verdict is Verdict.PROGRESS or verdict is Verdict.UP):
        newest = course.tried[0] if course.tried else None
        reason = why_held(newest, None) if newest else "Mornings were a little worse, so it stays as it is."
        return course, rungs.stay(course, answer, "hold", reason)
    if verdict is Verdict.UP:
        return rungs.up(course, answer)
    if verdict is Verdict.DOWN:
        return rungs.failed(course, answer)
    if verdict is Verdict.PROGRESS and course.earned:
        return course, rungs.stay(course, answer, "hold", "The next step is earned and comes next week.")
    if dose is None or not (verdict is Verdict.PROGRESS or verdict is Verdict.REGRESS):
        return course, answer
    return rungs.at(course, dose, regressed=verdict is Verdict.REGRESS), answer


def _cooled(course: Course) -> Course:
    """Count one session of the cool-off; it will not count towards a step up later."""
    tried = course.tried
    if tried:
        tried = (evolve(tried[0], settled=False), *tried[1:])
    return evolve(course, cool=course.cool - 1, tried=tried)
