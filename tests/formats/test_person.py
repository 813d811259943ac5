"""A person's file: what it may say, and that everything wrong with it is told at once."""

import datetime as dt
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabplan.errors import DataError
from rehabplan.formats.person import load_person, read_person, zones
from rehabplan.model.clearance import Sign
from rehabplan.model.person import Away, FixedRun, Person, Running, Window

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
LEAST = 'id = "me"\nzone = "Europe/London"\nwindows = ["mon 18:00-19:00"]\n'


def refused(text: str) -> list[str]:
    with pytest.raises(DataError) as caught:
        read_person(text, "me.toml")
    return [str(fault) for fault in caught.value.faults]


def test_the_least_that_a_file_says_is_enough() -> None:
    assert read_person(LEAST) == Person("me", "Europe/London", (Window((0,), 1080, 1140),))


def test_everything_that_a_file_can_say() -> None:
    person = read_person(
        """
        id = "me"
        name = "Me"
        zone = "Asia/Kolkata"
        windows = ["mon-fri 12:30-13:10", "tue, thu 18:00-19:00 for strength"]
        away = ["2026-02-16 to 2026-02-22", "2026-03-01 a wedding", "2026-04-01 to 2026-04-02 in town"]
        equipment = ["mat", "dumbbell"]
        limit = 50
        runs = ["tue thu 06:45", "sun 09:00 long"]
        factors = ["fatigue"]
        avoid = ["impact"]
        wakes = "06:15"
        remind = 0
        [loads]
        dumbbell = [10, 7.5, 5, 5.0]
        mini-band = ["green", "yellow"]
        [running]
        branch = "continue"
        week_km = 24.5
        longest_km = 8
        per_week = 4
        pace = "6:45"
        [answers]
        S39 = "flexion"
        rest = "no"
        [[cleared]]
        rule = "R-B4"
        role = "physiotherapist"
        date = 2026-01-02
        """
    )
    assert person == Person(
        id="me",
        name="Me",
        zone="Asia/Kolkata",
        windows=(Window((0, 1, 2, 3, 4), 750, 790), Window((1, 3), 1080, 1140, ("strength",))),
        away=(
            Away(dt.date(2026, 2, 16), dt.date(2026, 2, 22)),
            Away(dt.date(2026, 3, 1), dt.date(2026, 3, 1), "a wedding"),
            Away(dt.date(2026, 4, 1), dt.date(2026, 4, 2), "in town"),
        ),
        equipment={
            "mat": (),
            "dumbbell": (Decimal(5), Decimal("7.5"), Decimal(10)),
            "mini-band": (Decimal(0), Decimal(2)),
        },
        limit=50,
        runs=(FixedRun(1, 405), FixedRun(3, 405), FixedRun(6, 540, "long")),
        running=Running("continue", 24500, 8000, 4, 405),
        answers={"S39": "flexion", "rest": "no"},
        cleared=(Sign("R-B4", "physiotherapist", dt.date(2026, 1, 2)),),
        factors=frozenset({"fatigue"}),
        avoid=frozenset({"impact"}),
        wakes=375,
        remind=0,
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('id = "Sam Smith"', "me.toml: id: expected lower-case letters, digits and hyphens"),
        ('zone = "Europe/Londn"', "me.toml: zone: unknown time zone 'Europe/Londn' (did you mean 'Europe/London'?)"),
        ('zone = "Atlantis"', "me.toml: zone: unknown time zone 'Atlantis'"),
        ("windows = []", "me.toml: windows: missing, expected when you can train, like mon-fri 12:30-13:10"),
        ('windows = ["mon 18:00-19:00", "tue 19:00-18:00"]', "me.toml: windows[2]: not a window: 'tue 19:00-18:00'"),
        ('windows = "mon 18:00-19:00"', "me.toml: windows: expected a list of texts, got 'mon 18:00-19:00'"),
        ('windows = ["mon 18:00-25:00"]', "me.toml: windows[1]: not a window"),
        ('windows = ["mon 18:00-19:00 for swimming"]', "me.toml: windows[1]: not a component: 'swimming'"),
        ('away = ["2026-02-22 to 2026-02-16"]', "me.toml: away[1]: not days away: '2026-02-22 to 2026-02-16', days"),
        ('away = ["2026-02-30"]', "me.toml: away[1]: not days away: '2026-02-30', "),
        ('away = ["next week"]', "me.toml: away[1]: not days away: 'next week', expected like 2026-02-16"),
        ('equipment = ["matt"]', "me.toml: equipment[1]: unknown 'matt' (did you mean 'mat'?)"),
        ("limit = 5", "me.toml: limit: expected 10 to 240, got 5"),
        ('limit = "45"', "me.toml: limit: expected a whole number, got '45'"),
        ('runs = ["tue 06:45", "tue 06:45 long"]', "me.toml: runs: two runs at the same time, tue 06:45 long"),
        ('runs = ["tue 06:45 lng"]', "me.toml: runs[1]: unknown kind of run 'lng' (did you mean 'long'?)"),
        ('runs = ["06:45"]', "me.toml: runs[1]: not a fixed run: '06:45', expected like tue thu 06:45"),
        ('runs = ["tue early"]', "me.toml: runs[1]: not a fixed run"),
        ('wakes = "6 am"', "me.toml: wakes: not a time of day: '6 am', expected like 18:30"),
        ("remind = -5", "me.toml: remind: expected 0 to 1440, got -5"),
        ("remnid = 5", "me.toml: remnid: unknown field (did you mean 'remind'?)"),
        ("[loads]\ndumbell = [5]", "me.toml: loads.dumbell: unknown field (did you mean 'dumbbell'?)"),
        ('[loads]\nband = ["pink"]', "me.toml: loads.band[1]: unknown 'pink', expected one of"),
        ("[loads]\ndumbbell = [-5]", "me.toml: loads.dumbbell[1]: expected 0 to 500, got -5"),
        ('[running]\nbranch = "pauses"', "me.toml: running.branch: unknown 'pauses' (did you mean 'pause'?)"),
        ('[running]\npace = "6.30"', "me.toml: running.pace: not a pace: '6.30', expected minutes and seconds"),
        ('[running]\npace = "1:59"', "me.toml: running.pace: not a pace"),
        ("[running]\nweek_km = 5\nlongest_km = 8", "me.toml: running.longest_km: the longest run is longer than"),
        ("[running]\nweek_km = inf", "me.toml: running.week_km: expected 0 to 500, got Infinity"),
        ("[answers]\nS01 = 3", "me.toml: answers.S01: expected a text, got 3"),
        ('[answers]\nrest = "yes"', "me.toml: answers.rest: expected \"no\" (nothing else applies to me), got 'yes'"),
        ('[[cleared]]\nrule = "R-B4"\nrole = "GP"', 'me.toml: cleared[1] "R-B4".date: missing'),
        ("running = 5", "me.toml: running: expected a table, got 5"),
        ('windows = ["mon 18:00-19:00"]\nid = ""', "me.toml: id: must not be empty"),
    ],
)
def test_each_thing_that_is_wrong_is_told_with_its_place(line: str, expected: str) -> None:
    field = line.partition(" ")[0]
    kept = [least for least in LEAST.splitlines() if not line.startswith(least.partition(" ")[0])]
    if field == "windows" and "\nid" in line:
        kept = ['zone = "Europe/London"']
    (found,) = refused("\n".join([*kept, line]))
    assert found.startswith(expected)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    windows = 'windows = ["mon 9", "tue 10:00-9:00"]'
    found = refused(f'zone = "Nowhere"\n{windows}\nlimit = 3\nequipment = ["mt"]\ncolour = 1')
    fields = [fault.split(": ")[1] for fault in found]
    assert sorted(fields) == ["colour", "equipment[1]", "id", "limit", "windows[1]", "windows[2]", "zone"]


@pytest.mark.parametrize("name", ["runner", "beginner", "traveler"])
def test_a_sample_file_is_sound(name: str) -> None:
    person = load_person(EXAMPLES / f"{name}.toml")
    assert person.id == f"sample-{name}"
    assert person.answers["rest"] == "no"
    assert {f"S0{n}" for n in range(1, 9)} <= set(person.answers)


def test_the_sample_runner_is_the_worked_person() -> None:
    """Values from section 7 of the programs' notes."""
    runner = load_person(EXAMPLES / "runner.toml")
    assert (runner.zone, runner.wakes, runner.limit) == ("Europe/London", 360, 45)
    assert (runner.running.longest, runner.running.pace) == (8000, 390)
    assert [str(run) for run in runner.runs] == [
        "tue 06:45 easy", "thu 06:45 easy", "sat 09:00 easy", "sun 09:00 long",
    ]  # fmt: skip
    assert runner.answers["S39"] == "flexion"
    assert any(1 in window.days and window.start <= 1080 and window.end >= 1125 for window in runner.windows)


def test_zones_come_from_the_data_package_and_hold_the_odd_ones() -> None:
    assert {"Europe/London", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"} <= zones()


def test_a_file_is_named_in_front_of_its_faults(tmp_path) -> None:
    path = tmp_path / "me.toml"
    path.write_text('id = "me"', encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_person(path)
    assert [fault.where for fault in caught.value.faults] == [f"{path}: zone", f"{path}: windows"]


@given(st.text())
def test_any_text_is_a_person_or_a_data_error(text: str) -> None:
    with suppress(DataError):
        assert read_person(LEAST + text).id == "me"
