"""Make doses easier: the easiest of two, fewer sets, less load."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve

from rehabplan.model.course import Course
from rehabplan.model.dose import Dose, Set
from rehabplan.model.load import Load
from rehabplan.model.scales import RIR, RPE
from rehabplan.rules.evidence import counted
from rehabplan.rules.loading import ONE, lighter, share


def easiest(a: Dose, b: Dose) -> Dose:
    """Return a dose no harder than *a* or *b* in anything: the fewest sets, of the least of each.

    Where they count different things (repetitions and seconds, say) there is no less: *b* is taken.

    >>> str(easiest(Dose.parse("3x8 @40kg"), Dose.parse("2x10 @35kg")))
    '2x8 @35kg'
    """
    if a == b:
        return a
    sets = tuple([_least(x, y) for x, y in zip(a.sets, b.sets, strict=False)])
    caps = [cap.value for cap in (a.cap, b.cap) if cap is not None]
    spare = [rir.value for rir in (a.rir, b.rir) if rir is not None]
    return Dose(
        sets, max(a.rest, b.rest), a.per_side and b.per_side, min(a.per_day, b.per_day),
        RPE(min(caps)) if caps else None, RIR(max(spare)) if spare else None,
    )  # fmt: skip


def _least(a: Set, b: Set) -> Set:
    if a == b:
        return a
    if counted(a) != counted(b):
        return b
    if a.recover or b.recover:
        return min(a, b, key=lambda s: (s.reps * s.seconds, -s.recover))
    return Set(
        min(a.reps, b.reps), min(a.seconds, b.seconds), max(a.recover, b.recover), min(a.meters, b.meters),
        _least_load(a.load, b.load), a.open and b.open,
    )  # fmt: skip


def _least_load(a: Load | None, b: Load | None) -> Load | None:
    """Return the lighter load; of loads in different units the first, of a load and none, none."""
    if a is None or b is None:
        return None
    return b if a.unit == b.unit and b.amount < a.amount else a


def two_thirds(count: int) -> int:
    """Return two thirds of a count, half up, at least 1.

    >>> [two_thirds(n) for n in (1, 2, 3, 4, 5)]
    [1, 1, 2, 3, 3]
    """
    return max(1, (4 * count + 3) // 6)


def first_sets(dose: Dose, count: int) -> Dose:
    """Return the dose with only its first *count* sets."""
    return dose if count >= len(dose.sets) else dose.with_sets(dose.sets[: max(1, count)])


def half(sets: int) -> int:
    """Return half of a number of sets, rounded up.

    >>> [half(n) for n in (1, 2, 3, 5)]
    [1, 1, 2, 3]
    """
    return (sets + 1) // 2


def fewer_reps(dose: Dose, percent: int) -> Dose:
    """Return half the sets, rounded up, with so many repetitions that about *percent* of all are left, half up.

    Holds and distances keep their length.

    >>> str(fewer_reps(Dose.parse("3x8"), 55)), str(fewer_reps(Dose.parse("8-6-4x10s"), 55))
    ('2x7', '8-6x10s')
    """
    fewer = first_sets(dose, half(len(dose.sets)))
    if any(s.seconds or s.meters for s in dose.sets):
        return fewer
    sets = 100 * len(fewer.sets)
    reps = (2 * percent * sum(s.reps for s in dose.sets) + sets) // (2 * sets)
    return fewer.with_sets(tuple([evolve(s, reps=min(s.reps, reps)) for s in fewer.sets]))


def with_share(dose: Dose, course: Course, percent: int) -> Dose:
    """Return the dose with *percent* of each load, floored to what the course can load."""
    step = step_of(course)
    return dose.with_sets(
        tuple([s if s.load is None else evolve(s, load=share(s.load, percent, step, course.loads)) for s in dose.sets])
    )


def step_of(course: Course) -> Decimal:
    """Return the load step of the course's owner, 1 if it has none."""
    step = getattr(course.exercise.rule, "step", ONE)
    return step if isinstance(step, Decimal) else ONE


def first_load(course: Course) -> Load | None:
    """Return about the first load of the rung: the present one, less the steps climbed since, at least one."""
    load = course.dose.load
    if load is not None:
        for _ in range(max(1, course.climbed)):
            load = lighter(load, step_of(course), course.loads)
    return load
