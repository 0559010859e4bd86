"""Bars are found by their colours and their order; events are read from what ffmpeg says."""

from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from videopipe.model.time import Span
from videopipe.stages.analyse.bars import find_bars, find_lead_pictures
from videopipe.stages.analyse.events import parse_black, parse_frozen, parse_shots, sharpen

Picture = NDArray[np.uint8]
WHITE, BLACK, GREY = (191, 191, 191), (16, 16, 16), (104, 104, 104)
YELLOW, CYAN, GREEN = (191, 191, 0), (0, 191, 191), (0, 191, 0)
MAGENTA, RED, BLUE = (191, 0, 191), (191, 0, 0), (0, 0, 191)
SIX = (YELLOW, CYAN, GREEN, MAGENTA, RED, BLUE)
MINUTE = Fraction(60)


def columns(*colours: tuple[int, int, int]) -> Picture:
    """36x64, the colours side by side."""
    picture = np.zeros((36, 64, 3), np.uint8)
    for n, part in enumerate(np.array_split(np.arange(64), len(colours))):
        picture[:, part] = colours[n]
    return picture


def hd_bars() -> Picture:
    """ARIB STD-B28: grey at the sides, other patterns below 7/12."""
    picture = np.zeros((36, 64, 3), np.uint8)
    picture[:21, :8] = picture[:21, 56:] = GREY
    for n, part in enumerate(np.array_split(np.arange(8, 56), 7)):
        picture[:21, part] = (WHITE, *SIX)[n]
    picture[28:, 16:32] = 255
    return picture


def pillarboxed() -> Picture:
    picture = np.zeros((36, 64, 3), np.uint8)
    for n, part in enumerate(np.array_split(np.arange(8, 56), 8)):
        picture[:, part] = (WHITE, *SIX, BLACK)[n]
    return picture


@pytest.mark.parametrize(
    "picture",
    [columns(WHITE, *SIX, BLACK), columns(WHITE, *SIX), hd_bars(), pillarboxed()],
    ids=["EBU", "SMPTE", "HD", "4:3 in 16:9"],
)
def test_bars_of_every_kind_are_found(picture: Picture) -> None:
    noisy = np.clip(picture + np.random.default_rng(1).normal(0, 3, picture.shape), 0, 255).astype(np.uint8)
    assert find_bars(np.stack([picture, noisy])).tolist() == [True, True]


@pytest.mark.parametrize(
    "picture",
    [
        columns(*reversed(SIX)),
        columns(YELLOW, CYAN, GREEN, MAGENTA, RED),
        columns(*SIX, YELLOW),
        columns(*((c[0] // 4 + 90, c[1] // 4 + 90, c[2] // 4 + 90) for c in SIX)),
        columns(WHITE, *SIX).transpose(1, 0, 2)[np.arange(36) * 64 // 36][:, np.arange(64) * 36 // 64],
        np.random.default_rng(2).integers(0, 256, (36, 64, 3), np.uint8),
        columns(GREY),
    ],
    ids=["reversed", "five", "seven", "pale", "lying", "noise", "grey"],
)
def test_other_pictures_are_not_bars(picture: Picture) -> None:
    assert find_bars(picture[None]).tolist() == [False]


def test_a_plain_picture_beside_bars_belongs_to_them_and_one_elsewhere_does_not() -> None:
    bars, grey, room = hd_bars(), columns(GREY), columns(GREY, BLACK)
    film = np.stack([grey, bars, grey, grey, room, grey])
    assert find_lead_pictures(film).tolist() == [True, True, True, True, False, False]


REPORT = """\
[Parsed_blackdetect_4 @ 0x1] black_start:0 black_end:1.52 black_duration:1.52
[Parsed_freezedetect_5 @ 0x2] lavfi.freezedetect.freeze_start: 0
[Parsed_freezedetect_5 @ 0x2] lavfi.freezedetect.freeze_duration: 3.52
[Parsed_freezedetect_5 @ 0x2] lavfi.freezedetect.freeze_end: 3.52
[Parsed_scdet_6 @ 0x3] lavfi.scd.score: 24.807, lavfi.scd.time: 3.52
[Parsed_scdet_6 @ 0x3] lavfi.scd.score: 19.654, lavfi.scd.time: 0
[Parsed_freezedetect_5 @ 0x2] lavfi.freezedetect.freeze_start: 58.4
[Parsed_blackdetect_4 @ 0x1] black_start:58 black_end:59.96 black_duration:1.96
"""


def test_black_at_the_end_lasts_to_the_end() -> None:
    found = parse_black(REPORT, MINUTE, Fraction(1, 25))
    assert found == (Span(Fraction(0), Fraction("1.52")), Span(Fraction(58), MINUTE))


def test_a_picture_that_stays_frozen_does_so_to_the_end() -> None:
    found = parse_frozen(REPORT, MINUTE)
    assert found == (Span(Fraction(0), Fraction("3.52")), Span(Fraction("58.4"), MINUTE))


def test_the_first_shot_is_no_change() -> None:
    assert parse_shots(REPORT, MINUTE) == (Fraction("3.52"),)


def test_an_edge_between_two_samples_moves_to_the_change_of_shot() -> None:
    shots = [Fraction("1.92"), Fraction("3.52"), Fraction("3.58")]
    assert sharpen([(10, 18)], 5, shots, MINUTE) == (Span(Fraction("1.92"), Fraction("3.52")),)


def test_an_edge_without_a_change_of_shot_reaches_to_the_next_sample() -> None:
    assert sharpen([(0, 18)], 5, [], MINUTE) == (Span(Fraction(0), Fraction("3.6")),)
