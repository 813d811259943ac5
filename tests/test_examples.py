"""The scripts in ``examples`` run, each in a copy of the folder, warn of nothing, and print what stands beside them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.mark.parametrize("script", sorted(path.name for path in EXAMPLES.glob("*.py")))
def test_example_prints_what_stands_beside_it(script: str, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    command = [sys.executable, "-W", "error", f"examples/{script}"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (EXAMPLES / script).with_suffix(".out").read_text(encoding="utf-8")
