"""Screening's nouns: answers filled in, conditions, rules that fire, and who may have a plan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabplan.errors import RehabPlanError
from rehabplan.model.clearance import REST, Check, Clearance, Condition, NotClearedError, Outcome, Question, complete

NERVES, WEIGHT, SLEEP = (
    Question("S01", "A. Nerves", "?", ("no", "recent"), "no"),
    Question("S15", "D. Serious illness", "?", ("no", "yes"), "no"),
    Question("S31", "H. You", "?", ("18-64", "65-or-over"), "18-64"),
)
QUESTIONS = {q.id: q for q in (NERVES, WEIGHT, SLEEP)}
said = st.dictionaries(st.sampled_from(sorted(QUESTIONS)), st.sampled_from(["no", "yes", "recent", "18-64"]))


@given(said)
def test_the_rest_gets_each_question_its_own_default_but_never_a_nerve_question(answers: dict[str, str]) -> None:
    whole = complete({**answers, REST: "no"}, QUESTIONS)
    assert whole == {"S15": "no", "S31": "18-64"} | answers
    assert REST not in whole


@given(said)
def test_without_the_rest_nothing_is_filled_in(answers: dict[str, str]) -> None:
    assert complete(answers, QUESTIONS) == answers


def test_a_condition_needs_one_of_its_answers() -> None:
    condition = Condition("S01", frozenset({"recent", "unsure"}))
    assert condition.holds({"S01": "unsure"})
    assert not condition.holds({"S01": "no"})
    assert not condition.holds({})


YES = [Condition(name, frozenset({"yes"})) for name in ("a", "b", "c", "d")]
BOTH_AND_ONE = Check("R", Outcome.CLINICIAN, every=(YES[0], YES[1]), some=(YES[2], YES[3]))


@pytest.mark.parametrize(
    ("yes", "fires"), [("abc", True), ("abd", True), ("abcd", True), ("ab", False), ("acd", False), ("", False)]
)
def test_a_rule_fires_when_all_of_every_and_one_of_some_hold(yes: str, *, fires: bool) -> None:
    assert BOTH_AND_ONE.fires(dict.fromkeys(yes, "yes")) is fires


def test_a_rule_without_some_needs_every_only() -> None:
    assert Check("R", Outcome.CLINICIAN, every=(YES[0],)).fires({"a": "yes"})
    assert not Check("R", Outcome.CLINICIAN, every=(YES[0],)).fires({"b": "yes"})


def test_outcomes_come_mildest_first() -> None:
    assert [o.name for o in sorted(Outcome)] == ["PROCEED", "PRECAUTIONS", "CLINICIAN", "URGENT", "EMERGENCY"]


@pytest.mark.parametrize(
    ("outcome", "cleared"),
    [
        (Outcome.PROCEED, True),
        (Outcome.PRECAUTIONS, True),
        (Outcome.CLINICIAN, False),
        (Outcome.URGENT, False),
        (Outcome.EMERGENCY, False),
    ],
)
def test_a_plan_is_for_the_two_mild_outcomes_and_only_when_nothing_blocks(outcome: Outcome, *, cleared: bool) -> None:
    assert Clearance(outcome).cleared is cleared
    assert not Clearance(outcome, blocked=True).cleared


def test_the_error_carries_the_clearance_and_its_words() -> None:
    clearance = Clearance(Outcome.URGENT, message="Please get medical advice today.")
    error = NotClearedError(clearance)
    assert error.clearance is clearance
    assert str(error) == "Please get medical advice today."
    assert isinstance(error, RehabPlanError)
