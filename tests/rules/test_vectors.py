"""All 116 worked tables of the domain notes, through the public functions."""

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from attrs import evolve

from rehabplan.model.course import Course, Exposure, Week
from rehabplan.model.dose import Dose, Set
from rehabplan.model.exercise import Exercise
from rehabplan.model.load import Load
from rehabplan.model.scales import RIR, RPE, Light, Pain
from rehabplan.rules import (
    Adherence,
    AerobicMinutes,
    DoubleProgression,
    EffortLoad,
    FlareDay,
    FlareUp,
    Gap,
    HabitCount,
    Heat,
    Intervals,
    LinearLoad,
    LongHold,
    PainGate,
    RepsFirst,
    Response,
    RunPain,
    ShortHold,
    SingleRunCap,
    StretchVolume,
    TwoForTwo,
    WalkRunStages,
    Wave,
    WeeklyGuide,
    advance,
    begin,
    decide,
    open_week,
    resume,
    session_load,
    simulate,
    stage_dose,
    stage_of,
    wbgt,
    weekly_trend,
)

VECTORS = tomllib.loads((Path(__file__).parent / "progression_vectors.toml").read_text(), parse_float=Decimal)["vector"]
LIGHTS = {light.label: light for light in Light}
DAY = dt.date(2026, 1, 5)
CLEAN, MISSED = Week(1, 3, 3), Week(1, 3, 1)
Params: TypeAlias = dict[str, Any]
Answer: TypeAlias = Any


def reps(*counts: int) -> Dose:
    return Dose(tuple(Set(count) for count in counts))


def uniform(sets: int, seconds: int = 0, count: int = 1, load: Decimal | int | None = None) -> Dose:
    one = Set(count, seconds=seconds, load=None if load is None else Load(load))
    return Dose((one,) * sets)


def kilograms(course: Course) -> Decimal:
    assert course.dose.load is not None
    return course.dose.load.amount


def double(p: Params, given: Any) -> Answer:
    rule = DoubleProgression(p["rep_min"], p["rep_max"], p["increment"])
    table = simulate(rule, uniform(p["sets"], count=p["rep_min"], load=p["load"]), [reps(*done) for done in given])
    return [{"next_load": kilograms(r.course), "next_target": r.next.sets[0].reps, "action": r.action} for r in table]


def reps_first(p: Params, given: Any) -> Answer:
    course = ladder_course(
        RepsFirst(),
        uniform(p["start_sets"], count=p["start_reps"]),
        uniform(p["ceiling_sets"], count=p["ceiling_reps"]),
    )
    sets, count = ((p | {"sets": p["start_sets"], "reps": p["start_reps"]} | p)[name] for name in ("sets", "reps"))
    start = Dose((Set(count),) * sets, cap=RPE(p["rpe_cap"]))
    table = simulate(course, start, [Response(reps(*g["reps"]), effort=RPE(g["rpe"])) for g in given], per_week=99)
    return [{"next_sets": len(r.next.sets), "next_reps": r.next.sets[0].reps, "action": r.action} for r in table]


def ladder_course(rule: Any, start: Dose, ceiling: Dose, rungs: int = 2, rung: int = 0) -> Course:
    rows = range(1, rungs + 1)
    return begin(tuple(Exercise(f"rung-{n}", f"Rung {n}", "strength", "", start, ceiling, rule) for n in rows), rung)


def two_for_two(p: Params, given: Any) -> Answer:
    rule, dose = TwoForTwo(p["increment"]), uniform(p["sets"], count=p["goal"], load=p["load"])
    answers = []
    for row in simulate(rule, dose, [reps(*done) for done in given]):
        seen = dict(row.decision.saw) if row.decision else {}
        count = 0 if row.action == "increase" else int(seen["count"])
        answers.append({"next_load": kilograms(row.course), "count": count, "action": row.action})
    return answers


def linear(p: Params, given: Any) -> Answer:
    course = ladder_course(LinearLoad(p["increment"]), uniform(3, count=5, load=p["load"]), uniform(3, count=5))
    answers = []
    for n, told in enumerate(given):
        done = course.dose if told["ok"] else reps(5, 5, 4)
        day = DAY + dt.timedelta(days=n)
        course, answer = advance(course, Exposure(day, "rung-1", course.dose, done, week=told["week"]))
        answers.append({"next_load": kilograms(course), "action": answer.action if answer else ""})
    return answers


def pyramid(first: int, sets: int, seconds: int, drop: int = 2) -> Dose:
    return Dose(tuple(Set(max(1, first - drop * i), seconds=seconds) for i in range(sets)))


def short_hold(p: Params, given: Any) -> Answer:
    drop = 2 if p["sets"] == 3 else 0
    start = pyramid(p["reps"], p["sets"], p["hold_s"], drop)
    ceiling = pyramid(p["ceiling_reps"], p["ceiling_sets"], p["ceiling_hold_s"], drop)
    course = ladder_course(ShortHold(), start, ceiling)
    table = simulate(course, None, lambda course, n: held(course.dose, given[n - 1]), sessions=len(given), per_week=99)
    return [
        {
            "next_sets": len(r.next.sets),
            "next_reps": r.next.sets[0].reps,
            "next_hold_s": r.next.sets[0].seconds,
            "action": r.action,
        }
        for r in table
    ]


def held(asked: Dose, how: str) -> Dose:
    """Return a session that was good, partial (a repetition fewer) or short (a set missing)."""
    if how == "good":
        return asked
    if how == "short":
        return Dose(asked.sets[:-1])
    last = asked.sets[-1]
    return Dose((*asked.sets[:-1], Set(last.reps - 1, seconds=last.seconds)))


def long_hold(p: Params, given: Any) -> Answer:
    start, ceiling = uniform(2, p["start_time_s"]), uniform(p["ceiling_sets"], p["ceiling_time_s"])
    first = Dose((Set(seconds=p["time_s"]),) * p["sets"], cap=RPE(p["rpe_cap"]))
    told = [Response(Dose(tuple(Set(seconds=s) for s in g["held_s"])), effort=RPE(g["rpe"])) for g in given]
    table = simulate(ladder_course(LongHold(), start, ceiling), first, told, per_week=99)
    return [{"next_sets": len(r.next.sets), "next_time_s": r.next.sets[0].seconds, "action": r.action} for r in table]


P5_WORDS = {"ceiling 1 of 2": "stay", "hold": "stay", "STEP-UP": "up", "STEP-DOWN": "down (capacity)"}


def ladder(p: Params, given: Any) -> Answer:
    """Fold the events of P5; the rest between sets tells the start dose from the ceiling dose."""
    doses = {"start": Dose((Set(10),) * 3, rest=30), "ceiling": Dose((Set(10),) * 3, rest=90)}
    course = ladder_course(RepsFirst(fails=1), doses["start"], doses["ceiling"], p["rungs"], p["rung"] - 1)
    told = {
        "ceiling": (reps(10, 10, 10), Light.GREEN),
        "other": (reps(10, 10, 9), Light.GREEN),
        "fail": (reps(3, 3, 3), Light.GREEN),
        "red": (reps(10, 10, 10), Light.RED),
    }
    answers = []
    for n, event in enumerate(given):
        done, light = told[event]
        day = DAY + dt.timedelta(days=n)
        course, answer = advance(course, Exposure(day, course.exercise.id, course.dose, done, light))
        course = open_week(course)[0]
        entry = next(name for name, dose in doses.items() if dose == course.dose)
        action = answer.action if answer else ""
        answers.append({"next_rung": course.rung + 1, "entry_dose": entry, "action": P5_WORDS.get(action, action)})
    return answers


def wave(p: Params, _: Any) -> Answer:
    load = p["load"] or None
    first = uniform(p["sets"], count=p["reps"], load=load)
    answers = []
    for number in range(1, p["weeks"] + 1):
        dose = Wave(first, p["increment"]).week(number)
        share = (Decimal(200 * dose.volume) / first.volume + 1) // 2
        amount = dose.load.amount if dose.load else 0
        answers.append(
            {"week": number, "sets": len(dose.sets), "reps": dose.sets[0].reps, "load": amount, "volume_pct": share}
        )
    return answers


def pain(_: Params, g: Any) -> Answer:
    light = PainGate().light(Pain(g["before"]), Pain(g["during"]), Pain(g["morning"]), Pain(g["base"]), leg=g["neuro"])
    return {"colour": light.label}


def effort(p: Params, given: Any) -> Answer:
    rule = EffortLoad(p["increment"], p["rir_low"], p["rir_high"], p.get("calibration_sessions", 0))
    dose = uniform(3, count=8, load=p["load"])
    table = simulate(rule, dose, lambda course, n: Response(course.dose, rir=RIR(given[n - 1])), sessions=len(given))
    return [
        {"adjust_pct": Decimal(dict(r.decision.saw)["change"].split()[0]), "next_load": kilograms(r.course)}
        for r in table
        if r.decision
    ]


def strain(_: Params, given: Any) -> Answer:
    load = session_load([(minutes, RPE(rpe)) for minutes, rpe in given])
    none = "none"
    return {
        "daily": list(load.daily),
        "week_load": load.total,
        "mean": load.mean,
        "sd": load.deviation,
        "monotony": none if load.monotony is None else load.monotony,
        "strain": none if load.strain is None else load.strain,
    }


def gap_strength(_: Params, g: Any) -> Answer:
    """Resume on a ladder of three rungs; the note of 60 days asks for screening and gives no dose."""
    dose = uniform(g["sets"], count=8, load=g["load"])
    rule = DoubleProgression(8, 12, g["increment"])
    course = ladder_course(rule, dose, dose, 3, g["rung"] - 1)
    barbell = [evolve(e, loadable=True, equipment=frozenset({"barbell"})) for e in course.ladder]
    course = advance(evolve(course, ladder=tuple(barbell)), Exposure(DAY, f"rung-{g['rung']}", dose, None))[0]
    course, answer = resume(course, g["days"])
    note = Gap().note(g["days"])
    if answer is not None and answer.dose is None:
        return {"load": 0, "sets": 0, "rung": course.rung + 1, "note": note}
    return {"load": kilograms(course), "sets": len(course.dose.sets), "rung": course.rung + 1, "note": note}


def gap_run(_: Params, g: Any) -> Answer:
    (long, note), week = (Gap().running(g["days"], int(g[name] * 1000)) for name in ("long_km", "week_km"))
    return {"long_km": km(long), "week_km": km(week[0]), "note": note}


def km(meters: int) -> Decimal:
    return Decimal(meters) / 1000


def run_cap(_: Params, g: Any) -> Answer:
    runs = [(DAY + dt.timedelta(days=day), int(length * 1000)) for day, length in g["history"]]
    most = SingleRunCap().longest(runs, DAY + dt.timedelta(days=g["day"]))
    return {"max_km": -1 if most is None else km(most)}


def guide(_: Params, g: Any) -> Answer:
    weeks = WeeklyGuide().weeks(int(g["reference_km"] * 1000), int(g["goal_km"] * 1000), g["weeks"])
    return {"week_km": [km(meters) for meters in weeks]}


def walk_run(p: Params, given: Any) -> Answer:
    course = ladder_course(WalkRunStages(), stage_dose(p["stage"]), stage_dose(8))
    table = simulate(course, None, [LIGHTS[color] for color in given], per_week=99)
    return [
        {"next_stage": stage_of(r.next), "rest_days": r.decision.rest, "action": r.action} for r in table if r.decision
    ]


def flare(_: Params, given: Any) -> Answer:
    days = [
        FlareDay(Pain(g["morning"]), Pain(g["base"]), LIGHTS[g["session"]] if "session" in g else None) for g in given
    ]
    return [{"day": s.day, "state": s.state, "next_strength_pct": s.percent} for s in FlareUp().fold(days)]


def weekly(rule: Any, start: Dose, ceiling: Dose, weeks: Iterable[Week]) -> Any:
    return simulate(ladder_course(rule, start, ceiling), None, weeks, per_week=99)


def stretch(p: Params, given: Any) -> Answer:
    start, ceiling = uniform(p["sets"], p["hold_s"]), uniform(p["ceiling_sets"], p["ceiling_hold_s"])
    weeks = [Week(1, p["days"], p["days"] if clean else 0) for clean in given]
    return [
        {
            "next_sets": len(r.next.sets),
            "next_hold_s": r.next.sets[0].seconds,
            "per_session_s": r.next.volume,
            "per_week_s": r.next.volume * p["days"],
            "action": r.action,
        }
        for r in weekly(StretchVolume(), start, ceiling, weeks)
    ]


def habit(p: Params, given: Any) -> Answer:
    start, ceiling = (Dose((Set(seconds=60),), per_day=p[name]) for name in ("start", "ceiling"))
    weeks = [Week(1, 100, int(share * 100)) for share in given]
    return [{"next_per_day": r.next.per_day, "action": r.action} for r in weekly(HabitCount(), start, ceiling, weeks)]


def heat(_: Params, g: Any) -> Answer:
    estimate = wbgt(g["ta_c"], g["rh_pct"])
    used, unused = (Heat(acclimatized=used).action(estimate) for used in (True, False))
    return {"wbgt_c": estimate, "not_acclimatised": unused, "acclimatised": used}


def run_pain(_: Params, g: Any) -> Answer:
    after = RunPain().after(int(g["run_km"] * 1000), LIGHTS[g["colour"]])
    return {
        "next_max_km": -1 if after.meters is None else km(after.meters),
        "rest_days": after.rest,
        "quality": after.quality,
    }


def intervals(p: Params, given: Any) -> Answer:
    start = Dose((Set(p["repeats"], seconds=p["work_s"], recover=60),))
    ceiling = Dose((Set(p["ceiling_repeats"], seconds=p["ceiling_work_s"], recover=60),))
    weeks = [CLEAN if clean else MISSED for clean in given]
    table = weekly(Intervals(p["work_step_s"]), start, ceiling, weeks)
    return [
        {"next_repeats": r.next.sets[0].reps, "next_work_s": r.next.sets[0].seconds, "action": r.action} for r in table
    ]


def minutes(p: Params, given: Any) -> Answer:
    start, ceiling = uniform(1, p["minutes"] * 60), uniform(1, p["ceiling_minutes"] * 60)
    table = weekly(AerobicMinutes(), start, ceiling, [CLEAN if clean else MISSED for clean in given])
    return [{"next_minutes": Decimal(r.next.sets[0].seconds) / 60, "action": r.action} for r in table]


def order(_: Params, g: Any) -> Answer:
    decision = decide(
        LIGHTS[g["colour"]], g["proposal"], trend=g["week_trend"], gap=g["gap_days"], missed=g["missed_this_week"],
        missed_before=g["missed_last_3_weeks"], deload=g["deload_week"],
    )  # fmt: skip
    return {"decision": decision}


RUNNERS: dict[str, Callable[[Params, Any], Answer]] = {
    "P0": order,
    "P1": double,
    "P1-bodyweight": reps_first,
    "P2": two_for_two,
    "P3": linear,
    "P4a": short_hold,
    "P4b": long_hold,
    "P5": ladder,
    "P6": wave,
    "P7": pain,
    "P7-week": lambda _, g: {"trend": weekly_trend(g["this_week_mean"], g["last_week_mean"])},
    "P8": effort,
    "P8-srpe": strain,
    "P9": lambda _, g: {"decision": Adherence().decision(g["planned"], g["done"])},
    "P9-gap-strength": gap_strength,
    "P9-gap-run": gap_run,
    "P10a": run_cap,
    "P10b": guide,
    "P10c": walk_run,
    "P10e": intervals,
    "P10f": minutes,
    "P10g": run_pain,
    "P11": flare,
    "P12": stretch,
    "P13": habit,
    "H1": heat,
}


def american(value: Any) -> Any:
    """Return the notes' words in the spelling of the code."""
    if isinstance(value, dict):
        return {name: american(part) for name, part in value.items()}
    return value.replace("programme", "program") if isinstance(value, str) else value


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: f"{v['rule']}: {v['name']}")
def test_worked_table(vector: dict[str, Any]) -> None:
    assert RUNNERS[vector["rule"]](vector["params"], vector["input"]) == american(vector["expect"])


def test_there_are_116_tables_and_every_rule_has_one() -> None:
    assert len(VECTORS) == 116
    assert set(Counter(v["rule"] for v in VECTORS)) == set(RUNNERS)
