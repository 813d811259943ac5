import datetime as dt
import io
import struct
from functools import cache
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from hypothesis import given
from hypothesis import strategies as st

from rehabplan.calendars.zones import changes, tzdata_version, vtimezone, yearly_rules, zone, zone_names
from rehabplan.errors import UnknownNameError

UTC = dt.UTC
SECOND = dt.timedelta(seconds=1)
ODD = [
    "Africa/Cairo", "Africa/Casablanca", "America/Asuncion", "America/Havana", "America/New_York", "America/Nuuk",
    "America/Santiago", "America/Sao_Paulo", "America/St_Johns", "America/Vancouver", "Antarctica/Troll", "Asia/Gaza",
    "Asia/Jerusalem", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Tehran", "Atlantic/Azores", "Australia/Lord_Howe",
    "Europe/Dublin", "Europe/Istanbul", "Europe/London", "Europe/Volgograd", "Pacific/Apia", "Pacific/Chatham",
    "Pacific/Norfolk",
]  # fmt: skip


@cache
def transitions(name: str) -> list[dt.datetime]:
    """Return the instants in the table of the zone's own file (RFC 8536, second block)."""
    data = Path(str(resources.files("tzdata").joinpath("zoneinfo", *name.split("/")))).read_bytes()
    counts = struct.unpack(">6l", data[20:44])
    start = 44 + counts[3] * 5 + counts[4] * 6 + counts[5] + counts[2] * 8 + counts[1] + counts[0]
    number = struct.unpack(">6l", data[start + 20 : start + 44])[3]
    seconds = struct.unpack(f">{number}q", data[start + 44 : start + 44 + 8 * number])
    return [dt.datetime.fromtimestamp(s, UTC) for s in seconds if s > 0]


def moments(name: str, first: int, last: int) -> list[dt.datetime]:
    """Return instants of some years: the transitions, a second before, and each month."""
    found = [t for t in transitions(name) if first <= t.year <= last]
    found += [c.onset.replace(tzinfo=UTC) - c.before for c in changes(name, first, last)]
    months = [dt.datetime(year, month, 1, 12, tzinfo=UTC) for year in range(first, last + 1) for month in range(1, 13)]
    return [*found, *(t - SECOND for t in found), *months]


def read(component: bytes, name: str) -> dt.tzinfo:
    """Let dateutil, which knows nothing of zoneinfo, read a VTIMEZONE."""
    found = tz.tzical(io.StringIO(component.decode().replace("\r\n", "\n"))).get(name)
    assert found is not None
    return found


def agrees(name: str, first: int, last: int) -> None:
    ours = read(vtimezone(name, dt.date(first, 1, 1), dt.date(last, 12, 31)), name)
    for moment in moments(name, first, last + 1):
        local = moment.astimezone(zone(name))
        assert local.replace(tzinfo=ours).utcoffset() == local.utcoffset(), moment


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize(("first", "last"), [(2026, 2026), (2000, 2001), (2005, 2007), (2010, 2020), (2026, 2060)])
def test_an_odd_zone_is_right_to_the_second(name: str, first: int, last: int) -> None:
    agrees(name, first, last)


def test_every_zone_is_right_for_a_year_from_now() -> None:
    for name in sorted(zone_names()):
        agrees(name, 2026, 2026)


@given(st.sampled_from(sorted(zone_names())), st.dates(dt.date(2000, 1, 1), dt.date(2059, 1, 1)), st.integers(1, 500))
def test_any_zone_and_time_is_right(name: str, first: dt.date, days: int) -> None:
    last = first + dt.timedelta(days=days)
    ours = read(vtimezone(name, first, last), name)
    for t in moments(name, first.year, last.year + 1):
        if t.date() > first:
            local = t.astimezone(zone(name))
            assert local.replace(tzinfo=ours).utcoffset() == local.utcoffset()


@given(st.sampled_from(ODD), st.integers(2000, 2040))
def test_no_change_of_the_files_own_table_is_missed(name: str, year: int) -> None:
    found = {c.onset.replace(tzinfo=UTC) - c.before for c in changes(name, year, year + 1)}
    place = zone(name)
    for instant in transitions(name):
        if year <= instant.year <= year + 1:
            real = instant.astimezone(place).utcoffset() != (instant - SECOND).astimezone(place).utcoffset()
            assert (instant in found) == real


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("Europe/London", ["FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"]),
        ("America/New_York", ["FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"]),
        ("Australia/Lord_Howe", ["FREQ=YEARLY;BYMONTH=4;BYDAY=1SU", "FREQ=YEARLY;BYMONTH=10;BYDAY=1SU"]),
        ("Africa/Cairo", []),
        ("America/Nuuk", []),
        ("America/Sao_Paulo", []),
        ("Asia/Kolkata", []),
    ],
)
def test_a_zone_with_yearly_rules_has_them_and_others_have_none(name: str, rules: list[str]) -> None:
    assert list(map(str, yearly_rules(name))) == rules
    text = vtimezone(name, dt.date(2026, 1, 5), dt.date(2026, 4, 1)).decode()
    assert [line[6:] for line in text.split("\r\n") if line.startswith("RRULE:")] == rules
    assert "RDATE" not in text


def test_the_onset_is_in_the_time_that_ends() -> None:
    text = vtimezone("America/New_York", dt.date(2026, 1, 5), dt.date(2026, 4, 1)).decode().split("\r\n")
    assert "DTSTART:20250309T020000" in text
    assert "DTSTART:20251102T020000" in text


def test_the_rule_begins_where_it_began_to_hold() -> None:
    text = vtimezone("America/New_York", dt.date(2006, 1, 5), dt.date(2008, 4, 1)).decode()
    assert text.count("BEGIN:DAYLIGHT") == 3  # 2005, 2006, and every year from 2007
    assert "DTSTART:20070311T020000\r\nRRULE:" in text


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("year", [2014, 2021, 2026, 2027])
def test_there_is_always_a_standard_time(name: str, year: int) -> None:
    assert b"BEGIN:STANDARD" in vtimezone(name, dt.date(year, 1, 5), dt.date(year, 4, 1))


def test_a_zone_without_changes_has_one_observance() -> None:
    text = vtimezone("Asia/Kolkata", dt.date(2026, 1, 5), dt.date(2026, 4, 1))
    assert text.count(b"BEGIN:") == 2
    assert b"TZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530" in text


def test_summer_is_the_daylight_time_in_dublin() -> None:
    summer, winter = changes("Europe/Dublin", 2026, 2026)
    assert (summer.name, summer.daylight) == ("IST", True)
    assert (winter.name, winter.daylight) == ("GMT", False)


def test_the_data_is_that_of_the_package_and_says_its_version() -> None:
    folder = Path(str(resources.files("tzdata").joinpath("zoneinfo")))
    assert tzdata_version() in (folder / "tzdata.zi").read_text(encoding="utf-8").splitlines()[0]
    with (folder / "Europe" / "London").open("rb") as file:
        package = ZoneInfo.from_file(file)
    summer = dt.datetime(2026, 7, 1)
    assert zone("Europe/London").utcoffset(summer) == package.utcoffset(summer) == dt.timedelta(hours=1)


@pytest.mark.parametrize("name", ["Europe/Londn", "", "../../../etc/passwd", "America", "europe/london", "a\r\nX:1"])
def test_an_unknown_zone_is_named(name: str) -> None:
    with pytest.raises(UnknownNameError, match="unknown time zone") as caught:
        vtimezone(name, dt.date(2026, 1, 5), dt.date(2026, 4, 1))
    assert name != "Europe/Londn" or "Europe/London" in str(caught.value)
