"""Make a plan, write the calendar, revise it after three weeks. Run it from the project's folder."""

import datetime as dt
from pathlib import Path

import rehabplan as rp

here = Path(__file__).parent
runner = rp.load_person(here / "runner.toml")
plan = rp.make_plan("running-low-back-pain", runner, start=dt.date(2026, 1, 5))
print(plan.week(3), end="\n\n")
rp.to_ics(plan, "plan.ics")

diary = rp.load_diary(here / "diary.toml")
plan = rp.revise_plan(plan, diary, on=dt.date(2026, 1, 26))
print(sum(s.revision for s in plan.sessions), "sessions changed", end="\n\n")
print(plan.explain(dt.date(2026, 1, 27)))
