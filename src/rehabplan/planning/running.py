"""How far to run: the week's distance, the long run, and what caps a single run."""

from __future__ import annotations

from rehabplan.model.clearance import Clearance
from rehabplan.model.dose import Dose, Set
from rehabplan.model.person import Person
from rehabplan.model.program import Component, Phase
from rehabplan.rules.runs import floored

LONG_SHARE = 35
"""Largest share of the week's distance in its longest run, percent (decision 17, DESIGN)."""
SETTLE_SHARE = 60
"""Longest run while settling, percent of the usual longest (programmes.md section 2, DESIGN)."""
GROWTH, SLOW_GROWTH = 110, 105
"""Most a week or a run may grow to, percent (P10a: R46; P10b: DESIGN)."""
SLOW = frozenset({"fatigue", "prior-lbp-episodes", "slow-running-progress"})


def growth(person: Person, clearance: Clearance) -> int:
    """Return the growth limit in percent: 105 with a risk factor that asks for it, otherwise 110."""
    return SLOW_GROWTH if SLOW & (person.factors | set(clearance.flags)) else GROWTH


def share(component: Component, phase: Phase, week: int) -> int:
    """Return the share of the usual week, in percent, that *phase* plans in its *week*, from 0."""
    first, last = component.kilometers[0], component.kilometers[-1]
    return first + (last - first) * min(week, phase.weeks - 1) // max(phase.weeks - 1, 1)


def split(total: int, runs: int, cap: int) -> tuple[int, ...]:
    """Split a week's meters: the last run is min(cap, 35 %), the others share the rest equally (decision 17).

    No run is longer than the last one, nor than *cap*.

    >>> split(24000, 4, 8400)
    (5200, 5200, 5200, 8400)
    """
    if runs == 1:
        return (floored(min(total, cap)),)
    longest = floored(min(cap, total * max(LONG_SHARE, 100 // runs) // 100))
    return (*(floored(min((total - longest) // (runs - 1), longest)),) * (runs - 1), longest)


def distance(meters: int) -> Dose:
    """Return the dose of a run of so many meters."""
    return Dose((Set(meters=meters),))


def run_seconds(dose: Dose, pace: int) -> int:
    """Return the seconds that a run's dose takes at *pace* seconds per kilometer."""
    return sum(s.reps * (s.meters * pace // 1000) for s in dose.sets)


def run_meters(dose: Dose, pace: int) -> int:
    """Return the meters that a dose of running covers; timed running counts at *pace* seconds per kilometer."""
    return sum(s.reps * (s.meters or s.seconds * 1000 // pace) for s in dose.sets)


def is_continuous(dose: Dose) -> bool:
    """Say whether the running has no walk breaks: only such runs count for the single-run cap (P10c stage 9)."""
    return all(not s.recover for s in dose.sets)
