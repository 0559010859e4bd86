"""Somebody is heard where a voice is; a tone, a click, noise and silence are nobody."""

from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from videopipe.model.errors import Stopped
from videopipe.stages.analyse.speech import clean, hear, runs

RATE = 48_000
Mono = NDArray[np.float64]


def times(seconds: float) -> Mono:
    return np.arange(round(seconds * RATE)) / RATE


def voice(seconds: float) -> Mono:
    """Harmonics of a gliding 180 Hz under four syllables a second: -20 dBFS or so."""
    t = times(seconds)
    phase = 2 * np.pi * (180 * t + 12 * np.sin(2 * np.pi * 0.7 * t))
    harmonics = sum(np.sin(n * phase) / n for n in range(1, 16))
    return 0.1 * np.asarray(harmonics) * (0.4 + 0.6 * np.sin(np.pi * 4 * t) ** 2)


def noise(seconds: float, dbfs: float) -> Mono:
    return 10 ** (dbfs / 20) * np.random.default_rng(5).standard_normal(round(seconds * RATE))


def track(*parts: Mono) -> NDArray[np.float32]:
    mono = np.concatenate(parts)
    return np.stack([mono, mono], axis=1).astype(np.float32)


def heard(samples: NDArray[np.float32]) -> list[tuple[float, float]]:
    return [(float(span.start), float(span.end)) for span in hear(samples).speech]


def assert_one_phrase(samples: NDArray[np.float32], start: float, end: float) -> None:
    (found,) = heard(samples)
    assert list(found) == pytest.approx([start, end], abs=0.06)


def test_a_phrase_in_a_quiet_room_is_found_where_it_is() -> None:
    room = noise(8, -60)
    room[3 * RATE : 5 * RATE] += voice(2)
    assert_one_phrase(track(room), 3, 5)


def test_a_phrase_in_a_loud_street_is_found_where_it_is() -> None:
    street = noise(8, -38)
    street[3 * RATE : 5 * RATE] += voice(2)
    assert_one_phrase(track(street), 3, 5)


def test_digital_silence_before_the_room_is_not_taken_for_its_floor() -> None:
    room = noise(8, -50)
    room[3 * RATE : 5 * RATE] += voice(2)
    assert_one_phrase(track(np.zeros(20 * RATE), room), 23, 25)


def test_the_line_up_tone_under_bars_is_not_speech() -> None:
    tone = 0.1 * np.sin(2 * np.pi * 1000 * times(4)) + noise(4, -60)
    room = noise(6, -60)
    room[2 * RATE : 4 * RATE] += voice(2)
    assert_one_phrase(track(tone, room), 6, 8)


def test_a_click_is_not_speech() -> None:
    room = noise(6, -60)
    room[2 * RATE : 2 * RATE + 480] += 0.5
    room[3 * RATE : 4 * RATE] += voice(1)
    assert_one_phrase(track(room), 3, 4)


@pytest.mark.parametrize("mono", [np.zeros(3 * RATE), noise(20, -50), noise(20, -20)])
def test_without_a_voice_nobody_is_heard(mono: Mono) -> None:
    assert hear(track(mono)).speech == ()


def test_opposite_channels_are_heard_though_their_sum_is_silent() -> None:
    room = noise(6, -60)
    room[2 * RATE : 4 * RATE] += voice(2)
    stereo = np.stack([room, -room], axis=1).astype(np.float32)
    assert_one_phrase(stereo, 2, 4)


def test_levels_are_those_of_room_and_voice() -> None:
    room = noise(8, -60)
    room[3 * RATE : 5 * RATE] += voice(2)
    found = hear(track(room))
    loud = 20 * np.log10(np.sqrt(np.mean(voice(2) ** 2)))
    assert found.noise_floor_dbfs == pytest.approx(-60, abs=0.5)
    assert found.speech_level_dbfs == pytest.approx(loud, abs=1)


def test_of_silence_there_is_no_level() -> None:
    found = hear(track(np.zeros(RATE)))
    assert (found.noise_floor_dbfs, found.speech_level_dbfs) == (-np.inf, -np.inf)


@pytest.mark.parametrize("count", [0, 1, 479, 481])
def test_a_track_of_hardly_any_samples_is_silent(count: int) -> None:
    assert hear(np.zeros((count, 2), np.float32)).speech == ()


def test_blocks_leave_no_seam() -> None:
    mono = noise(64, -60)
    mono[29 * RATE : 31 * RATE] += voice(2)
    assert_one_phrase(track(mono), 29, 31)


def test_listening_can_be_stopped() -> None:
    with pytest.raises(Stopped):
        hear(np.zeros((RATE, 2), np.float32), lambda: True)


def test_a_breath_after_a_short_gap_belongs_to_the_word() -> None:
    mask = np.zeros(200, np.bool_)
    mask[50:80] = mask[86:90] = mask[150:155] = True
    assert runs(clean(mask)) == [(48, 92)]


def test_runs_at_both_ends_are_whole() -> None:
    assert runs(np.array([1, 1, 0, 1], np.bool_)) == [(0, 2), (3, 4)]


def test_times_are_exact_hundredths() -> None:
    room = noise(4, -60)
    room[RATE : 2 * RATE] += voice(1)
    (span,) = hear(track(room)).speech
    assert span.start * 100 == Fraction(int(span.start * 100))
