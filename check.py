"""Check the whole project: ``python3 check.py``.

Makes ``.venv``, installs rehabplan with its development tools, runs every step, and says at the end which failed.
With ``--here`` the steps run on the Python that runs this file, as it is.
"""

import os
import subprocess
import sys
import time
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STEPS = {
    "style": "ruff check .",
    "format": "ruff format --check .",
    "types (mypy)": "mypy",
    "types (pyright)": "pyright --pythonpath {python}",
    "layers": "lint-imports --no-logo",
    "tests": "coverage run -m pytest",
    "coverage": "coverage report",
}


@dataclass(frozen=True)
class Result:
    """How one step went, and the last line it wrote."""

    name: str
    passed: bool
    seconds: float
    last_line: str

    def __str__(self) -> str:
        verdict = "passed" if self.passed else "FAILED"
        return f"{verdict}  {self.name:15}  {self.seconds:6.1f} s  {self.last_line}"


def run(name: str, command: list[str], env: dict[str, str]) -> Result:
    """Run *command* from the project's root, showing what it writes as it writes it."""
    print(f"\n--- {name}: {' '.join(command)}", flush=True)
    start, last_line = time.monotonic(), ""
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last_line = line.strip() or last_line
    return Result(name, process.returncode == 0, time.monotonic() - start, last_line)


def environment(bin_folder: Path) -> dict[str, str]:
    """Return the variables that let the steps find the tools, the package and one another."""
    path = os.pathsep.join([str(bin_folder), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}


def install(python: Path, env: dict[str, str]) -> Result:
    """Make the virtual environment if it is missing and install the project into it."""
    if not python.exists():
        venv.create(VENV, with_pip=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check"]
    return run("install", [*pip, "install", "-q", "-e", ".[dev]"], env)


def main(arguments: list[str]) -> int:
    """Run all steps; return 0 if all passed."""
    if arguments not in ([], ["--here"]):
        sys.exit(f"usage: {Path(sys.executable).name} check.py [--here]")
    bin_folder = Path(sys.executable).parent if arguments else VENV / ("Scripts" if os.name == "nt" else "bin")
    python = Path(sys.executable) if arguments else bin_folder / "python"
    env = environment(bin_folder)
    results: list[Result] = []
    if not arguments:
        results.append(install(python, env))
    if all(result.passed for result in results):
        for name, line in STEPS.items():
            tool, *rest = (word.format(python=python) for word in line.split())
            results.append(run(name, [str(bin_folder / tool), *rest], env))
    print("\n--- summary", *results, sep="\n")
    failed = [result.name for result in results if not result.passed]
    print(f"\nFAILED: {', '.join(failed)}" if failed else f"\nAll {len(results)} steps passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - a kind word for whoever starts this on an older Python
        sys.exit("rehabplan needs Python 3.11 or later; this is Python " + sys.version.split()[0])
    sys.exit(main(sys.argv[1:]))
