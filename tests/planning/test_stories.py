"""Stories of one exercise over some weeks: pain, a missed week, a gap. Expected doses are those of P5, P7 and P9."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from tests.planning.workshop import component, day, diary, doses, exercise, made, person, phase, program, shelf, slots

from rehabplan.model.diary import Entry
from rehabplan.model.dose import Dose, no_harder
from rehabplan.model.person import Away
from rehabplan.model.plan import Plan, Session
from rehabplan.model.scales import Pain
from rehabplan.planning.plan import revise_plan
from rehabplan.planning.select import Shelf
from rehabplan.rules import DoubleProgression, WalkRunStages

THREE = shelf(*(exercise(name, "2x8", "3x12") for name in ("easy", "middle", "hard")), press="easy middle hard")
WHEN = "mon wed fri 18:00-19:00"


def story(
    known: Shelf, entry: str, per_week: int = 3, *, weeks: int = 4, loads: tuple[int, ...] = (), days: str = WHEN
):
    owned = {"barbell": tuple(Decimal(load) / 2 for load in loads)}
    strength = component("strength", slots(entry), per_week=per_week)
    return made(program(phase(strength, weeks=weeks)), known, person(days, equipment=owned))


def felt(s: Session, during: int, before: int = 1, morning: int = 1, **more) -> Entry:
    return Entry(s.day, session=str(s.key), before=Pain(before), during=Pain(during), morning=Pain(morning), **more)


def quiet(s: Session) -> Entry:
    return felt(s, 1)


def after(plan: Plan, *entries: Entry, n: int) -> Plan:
    """Return the plan revised on the day after its *n*th session, all but *entries* as planned."""
    on = plan.active[n - 1].day
    return revise_plan(plan, diary(*entries, until=(on - day(0)).days), day((on - day(0)).days + 1))


def exercises(plan: Plan) -> list[str]:
    return [i.exercise for s in plan.active for i in s.items]


# What pain does


def test_green_sessions_progress() -> None:
    plan = story(THREE, "middle")
    assert doses(plan, "middle")[:4] == ["2x8", "2x9", "2x10", "2x11"]
    green = [felt(s, 2) for s in plan.active[:3]]
    assert after(plan, *green, n=3) == plan


@pytest.mark.parametrize(("before", "during", "morning"), [(1, 7, 1), (1, 6, 1), (1, 2, 4)])
def test_red_steps_down_to_the_start_dose_of_the_rung_below(before: int, during: int, morning: int) -> None:
    plan = story(THREE, "middle")
    calm = [quiet(s) for s in plan.active[:3]]
    told = after(plan, *calm, felt(plan.active[3], during, before, morning), n=4)
    following = told.active[4].items[0]
    assert (following.exercise, str(following.dose)) == ("easy", "2x8")
    assert following.why[-1].rule == "P5"
    assert "hurt" in following.why[-1].reason


def test_red_on_the_bottom_rung_goes_back_to_its_start_dose_at_most() -> None:
    plan = story(THREE, "easy")
    assert doses(plan, "easy")[3:5] == ["2x11", "2x12"]
    told = after(plan, felt(plan.active[3], 7), n=4)
    item = told.active[4].items[0]
    assert item.exercise == "easy"
    assert item.dose is not None
    assert no_harder(item.dose, Dose.parse("2x8"))


def test_a_settled_amber_keeps_the_dose_and_an_unsettled_one_takes_a_third_of_the_sets() -> None:
    start = "3x8"
    known = shelf(exercise("press", start, "3x12"), press="press")
    plan = story(known, "press")
    calm = [quiet(s) for s in plan.active[:3]]
    green, settled, unsettled = (
        after(plan, *calm, felt(plan.active[3], during, morning=morning), n=4).active[4].items[0].dose
        for during, morning in ((2, 1), (4, 1), (2, 2))
    )
    assert [str(green), str(settled), str(unsettled)] == ["3x12", "3x11", "2x11"]


def test_two_unsettled_ambers_in_a_row_count_as_red() -> None:
    plan = story(THREE, "middle")
    calm = [quiet(s) for s in plan.active[:3]]
    told = after(plan, *calm, felt(plan.active[3], 2, morning=2), felt(plan.active[4], 2, morning=2), n=5)
    assert (told.active[5].items[0].exercise, str(told.active[5].items[0].dose)) == ("easy", "2x8")


@pytest.mark.parametrize("entry", ["easy", "middle"])
def test_more_pain_is_never_followed_by_more_work(entry: str) -> None:
    plan = story(THREE, entry)
    calm = [quiet(s) for s in plan.active[:3]]

    def work(during: int, morning: int) -> tuple[int, int]:
        item = after(plan, *calm, felt(plan.active[3], during, morning=morning), n=4).active[4].items[0]
        return THREE.exercises[item.exercise].rung, 0 if item.dose is None else item.dose.volume

    table = {(during, morning): work(during, morning) for during in range(11) for morning in range(7)}
    for (during, morning), done in table.items():
        assert during == 0 or done <= table[during - 1, morning]
        assert morning == 0 or done <= table[during, morning - 1]
    assert table[0, 0] > table[7, 1]


def test_after_a_step_down_two_sessions_cannot_step_up() -> None:
    """Two sessions of cool-off, then two at the ceiling: the step up waits for the next week (P5, decision 14)."""
    short = shelf(*(exercise(name, "1x9", "1x9") for name in ("easy", "middle")), press="easy middle")
    plan = story(short, "middle")
    told = after(plan, felt(plan.active[0], 8), n=1)
    assert exercises(told)[:7] == ["middle", "easy", "easy", "easy", "easy", "easy", "middle"]


def test_pain_before_starting_of_seven_skips_and_is_no_evidence() -> None:
    plan = story(THREE, "middle")
    told = after(plan, felt(plan.active[3], 7, before=7, morning=1), n=4)
    assert doses(told, "middle")[4] == doses(plan, "middle")[3]


# Missed sessions (P9)


def missing(plan: Plan, *numbers: int) -> list[Entry]:
    return [Entry(plan.active[n].day, session=str(plan.active[n].key), done="not done") for n in numbers]


def test_a_week_with_a_third_missed_may_progress() -> None:
    plan = story(THREE, "middle")
    told = after(plan, *missing(plan, 1), n=3)
    assert doses(told, "middle")[:4] == ["2x8", "2x9", "2x10", "2x11"]


def test_a_week_with_more_than_a_third_missed_is_repeated() -> None:
    plan = story(THREE, "middle")
    told = after(plan, *missing(plan, 1, 2), n=3)
    assert doses(told, "middle")[3:6] == ["2x9", "2x9", "2x9"]
    item = told.active[3].items[0]
    assert max(told.active[n].items[0].dose.volume for n in range(3)) >= item.dose.volume  # type: ignore[union-attr]
    last = told.active[5].items[0]
    assert last.dose == Dose.parse("2x9")


def test_the_week_after_a_repeated_one_goes_on() -> None:
    plan = story(THREE, "middle")
    told = after(plan, *missing(plan, 1, 2), n=3)
    later = [Dose.parse(dose).volume for dose in doses(told, "middle")[6:9]]
    assert later[-1] > Dose.parse("2x9").volume


# Gaps (P9): 40 kg, steps of 2.5 kg, three sets

P1 = DoubleProgression(8, 12, Decimal("2.5"), sets=3)
BAR = {"loadable": True, "equipment": frozenset({"barbell"}), "pattern": "hip-hinge"}
LIFTS = shelf(
    *(exercise(name, "3x8 rir 3", "3x12 rir 3", P1, **BAR) for name in ("light", "heavy")), hinge="light heavy"
)
LOADS = tuple(range(40, 121, 5))  # halves of kilograms: 20 to 60 kg in steps of 2.5 kg


def with_gap(days: int) -> Plan:
    """Return a plan revised before a session that is so many days after the last one, which was 3 x 8 at 40 kg."""
    weekday = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[days % 7]
    free = f"mon {weekday} 18:00-19:00"
    plan = story(LIFTS, "heavy", 1, weeks=10, loads=LOADS, days=free)
    assert plan.active[0].day == day(0)
    first = felt(plan.active[0], 4, exercise="heavy", dose=Dose.parse("3x8 @40kg"))
    who = plan.person
    gone = person(free, equipment=who.equipment, away=(Away(day(1), day(days - 1)),)) if days > 1 else who
    told = revise_plan(plan, diary(first), day(1), person=gone)
    assert told.active[0].day == day(0)
    return told


@pytest.mark.parametrize(
    ("days", "dose"),
    [(7, "3x8 @40kg"), (10, "3x8 @40kg"), (14, "3x8 @40kg"), (15, "2x8 @35kg"), (18, "2x8 @35kg"), (21, "2x8 @35kg")],
)
def test_up_to_two_weeks_repeat_and_in_the_third_a_tenth_and_a_set_go(days: int, dose: str) -> None:
    item = with_gap(days).active[1].items[0]
    assert item.exercise == "heavy"
    assert str(item.dose).removesuffix(" rir 3") == dose
    if dose != "3x8 @40kg":
        assert item.why[-1].rule == "P9"
        assert str(days) in item.why[-1].reason


@pytest.mark.parametrize("days", [25, 40])
def test_in_the_fourth_week_and_later_a_rung_down_comes_first(days: int) -> None:
    assert with_gap(days).active[1].items[0].exercise == "light"


def test_after_a_gap_of_more_than_eight_weeks_training_waits_for_the_safety_questions() -> None:
    told = with_gap(60)
    assert [s.day for s in told.active[:2]] == [day(0), day(60)]
    assert "safety questions" in told.active[1].held_back


def test_what_rides_along_has_no_gap() -> None:
    known = shelf(exercise("plank"), exercise("open-book", "1x6", "1x12", kind="mobility"))
    mobility = component("mobility", slots("open-book"), per_week=1, minutes=10, rides=("trunk",))
    trunk = component("trunk", slots("plank"), per_week=1, minutes=10)
    plan = made(program(phase(mobility, weeks=1, name="alone"), phase(trunk, mobility, weeks=11, name="both")), known)
    assert "-" not in doses(plan, "open-book")


# Prerequisites


BRIDGES = shelf(
    exercise("thrust", swap=("plank",)), exercise("plank", pattern="plank"),
    exercise("bridge", "3x8", "3x9", pattern="bridge"), thrust="thrust", prerequisites={"thrust": "bridge"},
)  # fmt: skip


def second(plan: Plan, **more) -> list[str]:
    """Return what the second slot holds each week, after a note on the bridge, asked for at its ceiling."""
    at_ceiling = plan.active[1]
    assert str(at_ceiling.items[0].dose) == "3x9"
    told = after(plan, Entry(at_ceiling.day, exercise="bridge", **more), n=2)
    return [s.items[1].exercise for s in told.active]


def test_an_exercise_waits_until_another_reached_its_ceiling_once() -> None:
    plan = story(BRIDGES, "bridge thrust", 1)
    assert [s.items[1].exercise for s in plan.active] == ["plank", "plank", "thrust", "thrust"]
    assert second(plan, done="not done") == ["plank", "plank", "plank", "thrust"]


@pytest.mark.parametrize("said", [{"dose": Dose.parse("3x2")}, {"during": Pain(8)}])
def test_what_was_done_in_part_or_hurt_has_not_reached_its_ceiling(said: dict[str, Any]) -> None:
    assert second(story(BRIDGES, "bridge thrust", 1), **said)[2] == "plank"


# From walking to running (P10c)

STAGES = shelf(
    exercise("walk-run", "6x(60s/240s)", "2x(840s/60s)", WalkRunStages(), kind="aerobic", pattern="walk-run"),
)


def walk_run() -> Plan:
    run = component("run", slots("walk-run"), per_week=3, minutes=30)
    return made(program(phase(run, weeks=4)), STAGES, person("mon-sun 18:00-19:00"))


def test_two_good_sessions_reach_the_next_stage_with_a_rest_day_between() -> None:
    plan = walk_run()
    one, two, three = "6x(60s/240s)", "10x(60s/120s)", "7x(120s/120s)"
    assert doses(plan, "walk-run")[:6] == [one, one, two, two, three, three]
    days = [s.day for s in plan.active]
    assert all((b - a).days >= 2 for a, b in pairwise(days))


def after_red() -> Plan:
    plan = walk_run()
    return after(plan, felt(plan.active[6], 7), n=7)  # a Monday; the next session is on Wednesday


def test_red_goes_two_stages_back() -> None:
    assert doses(after_red(), "walk-run")[6:8] == ["6x(180s/120s)", "10x(60s/120s)"]


def test_two_rest_days_follow_red() -> None:
    told = after_red()
    assert (told.active[7].day - told.active[6].day).days >= 3
