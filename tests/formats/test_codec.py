"""The form of saved values, and what is said of a file in another form: each fault with its path, never a traceback."""

import datetime as dt
import json
import os
import subprocess
import sys
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabplan.errors import DataError
from rehabplan.formats import codec
from rehabplan.formats.codec import from_json, plan_from_json, to_json
from rehabplan.formats.person import load_person
from rehabplan.model.clearance import Clearance, Outcome
from rehabplan.model.course import Decision, Verdict
from rehabplan.model.diary import Diary, Entry
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import Exercise
from rehabplan.model.plan import Item, Key, Plan, Session
from rehabplan.model.program import Phase, Program
from rehabplan.model.scales import RPE


@attrs.frozen
class Mine:
    """A clinician's own rule, and gate."""

    step: Decimal

    def next(self, course: object, week: object = None) -> Decision | None:
        return None

    def limit(self, course: object, body: object, dose: Dose) -> Decision | None:
        return None


OWN = (Mine,)
RUNNER = load_person(Path(__file__).parent.parent.parent / "examples" / "runner.toml")
DEFAULTS = Program("p", "Program", "", (Phase("settle", "Settle", 1, 1, 1, ()),), (Mine(Decimal("2.5")),))
SQUAT = Exercise("squat", "Squat", "strength", "squat", Dose.parse("3x8"), Dose.parse("3x12"), Mine(Decimal(1)))
WHY = Decision(Verdict.PROGRESS, Dose.parse("3x9"), "P1", "reps+1")
PLAN = Plan(
    id="me/p/2026-01-05",
    start=dt.date(2026, 1, 5),
    program=DEFAULTS,
    person=RUNNER,
    clearance=Clearance(Outcome.PROCEED),
    exercises={"squat": SQUAT},
    ladders={},
    phases=("settle",),
    sessions=(
        Session(
            key=Key(1, "strength", 1),
            title="Strength",
            day=dt.date(2026, 1, 6),
            start=1080,
            minutes=45,
            items=(Item("a", "main", "squat", "squat", Dose.parse("3x9"), (WHY, WHY)),),
        ),
    ),
    revisions=(dt.datetime(2026, 1, 4, 12, tzinfo=dt.UTC),),
)


def refused(text: str, kind: type = Plan) -> list[str]:
    with pytest.raises(DataError) as caught:
        from_json(text, kind, OWN, "plan.json")
    return [str(fault) for fault in caught.value.faults]


def changed(*path: str | int, to: object) -> str:
    """Return the JSON of `PLAN` with the value at *path* replaced."""
    data = json.loads(to_json(PLAN))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return json.dumps(data)


def test_the_form_is_a_promise() -> None:
    """What is saved today must be readable later: change this text together with VERSION and MIGRATIONS only."""
    entry = Entry(dt.date(2026, 1, 14), "w02/strength/1", "squat", dose=Dose.parse("3x8 @10kg"), effort=RPE("6.5"))
    assert to_json(Diary((entry,), dt.date(2026, 1, 25))) == (
        '{"rehabplan":1,"diary":{"entries":[{"day":"2026-01-14","session":"w02/strength/1","exercise":"squat",'
        '"dose":"3x8 @10kg","effort":"6.5"}],"as_planned_until":"2026-01-25"}}\n'
    )
    assert json.loads(to_json(PLAN))["plan"]["sessions"] == [
        {
            "key": "w01/strength/1",
            "title": "Strength",
            "day": "2026-01-06",
            "start": 1080,
            "minutes": 45,
            "items": [
                {"slot": "a", "role": "main", "course": "squat", "exercise": "squat", "dose": "3x9", "why": [0, 0]}
            ],
        }
    ]
    assert json.loads(to_json(PLAN))["plan"]["decisions"] == [
        {"verdict": "progress", "dose": "3x9", "rule": "P1", "action": "reps+1"}
    ]
    assert json.loads(to_json(PLAN))["plan"]["program"]["gates"] == [{"is": "Mine", "step": "2.5"}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "plan.json: not valid JSON: expecting value (at line 1, column 1)"),
        ('{"rehabplan": 1,\n"plan"}', "plan.json: not valid JSON: expecting ':' delimiter (at line 2, column 7)"),
        ("[" * 100_000, "plan.json: not valid JSON: "),
        ('{"rehabplan": 1, "plan": NaN}', "plan.json: not valid JSON: NaN is not a number"),
        ('{"rehabplan": 1, "plan": ' + "9" * 5000 + "}", "plan.json: not valid JSON: "),
        ('{"rehabplan": 1, "plan": "\\ud800"}', "plan.json: not valid JSON: "),
        ("5", 'plan.json: not a file of this library, expected {"rehabplan": 1, "plan": ...}'),
        ("{}", "plan.json: not a file of this library"),
        ('{"rehabplan": 1}', "plan.json: plan: missing"),
        ('{"rehabplan": 1, "diary": {}}', "plan.json: plan: missing, this file holds a diary"),
        ('{"rehabplan": 2, "plan": {}}', "plan.json: rehabplan: expected a version from 1 to 1, got 2"),
        ('{"rehabplan": true, "plan": {}}', "plan.json: rehabplan: expected a version from 1 to 1, got True"),
        ('{"rehabplan": 1, "plan": []}', "plan.json: plan: expected a table, got a list"),
        ('{"rehabplan": 1, "plan": {}, "plam": 1}', "plan.json: plam: unknown field, expected rehabplan and plan only"),
    ],
)
def test_what_is_no_plan_at_all_says_so(text: str, expected: str) -> None:
    assert refused(text)[0].startswith(expected)


FIRST = ("plan", "sessions", 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (changed(*FIRST, "items", 0, "dose", to="3y9"), "plan.sessions[0].items[0].dose: not a dose: '3y9', expected"),
        (changed(*FIRST, "items", 0, "dose", to=5), "plan.sessions[0].items[0].dose: expected a text, got 5"),
        (changed(*FIRST, "items", 0, "why", to=[7]), "plan.sessions[0].items[0].why[0]: expected a place in decisions"),
        (changed(*FIRST, "items", 0, "why", to="a"), "plan.sessions[0].items[0].why: expected a list, got 'a'"),
        (changed(*FIRST, "items", to={}), "plan.sessions[0].items: expected a list, got a table"),
        (changed(*FIRST, "items", 0, to=[]), "plan.sessions[0].items[0]: expected a table, got a list"),
        (changed(*FIRST, "key", to="w1"), "plan.sessions[0].key: not a session key: 'w1', expected like"),
        (changed(*FIRST, "start", to="18:00"), "plan.sessions[0].start: expected a whole number, got '18:00'"),
        (changed(*FIRST, "start", to=True), "plan.sessions[0].start: expected a whole number, got True"),
        (changed(*FIRST, "withdrawn", to=1), "plan.sessions[0].withdrawn: expected true or false, got 1"),
        (changed(*FIRST, "day", to="2026-02-30"), "plan.sessions[0].day: expected a date like 2026-01-25"),
        (changed(*FIRST, "titel", to="x"), "plan.sessions[0].titel: unknown field (did you mean 'title'?)"),
        (changed(*FIRST, to={"key": "w01/run/1"}), "plan.sessions[0].title: missing"),
        (changed("plan", "decisions", 0, "verdict", to="up!"), "plan.decisions[0].verdict: unknown verdict 'up!' (did"),
        (changed("plan", "decisions", to=5), "plan.decisions: expected a list, got 5"),
        (changed("plan", "clearance", "outcome", to="proced"), "plan.clearance.outcome: unknown outcome 'proced' (did"),
        (changed("plan", "person", "equipment", "mat", to=["x"]), "plan.person.equipment.mat[0]: expected an"),
        (changed("plan", "person", "windows", 0, to="mon"), "plan.person.windows[0]: not a window: 'mon', expected"),
        (changed("plan", "exercises", "squat", "days", to=[1]), "plan.exercises.squat.days: expected a list of 2, got"),
        (changed("plan", "exercises", "squat", "rule", to={"is": "Mein"}), "plan.exercises.squat.rule: unknown rule"),
        (changed("plan", "exercises", "squat", "rule", to=5), "plan.exercises.squat.rule: expected a rule like"),
        (changed("plan", "exercises", "squat", "rule", "step", to="x"), "plan.exercises.squat.rule.step: expected an"),
        (changed("plan", "program", "gates", 0, "stop", to=1), "plan.program.gates[0].stop: unknown field"),
        (changed("plan", "revisions", 0, to="yesterday"), "plan.revisions[0]: expected an instant like 2026"),
        (changed(*FIRST, "items", 0, "exercise", to="sqat"), "plan.sessions[0].items[0].exercise: unknown exercise"),
        (changed(*FIRST, "revision", to=3), "plan.sessions[0].revision: revision 3 is not in revisions"),
        (changed(*FIRST, "start", to=1440), "plan.sessions[0].start: expected a minute of the day"),
        (changed("plan", "phases", to=["setle"]), "plan.phases[0]: unknown phase 'setle' (did you mean 'settle'?)"),
        (changed("plan", "exercises", "squat", "id", to="plank"), "plan.exercises.squat: holds plank, expected"),
    ],
)
def test_what_is_wrong_in_a_plan_is_told_with_its_path(text: str, expected: str) -> None:
    assert refused(text)[0].startswith(f"plan.json: {expected}")


def test_all_that_is_wrong_is_told_at_once() -> None:
    data = json.loads(to_json(PLAN))
    data["plan"]["sessions"][0] |= {"start": "x", "extra": 1, "day": 5}
    data["plan"]["start"] = 5
    assert [fault.split(": ")[1] for fault in refused(json.dumps(data))] == [
        "plan.start", "plan.sessions[0].day", "plan.sessions[0].start", "plan.sessions[0].extra",
    ]  # fmt: skip


def test_a_session_that_is_there_twice_is_refused() -> None:
    data = json.loads(to_json(PLAN))
    data["plan"]["sessions"] *= 2
    assert refused(json.dumps(data)) == ["plan.json: plan.sessions: session w01/strength/1 is there 2 times"]


def test_an_own_rule_that_was_not_passed_is_named_with_the_nearest() -> None:
    with pytest.raises(DataError, match=r"plan\.exercises\.squat\.rule: unknown rule 'Mine'"):
        plan_from_json(to_json(PLAN))


def test_an_own_rule_may_refuse_what_it_reads() -> None:
    @attrs.frozen
    class Picky:
        step: int

        def __attrs_post_init__(self) -> None:
            raise RuntimeError("never")

    text = changed("plan", "exercises", "squat", "rule", to={"is": "Picky", "step": 1})
    with pytest.raises(DataError, match=r"plan\.exercises\.squat\.rule: never"):
        plan_from_json(text, (Mine, Picky))


def test_own_rules_are_attrs_classes_with_names_of_their_own() -> None:
    other = attrs.make_class("Mine", ["x"])
    with pytest.raises(TypeError, match="int is not an attrs class"):
        plan_from_json(to_json(PLAN), (int,))
    with pytest.raises(ValueError, match="a rule named Mine exists already"):
        plan_from_json(to_json(PLAN), (Mine, other))


def test_only_the_four_kinds_are_saved() -> None:
    with pytest.raises(TypeError, match="expected one of plan, person, diary, program"):
        to_json(WHY)  # type: ignore[arg-type]


def test_an_older_version_is_migrated_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "VERSION", 3)
    monkeypatch.setitem(codec.MIGRATIONS, 1, lambda kind, table: table | {"until": table.pop("known_until")})
    monkeypatch.setitem(codec.MIGRATIONS, 2, lambda kind, table: {"as_planned_until": table["until"]})
    text = '{"rehabplan": 1, "diary": {"known_until": "2026-01-25"}}'
    assert from_json(text, Diary) == Diary((), dt.date(2026, 1, 25))


def test_there_is_a_migration_from_every_older_version() -> None:
    assert set(codec.MIGRATIONS) == set(range(1, codec.VERSION))


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "from rehabplan.formats.codec import to_json\nfrom rehabplan.formats.person import load_person\n"
        "print(to_json(load_person('examples/runner.toml')))"
    )
    root = Path(__file__).parent.parent.parent

    def run(seed: str) -> bytes:
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(root / "src")}
        done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=root, capture_output=True, check=True)
        return done.stdout

    assert run("1") == run("2")


def test_equal_values_are_written_in_the_same_bytes() -> None:
    owned = {"mat": (), "dumbbell": (Decimal("5.0"),)}
    one = attrs.evolve(RUNNER, answers={"S01": "no", "S02": "old"}, equipment=owned)
    other = attrs.evolve(one, answers={"S02": "old", "S01": "no"}, equipment={"dumbbell": (Decimal(5),), "mat": ()})
    assert one == other
    assert to_json(one) == to_json(other)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.sampled_from(["is", "3x8"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


@given(st.data())
def test_a_plan_broken_anywhere_is_a_plan_or_a_data_error(data: st.DataObject) -> None:
    whole = json.loads(to_json(PLAN))
    place = whole
    while True:
        step = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else range(len(place))))
        deeper = isinstance(place[step], dict | list) and place[step] and data.draw(st.booleans())
        if not deeper:
            break
        place = place[step]
    place[step] = data.draw(json_values)
    with suppress(DataError):
        assert isinstance(plan_from_json(json.dumps(whole), OWN), Plan)


@given(st.text(), st.integers(0, 2000))
def test_a_plan_with_text_in_the_wrong_place_is_a_data_error(text: str, place: int) -> None:
    whole = to_json(PLAN)
    with suppress(DataError):
        assert isinstance(plan_from_json(whole[:place] + text + whole[place + 1 :], OWN), Plan)
