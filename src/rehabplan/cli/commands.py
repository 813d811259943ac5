"""What each command does, and the files it reads and writes."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rehabplan.errors import DataError

if TYPE_CHECKING:
    from rehabplan.model.exercise import Exercise
    from rehabplan.model.plan import Plan, Unplaced

DONE, WRONG, NOT_CLEARED, NO_ROOM = 0, 2, 3, 4
PROGRAM = "running-low-back-pain"


def demo(options: argparse.Namespace) -> int:
    """Make a plan for the sample runner, and a copy of their file to start from."""
    from importlib.resources import files

    from rehabplan.formats.person import read_person
    from rehabplan.planning.plan import make_plan

    sample = (files("rehabplan.catalog") / "data" / "samples" / "runner.toml").read_text(encoding="utf-8")
    person = read_person(sample, "runner.toml")
    plan = make_plan(PROGRAM, person, options.start or _next_monday())
    target = _target(options.output)
    _refuse_other(plan, target)
    code = _write(plan, target)
    me = target.with_name("me.toml")
    if not me.exists():
        _save(me, sample.replace(f'id = "{person.id}"', 'id = "me"', 1))
    print(f"\n{plan.week(3)}\n\nWhat to do next")
    print(f"  1. Open {target} with the calendar on your phone or computer: all sessions are there, with their doses.")
    print(f"  2. Put your own week and answers into {me}, then: rehabplan plan {me} -o mine.ics")
    print(f"  3. Ask why: rehabplan explain {_beside(target)} {plan.active[0].day}")
    return code


def plan(options: argparse.Namespace) -> int:
    """Screen a person, make a plan and write it; never over another plan."""
    from rehabplan.formats.person import load_person
    from rehabplan.planning.plan import make_plan

    person = load_person(options.person)
    plan = make_plan(options.program, person, options.start or _next_monday())
    target = _target(options.output)
    _refuse_existing(target)
    code = _write(plan, target)
    print(f"\n{_notices(plan)}")
    return code


def revise(options: argparse.Namespace) -> int:
    """Fold a diary into a plan and write what follows."""
    from rehabplan.formats.consistency import check_diary
    from rehabplan.formats.diary import load_diary
    from rehabplan.formats.person import load_person
    from rehabplan.planning.plan import revise_plan

    plan, diary = _load(options.plan), load_diary(options.diary)
    if faults := check_diary(diary, plan, options.diary):
        raise DataError(faults)
    person, on = load_person(options.person) if options.person else None, options.on or _today()
    if on < plan.revisions[-1].date():
        raise DataError(f"--on: the plan was last revised for {plan.revisions[-1].date()}, got the earlier {on}")
    revised = revise_plan(plan, diary, on, person=person)
    if revised.stop:
        print(f"{_notices(revised)}\n")
    code = _write(revised, _target(options.output))
    changed = sum(s.revision == len(revised.revisions) - 1 for s in revised.sessions) if revised is not plan else 0
    print(f"{changed} sessions changed." if changed else "Nothing changes: the plan goes on as it is.")
    return NOT_CLEARED if revised.stop else code


def show(options: argparse.Namespace) -> int:
    """Print a plan or one of its weeks."""
    plan = _load(options.plan)
    if options.json:
        _print_json(plan if options.week is None else list(plan.week(options.week).sessions))
    elif options.week is not None:
        print(plan.week(options.week))
    else:
        print(_overview(plan))
    return DONE


def explain(options: argparse.Namespace) -> int:
    """Print why a day is as it is."""
    plan = _load(options.plan)
    explanation = plan.explain(options.day)
    if options.json:
        _print_json(list(explanation.sessions))
    else:
        print(explanation)
    return DONE


def screen(options: argparse.Namespace) -> int:
    """Print what a person's answers add up to."""
    from rehabplan.formats.person import load_person
    from rehabplan.planning.plan import screen

    if options.person is None:
        return _questions(options)
    clearance = screen(load_person(options.person))
    if options.json:
        _print_json(clearance)
    else:
        print(f"{'NOT YET' if clearance.blocked else clearance.outcome.name}\n{clearance.message}")
    return DONE if clearance.cleared else NOT_CLEARED


def _questions(options: argparse.Namespace) -> int:
    from rehabplan import catalog
    from rehabplan.formats.text import question_list

    questions = tuple(catalog.questions.values())
    if options.json:
        _print_json(list(questions))
    else:
        print(question_list(questions))
    return DONE


def exercises(options: argparse.Namespace) -> int:
    """Print the exercises that fit, or one in full."""
    from rehabplan import catalog

    if options.id:
        found: tuple[Exercise, ...] = (catalog.exercises[options.id],)
    else:
        owned = None if options.equipment is None else {w for w in _words(options.equipment) if w != "none"}
        found = catalog.exercises(
            pattern=options.pattern, kind=options.kind, equipment=owned, without=_words(options.without or "")
        )
    if options.json:
        _print_json(list(found))
    elif options.id:
        from rehabplan.formats.text import exercise_card

        print(exercise_card(found[0]))
    else:
        for exercise in found:
            print(f"{exercise.id:<32} {exercise.name} ({exercise.pattern}, level {exercise.level})")
        print(f"{len(found)} exercises")
    return DONE


def _words(text: str) -> set[str]:
    return {word.strip() for word in text.split(",") if word.strip()}


def _beside(target: Path) -> Path:
    return target.with_suffix(".json")


def _load(path: str) -> Plan:
    from rehabplan.formats.codec import plan_from_json
    from rehabplan.formats.files import read_file

    return plan_from_json(read_file(path), name=path)


def _target(output: str) -> Path:
    """Return where the calendar goes; raises DataError for what cannot be its file."""
    target = Path(output)
    if target.suffix.lower() != ".ics" or target.is_dir():
        raise DataError(f"-o: expected a file that ends in .ics, got {output!r}")
    if not target.parent.is_dir():
        raise DataError(f"-o: there is no folder {str(target.parent)!r}")
    return target


def _write(plan: Plan, target: Path) -> int:
    """Write both files, each as a whole, and say what was written and what found no room."""
    from rehabplan.calendars.write import to_ics
    from rehabplan.formats.codec import to_json

    text = to_json(plan)
    to_ics(plan, target)
    _save(_beside(target), text)
    print(f"Wrote {target} and {_beside(target)}: {len(plan.active)} sessions in {len(plan.phases)} weeks.")
    if plan.unplaced and not plan.stop:
        print("\n".join(no_room(plan.unplaced)))
        return NO_ROOM
    return DONE


def no_room(unplaced: Iterable[Unplaced]) -> list[str]:
    """Return a line for each way out, with the sessions that it is for."""
    groups: dict[tuple[str, str], list[str]] = {}
    for missing in unplaced:
        groups.setdefault((missing.title, missing.smallest), []).append(str(missing.key))
    return [
        f"  no room for {title} ({keys[0]}{f' and {len(keys) - 1} more' if keys[1:] else ''}): {smallest}"
        for (title, smallest), keys in groups.items()
    ]


def _save(path: Path, text: str) -> None:
    from rehabplan.calendars.publish import replace_file

    replace_file(path, text.encode())


def _refuse_existing(target: Path) -> None:
    """Refuse to replace a plan by a fresh one of the same person, program and start: that is a revision."""
    if _beside(target).exists():
        raise DataError(
            f"{_beside(target)}: there is a plan already; `rehabplan revise {_beside(target)} DIARY.toml` keeps its "
            "events in step. For a new plan choose another name with -o"
        )
    if target.exists():
        raise DataError(f"{target}: exists already; choose another name with -o")


def _refuse_other(plan: Plan, target: Path) -> None:
    """Refuse to replace anything but an earlier demo."""
    if _beside(target).exists() and _load(str(_beside(target))).person.id == plan.person.id:
        return
    _refuse_existing(target)


def _notices(plan: Plan) -> str:
    return "\n".join(notice.text for notice in plan.notices)


def _overview(plan: Plan) -> str:
    from rehabplan.formats.text import overview

    return overview(plan)


def _print_json(value: object) -> None:
    from rehabplan.formats.converter import unstructured, unstructured_decision

    print(json.dumps(unstructured(value), default=unstructured_decision, ensure_ascii=False, indent=2))


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def _next_monday() -> dt.date:
    today = _today()
    return today + dt.timedelta(days=7 - today.weekday())
