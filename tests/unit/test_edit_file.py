"""edit.json: what it says, what a person may change, what is refused."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.model.errors import BadValue, VideopipeError
from videopipe.model.time import Frames
from videopipe.model.timeline import REASONS, Piece, Timeline
from videopipe.stages.edit.file import (
    BeyondFootage,
    NothingKept,
    NotJson,
    PiecesOutOfOrder,
    PiecesOverlap,
    UnknownEditKey,
    UnknownEditSource,
    parse_edit,
    render_edit,
)
from videopipe.stages.edit.plan import Footage, source_frames

FPS = Fraction(25)
NAMES = ("raw/A001.mp4", "raw/补拍.mov")
FOOTAGE = (
    Footage(0, NAMES[0], Fraction(20), None, None),
    Footage(1, NAMES[1], Fraction("10.4"), None, None),
)
TIMELINE = Timeline(
    FPS,
    (
        Piece(0, Frames(0, 100), keep=False, reason="bars"),
        Piece(0, Frames(100, 300), keep=True, reason="speech"),
        Piece(0, Frames(300, 500), keep=False, reason="tail"),
        Piece(1, Frames(0, 260), keep=True, reason="no-speech"),
    ),
)
TEXT = render_edit(TIMELINE, NAMES)
FIRST_PIECE_LINE = 6


def parse(text: str) -> Timeline:
    return parse_edit(text, "edit.json", FOOTAGE)


def test_a_person_can_read_it() -> None:
    line = TEXT.splitlines()[FIRST_PIECE_LINE]
    assert '"in": "00:00:04.000", "out": "00:00:12.000", "keep": true' in line
    assert "保留：有人说话" in line
    assert "kept: somebody speaks" in line


def test_a_deleted_line_is_removed_from_the_programme() -> None:
    lines = TEXT.splitlines()
    del lines[FIRST_PIECE_LINE]
    assert parse("\n".join(lines)).pieces[1] == Piece(0, Frames(100, 300), keep=False, reason="person")


def test_a_shortened_piece_leaves_a_gap_that_is_removed() -> None:
    pieces = parse(TEXT.replace('"out": "00:00:12.000"', '"out": "11.2s"')).pieces
    assert pieces[1:3] == (
        Piece(0, Frames(100, 280), keep=True, reason="speech"),
        Piece(0, Frames(280, 300), keep=False, reason="person"),
    )


def test_keep_can_be_flipped() -> None:
    assert parse(TEXT.replace('"keep": false', '"keep": true')).total_frames == 760


def test_a_source_that_is_not_mentioned_is_removed_whole() -> None:
    text = "\n".join(line for line in TEXT.splitlines() if NAMES[0] not in line)
    assert parse(text).pieces[0] == Piece(0, Frames(0, 500), keep=False, reason="person")


def test_reason_and_sentences_may_be_left_out() -> None:
    text = '{"version": 1, "fps": "25", "pieces": [{"source": "raw/A001.mp4", "in": "4", "out": "5", "keep": true}]}'
    assert parse(text).pieces[1] == Piece(0, Frames(100, 125), keep=True, reason="person")


@pytest.mark.parametrize(
    ("old", "new", "error", "line", "said"),
    [
        ('"fps": "25",', '"fps": "25"', NotJson, 4, "delimiter"),
        ('"note"', '"notes"', UnknownEditKey, 4, "`note`"),
        ('true,  "reason"', 'true,  "reson"', UnknownEditKey, 7, "`reason`"),
        (NAMES[1], "raw/补拍.mp4", UnknownEditSource, 9, NAMES[1]),
        ('"out": "00:00:10.400"', '"out": "00:00:10.500"', BeyondFootage, 9, "00:00:10.400"),
        ('"in": "00:00:12.000"', '"in": "00:00:11.000"', PiecesOverlap, 8, "00:00:12.000"),
        ('"in": "00:00:04.000"', '"in": "4:xx"', BadValue, 7, "4:xx"),
        ('"in": "00:00:04.000"', '"in": "00:00:13"', BadValue, 7, "later than `in`"),
        (
            '"keep": true,  "reason": "speech"',
            '"keep": "yes", "reason": "speech"',
            BadValue,
            7,
            "true or false",
        ),
        ('"reason": "speech"', '"reason": 5', BadValue, 7, "must be text"),
        ('"fps": "25"', '"fps": "0"', BadValue, 3, "frame rate"),
        ('"version": 1', '"version": 2', BadValue, 2, "must be 1"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    old: str, new: str, error: type[VideopipeError], line: int, said: str
) -> None:
    assert old in TEXT
    with pytest.raises(error) as caught:
        parse(TEXT.replace(old, new, 1))
    assert caught.value.data["line"] == line
    assert said in caught.value.say("en")
    assert "第" in caught.value.say("zh")


def test_pieces_out_of_order_are_refused() -> None:
    lines = TEXT.splitlines()
    lines[5], lines[6] = lines[6], lines[5]
    with pytest.raises(PiecesOutOfOrder) as caught:
        parse("\n".join(lines))
    assert caught.value.data["line"] == 7


def test_an_edit_that_keeps_nothing_is_refused() -> None:
    with pytest.raises(NothingKept):
        parse(TEXT.replace('"keep": true', '"keep": false'))


@pytest.mark.parametrize(
    "text", ["[]", '{"version": 1, "fps": "25"}', '{"version": 1, "fps": "25", "pieces": [3]}']
)
def test_json_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises((NotJson, BadValue)):
        parse(text)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    fps = draw(st.sampled_from([FPS, Fraction(30_000, 1001), Fraction(60), Fraction(24_000, 1001)]))
    pieces = []
    for source in FOOTAGE:
        total = source_frames(source.duration, fps)
        edges = sorted({0, total, *draw(st.lists(st.integers(1, total - 1), max_size=5))})
        reasons = st.sampled_from([*REASONS, "no-speech", "person", "市长“口误”：删"])
        pieces += [
            Piece(source.index, Frames(a, b), draw(st.booleans()), draw(reasons)) for a, b in pairwise(edges)
        ]
    pieces[0] = Piece(0, pieces[0].frames, keep=True, reason="speech")
    return Timeline(fps, tuple(pieces))


@given(timelines())
def test_what_was_written_is_read_back(timeline: Timeline) -> None:
    assert parse(render_edit(timeline, NAMES)) == timeline
