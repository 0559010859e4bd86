"""How loud it must become, and how that is said to ffmpeg."""

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.model.media import Loudness
from videopipe.stages.audio.level import Target, Treatment, first_treatment, next_treatment, on_target
from videopipe.stages.audio.make import _stretch, level_filter

TARGET = Target(lufs=-16.0, tolerance_lu=0.5, mix_peak_dbtp=-1.5, final_peak_dbtp=-1.0)


def loud(lufs: float, peak: float) -> Loudness:
    return Loudness(lufs, peak, lufs, 5.0)


SILENCE = loud(-inf, -inf)


@pytest.mark.parametrize(
    ("lufs", "peak", "gain", "limiter"),
    [
        (-16.0, -6.0, 0.0, None),
        (-23.0, -12.0, 7.0, None),
        (-23.0, -8.5, 7.0, None),
        (-23.0, -8.4, 7.0, -1.5),
        (-23.0, -3.0, 7.0, -1.5),
        (-9.0, 0.5, -7.0, None),
        (-15.9, 0.0, -0.1, -1.5),
        (-69.9, -50.0, 53.9, -1.5),
        (-70.0, -60.0, 0.0, None),
        (-inf, -inf, 0.0, None),
    ],
)
def test_gain_is_static_and_the_limiter_waits_for_a_peak_that_needs_it(
    lufs: float, peak: float, gain: float, limiter: float | None
) -> None:
    assert first_treatment(loud(lufs, peak), TARGET) == Treatment(gain, limiter)


@given(st.floats(-60, -5), st.floats(-40, 3))
def test_what_is_not_limited_stays_below_the_ceiling(lufs: float, peak: float) -> None:
    done = first_treatment(loud(lufs, peak), TARGET)

    assert lufs + done.gain_db == pytest.approx(TARGET.lufs, abs=0.006)
    assert done.limiter_dbtp is not None or peak + done.gain_db <= TARGET.mix_peak_dbtp + 0.006


MEASURED = loud(-23.0, -5.0)
FIRST = first_treatment(MEASURED, TARGET)


@pytest.mark.parametrize(
    ("delivered", "gain", "limiter"),
    [
        (loud(-16.8, -1.2), 7.8, -1.5),
        (loud(-15.5, -1.2), 6.5, -1.5),
        (loud(-16.0, -0.5), 7.0, -2.1),
    ],
    ids=["too quiet", "too loud", "peaks too high"],
)
def test_a_miss_is_corrected_by_what_was_missed(delivered: Loudness, gain: float, limiter: float) -> None:
    done = next_treatment(FIRST, MEASURED, delivered, TARGET)

    assert done.gain_db == pytest.approx(gain)
    assert done.limiter_dbtp == pytest.approx(limiter)


def test_a_limiter_comes_in_when_the_corrected_gain_needs_one() -> None:
    measured = loud(-23.0, -8.6)
    first = first_treatment(measured, TARGET)

    assert first.limiter_dbtp is None
    assert next_treatment(first, measured, loud(-16.4, -1.7), TARGET) == Treatment(7.4, -1.5)


def test_corrections_add_up() -> None:
    second = next_treatment(FIRST, MEASURED, loud(-16.5, -0.6), TARGET)
    third = next_treatment(second, MEASURED, loud(-16.2, -0.9), TARGET)

    assert third.gain_db == pytest.approx(7.7)
    assert third.limiter_dbtp is not None
    assert second.limiter_dbtp is not None
    assert third.limiter_dbtp < second.limiter_dbtp < -1.5


@pytest.mark.parametrize(
    ("lufs", "peak", "good"),
    [
        (-16.0, -1.5, True), (-16.25, -1.5, True), (-15.75, -1.0, True), (-16.26, -1.5, False), (-15.7, -1.5, False),
        (-16.0, -0.9, False), (-inf, -inf, True), (-71.0, -60.0, True),
    ],
)  # fmt: skip
def test_a_delivery_holds_within_half_the_tolerance_and_below_its_peak(
    lufs: float, peak: float, good: bool
) -> None:
    assert on_target(loud(lufs, peak), TARGET) is good


def test_silence_stays_silence() -> None:
    assert first_treatment(SILENCE, TARGET) == Treatment(0.0, None)
    assert on_target(SILENCE, TARGET)


def test_a_treatment_is_a_volume_and_where_needed_an_oversampled_limiter() -> None:
    assert level_filter(Treatment(-3.2, None)) == "volume=-3.20dB:precision=float"
    assert level_filter(Treatment(7.0, -1.5)) == (
        "volume=7.00dB:precision=float,aresample=192000,"
        "alimiter=limit=0.84140:attack=5:release=80:level=disabled:latency=1,aresample=48000"
    )


def track(length: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.stack([np.linspace(0.1, 1, length), np.linspace(-1, -0.1, length)], axis=1).astype(np.float32)


def test_a_stretch_is_the_track_sample_for_sample_but_for_its_fades() -> None:
    taken = _stretch(track(1000), 100, 500, True, True, 50)

    assert taken.shape == (500, 2)
    assert np.array_equal(taken[50:450], track(1000)[150:550])
    assert (taken[0] == 0).all()
    assert (taken[-1] == 0).all()
    assert (np.abs(taken[:50]) <= np.abs(track(1000)[100:150])).all()


def test_without_fades_nothing_is_touched() -> None:
    assert np.array_equal(_stretch(track(1000), 100, 500, False, False, 50), track(1000)[100:600])


def test_beyond_the_track_there_is_silence() -> None:
    taken = _stretch(track(100), 60, 100, False, False, 10)

    assert np.array_equal(taken[:40], track(100)[60:])
    assert not taken[40:].any()
    assert not _stretch(track(100), 500, 30, True, True, 10).any()


@given(st.integers(1, 60), st.booleans(), st.booleans())
def test_a_stretch_shorter_than_its_fades_still_has_its_length(
    length: int, fade_in: bool, fade_out: bool
) -> None:
    taken = _stretch(track(100), 10, length, fade_in, fade_out, 40)

    assert taken.shape == (length, 2)
    assert (np.abs(taken) <= np.abs(track(100)[10 : 10 + length])).all()


def test_a_stretch_never_writes_to_the_track() -> None:
    source = track(100)
    _stretch(source, 0, 100, True, True, 20)

    assert np.array_equal(source, track(100))


def test_a_fade_out_is_a_fade_in_turned_round() -> None:
    even = np.ones((200, 2), np.float32)
    taken = _stretch(even, 0, 200, True, True, 80)

    assert np.array_equal(taken, taken[::-1])
    assert (np.diff(taken[:80, 0]) >= 0).all()


def test_the_targets_of_other_profiles_are_obeyed() -> None:
    quiet = replace(TARGET, lufs=-24.0)

    assert first_treatment(loud(-20.0, -3.0), quiet) == Treatment(-4.0, None)
