from typing import Any

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.builders import actions, course, doses, fold

from rehabplan.model.course import Course, Decision, Rule, Verdict, Week
from rehabplan.model.dose import Dose
from rehabplan.model.scales import Light
from rehabplan.rules import (
    AfterWeeks,
    Capped,
    DoubleProgression,
    EveryNthWeek,
    First,
    HabitCount,
    InWeeks,
    MostCareful,
    Reached,
    RepsFirst,
    TwoForTwo,
    Until,
    first,
    gated_by,
    then,
)
from rehabplan.rules.combine import CAREFUL
from rehabplan.testing import courses, weeks


@frozen
class Says:
    """Answer one verdict, or nothing."""

    verdict: Verdict | None
    dose: Dose | None = Dose.parse("2x9")  # noqa: RUF009 - a frozen value
    rule: str = "own"

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        return None if self.verdict is None else Decision(self.verdict, self.dose, self.rule, "own", "Because.")


@frozen
class Holds:
    """Hold always, or never."""

    now: bool

    def holds(self, course: Course) -> bool:
        return self.now


leaves: st.SearchStrategy[Rule] = st.one_of(
    st.builds(Says, st.none() | st.sampled_from(Verdict), rule=st.sampled_from("abc")),
    st.sampled_from((RepsFirst(), DoubleProgression(8, 12, "2.5"), TwoForTwo(1), HabitCount(), first())),
)
conditions = st.one_of(
    st.builds(Holds, st.booleans()), st.builds(AfterWeeks, st.integers(0, 4)), st.just(Reached(Dose.parse("2x10")))
)


def combined(rules: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    return st.one_of(
        st.lists(rules, max_size=3).map(lambda some: first(*some)),
        st.tuples(rules, rules).map(lambda two: gated_by(*two)),
        st.builds(EveryNthWeek, rules, st.integers(1, 4)),
        st.builds(InWeeks, rules, st.integers(1, 3), st.none() | st.integers(3, 6)),
        st.builds(Capped, rules, st.just(Dose.parse("3x10 @42.5kg"))),
        st.builds(Until, rules, conditions),
        st.builds(then, rules, conditions, rules),
    )


rules = st.recursive(leaves, combined, max_leaves=5)
somewhere = courses(RepsFirst(), "2x8 @40kg", "3x12 @40kg")
closed = st.none() | weeks()


def same(a: Rule, b: Rule, course: Course, week: Week | None) -> bool:
    return a.next(course, week) == b.next(course, week)


@given(rules, rules, rules, somewhere, closed)
def test_order_of_precedence(a: Rule, b: Rule, c: Rule, now: Course, week: Week | None) -> None:
    assert first(a, first(b, c)) == first(first(a, b), c) == first(a, b, c)
    assert same(First((a, First((b, c)))), First((First((a, b)), c)), now, week)
    assert same(first(a, first()), a, now, week)
    assert same(first(first(), a), a, now, week)
    assert first().next(now, week) is None


@given(rules, rules, rules, somewhere, closed)
def test_gated_by(a: Rule, b: Rule, c: Rule, now: Course, week: Week | None) -> None:
    assert gated_by(a, gated_by(b, c)) == gated_by(gated_by(a, b), c) == gated_by(a, b, c)
    assert same(MostCareful((a, MostCareful((b, c)))), MostCareful((MostCareful((a, b)), c)), now, week)
    assert same(gated_by(a, first()), a, now, week)
    assert same(gated_by(first(), a), a, now, week)
    answer, guard = gated_by(a, b).next(now, week), b.next(now, week)
    if guard is not None:
        assert answer is not None
        assert CAREFUL.index(answer.verdict) <= CAREFUL.index(guard.verdict)


@given(rules, st.integers(1, 4), st.integers(1, 4), somewhere, closed)
def test_every_nth_week(a: Rule, m: int, n: int, now: Course, week: Week | None) -> None:
    if now.past or week is not None:
        assert same(EveryNthWeek(a, 1), a, now, week)
    assert same(EveryNthWeek(EveryNthWeek(a, m), n), EveryNthWeek(EveryNthWeek(a, n), m), now, week)
    assert same(EveryNthWeek(EveryNthWeek(a, m), m), EveryNthWeek(a, m), now, week)


@given(rules, st.integers(1, 5), st.integers(0, 3), somewhere, closed)
def test_for_a_phase(a: Rule, start: int, length: int, now: Course, week: Week | None) -> None:
    if now.past or week is not None:
        assert same(InWeeks(a), a, now, week)
    phase = InWeeks(a, start, start + length)
    assert same(InWeeks(phase, start), phase, now, week)
    assert same(First((phase, InWeeks(a, start + length + 1))), InWeeks(a, start), now, week)


@given(rules, somewhere, closed)
def test_capped(a: Rule, now: Course, week: Week | None) -> None:
    low, high = Dose.parse("3x9 @40kg"), Dose.parse("4x20 @60kg")
    assert same(Capped(Capped(a, low), high), Capped(Capped(a, high), low), now, week)
    assert same(Capped(Capped(a, low), low), Capped(a, low), now, week)
    answer = a.next(now, week)
    if answer is None or answer.verdict is not Verdict.PROGRESS:
        assert same(Capped(a, low), a, now, week)


@given(rules, rules, conditions, somewhere, closed)
def test_until_and_then(a: Rule, b: Rule, condition: Any, now: Course, week: Week | None) -> None:
    assert same(Until(a, Holds(now=False)), a, now, week)
    assert Until(a, Holds(now=True)).next(now, week) is None
    assert same(then(a, Holds(now=True), b), b, now, week)
    assert same(then(a, Holds(now=False), b), first(a, b), now, week)
    assert same(then(a, condition, first()), Until(a, condition), now, week)


@given(rules, somewhere, closed)
def test_every_combination_answers_every_course(a: Rule, now: Course, week: Week | None) -> None:
    answer = a.next(now, week)
    assert answer is None or isinstance(answer, Decision)
    assert answer == a.next(now, week)
    assert hash(a) == hash(a)


def test_the_first_answer_decides() -> None:
    keep, up = Says(Verdict.KEEP, rule="a"), Says(Verdict.PROGRESS, rule="b")
    now = course(RepsFirst())
    for rule, name in ((first(keep, up), "a"), (first(Says(None), up, keep), "b"), (gated_by(up, keep), "a")):
        answer = rule.next(now)
        assert answer is not None
        assert answer.rule == name


def test_the_most_careful_verdict_decides() -> None:
    now = course(RepsFirst())
    for i, verdict in enumerate(CAREFUL):
        for other in CAREFUL[i:]:
            answer = gated_by(Says(other, rule="b"), Says(verdict, rule="a")).next(now)
            assert answer is not None
            assert answer.verdict is verdict


def test_a_rule_in_every_second_week() -> None:
    now = course(EveryNthWeek(RepsFirst(), 2))
    assert doses(now, {"week": 1}, {"week": 2}, {"week": 3}, {"week": 4}) == ["2x8", "2x9", "2x9", "2x10"]
    habits = EveryNthWeek(HabitCount(), 2)
    assert habits.next(now, Week(3, 10, 10)) is None
    assert habits.next(now, Week(4, 10, 0)) is not None
    assert habits.next(now) is None


def test_a_rule_for_a_phase() -> None:
    now = course(InWeeks(RepsFirst(), 2, 3))
    assert doses(now, *[{"week": n} for n in (1, 2, 3, 4)]) == ["2x8", "2x9", "2x10", "2x10"]
    assert InWeeks(RepsFirst()).next(now) is None


def test_a_cap() -> None:
    now = course(Capped(DoubleProgression(8, 12, "2.5"), Dose.parse("3x12 @42.5kg")), at="3x12 @40kg")
    after = fold(now, "3x12", "3x12")[0]
    assert str(after.dose) == "3x8 @42.5kg"
    assert actions(after, "3x12", "3x8") == ["capped", "target+1"]
    decision = fold(after, "3x12")[1]
    assert decision is not None
    assert (decision.rule, decision.verdict, decision.dose) == ("P1", Verdict.KEEP, after.dose)
    assert decision.reason == "It stays as it is: 3x12 @42.5kg is the most for now."
    bare = Says(Verdict.PROGRESS, None)
    assert Capped(bare, now.dose).next(now) == bare.next(now)


def test_one_rule_then_another() -> None:
    steps = then(RepsFirst(), Reached(Dose.parse("2x10")), Says(None))
    assert doses(course(steps), *[Light.GREEN] * 4) == ["2x9", "2x10", "2x10", "2x10"]
    weekly = then(RepsFirst(), AfterWeeks(2), Says(None))
    assert doses(course(weekly), *[{"week": n} for n in (3, 4, 5, 6)]) == ["2x9", "2x10", "2x10", "2x10"]
    assert not AfterWeeks(0).holds(course(RepsFirst()))
    assert AfterWeeks(0).holds(fold(course(RepsFirst()), Light.GREEN)[0])


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (EveryNthWeek, {"n": 0}),
        (InWeeks, {"first": 0}),
        (InWeeks, {"first": 3, "last": 2}),
        (Capped, {"most": "3x8"}),
    ],
)
def test_impossible_parameters_are_refused(kind: type, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"{kind.__name__}\.{list(wrong)[-1]}: expected "):
        kind(RepsFirst(), **wrong)


def test_impossible_conditions_are_refused() -> None:
    with pytest.raises(ValueError, match=r"AfterWeeks\.weeks: expected a whole number"):
        AfterWeeks(-1)
    with pytest.raises(ValueError, match=r"Reached\.dose: expected Dose, got '2x8'"):
        Reached("2x8")  # type: ignore[arg-type]
    assert InWeeks(RepsFirst(), 2, 2).last == 2
