"""Pairing and judging of flashes, beeps and subtitles, on literals."""

import json
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from videopipe.model.findings import Severity
from videopipe.model.time import Span
from videopipe.stages.qc.sync import Pair, SyncFacts, judge_sync, pair_up, render_sync
from videopipe.stages.qc.sync_find import (
    BINS_A_SECOND,
    Flash,
    SubtitleWatch,
    edge_map,
    find_beeps,
    find_flashes,
)

FRAME = Fraction(1, 25)
Signal = NDArray[np.float64]


def seconds(*millis: int) -> tuple[Fraction, ...]:
    return tuple(Fraction(ms, 1000) for ms in millis)


def facts(offsets_ms: Sequence[int], subtitles_ms: Sequence[int] = ()) -> SyncFacts:
    """A pair a second with these offsets."""
    pairs, subtitles = (
        tuple(Pair(Fraction(at), Fraction(at) + Fraction(ms, 1000)) for at, ms in enumerate(offsets))
        for offsets in (offsets_ms, subtitles_ms)
    )
    return SyncFacts(pairs, subtitles, len(pairs), len(pairs), len(subtitles), None, None, FRAME)


def test_each_flash_goes_with_its_nearest_beep_and_none_is_shared() -> None:
    pairs = pair_up(seconds(1000, 2000, 2100, 5000), seconds(1010, 2080, 3000))
    assert [(pair.seen, pair.offset_ms) for pair in pairs] == [
        (Fraction(1), Fraction(10)),
        (Fraction(21, 10), Fraction(-20)),
    ]


def test_a_beep_too_far_from_any_flash_is_no_pair() -> None:
    assert pair_up(seconds(1000), seconds(1401)) == ()
    assert len(pair_up(seconds(1000), seconds(1400))) == 1


@pytest.mark.parametrize(
    ("offset_ms", "severity"),
    [
        (0, None),
        (22, None),
        (-22, None),
        (23, "WARN"),
        (-40, "WARN"),
        (-41, "FAIL"),
        (60, "WARN"),
        (61, "FAIL"),
    ],
)
def test_one_pair_is_held_against_r37_and_our_own_aim(offset_ms: int, severity: str | None) -> None:
    found = judge_sync(facts([0, 0, offset_ms, 0, 0, 0, 0, 0]))
    assert [(finding.id, finding.severity) for finding in found] == (
        [("sync.offset", severity)] if severity else []
    )


def test_a_finding_says_how_far_and_where_in_both_languages() -> None:
    (finding,) = judge_sync(facts([0, 0, -75, 0]))
    assert (finding.value, finding.threshold) == ("−75.0 ms", "−40 ms … +60 ms")
    assert finding.span == Span(Fraction(1925, 1000), Fraction(2))
    assert "−75.0 ms" in finding.what.en
    assert "−75.0 ms" in finding.what.zh


def test_sound_that_slips_a_millisecond_a_second_is_drift() -> None:
    _, finding = judge_sync(facts([ms - 30 for ms in range(61)]))
    assert finding.id == "sync.drift"
    assert finding.severity is Severity.WARN
    assert finding.value == "+46.0 ms"


def test_offsets_that_wander_within_one_picture_are_no_drift() -> None:
    assert [found.id for found in judge_sync(facts([-ms for ms in range(40)]))] == ["sync.offset"]


def test_offsets_that_jump_by_less_than_a_frame_are_no_drift() -> None:
    assert judge_sync(facts([0, -13, 17, -20, 9, 18, -7, 20, -18, 12, -16, 1])) == ()


def test_subtitles_off_their_beep_are_counted() -> None:
    (finding,) = judge_sync(facts([0] * 4, [0, 41, -80, 40]))
    assert finding.id == "sync.subtitles"
    assert "2 of 4" in finding.what.en
    assert finding.value == "−80.0 ms"


def test_a_film_with_nothing_to_pair_says_so() -> None:
    nothing = SyncFacts((), (), 3, 0, 0, None, None, FRAME)
    (finding,) = judge_sync(nothing)
    assert finding.id == "sync.none-found"
    assert "3 flashes, 0 beeps" in finding.what.en
    assert nothing.checkpoints == ()
    assert json.loads(render_sync(nothing))["worst"] is None


def test_the_json_has_every_pair_and_the_checkpoints() -> None:
    told = json.loads(render_sync(facts([1, 2, 3, 4, 5], [7])))
    assert [pair["offset_ms"] for pair in told["pairs"]] == [1, 2, 3, 4, 5]
    assert [pair["offset_ms"] for pair in told["checkpoints"]] == [1, 3, 5]
    assert told["subtitles"] == [{"seen_s": 0.0, "beep_s": 0.007, "offset_ms": 7.0}]
    assert told["worst"]["offset_ms"] == 5


def levels(*means: int) -> NDArray[np.uint8]:
    return np.stack([np.full((9, 16), mean, np.uint8) for mean in means])


def times(count: int) -> list[Fraction]:
    return [number * FRAME for number in range(count)]


def test_a_white_picture_is_a_flash_and_a_brighter_shot_is_none() -> None:
    assert find_flashes(times(6), levels(40, 40, 235, 40, 40, 40)) == [Flash(2, 3)]
    assert find_flashes(times(20), levels(40, 40, *[200] * 18)) == []


def test_a_flash_that_takes_two_pictures_to_rise_begins_at_half_its_brightness() -> None:
    assert find_flashes(times(7), levels(40, 40, 80, 235, 235, 40, 40)) == [Flash(3, 5)]
    assert find_flashes(times(7), levels(40, 40, 180, 235, 235, 40, 40)) == [Flash(2, 5)]


def test_half_a_picture_that_brightens_is_no_flash_but_black_bars_dont_count() -> None:
    half = levels(40, 40, 40, 40)
    half[2, :, :8] = 235
    assert find_flashes(times(4), half) == []
    bars = levels(16, 16, 16, 16)
    bars[:, :, 5:11] = 40
    bars[2, :, 5:11] = 235
    assert find_flashes(times(4), bars) == [Flash(2, 3)]


def letters(*, upper: bool = False, dark: bool = True) -> NDArray[np.bool_]:
    """Strokes as dense as words, in the lower part of a picture of 90x160."""
    picture = np.full((90, 160), 48 if dark else 235, np.uint8)
    rows = slice(10, 20) if upper else slice(75, 85)
    strokes = np.random.default_rng(5).random((10, 60)) < 0.2
    picture[rows, 50:110][strokes] = 235 if dark else 16
    return edge_map(picture)


EMPTY = edge_map(np.full((90, 160), 48, np.uint8))


def shown(*pictures: tuple[NDArray[np.bool_], bool]) -> list[Fraction]:
    watch = SubtitleWatch()
    for number, (edges, white) in enumerate(pictures):
        watch.add(number * FRAME, edges, white)
    return watch.onsets


def test_a_subtitle_begins_with_its_first_picture() -> None:
    words = [(letters(), False)] * 5
    assert shown((EMPTY, False), (EMPTY, False), *words) == [2 * FRAME]


def test_a_subtitle_that_comes_with_a_flash_begins_in_the_white_picture() -> None:
    words = [(letters(), False)] * 5
    assert shown((EMPTY, False), (letters(dark=False), True), *words) == [FRAME]
    assert shown((EMPTY, False), (EMPTY, True), *words) == [2 * FRAME]


def test_what_moves_or_is_new_all_over_the_picture_is_no_subtitle() -> None:
    moving = [(np.roll(letters(), number * 5, axis=1), False) for number in range(6)]
    assert shown((EMPTY, False), *moving) == []
    shot = [(letters() | letters(upper=True), False)] * 5
    assert shown((EMPTY, False), *shot) == []


def test_a_subtitle_over_a_moving_picture_is_found_once() -> None:
    dice = np.random.default_rng(9)
    behind = [dice.random((90, 159)) < 0.08 for _ in range(12)]
    pictures = [(edges | letters() if number >= 4 else edges, False) for number, edges in enumerate(behind)]
    assert shown(*pictures) == [4 * FRAME]


def bins(signal: Signal) -> list[float]:
    """Beeps in sound at 48 kHz."""
    size = 48_000 // BINS_A_SECOND
    turned = signal * np.exp(-2j * np.pi * 1000 / 48_000 * np.arange(len(signal)))
    tone = turned.reshape(-1, size).sum(axis=1).astype(np.complex64)
    energy = (signal**2).reshape(-1, size).sum(axis=1).astype(np.float32)
    return find_beeps(tone, energy, size)


def beep(start: float, length: float, *, pitch: float = 1000, total: float = 1) -> Signal:
    t = np.arange(round(48_000 * total)) / 48_000
    return np.where((t >= start) & (t < start + length), 0.3 * np.sin(2 * np.pi * pitch * t), 0)


@pytest.mark.parametrize("start", [0.2, 0.2031, 0.4567, 0.91])
def test_a_beep_is_found_to_a_millisecond(start: float) -> None:
    assert bins(beep(start, 0.04)) == pytest.approx([start], abs=0.001)


def test_noise_around_a_beep_doesnt_hide_it() -> None:
    noise = np.random.default_rng(3).normal(0, 0.02, 48_000)
    assert bins(beep(0.5, 0.04) + noise) == pytest.approx([0.5], abs=0.002)


@pytest.mark.parametrize(
    ("pitch", "length"), [(900, 0.04), (1100, 0.04), (440, 0.04), (1000, 0.004), (1000, 1.5)]
)
def test_other_tones_clicks_and_line_up_tone_are_no_beeps(pitch: float, length: float) -> None:
    assert bins(beep(0.2, length, pitch=pitch, total=2)) == []


def test_a_beep_at_the_very_beginning_is_one() -> None:
    assert bins(beep(0, 0.04)) == pytest.approx([0.0], abs=0.001)
