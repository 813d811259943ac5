from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from rehabplan import testing
from rehabplan.model.course import Course, Decision, Exposure, Verdict, Week
from rehabplan.model.diary import Entry
from rehabplan.model.dose import Dose
from rehabplan.model.load import Load
from rehabplan.model.scales import RIR, RPE, Light, Pain
from rehabplan.rules import RepsFirst, advance


@frozen
class Steady:
    """Add a repetition after two green sessions in a row at the same dose."""

    most: int

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        if week is not None or not course.tried:
            return None
        reps = course.dose.sets[0].reps
        good = [e.light == Light.GREEN and e.settled and e.done == course.dose for e in course.tried[:2]]
        if good != [True, True] or reps >= self.most:
            return Decision(Verdict.KEEP, course.dose, "steady", "keep", "Once more like this.")
        dose = course.dose.with_sets(tuple(evolve(s, reps=reps + 1) for s in course.dose.sets))
        return Decision(Verdict.PROGRESS, dose, "steady", "one more", f"Two good sessions, so it is {dose} now.")


def test_a_good_rule_of_ones_own_passes() -> None:
    testing.check_rule(Steady(12))


def change(course: Course, by: int, **more: Any) -> Decision:
    """Answer with more or fewer repetitions."""
    dose = course.dose.with_sets(tuple([evolve(s, reps=max(0, s.reps + by)) for s in course.dose.sets]))
    fields = {"verdict": Verdict.PROGRESS, "dose": dose, "rule": "own", "action": "own", "reason": "So."}
    return Decision(**{**fields, **more})


def two_things(course: Course) -> Decision:
    sets = tuple([evolve(s, reps=s.reps + 1, load=s.load and s.load.plus(1)) for s in course.dose.sets])
    return change(course, 0, dose=course.dose.with_sets(sets))


def heavier_after_less(course: Course) -> Decision | None:
    done, sets = course.tried[0].done if course.tried else None, course.dose.sets
    if done is None or done.sets[0].reps >= sets[0].reps:
        return None
    heavy = tuple([evolve(s, load=s.load and Load(s.load.amount + 1, s.load.unit)) for s in sets])
    return change(course, 0, dose=course.dose.with_sets(heavy))


FAULTS: dict[str, tuple[Callable[[Course], Any], str]] = {
    "raises": (lambda course: course.tried[0], "tuple index out of range"),
    "answers a text": (lambda _: "more", "expected a Decision or None, got 'more'"),
    "two things": (two_things, r"more than one thing grows: \['repetitions', 'load'\]"),
    "a harder regress": (lambda c: change(c, 1, verdict=Verdict.REGRESS), "regress from .* is harder"),
    "no name": (lambda c: change(c, 1, rule=""), "a decision names its rule"),
    "no word": (lambda c: change(c, 1, action=""), "a decision has a short word"),
    "no reason": (lambda c: change(c, 1, reason=""), "a decision tells the person why"),
    "no dose": (lambda c: change(c, 1, dose=None), "a change of dose names the dose"),
    "heavier after less": (heavier_after_less, " gave "),
}


@frozen
class Broken:
    """Answer with a fault of one kind."""

    how: str

    def next(self, course: Course, week: Week | None = None) -> Any:
        return FAULTS[self.how][0](course)


@pytest.mark.parametrize("how", FAULTS)
def test_a_broken_rule_is_found(how: str) -> None:
    with pytest.raises((AssertionError, IndexError), match=FAULTS[how][1]):
        testing.check_rule(Broken(how))


class Moody:
    """Answer the same course in two ways."""

    def __init__(self) -> None:
        self.count = 0

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        self.count += 1
        return change(course, self.count % 2)


def test_a_rule_with_a_memory_of_its_own_is_found() -> None:
    with pytest.raises(AssertionError, match="the same course got two answers"):
        testing.check_rule(Moody())


@pytest.mark.parametrize(
    ("strategy", "kind"),
    [
        (testing.pains(), Pain),
        (testing.efforts(), RPE),
        (testing.reserves(), RIR),
        (testing.lights(), Light),
        (testing.loads(), Load),
        (testing.doses(), Dose),
        (testing.entries(), Entry),
        (testing.weeks(), Week),
    ],
)
@given(data=st.data())
def test_strategies_draw_their_kind(data: Any, strategy: st.SearchStrategy[Any], kind: type) -> None:
    assert isinstance(data.draw(strategy), kind)


@given(testing.doses())
def test_drawn_doses_are_written_and_read_back(dose: Dose) -> None:
    assert Dose.parse(str(dose)) == dose


@given(testing.courses(RepsFirst()), st.data())
def test_courses_and_exposures_belong_together(course: Course, data: Any) -> None:
    told = data.draw(testing.exposures(course))
    assert isinstance(told, Exposure)
    assert told.asked == course.dose
    assert advance(course, told)[0].past[0] == told
