"""Time one thing against another, fairly: ``python benchmarks/ratio.py "ours" "theirs" --goal 1.5``.

Both run in every round, in alternating order, so that what slows the machine slows both. The ratio is the median of
the rounds' ratios. Ratios travel between machines; seconds do not.
"""

import argparse
import shlex
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Comparison:
    """The medians of both sides in seconds, the ratio, and the ratio hoped for."""

    name: str
    ours: float
    theirs: float
    ratio: float
    goal: float

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.ratio <= self.goal

    def __str__(self) -> str:
        times = f"{self.ours * 1000:.1f} ms against {self.theirs * 1000:.1f} ms"
        return f"{self.name}: {times}, ratio {self.ratio:.2f}, goal {self.goal:g}: {'met' if self.met else 'MISSED'}"


def compare(name: str, ours: Work, theirs: Work, *, goal: float, rounds: int = 15) -> Comparison:
    """Run both sides *rounds* times, after a round that does not count, and print the comparison."""
    times: list[tuple[float, float]] = []
    for number in range(rounds + 1):
        if number % 2:
            first, second = seconds(ours), seconds(theirs)
        else:
            second, first = seconds(theirs), seconds(ours)
        times.append((first, second))
    counted = times[1:]
    comparison = Comparison(
        name,
        ours=statistics.median(first for first, _ in counted),
        theirs=statistics.median(second for _, second in counted),
        ratio=statistics.median(first / second for first, second in counted),
        goal=goal,
    )
    print(comparison, flush=True)
    return comparison


def seconds(work: Work) -> float:
    """Return how long *work* takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def command(*words: str) -> Work:
    """Return work that runs a whole process; it must succeed."""
    return lambda: subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    """Compare two command lines; return 0 if the goal is met."""
    parser = argparse.ArgumentParser(description="Time one command line against another.")
    parser.add_argument("ours")
    parser.add_argument("theirs")
    parser.add_argument("--goal", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    ours, theirs = command(*shlex.split(options.ours)), command(*shlex.split(options.theirs))
    name = f"{options.ours} / {options.theirs}"
    return 0 if compare(name, ours, theirs, goal=options.goal, rounds=options.rounds).met else 1


if __name__ == "__main__":
    sys.exit(main())
