"""Read tables (parsed TOML or JSON) field by field; all faults are gathered, each with its path."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from rehabplan.errors import Fault, hint, nearest

T = TypeVar("T")


class Fields:
    """Read one table. What is wrong goes to `faults` with its path, and a placeholder is returned.

    So reading goes on and all faults are told at once: look at `sound` before building a value. End with `close()`,
    which names the fields that nobody asked for. Rows of a list are counted from 1 in paths.

    >>> fields = Fields({"level": "high", "nmae": "Squat"}, "mine.toml")
    >>> fields.whole("level"), fields.text("name"), fields.close()
    (0, '', False)
    >>> for fault in fields.faults: print(fault)
    mine.toml: level: expected a whole number, got 'high'
    mine.toml: name: missing
    mine.toml: nmae: unknown field (did you mean 'name'?)
    """

    def __init__(self, table: Mapping[str, object], where: str = "", faults: list[Fault] | None = None) -> None:
        self.table, self.where = table, where
        self.faults: list[Fault] = [] if faults is None else faults
        self._before = len(self.faults)
        self._asked: set[str] = set()

    @property
    def sound(self) -> bool:
        """Say whether nothing was wrong since this table was opened."""
        return len(self.faults) == self._before

    def path(self, name: str) -> str:
        """Return the path of a field: `file: field` at the top of a file, `row.field` below."""
        joint = "." if ": " in self.where or self.where.endswith(("]", '"')) else ": "
        return f"{self.where}{joint}{name}" if self.where else name

    def fault(self, name: str, message: str) -> None:
        """Note that a field is wrong."""
        self.faults.append(Fault(self.path(name), message))

    def read(self, name: str, parse: Callable[[str], T], otherwise: T, *, need: bool = True) -> T:
        """Return what *parse* makes of a text; its ValueError or TypeError becomes a fault."""
        text = self.text(name, None if need else "")
        if not text:
            return otherwise
        try:
            return parse(text)
        except (ValueError, TypeError, LookupError) as error:
            self.fault(name, str(error))
            return otherwise

    def reads(self, name: str, parse: Callable[[str], T]) -> tuple[T, ...]:
        """Return what *parse* makes of each text of a list; each can have its own fault."""
        found: list[T] = []
        for i, value in enumerate(self.texts(name), 1):
            try:
                found.append(parse(value))
            except (ValueError, TypeError, LookupError) as error:
                self.fault(f"{name}[{i}]", str(error))
        return tuple(found)

    def given(self, name: str) -> bool:
        """Say whether a field that may be left out is there."""
        self._asked.add(name)
        return name in self.table

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there and not be empty."""
        value = self._get(name, default, str, "a text")
        if value == "" and default is None and name in self.table and isinstance(self.table[name], str):
            self.fault(name, "must not be empty")
        return value or ""

    def whole(self, name: str, default: int | None = None, low: int = 0, high: int = 10**6) -> int:
        """Return a whole number from *low* to *high*."""
        value = self._get(name, default, int, "a whole number")
        if value is not None and not low <= value <= high:
            self.fault(name, f"expected {low} to {high}, got {value}")
        return value or 0

    def number(self, name: str, default: Decimal | None = None, low: int = 0, high: int = 10**6) -> Decimal:
        """Return an exact number from *low* to *high*."""
        value = self._get(name, default, (Decimal, int), "a number")
        if value is not None and (Decimal(value).is_nan() or not low <= value <= high):
            self.fault(name, f"expected {low} to {high}, got {shown(value)}")
            return Decimal(0)
        return Decimal(value or 0)

    def numbers(self, name: str, low: int = 0, high: int = 10**6) -> tuple[Decimal, ...]:
        """Return a list of exact numbers from *low* to *high*."""
        items = self.items(name)
        return tuple(items.number(item, None, low, high) for item in items.table)

    def value(self, name: str, make: Callable[[Decimal | int], T]) -> T | None:
        """Return what *make* makes of a number, or None when it is not there; its ValueError becomes a fault."""
        number = self.number(name, None, -(10**6)) if self.given(name) else None
        try:
            return None if number is None else make(number)
        except ValueError as error:
            self.fault(name, str(error))
            return None

    def items(self, name: str) -> Fields:
        """Open a list as a table with the fields `name[1]`, `name[2]` and so on."""
        values: Collection[object] = self._get(name, [], list, "a list") or []
        return Fields({f"{name}[{i}]": value for i, value in enumerate(values, 1)}, self.where, self.faults)

    def day(self, name: str, default: dt.date | None = None) -> dt.date:
        """Return a date, written bare (2026-01-25) or in quotes."""
        value = self._get(name, default, (dt.date, str), "a date like 2026-01-25")
        if isinstance(value, str):
            try:
                return dt.date.fromisoformat(value)
            except ValueError:
                self.fault(name, f"expected a date like 2026-01-25, got {shown(value)}")
        elif isinstance(value, dt.datetime):
            self.fault(name, f"expected a date without a time, got {shown(value)}")
        elif isinstance(value, dt.date):
            return value
        return dt.date.min

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return true or false."""
        return bool(self._get(name, default, bool, "true or false"))

    def choice(self, name: str, choices: Collection[str], default: str | None = None) -> str:
        """Return one of *choices*; another text is a fault that names the nearest of them."""
        value = self.text(name, default)
        if value and value != default:
            self._known(name, value, choices)
        return value

    def texts(self, name: str, choices: Collection[str] | None = None, *, need: bool = False) -> tuple[str, ...]:
        """Return a list of texts, each one of *choices* if given; it may be missing unless it is needed."""
        values = self._get(name, None if need else [], list, "a list of texts") or []
        if need and not values and isinstance(self.table.get(name), list):
            self.fault(name, "must not be empty")
        for i, value in enumerate(values, 1):
            if not isinstance(value, str):
                self.fault(f"{name}[{i}]", f"expected a text, got {shown(value)}")
            elif choices is not None:
                self._known(f"{name}[{i}]", value, choices)
        return tuple(v for v in values if isinstance(v, str))

    def wholes(self, name: str, default: tuple[int, ...] = ()) -> tuple[int, ...]:
        """Return a list of whole numbers."""
        values: Collection[object] = self._get(name, [*default], list, "a list of whole numbers") or []
        found = tuple(v for v in values if isinstance(v, int) and not isinstance(v, bool) and v >= 0)
        if len(found) != len(values):
            self.fault(name, f"expected a list of whole numbers, got [{', '.join(map(shown, values))}]")
            return default
        return found

    def sub(self, name: str) -> Fields:
        """Open a table within this one; a missing one reads as empty."""
        value = self._get(name, {}, Mapping, "a table") or {}
        return Fields(value, self.path(name), self.faults)

    def rows(self, name: str, key: str = "id") -> Iterator[Fields]:
        """Open each table of a list; its path names its number and its *key*."""
        yield from self.each(name, self._get(name, [], list, "a list of tables") or [], key)

    def each(self, name: str, values: Collection[object], key: str = "id") -> Iterator[Fields]:
        """Open each of *values* as a row of the field *name*."""
        for i, value in enumerate(values, 1):
            if not isinstance(value, Mapping):
                self.fault(f"{name}[{i}]", f"expected a table, got {shown(value)}")
                continue
            label = f' "{value[key]}"' if isinstance(value.get(key), str) else ""
            yield Fields(value, self.path(f"{name}[{i}]{label}"), self.faults)

    def close(self) -> bool:
        """Name the fields that nobody asked for; say whether the table is sound."""
        for name in self.table:
            if name not in self._asked:
                self.fault(name, f"unknown field{hint(nearest(name, self._asked))}")
        return self.sound

    def _known(self, name: str, value: str, choices: Collection[str]) -> None:
        if value not in choices:
            near = hint(nearest(value, choices))
            self.fault(name, f"unknown {value!r}{near or ', expected one of ' + ', '.join(sorted(choices)[:12])}")

    def _get(self, name: str, default: Any, kind: type[Any] | tuple[type[Any], ...], expected: str) -> Any:
        self._asked.add(name)
        value = self.table.get(name, default)
        if value is None:
            self.fault(name, "missing")
        elif not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fault(name, f"expected {expected}, got {shown(value)}")
            return None
        return value


def shown(value: object) -> str:
    """Return *value* as a message quotes it, cut to a line."""
    kind = "a table" if isinstance(value, Mapping) else "a list" if isinstance(value, list) else ""
    text = kind or (repr(value) if isinstance(value, str | bool) else str(value))
    return text if len(text) <= 60 else text[:57] + "..."
