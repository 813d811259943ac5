"""The command line as a user meets it: output, files, exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from rehabplan.cli import main

EXAMPLES = Path(__file__).parents[1] / "examples"
START = ["--start", "2026-01-05"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def demo(folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["demo", *START]) == 0
    capsys.readouterr()
    return folder


def test_demo_writes_a_calendar_a_plan_and_a_file_to_start_from(folder: Path, capsys) -> None:
    assert main(["demo", *START]) == 0
    out = capsys.readouterr().out
    assert (folder / "plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert json.loads((folder / "plan.json").read_text())["rehabplan"] == 1
    sample = (EXAMPLES / "runner.toml").read_text()
    assert (folder / "me.toml").read_text() == sample.replace('id = "sample-runner"', 'id = "me"')
    assert "Week 3 of 12: Restore" in out
    assert "What to do next" in out


def test_demo_may_be_run_again_but_replaces_no_other_plan(demo: Path, capsys) -> None:
    assert main(["demo", *START]) == 0
    assert main(["plan", str(EXAMPLES / "traveler.toml"), "-o", "other.ics", *START]) in {0, 4}
    before = (demo / "other.json").read_bytes()
    assert main(["demo", "-o", "other.ics", *START]) == 2
    assert (demo / "other.json").read_bytes() == before


def test_a_fresh_plan_never_overwrites_a_plan(demo: Path, capsys) -> None:
    before = (demo / "plan.ics").read_bytes()
    assert main(["plan", str(EXAMPLES / "runner.toml"), *START]) == 2
    assert "revise" in capsys.readouterr().err
    assert (demo / "plan.ics").read_bytes() == before


def test_show_and_explain_print_for_people_and_for_programs(demo: Path, capsys) -> None:
    assert main(["show", "plan.json"]) == 0
    whole = capsys.readouterr().out
    assert whole.count("\nWeek ") == 12
    assert main(["show", "plan.json", "--week", "6"]) == 0
    assert "Week 6 of 12: Build" in capsys.readouterr().out
    assert main(["show", "plan.json", "--week", "6", "--json"]) == 0
    sessions = json.loads(capsys.readouterr().out)
    day = sessions[0]["day"]
    assert main(["explain", "plan.json", day]) == 0
    assert sessions[0]["key"] in capsys.readouterr().out
    assert main(["explain", "plan.json", day, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["day"] == day


def test_revising_as_planned_changes_nothing(demo: Path, capsys) -> None:
    (demo / "diary.toml").write_text("as_planned_until = 2026-01-18\n")
    before = (demo / "plan.ics").read_bytes()
    assert main(["revise", "plan.json", "diary.toml", "--on", "2026-01-19"]) == 0
    assert "Nothing changes" in capsys.readouterr().out
    assert (demo / "plan.ics").read_bytes() == before


def test_a_new_leg_sign_withdraws_what_is_to_come_and_ends_with_3(demo: Path, capsys) -> None:
    day = json.loads((demo / "plan.json").read_text())["plan"]["sessions"][3]["day"]
    (demo / "diary.toml").write_text(f"[[entry]]\nday = {day}\nleg = true\n")
    assert main(["revise", "plan.json", "diary.toml", "--on", "2026-01-19"]) == 3
    out = capsys.readouterr().out
    assert out.startswith("You noted a new sign in a leg on")
    assert "You can start" not in out
    assert main(["show", "plan.json", "--week", "5"]) == 0
    assert "new sign in a leg" in capsys.readouterr().out
    ics = (demo / "plan.ics").read_text()
    assert "STATUS:CANCELLED" in ics
    assert "STATUS:CONFIRMED" in ics


@pytest.mark.parametrize("answer", ["S01", "S02"])
def test_someone_who_is_not_cleared_gets_the_message_and_no_file(folder: Path, capsys, answer: str) -> None:
    text = (EXAMPLES / "beginner.toml").read_text().replace(f'{answer} = "no"', f'{answer} = "recent"')
    (folder / "me.toml").write_text(text)
    assert main(["screen", "me.toml"]) == 3
    assert "emergency" in capsys.readouterr().out.lower()
    assert main(["plan", "me.toml", *START]) == 3
    assert "emergency" in capsys.readouterr().out.lower()
    assert not (folder / "plan.ics").exists()
    assert not (folder / "plan.json").exists()


BAD = {
    "missing file": (None, "me.toml: cannot be read"),
    "broken TOML": ('id = "me', "me.toml: not valid TOML"),
    "unknown field": ('id = "me"\nzone = "UTC"\nwindow = ["mon 18:00-19:00"]', "did you mean 'windows'"),
    "impossible window": ('id = "me"\nzone = "UTC"\nwindows = ["mon 19:00-18:00"]', "windows[1]"),
    "unknown zone": ('id = "me"\nzone = "Europe/Londn"\nwindows = ["mon 18:00-19:00"]', "Europe/London"),
    "unknown equipment": (
        'id = "me"\nzone = "UTC"\nwindows = ["mon 18:00-19:00"]\nequipment = ["matt"]', "did you mean 'mat'"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_faulty_person_is_refused_with_file_and_field(folder: Path, capsys, case: str) -> None:
    text, expected = BAD[case]
    if text is not None:
        (folder / "me.toml").write_text(text)
    assert main(["plan", "me.toml", *START]) == 2
    err = capsys.readouterr().err
    assert "me.toml" in err
    assert expected in err
    assert not list(folder.glob("plan.*"))


def test_a_start_without_any_room_is_refused(folder: Path, capsys) -> None:
    text = (EXAMPLES / "beginner.toml").read_text()
    (folder / "me.toml").write_text('away = ["2026-01-01 to 2026-12-31"]\n' + text)
    assert main(["plan", "me.toml", *START]) == 2
    assert "room" in capsys.readouterr().err
    assert not list(folder.glob("plan.*"))


def test_unknown_names_come_with_the_nearest(demo: Path, capsys) -> None:
    assert main(["exercises", "brid-dog"]) == 2
    assert "did you mean 'bird-dog'" in capsys.readouterr().err
    assert main(["plan", str(EXAMPLES / "runner.toml"), "--program", "running-low-back", "-o", "x.ics"]) == 2
    assert "running-low-back-pain" in capsys.readouterr().err
    (demo / "diary.toml").write_text('[[entry]]\nday = 2026-01-06\nexercise = "bird-dgo"\n')
    assert main(["revise", "plan.json", "diary.toml", "--on", "2026-01-19"]) == 2
    assert "diary.toml, line" in capsys.readouterr().err


def test_exercises_are_listed_described_and_given_as_json(capsys) -> None:
    assert main(["exercises"]) == 0
    assert capsys.readouterr().out.endswith("138 exercises\n")
    assert main(["exercises", "--pattern", "squat", "--equipment", "none", "--json"]) == 0
    assert [e["id"] for e in json.loads(capsys.readouterr().out)] == ["chair-pose", "squat-bodyweight"]
    assert main(["exercises", "bird-dog"]) == 0
    assert "6-4-2 holds of 10 s each side" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["demo", "plan", "revise", "show", "explain", "screen", "exercises"])
def test_every_command_has_help(capsys, command: str) -> None:
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    assert end.value.code == 0
    assert "exit codes" in capsys.readouterr().out


def test_the_questions_can_be_read_before_they_are_answered(capsys) -> None:
    assert main(["screen"]) == 0
    out = capsys.readouterr().out
    assert all(f"S{n:02}  " in out for n in range(1, 42))
    assert main(["screen", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 41


def test_the_demo_and_a_plan_of_ones_own_are_different_plans(demo: Path, capsys) -> None:
    assert main(["plan", "me.toml", "-o", "mine.ics", *START]) == 0
    uids = [set(re.findall("UID:(.+)", (demo / f"{name}.ics").read_text())) for name in ("plan", "mine")]
    assert not uids[0] & uids[1]
    before = (demo / "mine.ics").read_bytes()
    assert main(["demo", "-o", "mine.ics", *START]) == 2
    assert (demo / "mine.ics").read_bytes() == before


@pytest.mark.parametrize("output", [".", "", "/", "plan.json", "nowhere/plan.ics", "folder.ics"])
def test_an_output_that_cannot_be_a_calendar_is_refused_before_anything_is_written(demo, capsys, output) -> None:
    (demo / "folder.ics").mkdir()
    (demo / "diary.toml").write_text("as_planned_until = 2026-01-18\n")
    before = {path: path.read_bytes() for path in demo.iterdir() if path.is_file()}
    for command in (["revise", "plan.json", "diary.toml", "--on", "2026-01-19"], ["plan", "me.toml", *START]):
        assert main([*command, "-o", output]) == 2
        assert "-o: " in capsys.readouterr().err
    assert {path: path.read_bytes() for path in demo.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("start", ["9999-12-20", "0001-01-01", "2101-01-01"])
def test_a_start_beyond_the_time_zone_data_is_refused(folder: Path, capsys, start: str) -> None:
    assert main(["demo", "--start", start]) == 2
    assert "start: expected a day from 1970 to 2100" in capsys.readouterr().err
    assert not list(folder.iterdir())


def test_a_revision_does_not_go_back_and_keeps_who_it_is_for(demo: Path, capsys) -> None:
    day = json.loads((demo / "plan.json").read_text())["plan"]["sessions"][3]["day"]
    (demo / "diary.toml").write_text(f'[[entry]]\nday = {day}\ndone = "not done"\n')
    assert main(["revise", "plan.json", "diary.toml", "--on", "2026-02-02"]) == 0
    assert main(["revise", "plan.json", "diary.toml", "--on", "2026-01-12"]) == 2
    assert "--on" in capsys.readouterr().err
    text = (EXAMPLES / "runner.toml").read_text()
    for old, new in [("Europe/London", "Asia/Tokyo"), ("sample-runner", "another")]:
        (demo / "other.toml").write_text(text.replace(old, new))
        assert main(["revise", "plan.json", "diary.toml", "--on", "2026-02-02", "--person", "other.toml"]) == 2
        assert f"got '{new}'" in capsys.readouterr().err


def test_the_version_is_that_of_the_package(capsys) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert re.fullmatch(r"rehabplan \d+\.\d+\.\d+\n", capsys.readouterr().out)
