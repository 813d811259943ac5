from typing import Any

import pytest
from tests.rules.builders import actions, course, fold

from rehabplan.model.course import Course, Verdict, Week
from rehabplan.model.dose import Dose
from rehabplan.model.scales import Light
from rehabplan.rules import RunDistance, WalkRunStages, stage_dose, stage_of


def stages(stage: int, rule: WalkRunStages | None = None) -> Course:
    return course(rule or WalkRunStages(), "6x(60s/240s)", "2x(840s/60s)", at=str(stage_dose(stage)), rung=1)


def test_the_stages_are_those_of_the_table() -> None:
    for stage, run in enumerate((0, 6, 10, 14, 18, 20, 25, 27, 28, 30)):
        part = stage_dose(stage).sets[0]
        assert part.reps * part.seconds == run * 60
        assert part.reps * (part.seconds + part.recover) == (1680 if stage == 3 else 1800)
        assert stage_of(stage_dose(stage)) == stage


def test_a_dose_between_stages_counts_as_the_lower_one() -> None:
    assert stage_of(Dose.parse("7x(60s/120s)")) == 1
    assert stage_of(Dose.parse("1x3600s")) == 9
    assert stage_of(Dose.parse("2x60s")) == 0


def test_modifiers_of_the_dose_stay() -> None:
    now = course(WalkRunStages(passes=1), "6x(60s/240s) rpe 5", "2x(840s/60s)")
    assert str(fold(now, Light.GREEN)[0].dose) == "10x(60s/120s) rpe 5"


def test_passes_need_not_be_in_a_row() -> None:
    words = actions(stages(2), Light.GREEN, Light.SETTLED, "5x(60s/120s)", {"effort": 3}, Light.GREEN)
    assert words == ["pass 1 of 2", "repeat", "repeat", "up", "pass 1 of 2"]


def test_a_partial_or_unknown_session_repeats_the_stage() -> None:
    assert actions(stages(2), {"settled": False}, "9x(60s/120s)", "10x(50s/120s)") == ["repeat"] * 3


def test_extra_passes() -> None:
    everywhere = WalkRunStages(extra=1)
    assert actions(stages(5, everywhere), *[Light.GREEN] * 3) == ["pass 1 of 3", "pass 2 of 3", "up"]
    assert actions(stages(5, WalkRunStages(extra=2)), *[Light.GREEN] * 4)[-2:] == ["pass 3 of 4", "up"]
    early = WalkRunStages(extra=1, extra_until=2)
    assert actions(stages(2, early), *[Light.GREEN] * 3)[-1] == "up"
    assert actions(stages(3, early), *[Light.GREEN] * 2)[-1] == "up"


def test_pain_goes_back_and_asks_for_rest() -> None:
    for stage, light, back, rest in (
        (5, Light.UNSETTLED, 4, 1), (5, Light.RED, 3, 2), (1, Light.RED, 0, 2), (1, Light.UNSETTLED, 0, 1),
        (0, Light.UNSETTLED, 0, 1),
    ):  # fmt: skip
        after, decision = fold(stages(stage), Light.GREEN, light)
        assert decision is not None
        assert (stage_of(after.dose), decision.rest, decision.verdict) == (back, rest, Verdict.REGRESS)
        assert after.tried == ()
        assert decision.reason.startswith("It hurt more than it should, so next time it is")


def test_red_at_the_brisk_walk_goes_down_the_ladder() -> None:
    after, decision = fold(stages(0), Light.RED)
    assert decision is not None
    assert (after.rung, decision.rule) == (0, "P5")


def test_the_last_stage_earns_the_next_rung() -> None:
    after, decision = fold(stages(9), Light.GREEN, Light.GREEN)
    assert decision is not None
    assert (after.earned, decision.action, decision.rest) == (True, "finished: use distance caps", 1)


def test_decisions_of_stages_say_why() -> None:
    first, second = (fold(stages(3), *[Light.GREEN] * n)[1] for n in (1, 2))
    assert first is not None
    assert second is not None
    assert first.reason == "Stage 3 went well: 1 of 2 before the next one."
    assert second.reason == "After stage 3, 6x(180s/120s) comes next."
    assert second.saw == (("stage", "3"), ("light", "GREEN"))
    assert second.sources == ("R46", "R49")


@pytest.mark.parametrize("wrong", [{"passes": 0}, {"extra": -1}, {"extra_until": 10}])
def test_impossible_parameters_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"WalkRunStages\.{next(iter(wrong))}: expected a whole number"):
        WalkRunStages(**wrong)


def test_runs_by_distance_keep_their_dose() -> None:
    now = course(RunDistance(), "5km", "10km")
    for light, action, rest in (
        (Light.GREEN, "as planned", 0), (Light.SETTLED, "as planned", 0),
        (Light.UNSETTLED, "shorter, 1 rest days", 1), (Light.RED, "shorter, 2 rest days", 2),
    ):  # fmt: skip
        after, decision = fold(now, light)
        assert decision is not None
        assert (str(after.dose), decision.action, decision.rest) == ("5000m", action, rest)


def test_weeks_and_empty_courses_are_not_their_business() -> None:
    for rule in (WalkRunStages(), RunDistance()):
        now = course(rule, "6x(60s/240s)", "2x(840s/60s)")
        assert rule.next(now) is None
        assert rule.next(fold(now, Light.GREEN)[0], Week(1, 3, 3)) is None
