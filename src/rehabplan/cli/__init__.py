"""The command line: a thin face over the functions of the library."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Sequence

from rehabplan import __version__
from rehabplan.cli import commands
from rehabplan.cli.commands import DONE, NOT_CLEARED, PROGRAM, WRONG
from rehabplan.errors import RehabPlanError
from rehabplan.model.clearance import NotClearedError

EPILOG = "exit codes: 0 done, 2 the input is wrong, 3 not cleared to start, 4 a session found no room"


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
    except OSError as error:
        print(f"rehabplan: {error.filename or ''}: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rehabplan", description="Exercise plans for sore backs, in your calendar.", epilog=EPILOG
    )
    parser.add_argument("--version", action="version", version=f"rehabplan {__version__}")
    known = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
        made = known.add_parser(name, help=words, description=f"{words[:1].upper()}{words[1:]}.", epilog=EPILOG)
        made.set_defaults(run=run)
        return made

    demo = command("demo", commands.demo, "make a 12-week plan for the sample runner")
    _output(demo)
    demo.add_argument("--start", type=_day, metavar="DATE", help="first day (default: next Monday)")

    plan = command("plan", commands.plan, "screen a person, make a plan, write plan.ics and plan.json")
    plan.add_argument("person", metavar="PERSON.toml")
    plan.add_argument("--program", default=PROGRAM, help="id of the program (default: %(default)s)")
    plan.add_argument("--start", type=_day, metavar="DATE", help="first day, like 2026-01-05 (default: next Monday)")
    _output(plan)

    revise = command("revise", commands.revise, "fold a diary into a plan and write what changes")
    revise.add_argument("plan", metavar="PLAN.json")
    revise.add_argument("diary", metavar="DIARY.toml")
    revise.add_argument("--on", type=_day, metavar="DATE", help="first day that may change (default: today)")
    revise.add_argument("--person", metavar="PERSON.toml", help="the person's file, if it has changed")
    _output(revise)

    show = command("show", commands.show, "print a plan, or one week of it")
    show.add_argument("plan", metavar="PLAN.json")
    show.add_argument("--week", type=int, metavar="N", help="one week with all exercises and doses")
    _as_json(show)

    explain = command("explain", commands.explain, "say why a day is as it is: time, exercises, doses, rules, sources")
    explain.add_argument("plan", metavar="PLAN.json")
    explain.add_argument("day", type=_day, metavar="DATE")
    _as_json(explain)

    screen = command("screen", commands.screen, "screen a person's answers, or print the questions")
    screen.add_argument("person", nargs="?", metavar="PERSON.toml", help="without it, print all questions")
    _as_json(screen)

    exercises = command("exercises", commands.exercises, "list exercises, or describe one")
    exercises.add_argument("id", nargs="?", metavar="ID", help="describe this exercise")
    exercises.add_argument("--pattern", default="", help="movement pattern, like squat or anti-extension")
    exercises.add_argument("--kind", default="", help="kind, like strength or stretch")
    exercises.add_argument("--equipment", metavar="LIST", help="only what these pieces allow: mat,band or none")
    exercises.add_argument("--without", metavar="TAGS", help="leave out these precaution tags, like impact,prone")
    _as_json(exercises)
    return parser


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
