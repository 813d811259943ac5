import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Event, vText

from rehabplan.calendars.lines import clean, escape, fold, one_line, text_line

HOSTILE = 'a\r\nBEGIN:VALARM\nX:"1"\r;,\\n\\N\x00\x1b\x7f\x85b\u2028c\u2029\v\f\ttab\ud800\ufeff'
texts = st.one_of(st.text(), st.text('a;,\\:"\r\n\t \u2028é€😀nN'))


def unfolded(data: bytes) -> bytes:
    return data.replace(b"\r\n ", b"")


@given(texts)
@example(HOSTILE)
def test_escaped_text_reads_back_as_the_cleaned_text(text: str) -> None:
    data = b"BEGIN:VEVENT\r\n" + text_line("SUMMARY", text) + b"END:VEVENT\r\n"
    event = Event.from_ical(data)
    assert isinstance(event, Event)
    assert event.errors == []
    # icalendar reads an escaped backslash before N as a line break; our files hold the right escape.
    assert str(event["SUMMARY"]) == clean(text) or "\\N" in text or "\\n" in text
    assert list(event.keys()) == ["SUMMARY"]


@given(texts)
def test_escaping_is_what_icalendar_writes(text: str) -> None:
    cleaned = clean(text)
    if "\\N" not in cleaned:  # icalendar takes a literal \N for a line break
        assert escape(text).encode() == vText(cleaned).to_ical()


@given(texts, st.integers(20, 75))
@example("x" * 200, 75)
@example("é" * 200, 75)
@example("\\" * 200, 75)
@example("x" * 74 + "😀", 75)
def test_folding_keeps_the_octets_and_the_limit_and_splits_nothing(text: str, first: int) -> None:
    line = "X-Y:" + escape(text)
    folded = fold(line, first)
    assert unfolded(folded) == line.encode()
    head, *rest = folded.split(b"\r\n")
    assert len(head) <= first
    assert all(1 < len(piece) <= 75 and piece.startswith(b" ") for piece in rest)
    for piece in [head, *rest]:
        piece.decode()
        assert (len(piece) - len(piece.rstrip(b"\\"))) % 2 == 0 or piece is rest[-1]


@pytest.mark.parametrize("octets", [74, 75])
def test_a_line_that_just_fits_stays_whole(octets: int) -> None:
    assert fold("x" * octets) == b"x" * octets


def test_one_octet_more_is_folded() -> None:
    assert fold("x" * 76) == b"x" * 75 + b"\r\n x"


def test_a_title_is_one_line_of_at_most_180_characters() -> None:
    assert one_line("Strength\r\nA\t \x00B") == "Strength A B"
    long = one_line("word " * 100)
    assert len(long) <= 180
    assert long.endswith("…")


@given(texts)
@example(HOSTILE)
def test_text_never_makes_a_second_line(text: str) -> None:
    lines = unfolded(text_line("SUMMARY", text))
    assert lines.endswith(b"\r\n")
    assert lines.count(b"\r") == lines.count(b"\n") == 1
    assert len(lines.decode().splitlines()) == 1
    calendar = Calendar.from_ical(b"BEGIN:VCALENDAR\r\n" + text_line("NAME", text) + b"END:VCALENDAR\r\n")
    assert calendar.subcomponents == []
