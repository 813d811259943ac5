"""Read-only mappings that are filled on first use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, overload

from rehabplan.errors import UnknownNameError
from rehabplan.model.exercise import EQUIPMENT, KINDS, Exercise

if TYPE_CHECKING:
    from rehabplan.catalog.reading import Catalog

T = TypeVar("T")
D = TypeVar("D")

DATA = Path(__file__).parent / "data"
NEEDS = {
    "terms": (),
    "evidence": (),
    "exercises": ("terms", "evidence"),
    "screening": ("terms", "evidence"),
    "programs": ("exercises", "screening"),
}
"""The parts of the built-in data, and the parts that each refers to."""


class Shelf(Mapping[str, T]):
    """A read-only mapping of values by id, filled when it is first looked at.

    An id that is not there raises UnknownNameError, which names the nearest one.
    """

    def __init__(self, kind: str, fill: Callable[[], Mapping[str, T]]) -> None:
        self._kind, self._fill = kind, cache(fill)

    def __getitem__(self, name: str) -> T:
        try:
            return self._fill()[name]
        except KeyError:
            raise UnknownNameError(self._kind, name, self._fill()) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._fill())

    def __len__(self) -> int:
        return len(self._fill())

    def __contains__(self, name: object) -> bool:
        return name in self._fill()

    @overload
    def get(self, name: str) -> T | None: ...
    @overload
    def get(self, name: str, default: T | D) -> T | D: ...
    def get(self, name: str, default: T | D | None = None) -> T | D | None:
        """Return the value of that id, or *default*."""
        return self._fill().get(name, default)


class ExerciseShelf(Shelf[Exercise]):
    """All exercises by id; a call chooses some of them."""

    def __call__(
        self,
        pattern: str = "",
        kind: str = "",
        equipment: Collection[str] | None = None,
        without: Collection[str] = (),
    ) -> tuple[Exercise, ...]:
        """Return the exercises that fit, sorted by id.

        *equipment* is all that is owned (None: anything): exercises that need something else are left out.
        *without* names precaution tags to leave out. Raises UnknownNameError for a word that does not exist.
        """
        _check("pattern", [pattern] if pattern else [], {e.pattern for e in self.values()})
        _check("kind", [kind] if kind else [], KINDS)
        _check("equipment", equipment or (), EQUIPMENT)
        _check("tag", without, built_in("terms").tags)
        return tuple(
            e
            for _, e in sorted(self.items())
            if pattern in {"", e.pattern}
            and kind in {"", e.kind}
            and (equipment is None or e.equipment <= set(equipment))
            and e.tags.isdisjoint(without)
        )


def _check(kind: str, names: Collection[str], known: Collection[str]) -> None:
    for name in [names] if isinstance(names, str) else names:
        if name not in known:
            raise UnknownNameError(kind, name, known)


@cache
def built_in(part: str) -> Catalog:
    """Return a part of the data that comes with the package, together with the parts it refers to."""
    from rehabplan.catalog.reading import Catalog, read_catalog
    from rehabplan.formats.files import read_file

    known = Catalog()
    for need in NEEDS[part]:
        known = known.with_all(built_in(need))
    paths = sorted((DATA / part).glob("*.toml")) or [DATA / f"{part}.toml"]
    return read_catalog({path.relative_to(DATA).as_posix(): read_file(path) for path in paths}, known)
