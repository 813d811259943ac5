"""Build the answers of rules: a decision with its numbers and a calm sentence for the person."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rehabplan.model.course import Course, Decision, Exposure, Verdict
from rehabplan.model.dose import Dose
from rehabplan.model.scales import RPE, Light
from rehabplan.rules.evidence import effort

Saw = tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)
def written(dose: Dose) -> str:
    """Return the sets of a dose in its notation, without rests and effort.

    >>> written(Dose.parse("3x10/side rest 90s rir 4"))
    '3x10/side'
    """
    return str(Dose(dose.sets, per_side=dose.per_side, per_day=dose.per_day))


class Voice(NamedTuple):
    """Answer in the name of one rule: its id and the ids of the evidence behind it."""

    rule: str
    sources: tuple[str, ...] = ()

    def keep(self, course: Course, action: str, reason: str, saw: Saw = ()) -> Decision:
        """Answer that the dose stays."""
        return Decision(Verdict.KEEP, course.dose, self.rule, action, reason, 0, saw, self.sources)

    def hold(self, course: Course, cap: RPE | None, saw: Saw = ()) -> Decision:
        """Answer that the dose stays, because the newest session was not a full success."""
        return self.keep(course, "hold", why_held(course.tried[0], cap), saw)

    def progress(self, dose: Dose, action: str, reason: str, saw: Saw = ()) -> Decision:
        """Answer with the next, harder dose."""
        reason = f"{reason}, {written(dose)} comes next."
        return Decision(Verdict.PROGRESS, dose, self.rule, action, reason, 0, saw, self.sources)

    def regress(self, dose: Dose, action: str, reason: str, saw: Saw = ()) -> Decision:
        """Answer with the next, easier dose."""
        reason = f"{reason}, so next time it is {written(dose)}."
        return Decision(Verdict.REGRESS, dose, self.rule, action, reason, 0, saw, self.sources)

    def up(self, action: str, reason: str, saw: Saw = ()) -> Decision:
        """Answer that the next rung is earned."""
        return Decision(Verdict.UP, None, self.rule, action, reason, 0, saw, self.sources)

    def down(self, saw: Saw = ()) -> Decision:
        """Answer that the rung below fits better for now, at its ceiling dose (P5)."""
        reason = "It was too hard several times in a row, so an easier exercise comes first."
        return Decision(Verdict.DOWN, None, self.rule, "STEP-DOWN", reason, 0, saw, self.sources)

    def ceiling(self, course: Course, streak: int, needed: int, saw: Saw = ()) -> Decision:
        """Answer a session at the ceiling: the last one *needed* in a row earns the next rung (P5).

        During the cool-off after a step down nothing is counted.
        """
        if course.cool:
            return self.keep(course, "stay (cool-off)", COOLING, saw)
        if streak < needed:
            reason = f"You reached the top of this exercise: {streak} of {needed} sessions before the next one."
            return self.keep(course, f"ceiling {streak} of {needed}", reason, saw)
        return self.up("STEP-UP", f"You reached the top of this exercise {times(needed)}.", saw)


COOLING = "You reached the top of this exercise. After a step down it stays here for two sessions."
HARD_ONCE = "It was a hard one today, so it stays as it is."


def why_held(newest: Exposure, cap: RPE | None) -> str:
    """Return the calm sentence for a dose that stays as it is."""
    felt = effort(newest)
    if not newest.settled:
        return "It stays as it is until the next morning is known."
    if newest.light != Light.GREEN:
        return "It hurt a little more than usual, so it stays as it is."
    if cap is not None and felt is not None and felt.value > cap.value:
        return f"It felt harder than planned (effort {felt}, at most {cap}), so it stays as it is."
    return "Not every set was quite full, so it stays as it is. That is fine."


def times(count: int) -> str:
    """Return a count in words.

    >>> times(1), times(2), times(3)
    ('once', 'twice in a row', '3 times in a row')
    """
    return {1: "once", 2: "twice in a row"}.get(count, f"{count} times in a row")
