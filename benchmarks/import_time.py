"""What ``import rehabplan`` costs a program, against ``import attrs``, as whole processes. Goal: at most 1.5 times."""

import sys

from ratio import command, compare


def importing(module: str) -> tuple[str, ...]:
    """Return the command that imports *module* and ends."""
    return (sys.executable, "-c", f"import {module}")


if __name__ == "__main__":
    ours, theirs = command(*importing("rehabplan")), command(*importing("attrs"))
    sys.exit(0 if compare("import rehabplan / import attrs", ours, theirs, goal=1.5).met else 1)
