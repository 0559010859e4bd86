"""What is measured, from arrays and reports as literals."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.unit.films import FILM, span
from videopipe.media import levels
from videopipe.stages.qc import hearing
from videopipe.stages.qc.examine import pair_step
from videopipe.stages.qc.flashes import count_flashes
from videopipe.stages.qc.packets import intervals
from videopipe.stages.qc.record import BadFacts, parse_facts, render_facts
from videopipe.stages.qc.reports import parse_black, parse_complaints, parse_frozen, parse_levels

RATE = 48_000
BT709 = (0.2126, 0.0722)
FPS = 25


def grey(levels_: list[int], share: float = 1.0) -> NDArray[np.uint8]:
    """Pictures whose left `share` has these levels one after the other, the rest mid grey."""
    cells = np.full((len(levels_), 3, 36, 64), 128, np.uint8)
    cells[:, 0, :, : round(64 * share)] = np.array(levels_, np.uint8)[:, None, None]
    return cells


def flashes(cells: NDArray[np.uint8]) -> tuple[int, int]:
    """Most changes within a second: (luminance, red)."""
    times = [Fraction(number, FPS) for number in range(len(cells))]
    lit, red = count_flashes(cells, times, BT709)
    return max(lit), max(red)


def alternating(hertz: float, low: int, high: int) -> list[int]:
    return [high if int(2 * hertz * number / FPS) % 2 else low for number in range(3 * FPS)]


@pytest.mark.parametrize(("hertz", "changes"), [(0.0, 0), (2.5, 5), (5, 10), (12.5, 25)])
def test_flashes_count_both_ways_of_each_change(hertz: float, changes: int) -> None:
    assert flashes(grey(alternating(hertz, 40, 220))) == (changes, 0)


def test_small_changes_and_small_areas_and_bright_pairs_are_no_flashes() -> None:
    assert flashes(grey(alternating(5, 100, 112)))[0] == 0
    assert flashes(grey(alternating(5, 40, 220), share=0.2))[0] == 0
    assert flashes(grey(alternating(5, 220, 235)))[0] == 0
    assert flashes(grey(alternating(5, 40, 220), share=0.3))[0] == 10


def test_a_shaking_pattern_of_fine_stripes_is_no_flash() -> None:
    stripes = np.full((75, 3, 36, 64), 128, np.uint8)
    for number in range(75):
        stripes[number, 0] = np.where((np.arange(64) + number) % 2, 40, 220)
    assert flashes(stripes)[0] == 0


def test_two_halves_that_flash_against_each_other_are_flashes() -> None:
    cells = grey(alternating(5, 40, 220), share=0.5)
    cells[:, 0, :, 32:] = np.array(alternating(5, 220, 40), np.uint8)[:, None, None]
    assert flashes(cells)[0] == 10


def test_saturated_red_counts_also_where_brightness_hardly_changes() -> None:
    cells = grey(alternating(5, 60, 60))
    red = np.array(alternating(5, 0, 1), bool)
    cells[red, 1:] = np.array([102, 205], np.uint8)[None, :, None, None]
    assert flashes(cells) == (0, 10)


def test_a_pan_from_dark_to_bright_is_one_change() -> None:
    assert flashes(grey(list(range(30, 230, 4)) + [230] * 30))[0] == 1


def pictures(y: int, u: int = 128, v: int = 128, share: float = 1.0) -> NDArray[Any]:
    whole = np.full((1, 3, 10, 100), 128, np.uint8)
    columns = round(100 * share)
    whole[0, 0, :, :columns], whole[0, 1, :, :columns], whole[0, 2, :, :columns] = y, u, v
    return whole


@pytest.mark.parametrize(
    ("y", "u", "v", "out"),
    [
        (5, 128, 128, 0), (4, 128, 128, 1), (246, 128, 128, 0), (248, 128, 128, 1),
        (63, 102, 240, 0),  # red of 100 %
        (100, 102, 240, 1),  # brighter than any red
        (32, 240, 118, 0),  # blue of 100 %
    ],
)  # fmt: skip
def test_levels_are_out_of_range_in_luma_or_in_a_colour(y: int, u: int, v: int, out: int) -> None:
    assert levels.excess_of(pictures(y, u, v), BT709) == [out]


def test_the_share_out_of_range_is_one_of_area() -> None:
    assert levels.excess_of(pictures(255, share=0.03), BT709) == [0.03]


def tone(seconds: float, amplitude: float = 0.3) -> NDArray[np.int16]:
    times = np.arange(int(seconds * RATE)) / RATE
    return np.rint(32767 * amplitude * np.sin(2 * np.pi * 440 * times)).astype(np.int16)


def test_silence_is_found_in_each_channel() -> None:
    left = np.concatenate([tone(1), np.zeros(RATE, np.int16), tone(1)])
    found = hearing.silences(np.stack([left, tone(3)], axis=1), RATE)
    assert found == ((span("1", "2"),), ())


def test_the_least_int16_is_loud() -> None:
    samples = np.full((RATE, 1), -32768, np.int16)
    assert hearing.silences(samples, RATE) == ((),)


def test_clipping_needs_three_samples_at_full_scale() -> None:
    samples = np.zeros((RATE, 2), np.int16)
    samples[100:102, 0] = 32767
    samples[480:484, 1] = -32768
    runs, count = hearing.clipping(samples, RATE)
    assert [(run.at, run.samples, run.channel) for run in runs] == [(Fraction(1, 100), 4, 1)]
    assert count == 1


def test_opposed_channels_are_found_through_the_pauses_of_speech() -> None:
    word = np.concatenate([tone(0.6), np.zeros(int(0.4 * RATE), np.int16)])
    speech = np.concatenate([word] * 3)
    turned = np.stack([speech, -speech], axis=1)
    (found,) = hearing.anti_phase(np.concatenate([turned, np.stack([speech, speech], axis=1)]), RATE)
    assert found.start == 0
    assert float(found.end) == pytest.approx(2.6, abs=0.1)


def test_channels_that_agree_are_not_opposed() -> None:
    assert hearing.anti_phase(np.stack([tone(3), tone(3)], axis=1), RATE) == ()
    assert hearing.anti_phase(np.stack([tone(3), tone(3, 0)], axis=1), RATE) == ()


def test_a_missing_picture_is_a_gap_at_its_time() -> None:
    times = tuple(Fraction(number, 25) for number in range(50) if number != 30)
    shortest, longest, gaps = intervals(times)
    assert (shortest, longest) == (Fraction(1, 25), Fraction(2, 25))
    assert [(gap.at, gap.length) for gap in gaps] == [(Fraction(29, 25), Fraction(2, 25))]


REPORT = """\
[Parsed_blackdetect_1 @ 0x5581] [info] black_start:3 black_end:3.6 black_duration:0.6
[h264 @ 0x7f01] [error] error while decoding MB 12 4, bytestream -7
[Parsed_freezedetect_2 @ 0x5582] [info] lavfi.freezedetect.freeze_start: 6
[Parsed_freezedetect_2 @ 0x5582] [info] lavfi.freezedetect.freeze_duration: 1.5
[Parsed_freezedetect_2 @ 0x5582] [info] lavfi.freezedetect.freeze_end: 7.5
[Parsed_freezedetect_2 @ 0x5582] [info] lavfi.freezedetect.freeze_start: 9
[Parsed_ebur128_4 @ 0x5583] [info] t: 0.1  TARGET:-23 LUFS  M:-120.7 S:-120.7  I: -70.0 LUFS  LRA: 0.0 LU  FTPK:-inf -inf dBFS  TPK: -inf -inf dBFS
[Parsed_ebur128_4 @ 0x5583] [info] t: 0.2  TARGET:-23 LUFS  M: -16.2 S:-120.7  I: -70.0 LUFS  LRA: 0.0 LU  FTPK: -3.1 -2.0 dBFS  TPK: -1.0 -1.0 dBFS
[vist#0:0/h264 @ 0x5584] [warning] this is nothing
"""


def test_events_are_read_from_what_ffmpeg_says() -> None:
    assert parse_black(REPORT) == (span("3", "3.6"),)
    assert parse_frozen(REPORT, Fraction(10)) == (span("6", "7.5"), span("9", "10"))
    assert parse_levels(REPORT) == ((-120.7, -16.2), (-120.7, -120.7), (-120.7, -2.0))


def test_complaints_are_the_errors_without_their_addresses() -> None:
    assert parse_complaints(REPORT) == ("[h264] [error] error while decoding MB 12 4, bytestream -7",)


def test_facts_survive_the_store() -> None:
    assert parse_facts(render_facts(FILM)) == FILM
    with pytest.raises(BadFacts):
        parse_facts('{"media": 1}')


def test_pairs_are_never_in_step_with_a_pulldown() -> None:
    steps = [pair_step(frames) for frames in range(1, 5000)]

    assert min(steps) >= 2
    assert not [step for step in steps if step % 5 == 0]
    assert all(frames / step >= 20 for frames, step in enumerate(steps, 1) if frames >= 480)
