"""How a plan looks in a calendar."""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen, validators

TIMES = ("zone", "utc", "floating")


@frozen
class Style:
    """Hold how a plan is written: the calendar's name, how much others see, and how times are given.

    `private` writes blocks that only say "Busy". `times` is `zone` (local times with their time zone: 18:00 stays 18:00
    across clock changes), `utc` (instants), or `floating` (18:00 wherever the person is). Raises ValueError for others.
    """

    calendar_name: str = ""
    private: bool = False
    times: Literal["zone", "utc", "floating"] = field(default="zone", validator=validators.in_(TIMES))

    @property
    def name(self) -> str:
        """Return the calendar's name; the default tells nothing about anybody's health."""
        return self.calendar_name or ("Busy" if self.private else "Training")


DEFAULT = Style()
"""Local times, full content, a neutral name."""
