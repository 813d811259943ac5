"""P10c, P10d: from walking to running in stages; P10g: runs by distance leave pain to the gates."""

from __future__ import annotations

from attrs import evolve, field, frozen

from rehabplan.model.course import Course, Decision, Week
from rehabplan.model.dose import Dose, Set
from rehabplan.model.scales import Light
from rehabplan.rules.answers import Saw, Voice, why_held
from rehabplan.rules.checks import whole
from rehabplan.rules.evidence import success

P10B, P10C = Voice("P10b", ("R46", "R48")), Voice("P10c", ("R46", "R49"))
TOO_MUCH = "It hurt more than it should"
STAGES: tuple[Set, ...] = (
    Set(seconds=0, recover=1800),
    *(
        Set(reps, seconds=60 * run, recover=60 * walk)
        for reps, run, walk in (
            (6, 1, 4), (10, 1, 2), (7, 2, 2), (6, 3, 2), (5, 4, 2), (5, 5, 1), (3, 9, 1), (2, 14, 1),
        )
    ),
    Set(seconds=1800),
)  # fmt: skip
"""Stage 0, a brisk walk of 30 min, to stage 9, 30 min of running (P10c, DESIGN)."""


def stage_dose(stage: int) -> Dose:
    """Return the dose of a walk-run stage, 0 to 9.

    >>> str(stage_dose(3)), str(stage_dose(9))
    ('7x(120s/120s)', '1x1800s')
    """
    return Dose((STAGES[stage],))


def stage_of(dose: Dose) -> int:
    """Return the walk-run stage of a dose: the last one that runs no longer than it does."""
    first = dose.sets[0]
    if first in STAGES:
        return STAGES.index(first)
    run = sum(s.reps * s.seconds for s in dose.sets)
    return max(i for i, s in enumerate(STAGES) if s.reps * s.seconds <= run)


@frozen
class WalkRunStages:
    """Own the stage of a walk-run (P10c): *passes* green sessions, not necessarily in a row, reach the next one.

    A settled amber repeats the stage and keeps its passes; an unsettled one goes a stage back; RED goes two back and
    asks for two rest days. *extra* more passes are needed up to stage *extra_until*: one everywhere after a bone
    stress injury (P10d, R64), one in the first two stages after a running injury. At least one rest day lies between
    sessions (R49). Stages and passes DESIGN. Raises ValueError out of range.
    """

    passes: int = field(default=2, validator=whole(1, 10))
    extra: int = field(default=0, validator=whole(0, 10))
    extra_until: int = field(default=9, validator=whole(0, 9))

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Answer the newest exposure by the table of P10c."""
        if week is not None or not course.tried:
            return None
        stage, newest = stage_of(course.dose), course.tried[0]
        saw: Saw = (("stage", str(stage)), ("light", newest.light.label))
        if newest.light >= Light.UNSETTLED:
            return self._back(course, stage, newest.light, saw)
        dose = course.dose
        if not success(newest, dose, dose.cap):
            return rested(P10C.keep(course, "repeat", why_held(newest, dose.cap), saw), 1)
        count = sum(success(e, dose, dose.cap) for e in course.tried)
        return rested(self._passed(course, stage, count, saw), 1)

    def _passed(self, course: Course, stage: int, count: int, saw: Saw) -> Decision:
        needed = self.passes + (self.extra if stage <= self.extra_until else 0)
        if count < needed:
            reason = f"Stage {stage} went well: {count} of {needed} before the next one."
            return P10C.keep(course, f"pass {count} of {needed}", reason, saw)
        if stage == len(STAGES) - 1:
            reason = "You ran 30 minutes in comfort. From here on the distance grows little by little."
            return P10C.up("finished: use distance caps", reason, saw)
        return P10C.progress(_staged(course.dose, stage + 1), "up", f"After stage {stage}", saw)

    def _back(self, course: Course, stage: int, light: Light, saw: Saw) -> Decision | None:
        """Go back by the color; from stage 0 the ladder answers RED."""
        if light == Light.RED:
            two = _staged(course.dose, max(0, stage - 2))
            return rested(P10C.regress(two, "back 2, 2 rest days", TOO_MUCH, saw), 2) if stage else None
        return rested(P10C.regress(_staged(course.dose, max(0, stage - 1)), "back 1", TOO_MUCH, saw), 1)


@frozen
class RunDistance:
    """Own a run that is planned by distance: the dose stays, the caps and the weekly guide set how far (P10a, P10b).

    After RED two rest days follow, after an unsettled amber one (P10g, DESIGN).
    """

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Keep the dose; name the rest days that pain asks for."""
        if week is not None or not course.tried:
            return None
        light = course.tried[0].light
        rest = {Light.RED: 2, Light.UNSETTLED: 1}.get(light, 0)
        if rest:
            reason = f"{TOO_MUCH}, so the next run is shorter and comes later."
            action = f"shorter, {rest} rest days"
            return rested(P10B.keep(course, action, reason, (("light", light.label),)), rest)
        return P10B.keep(course, "as planned", "Distance grows with the week, within the cap of a single run.")


def rested(answer: Decision, days: int) -> Decision:
    """Return an answer that asks for so many whole rest days before the next session of the course."""
    return evolve(answer, rest=days)


def _staged(dose: Dose, stage: int) -> Dose:
    return dose.with_sets((STAGES[stage],))
