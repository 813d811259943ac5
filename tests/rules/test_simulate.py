from decimal import Decimal
from typing import Any

import pytest
from tests.rules.builders import course

from rehabplan.model.course import Week
from rehabplan.model.dose import Dose
from rehabplan.model.scales import RPE, Light
from rehabplan.rules import DoubleProgression, HabitCount, LongHold, RepsFirst, Responder, Response, simulate
from rehabplan.rules.simulate import Answer

P1 = DoubleProgression(8, 12, "2.5")


def test_every_kind_of_response() -> None:
    hard = Response(Dose.parse("2x11"), effort=RPE(9))
    told: list[Answer] = ["8-8", Dose.parse("2x9"), True, False, None, Light.SETTLED, hard]
    table = simulate(RepsFirst(), "2x8 rpe 8", told, ceiling="3x15")
    assert [row.next.sets[0].reps for row in table] == [9, 10, 11, 11, 11, 11, 11]
    assert [row.action for row in table] == ["reps+1"] * 3 + ["", "", "hold", "hold"]
    assert len(table) == 7


def test_weeks_close_weeks() -> None:
    table = simulate(HabitCount(), "1x60s 4/day", [Week(1, 10, 9), Week(2, 10, 6)], ceiling="1x60s 10/day")
    assert [row.next.per_day for row in table] == [5, 5]
    assert str(table).splitlines()[1] == "1  exercise  1x60s 4/day  9 of 10  GREEN  1x60s 5/day  +1"


def test_a_rule_alone_ends_with_its_step_up() -> None:
    table = simulate(RepsFirst(), "3x12", [True] * 9)
    assert [row.action for row in table] == ["ceiling 1 of 2", "STEP-UP"]


def test_a_course_goes_on_up_the_ladder_week_by_week() -> None:
    table = simulate(course(RepsFirst(), "3x11", "3x12", rungs=2), None, [True] * 8, per_week=2)
    assert [row.asked.sets[0].reps for row in table] == [11, 12, 12, 12, 11, 12, 12, 12]
    assert [row.course.rung for row in table] == [0, 0, 0, 0, 1, 1, 1, 1]
    assert table.rows[-1].action == "top rung: maintain"
    weeks = [row.course.past[0].week for row in table]
    assert weeks == [1, 1, 2, 2, 3, 3, 4, 4]
    three = simulate(course(RepsFirst()), None, [True] * 5)
    assert [row.course.past[0].week for row in three] == [1, 1, 1, 2, 2]
    days = [row.course.past[0].day.isoformat() for row in table][:3]
    assert days == ["2024-01-01", "2024-01-02", "2024-01-08"]


def test_a_course_can_start_at_another_dose() -> None:
    now = course(RepsFirst(), "2x8", "3x12")
    assert str(simulate(now, "2x10", [True]).rows[0].next) == "2x11"
    assert str(simulate(now, None, [True]).rows[0].next) == "2x9"


def test_responses_may_be_a_function() -> None:
    table = simulate(RepsFirst(), "2x8", lambda course, n: n % 2 == 1, ceiling="3x12", sessions=5)
    assert [row.next.sets[0].reps for row in table] == [9, 9, 10, 10, 11]
    assert len(simulate(P1, "2x8 @40kg", lambda course, n: True)) == 12
    assert len(simulate(P1, "2x8 @40kg", [])) == 0


def test_the_table_reads_well() -> None:
    table = simulate(P1, "3x8 @60kg", ["10-9-8", Light.RED, None])
    assert str(table).splitlines() == [
        "#  exercise  asked        done       color  next         action",
        "1  exercise  3x8 @60kg    10-9-8     GREEN  3x9 @60kg    target+1",
        "2  exercise  3x9 @60kg    3x9 @60kg  RED    3x8 @52.5kg  bottom rung: use swap or pause",
        "3  exercise  3x8 @52.5kg  -          GREEN  3x8 @52.5kg",
    ]


def test_a_responder_is_the_same_each_time_and_differs_by_seed() -> None:
    def told(seed: int, **more: Any) -> list[Any]:
        table = simulate(RepsFirst(), "2x8", Responder(seed, **more), ceiling="3x15", sessions=40)
        return [row.response for row in table]

    assert told(1) == told(1)
    assert told(1) != told(2)


@pytest.mark.parametrize("share", ["0", "0.2", "0.8", "1"])
def test_a_responder_succeeds_as_often_as_it_says(share: str) -> None:
    now = course(RepsFirst())
    answers = [Responder(7, share)(now, n) for n in range(1, 1001)]
    full = sum(answer.done == now.dose for answer in answers)
    assert abs(full - 1000 * Decimal(share)) <= 40
    sore = [Responder(7, 1, share)(now, n) for n in range(1, 1001)]
    assert abs(sum(answer.light is Light.SETTLED for answer in sore) - 1000 * Decimal(share)) <= 40


def test_success_and_soreness_are_drawn_apart() -> None:
    now = course(RepsFirst())
    answers = [Responder(3, "0.5", "0.5")(now, n) for n in range(1, 1001)]
    both = sum(answer.done == now.dose and answer.light is Light.SETTLED for answer in answers)
    assert abs(both - 250) <= 40


@pytest.mark.parametrize(
    ("dose", "short"), [("2x8", "8-7"), ("2x30s", "30s-24s"), ("3x5x5s", "5-5-5x5s"), ("5km", "4000m"), ("1x0", "1x0")]
)
def test_a_session_that_fails_is_a_little_short(dose: str, short: str) -> None:
    now = course(RepsFirst(), dose)
    done = Responder(1, 0)(now, 1).done
    assert done is not None
    if dose == "3x5x5s":
        assert [s.seconds for s in done.sets] == [5, 5, 4]
    else:
        assert [(s.reps, s.seconds, s.meters) for s in done.sets] == [
            (s.reps, s.seconds, s.meters) for s in Dose.parse(short).sets
        ]


@pytest.mark.parametrize("wrong", [{"seed": -1}, {"success": "1.1"}, {"success": "often"}, {"sore": -1}])
def test_impossible_responders_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"Responder\.{next(iter(wrong))}: expected "):
        Responder(**wrong)


def test_a_rule_alone_needs_a_dose() -> None:
    with pytest.raises(ValueError, match="a rule alone is simulated from a dose"):
        simulate(LongHold(), None, [True])
