"""Read exposures: what was met in full, what counts towards an increase, how long a streak is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rehabplan.errors import Fault
from rehabplan.model.course import Course, Exposure
from rehabplan.model.dose import Dose, Set, no_harder
from rehabplan.model.load import Load
from rehabplan.model.scales import RPE, Light


def met(done: Dose, asked: Dose) -> bool:
    """Say whether every set of *asked* was done in full, with no less load."""
    if done is asked:
        return True
    return len(done.sets) >= len(asked.sets) and all(
        d.reps >= a.reps and d.seconds >= a.seconds and d.meters >= a.meters and not _lighter(d.load, a.load)
        for d, a in zip(done.sets, asked.sets, strict=False)
    )


def _lighter(done: Load | None, asked: Load | None) -> bool:
    """Say whether less was lifted than asked for; a load that was not noted is taken to be the one asked for."""
    if done is None or asked is None or done.unit != asked.unit:
        return False
    return done.amount < asked.amount


def misfit(exposure: Exposure) -> Fault | None:
    """Return what does not fit when a session was told in other terms than it was asked; None when it fits.

    Repetitions for a hold and kilograms for a band are examples. Such a session is evidence for nothing. A load where
    none was asked for fits, and so does a real weight where steps above the first one were.
    """
    asked, done = exposure.asked, exposure.done
    if done is None or done is asked:
        return None
    for a, d in zip(asked.sets, done.sets, strict=False):
        if counted(a) != counted(d):
            return _fault(exposure, f"{done} counts {counted(d)}, expected {counted(a)} as in {asked}")
        if a.load is not None and d.load is not None and a.load.unit not in {d.load.unit, "step"}:
            return _fault(exposure, f"a load of {d.load} does not fit {a.load}, expected it in the same unit")
    return None


def counted(s: Set) -> str:
    """Name what a set counts: distance, time or repetitions."""
    return "distance" if s.meters else "time" if s.seconds or s.recover else "repetitions"


def _fault(exposure: Exposure, message: str) -> Fault:
    return Fault(f"{exposure.day} {exposure.exercise}", message)


def as_heavy(exposure: Exposure, dose: Dose) -> bool:
    """Say whether no set was done with less load than *dose* asks for."""
    done = exposure.done
    return done is not None and not any(_lighter(d.load, a.load) for d, a in zip(done.sets, dose.sets, strict=False))


def effort(exposure: Exposure) -> RPE | None:
    """Return the effort: as told, or from the repetitions left in reserve (R26)."""
    if exposure.effort is None and exposure.rir is not None:
        return exposure.rir.rpe
    return exposure.effort


def counts(exposure: Exposure, cap: RPE | None) -> bool:
    """Say whether an increase may be booked from it: green, settled, effort at or below *cap*.

    Among the evidence of a course, `settled` is also False for sessions of a cool-off (P5), and the third
    settled amber in a row reads as green (P7, R56).
    """
    if exposure.light != Light.GREEN or not exposure.settled:
        return False
    felt = effort(exposure) if cap is not None else None
    return cap is None or felt is None or felt.value <= cap.value


def success(exposure: Exposure, dose: Dose, cap: RPE | None) -> bool:
    """Say whether *dose* was met in full and an increase may be booked from it."""
    return counts(exposure, cap) and exposure.done is not None and met(exposure.done, dose)


def streak(exposures: Iterable[Exposure], test: Callable[[Exposure], bool]) -> int:
    """Return how many of the newest exposures in a row pass *test*."""
    length = 0
    for exposure in exposures:
        if not test(exposure):
            break
        length += 1
    return length


def fewest(done: Dose) -> int:
    """Return the repetitions of the weakest set."""
    return min(s.reps for s in done.sets)


def shortest(done: Dose) -> int:
    """Return the seconds of the shortest set."""
    return min(s.seconds for s in done.sets)


def harder(dose: Dose, than: Dose) -> bool:
    """Say whether *dose* asks for more than *than*.

    A heavier load is harder; with the same load more sets are, and with as many sets more of anything. Bouts with easy
    time between them count by their work.
    """
    a, b = dose.load, than.load
    if a is not None and b is not None and a.unit == b.unit and a.amount != b.amount:
        return a.amount > b.amount
    bouts = any(s.recover for s in (*dose.sets, *than.sets))
    if len(dose.sets) != len(than.sets) and not bouts:
        return len(dose.sets) > len(than.sets)
    if no_harder(dose, than) or no_harder(than, dose):
        return not no_harder(dose, than)
    return dose.volume > than.volume


def held(course: Course) -> Dose:
    """Return the dose that repeats the last week: the last one asked for by the owner, if it is no harder than now."""
    for exposure in course.past:
        if exposure.exercise == course.exercise.id and not exposure.overlay:
            return exposure.asked if no_harder(exposure.asked, course.dose) else course.dose
    return course.dose
