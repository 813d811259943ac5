"""The command line: a thin face over the functions of the library."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rehabplan.errors import DataError, Fault, NotClearedError, RehabPlanError

if TYPE_CHECKING:
    from rehabplan.model.plan import Plan

DONE, WRONG, NOT_CLEARED, NO_ROOM = 0, 2, 3, 4
EPILOG = "exit codes: 0 done, 2 the input is wrong, 3 not cleared to start, 4 a session found no room"
PROGRAM = "running-low-back-pain"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; faults go to standard error."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except NotClearedError as error:
        print(error.clearance.message)
        return NOT_CLEARED
    except RehabPlanError as error:
        print(f"rehabplan: {str(error).replace(chr(10), chr(10) + '           ')}", file=sys.stderr)
        return WRONG
    except BrokenPipeError:
        sys.stderr.close()
        return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rehabplan", description="Exercise plans for sore backs, in your calendar.", epilog=EPILOG
    )
    parser.add_argument("--version", action="version", version=_Version())
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, run: object, words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=f"{words[:1].upper()}{words[1:]}.", epilog=EPILOG)
        made.set_defaults(run=run)
        return made

    demo = command("demo", _demo, "make a 12-week plan for the sample runner")
    _output(demo)
    demo.add_argument("--start", type=_day, metavar="DATE", help="first day (default: next Monday)")

    plan = command("plan", _plan, "screen a person, make a plan, write plan.ics and plan.json")
    plan.add_argument("person", metavar="PERSON.toml")
    plan.add_argument("--program", default=PROGRAM, help="id of the program (default: %(default)s)")
    plan.add_argument("--start", type=_day, metavar="DATE", help="first day, like 2026-01-05 (default: next Monday)")
    _output(plan)

    revise = command("revise", _revise, "fold a diary into a plan and write what changes")
    revise.add_argument("plan", metavar="PLAN.json")
    revise.add_argument("diary", metavar="DIARY.toml")
    revise.add_argument("--on", type=_day, metavar="DATE", help="first day that may change (default: today)")
    revise.add_argument("--person", metavar="PERSON.toml", help="the person's file, if it has changed")
    _output(revise)

    show = command("show", _show, "print a plan, or one week of it")
    show.add_argument("plan", metavar="PLAN.json")
    show.add_argument("--week", type=int, metavar="N", help="one week with all exercises and doses")
    _as_json(show)

    explain = command("explain", _explain, "say why a day is as it is: time, exercises, doses, rules, sources")
    explain.add_argument("plan", metavar="PLAN.json")
    explain.add_argument("day", type=_day, metavar="DATE")
    _as_json(explain)

    screen = command("screen", _screen, "screen a person's answers")
    screen.add_argument("person", metavar="PERSON.toml")
    _as_json(screen)

    exercises = command("exercises", _exercises, "list exercises, or describe one")
    exercises.add_argument("id", nargs="?", metavar="ID", help="describe this exercise")
    exercises.add_argument("--pattern", default="", help="movement pattern, like squat or anti-extension")
    exercises.add_argument("--kind", default="", help="kind, like strength or stretch")
    exercises.add_argument("--equipment", metavar="LIST", help="only what these pieces allow: mat,band or none")
    exercises.add_argument("--without", metavar="TAGS", help="leave out these precaution tags, like impact,prone")
    _as_json(exercises)
    return parser


class _Version(str):
    """The version, looked up when it is asked for."""

    __slots__ = ()

    def __mod__(self, _: object) -> str:
        from importlib.metadata import version

        return f"rehabplan {version('rehabplan')}"


def _output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o", "--output", default="plan.ics", metavar="PLAN.ics", help="calendar file; plan.json goes beside it"
    )


def _as_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON for other programs")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a date: {text!r}, expected like 2026-01-05") from None


def _next_monday() -> dt.date:
    today = dt.date.today()
    return today + dt.timedelta(days=(7 - today.weekday()) % 7)


# -- commands -----------------------------------------------------------------------------------------------------


def _demo(options: argparse.Namespace) -> int:
    from importlib.resources import files

    from rehabplan.formats.person import read_person
    from rehabplan.planning.plan import make_plan

    sample = (files("rehabplan.catalog") / "data" / "samples" / "runner.toml").read_text(encoding="utf-8")
    person = read_person(sample, "runner.toml")
    plan = make_plan(PROGRAM, person, options.start or _next_monday())
    target = Path(options.output)
    _refuse_other(plan, target)
    code = _write(plan, target)
    me = target.with_name("me.toml")
    if not me.exists():
        _save(me, sample)
    print(f"\n{plan.week(3)}\n\nWhat to do next")
    print(f"  1. Open {target} with the calendar on your phone or computer: all sessions are there, with their doses.")
    print(f"  2. Put your own week and answers into {me}, then: rehabplan plan {me} -o mine.ics")
    print(f"  3. Ask why: rehabplan explain {_beside(target)} {plan.active[0].day}")
    return code


def _plan(options: argparse.Namespace) -> int:
    from rehabplan.formats.person import load_person
    from rehabplan.planning.plan import make_plan

    person = load_person(options.person)
    plan = make_plan(options.program, person, options.start or _next_monday())
    _refuse_same(plan, Path(options.output))
    code = _write(plan, Path(options.output))
    print("\n" + _notices(plan))
    return code


def _revise(options: argparse.Namespace) -> int:
    from rehabplan.formats.consistency import check_diary
    from rehabplan.formats.diary import load_diary
    from rehabplan.formats.person import load_person
    from rehabplan.planning.plan import revise_plan

    plan, diary = _load(options.plan), load_diary(options.diary)
    if faults := check_diary(diary, plan, options.diary):
        raise DataError(faults)
    person = load_person(options.person) if options.person else None
    revised = revise_plan(plan, diary, options.on or dt.date.today(), person=person)
    changed = sum(s.revision == len(revised.revisions) - 1 for s in revised.sessions) if revised is not plan else 0
    print(f"{changed} sessions changed." if changed else "Nothing changes: the plan goes on as it is.")
    code = _write(revised, Path(options.output))
    print(_notices(revised))
    stopped = not revised.clearance.cleared or any(n.rule == "P7" for n in revised.notices)
    return NOT_CLEARED if stopped else code


def _show(options: argparse.Namespace) -> int:
    plan = _load(options.plan)
    if options.json:
        _print_json(plan if options.week is None else list(plan.week(options.week).sessions))
    elif options.week is not None:
        print(plan.week(options.week))
    else:
        print(_overview(plan))
    return DONE


def _explain(options: argparse.Namespace) -> int:
    plan = _load(options.plan)
    explanation = plan.explain(options.day)
    if options.json:
        _print_json(list(explanation.sessions))
    else:
        print(explanation)
    return DONE


def _screen(options: argparse.Namespace) -> int:
    from rehabplan.formats.person import load_person
    from rehabplan.planning.plan import screen

    clearance = screen(load_person(options.person))
    if options.json:
        _print_json(clearance)
    else:
        print(f"{clearance.outcome.name}\n{clearance.message}")
    return DONE if clearance.cleared else NOT_CLEARED


def _exercises(options: argparse.Namespace) -> int:
    from rehabplan import catalog

    if options.id:
        found = (catalog.exercises[options.id],)
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


# -- files ----------------------------------------------------------------------------------------------------------


def _words(text: str) -> set[str]:
    return {word.strip() for word in text.split(",") if word.strip()}


def _beside(target: Path) -> Path:
    return target.with_suffix(".json")


def _load(path: str) -> Plan:
    from rehabplan.formats.codec import plan_from_json
    from rehabplan.formats.files import read_file

    return plan_from_json(read_file(path), name=path)


def _write(plan: Plan, target: Path) -> int:
    from rehabplan.calendars.write import to_ics
    from rehabplan.formats.codec import to_json

    try:
        _save(_beside(target), to_json(plan))
        to_ics(plan, target)
    except OSError as error:
        raise DataError([Fault(str(target), f"cannot be written, {(error.strerror or str(error)).lower()}")]) from None
    print(f"Wrote {target} and {_beside(target)}: {len(plan.active)} sessions in {len(plan.phases)} weeks.")
    for missing in plan.unplaced:
        print(f"  no room for {missing.title} ({missing.key}): {missing.smallest}")
    return NO_ROOM if plan.unplaced else DONE


def _save(path: Path, text: str) -> None:
    from rehabplan.formats.files import write_file

    write_file(path, text)


def _refuse_same(plan: Plan, target: Path) -> None:
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
    _refuse_same(plan, target)


def _notices(plan: Plan) -> str:
    return "\n".join(notice.text for notice in plan.notices)


def _overview(plan: Plan) -> str:
    from rehabplan.formats.text import overview

    return overview(plan)


def _print_json(value: object) -> None:
    from rehabplan.formats.codec import jsonable

    print(json.dumps(jsonable(value), ensure_ascii=False, indent=2))


