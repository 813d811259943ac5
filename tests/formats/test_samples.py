"""The sample files go together: what people copy first must work."""

import datetime as dt
from pathlib import Path

import pytest

from rehabplan.formats.codec import plan_from_json, to_json
from rehabplan.formats.consistency import check_diary
from rehabplan.formats.diary import load_diary
from rehabplan.formats.person import load_person
from rehabplan.model.plan import Plan
from rehabplan.planning.plan import make_plan

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return make_plan("running-low-back-pain", load_person(EXAMPLES / "runner.toml"), dt.date(2026, 1, 5))


def test_the_whole_plan_of_the_sample_runner_finds_room(plan: Plan) -> None:
    assert len(plan.phases) == 12
    assert plan.unplaced == ()


def test_the_plan_reads_back(plan: Plan) -> None:
    assert plan_from_json(to_json(plan)) == plan


def test_the_diary_of_the_sample_runner_is_about_their_plan(plan: Plan) -> None:
    diary = load_diary(EXAMPLES / "diary.toml")
    assert len(diary.entries) == 3
    assert check_diary(diary, plan) == ()
