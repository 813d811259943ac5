"""Compose rules: small values with one method that hold other rules. Gates stay outside, so none can be lost."""

from __future__ import annotations

from typing import Protocol

from attrs import field, frozen

from rehabplan.model.course import Course, Decision, Rule, Verdict, Week
from rehabplan.model.dose import Dose, no_harder
from rehabplan.rules.answers import Voice
from rehabplan.rules.checks import of_type, perhaps, refusal, whole

CAREFUL = (Verdict.STOP, Verdict.DOWN, Verdict.REGRESS, Verdict.KEEP, Verdict.PROGRESS, Verdict.UP)
"""Verdicts, the most careful first."""


class Condition(Protocol):
    """Say of a course whether something holds. Any frozen value with this method is a condition."""

    def holds(self, course: Course) -> bool:
        """Say whether it holds now."""
        ...


@frozen
class First:
    """Ask rules in order of precedence; the first that answers decides. Without rules nothing is ever decided."""

    rules: tuple[Rule, ...] = ()

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Return the first answer."""
        for rule in self.rules:
            if (answer := rule.next(course, week)) is not None:
                return answer
        return None


def first(*rules: Rule) -> First:
    """Ask *rules* in order of precedence.

    It is associative, and `first()` is its neutral element.

    >>> first(first(), first()) == first()
    True
    """
    return First(tuple(part for rule in rules for part in (rule.rules if isinstance(rule, First) else (rule,))))


@frozen
class MostCareful:
    """Ask all rules; the most careful answer decides, the first one of equals."""

    rules: tuple[Rule, ...] = ()

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Return the most careful answer."""
        answers = [answer for rule in self.rules if (answer := rule.next(course, week)) is not None]
        return min(answers, key=lambda answer: CAREFUL.index(answer.verdict), default=None)


def gated_by(rule: Rule, *guards: Rule) -> MostCareful:
    """Let *guards* hold *rule* back: where one of them is more careful, it decides.

    It is associative; `first()` is neutral, as a rule and as a guard.
    """
    rules = (rule, *guards)
    return MostCareful(tuple(p for r in rules for p in (r.rules if isinstance(r, MostCareful) else (r,))))


@frozen
class EveryNthWeek:
    """Let a rule answer in every *n*th week of the plan only. Every first week is every week."""

    rule: Rule
    n: int = field(validator=whole(1, 52))

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Return the rule's answer in its weeks."""
        number = week_of(course, week)
        return self.rule.next(course, week) if number is not None and number % self.n == 0 else None


@frozen
class InWeeks:
    """Let a rule answer in the weeks of one phase only, from *first* to *last*, both included; None: to the end.

    Raises ValueError for a phase that ends before it begins.
    """

    rule: Rule
    first: int = field(default=1, validator=whole(1))
    last: int | None = field(default=None, validator=perhaps(whole(1)))

    def __attrs_post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise refusal(self, "last", f"expected at least first ({self.first}), got {self.last}")

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Return the rule's answer in its weeks."""
        number = week_of(course, week)
        if number is None or number < self.first or (self.last is not None and number > self.last):
            return None
        return self.rule.next(course, week)


@frozen
class Capped:
    """Let a rule never ask for more than *most* in anything: an increase beyond it keeps the dose."""

    rule: Rule
    most: Dose = field(validator=of_type(Dose))

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Return the rule's answer, held at the cap."""
        answer = self.rule.next(course, week)
        if answer is None or answer.verdict is not Verdict.PROGRESS or answer.dose is None:
            return answer
        if no_harder(answer.dose, self.most):
            return answer
        voice = Voice(answer.rule, answer.sources)
        return voice.keep(course, "capped", f"It stays as it is: {self.most} is the most for now.", answer.saw)


@frozen
class Until:
    """Let a rule answer until a condition holds."""

    rule: Rule
    condition: Condition

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Return the rule's answer while the condition does not hold."""
        return None if self.condition.holds(course) else self.rule.next(course, week)


def then(rule: Rule, condition: Condition, following: Rule) -> First:
    """Follow *rule* until *condition* holds, and *following* from then on."""
    return first(Until(rule, condition), following)


@frozen
class Reached:
    """Hold once the course's dose is no easier than *dose* in anything."""

    dose: Dose = field(validator=of_type(Dose))

    def holds(self, course: Course) -> bool:
        """Say whether the dose is reached."""
        return no_harder(self.dose, course.dose)


@frozen
class AfterWeeks:
    """Hold once so many weeks were trained on the present rung."""

    weeks: int = field(validator=whole(0, 520))

    def holds(self, course: Course) -> bool:
        """Say whether the weeks are over."""
        return bool(course.past) and course.past[0].week - course.since >= self.weeks


def week_of(course: Course, week: Week | None) -> int | None:
    """Return the number of the week that is answered: the closed one, or that of the newest exposure."""
    if week is not None:
        return week.number
    return course.past[0].week if course.past else None
