"""Every example in a Markdown file runs: Python blocks, and ``rehabplan`` commands in ``console`` blocks.

Each document gets an empty folder of its own, with ``examples`` in it, and its blocks share one namespace.
"""

import contextlib
import doctest
import io
import shlex
import shutil
import tempfile
from pathlib import Path
from typing import Any

from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

ROOT = Path(__file__).parent
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def enter_sandbox(namespace: dict[str, Any]) -> None:
    """Start the document in a folder of its own."""
    sandbox = namespace["_sandbox"] = contextlib.ExitStack()
    folder = Path(sandbox.enter_context(tempfile.TemporaryDirectory()))
    if (ROOT / "examples").exists():
        shutil.copytree(ROOT / "examples", folder / "examples")
    sandbox.enter_context(contextlib.chdir(folder))


def leave_sandbox(namespace: dict[str, Any]) -> None:
    """Go back to where the tests were started."""
    namespace["_sandbox"].close()


def run_rehabplan(command: str) -> str:
    """Return what *command* prints; a non-zero exit code is the last line."""
    from rehabplan.cli import main

    program, *arguments = shlex.split(command, comments=True)
    if program != "rehabplan":
        raise ValueError(f"only rehabplan runs in a console block, not {program!r}: use a sh block")
    output = io.StringIO()
    code: int | str | None
    with contextlib.redirect_stdout(output):
        try:
            code = main(arguments)
        except SystemExit as end:  # argparse ends in its own way
            code = end.code
    return output.getvalue() + (f"[exit code {code}]\n" if code else "")


def evaluate_console(example: Example) -> str | None:
    """Run each ``$ command``; lines below it, if any, must be what it prints.

    A command without such lines must succeed.
    """
    checker = doctest.OutputChecker()
    for step in f"\n{example.parsed}".split("\n$ ")[1:]:
        command, _, wanted = step.partition("\n")
        got = run_rehabplan(command)
        if not wanted.strip():
            if "[exit code" in got:
                return f"{command}\n{got}"
        elif not checker.check_output(wanted.rstrip() + "\n", got, FLAGS):
            return checker.output_difference(doctest.Example(command, wanted), got, FLAGS)
    return None


pytest_collect_file = Sybil(
    parsers=[
        SkipParser(),
        PythonCodeBlockParser(doctest_optionflags=FLAGS),
        CodeBlockParser("console", evaluate_console),
    ],
    patterns=["*.md"],
    setup=enter_sandbox,
    teardown=leave_sandbox,
).pytest()
