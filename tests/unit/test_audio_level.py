"""How loud it must become, and how that is said to ffmpeg."""

from dataclasses import replace
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.model.media import Loudness
from videopipe.stages.audio.level import (
    Target,
    Treatment,
    decide_lift,
    decide_silence,
    first_treatment,
    moved,
    next_treatment,
    on_target,
)
from videopipe.stages.audio.make import level_filter

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
        (18.0, 22.0, -34.0, None),
    ],
)
def test_gain_is_static_and_the_limiter_waits_for_a_peak_that_needs_it(
    lufs: float, peak: float, gain: float, limiter: float | None
) -> None:
    assert first_treatment(loud(lufs, peak), TARGET, silent=False) == Treatment(gain, limiter)


@given(st.floats(-60, -5), st.floats(-40, 3))
def test_what_is_not_limited_stays_below_the_ceiling(lufs: float, peak: float) -> None:
    done = first_treatment(loud(lufs, peak), TARGET, silent=False)

    assert lufs + done.gain_db == pytest.approx(TARGET.lufs, abs=0.006)
    assert done.limiter_dbtp is not None or peak + done.gain_db <= TARGET.mix_peak_dbtp + 0.006


MEASURED = loud(-23.0, -5.0)
FIRST = first_treatment(MEASURED, TARGET, silent=False)


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
    done = next_treatment(FIRST, MEASURED, delivered, TARGET, silent=False)

    assert done.gain_db == pytest.approx(gain)
    assert done.limiter_dbtp == pytest.approx(limiter)


def test_a_limiter_comes_in_when_the_corrected_gain_needs_one() -> None:
    measured = loud(-23.0, -8.6)
    first = first_treatment(measured, TARGET, silent=False)

    assert first.limiter_dbtp is None
    assert next_treatment(first, measured, loud(-16.4, -1.7), TARGET, silent=False) == Treatment(7.4, -1.5)


def test_corrections_add_up() -> None:
    second = next_treatment(FIRST, MEASURED, loud(-16.5, -0.6), TARGET, silent=False)
    third = next_treatment(second, MEASURED, loud(-16.2, -0.9), TARGET, silent=False)

    assert third.gain_db == pytest.approx(7.7)
    assert third.limiter_dbtp is not None
    assert second.limiter_dbtp is not None
    assert third.limiter_dbtp < second.limiter_dbtp < -1.5


@pytest.mark.parametrize(
    ("lufs", "peak", "good"),
    [
        (-16.0, -1.5, True), (-16.25, -1.5, True), (-15.75, -1.0, True), (-16.26, -1.5, False), (-15.7, -1.5, False),
        (-16.0, -0.9, False), (-inf, -inf, False),
    ],
)  # fmt: skip
def test_a_delivery_holds_within_half_the_tolerance_and_below_its_peak(
    lufs: float, peak: float, good: bool
) -> None:
    assert on_target(loud(lufs, peak), TARGET, silent=False) is good


@pytest.mark.parametrize(
    ("heard", "empty", "lufs"),
    [(True, False, -70), (True, True, -70), (False, False, -45), (False, True, -35)],
)
def test_without_a_voice_the_noise_of_a_room_counts_as_silence(heard: bool, empty: bool, lufs: int) -> None:
    assert decide_silence(heard=heard, empty=empty) == lufs


def test_silence_stays_silence() -> None:
    assert first_treatment(SILENCE, TARGET, silent=True) == Treatment(0.0, None)
    assert first_treatment(loud(-50.0, -30.0), TARGET, silent=True) == Treatment(0.0, None)
    assert on_target(SILENCE, TARGET, silent=True)


def test_a_bang_in_silence_is_limited_and_nothing_is_raised() -> None:
    banged = loud(-50.0, 0.5)
    first = first_treatment(banged, TARGET, silent=True)

    assert first == Treatment(0.0, -1.5)
    assert not on_target(loud(-50.0, -0.8), TARGET, silent=True)
    second = next_treatment(first, banged, loud(-50.0, -0.8), TARGET, silent=True)
    assert second.gain_db == 0
    assert second.limiter_dbtp == pytest.approx(-1.8)


@pytest.mark.parametrize(
    ("peak", "lift"), [(-6.0, 0.0), (0.0, 0.0), (-30.0, 0.0), (-inf, 0.0), (22.0, -28.0), (-46.0, 40.0)]
)
def test_what_no_meter_can_read_is_moved_into_its_range(peak: float, lift: float) -> None:
    assert decide_lift(peak) == lift


def test_a_move_is_taken_out_of_what_was_measured() -> None:
    assert moved(loud(-20.0, -6.0), -40.0) == loud(-60.0, -46.0)
    assert moved(SILENCE, -40.0) == SILENCE


def test_a_treatment_is_a_volume_and_where_needed_an_oversampled_limiter() -> None:
    assert level_filter(Treatment(-3.2, None)) == "volume=-3.20dB:precision=float"
    assert level_filter(Treatment(7.0, -1.5)) == (
        "volume=7.00dB:precision=float,aresample=192000,"
        "alimiter=limit=0.84140:attack=5:release=80:level=disabled:latency=1,aresample=48000"
    )


def test_a_lift_is_part_of_the_gain_and_not_added_to_it() -> None:
    assert level_filter(Treatment(44.0, None), 40.0) == "volume=4.00dB:precision=float"


def test_the_targets_of_other_profiles_are_obeyed() -> None:
    quiet = replace(TARGET, lufs=-24.0)

    assert first_treatment(loud(-20.0, -3.0), quiet, silent=False) == Treatment(-4.0, None)
