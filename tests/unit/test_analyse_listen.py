"""What is known of a channel after listening: samples in, facts out."""

from collections.abc import Iterator
from math import inf

import numpy as np
import pytest
from numpy.typing import NDArray

from tests import sounds
from videopipe.media.sound import Block, Listening, Track, _Table
from videopipe.model.sound import SoundFacts
from videopipe.stages.analyse.denoise import BLOCK as SEAM
from videopipe.stages.analyse.denoise import denoise
from videopipe.stages.analyse.listen import BLOCK, count_full_scale, listen

RATE = 48_000


def facts_of(*channels: NDArray[np.float64]) -> SoundFacts:
    samples = np.stack(channels, axis=1).astype(np.float32)

    def blocks() -> Iterator[Block]:
        for start in range(0, len(samples), BLOCK):
            yield samples[start : start + BLOCK]

    return listen(Listening((Track(1, len(channels), "any", 0, len(samples)),), blocks()))


def test_levels_offset_and_voice_are_those_that_were_put_in() -> None:
    (one,) = facts_of(sounds.talk(-60) + 0.01).channels
    assert one.rms_dbfs == pytest.approx(-24.2, abs=0.2)
    assert one.dc == pytest.approx(0.01, abs=0.0005)
    assert one.speech_dbfs == pytest.approx(-22.7, abs=0.5)
    assert float(one.speech) == pytest.approx(5.6, abs=0.4)
    assert one.clear_db == pytest.approx(38, abs=5)


def test_of_silence_there_is_nothing() -> None:
    (one,) = facts_of(np.zeros(RATE)).channels
    assert (one.rms_dbfs, one.peak_dbfs, one.speech_dbfs) == (-inf, -inf, -inf)
    assert one.last_sound == 0


@pytest.mark.parametrize("count", [0, 1, 479, 4801])
def test_hardly_any_samples_are_no_trouble(count: int) -> None:
    (one,) = facts_of(sounds.noise(1, -30)[:count]).channels
    assert one.speech == 0


def test_a_voice_across_blocks_is_heard_as_in_one() -> None:
    long = np.concatenate([sounds.noise(9, -70), sounds.voice(2), sounds.noise(3, -70)])
    (one,) = facts_of(long).channels
    assert float(one.speech) == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize(
    ("samples", "expected"),
    [
        ([0.5, 1, 1, 1, 0.5], (1, 1)),
        ([0.5, 1, 1, 0.5], (0, 0)),
        ([-1, -1, -1, 1, 1, 1], (2, 2)),
        ([1.2, 1.5, 1.9, 1.4], (1, 0)),
        ([1, -1, 1, -1], (0, 0)),
        ([0.99, 0.99, 0.99], (0, 0)),
    ],
)
def test_full_scale_counts_from_three_samples_on(samples: list[float], expected: tuple[int, int]) -> None:
    assert count_full_scale(np.array(samples, np.float32)) == expected


def test_pairs_are_alike_opposite_or_strangers() -> None:
    one, other = sounds.talk(), sounds.noise(8, -25, 9)
    facts = facts_of(one, 0.5 * one, -one + 0.1 * other, other)
    alike, opposite, strangers = (facts.pair(1, n) for n in (2, 3, 4))
    assert alike is not None
    assert opposite is not None
    assert strangers is not None
    assert alike.alike_s == alike.audible_s == 8
    assert opposite.opposite_s == opposite.audible_s
    assert (strangers.alike_s, strangers.opposite_s) == (0, 0)
    assert abs(strangers.correlation) < 0.1


def test_silence_goes_with_nothing() -> None:
    assert facts_of(sounds.talk(), 0 * sounds.talk()).pairs == ()


def lines_of(base: float, *levels: float) -> NDArray[np.float64]:
    t = np.arange(8 * RATE) / RATE
    return np.asarray(
        sum(
            10 ** (level / 20) * 1.414 * np.sin(2 * np.pi * base * n * t) for n, level in enumerate(levels, 1)
        )
    )


@pytest.mark.parametrize("base", [50, 60])
def test_hum_under_a_voice_is_found_with_its_level(base: int) -> None:
    (one,) = facts_of(sounds.talk() + lines_of(base, -50, -45)).channels
    assert [line.hz for line in one.hum] == [base, 2 * base]
    assert [line.dbfs for line in one.hum] == pytest.approx([-50, -45], abs=1)


def test_mains_that_wander_by_a_fifth_of_a_hertz_still_hum() -> None:
    (one,) = facts_of(sounds.talk() + lines_of(50.2, -50, -45)).channels
    assert [line.hz for line in one.hum] == [50, 100]


@pytest.mark.parametrize(
    "sound", [sounds.talk(), sounds.noise(8, -30), lines_of(440, -20), np.zeros(8 * RATE)]
)
def test_voice_noise_tone_and_silence_dont_hum(sound: NDArray[np.float64]) -> None:
    (one,) = facts_of(sound).channels
    assert one.hum == ()


def test_tracks_that_come_apart_are_laid_side_by_side() -> None:
    table = _Table([1, 2], 4)
    ones, twos = np.ones((6, 1), np.float32), np.full((3, 2), 2, np.float32)
    table.put(0, 0, ones)
    assert list(table.whole_blocks()) == []
    table.put(1, 2, twos)
    (block,) = table.whole_blocks()
    assert block.tolist() == [[1, 0, 0], [1, 0, 0], [1, 2, 2], [1, 2, 2]]
    table.put(1, 1, twos)  # late: its first samples are gone
    assert [block.tolist() for block in table.rest()] == [[[1, 2, 2], [1, 0, 0]]]


def test_a_track_far_behind_counts_as_silent() -> None:
    table = _Table([1, 1], RATE)
    table.put(0, 0, np.ones((62 * RATE, 1), np.float32))
    assert len(list(table.whole_blocks())) == 2


def test_denoising_moves_nothing_leaves_no_seam_and_keeps_the_length() -> None:
    noise = np.stack([sounds.noise(31, -40), sounds.noise(31, -40, 6)], axis=1).astype(np.float32)
    clicked = noise.copy()
    clicked[20 * RATE + 7] = 0.9
    quiet = np.concatenate(list(denoise(clicked, 10, lambda: False)))
    levels = [float((quiet[a : a + 4800] ** 2).mean()) for a in range(RATE, 19 * RATE, 4800)]
    at_seam = float((quiet[SEAM - 240 : SEAM + 240] ** 2).mean())

    assert quiet.shape == clicked.shape
    assert int(np.abs(quiet[:, 0]).argmax()) == 20 * RATE + 7
    assert 10 * np.log10(np.mean(levels)) == pytest.approx(-49.5, abs=1)
    assert np.mean(levels) / 2 < at_seam < 2 * np.mean(levels)


def test_a_voice_well_above_the_noise_is_left_as_it_is() -> None:
    heard = np.stack([sounds.talk(-60)] * 2, axis=1).astype(np.float32)
    quiet = np.concatenate(list(denoise(heard, 10, lambda: False)))
    change = float(((quiet - heard) ** 2).mean() / (heard**2).mean())
    assert 10 * np.log10(change) < -30
