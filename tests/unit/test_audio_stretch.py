"""Stretches of tracks: the same samples, but for fades at cuts and gains in pauses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.media.wav import Samples
from videopipe.stages.audio import stretch as module
from videopipe.stages.audio.stretch import Stretch, gain_curve, read_stretch


def taken_from(
    samples: Samples, start: int, length: int, fade_in: bool, fade_out: bool, fade: int
) -> Samples:
    blocks = list(read_stretch(samples, Stretch(start, length, fade_in, fade_out, fade)))
    return np.concatenate(blocks) if blocks else np.zeros((0, 2), np.float32)


def track(length: int) -> Samples:
    return np.stack([np.linspace(0.1, 1, length), np.linspace(-1, -0.1, length)], axis=1).astype(np.float32)


def test_a_stretch_is_the_track_sample_for_sample_but_for_its_fades() -> None:
    taken = taken_from(track(1000), 100, 500, True, True, 50)

    assert taken.shape == (500, 2)
    assert np.array_equal(taken[50:450], track(1000)[150:550])
    assert (taken[0] == 0).all()
    assert (taken[-1] == 0).all()
    assert (np.abs(taken[:50]) <= np.abs(track(1000)[100:150])).all()


def test_without_fades_nothing_is_touched() -> None:
    assert np.array_equal(taken_from(track(1000), 100, 500, False, False, 50), track(1000)[100:600])


def test_beyond_the_track_there_is_silence() -> None:
    taken = taken_from(track(100), 60, 100, False, False, 10)

    assert np.array_equal(taken[:40], track(100)[60:])
    assert not taken[40:].any()
    assert not taken_from(track(100), 500, 30, True, True, 10).any()


@given(st.integers(1, 60), st.booleans(), st.booleans())
def test_a_stretch_shorter_than_its_fades_still_has_its_length(
    length: int, fade_in: bool, fade_out: bool
) -> None:
    taken = taken_from(track(100), 10, length, fade_in, fade_out, 40)

    assert taken.shape == (length, 2)
    assert (np.abs(taken) <= np.abs(track(100)[10 : 10 + length])).all()


def test_a_stretch_never_writes_to_the_track() -> None:
    source = track(100)
    taken_from(source, 0, 100, True, True, 20)

    assert np.array_equal(source, track(100))


def test_a_fade_out_is_a_fade_in_turned_round() -> None:
    even = np.ones((200, 2), np.float32)
    taken = taken_from(even, 0, 200, True, True, 80)

    assert np.array_equal(taken, taken[::-1])
    assert (np.diff(taken[:80, 0]) >= 0).all()


@given(st.integers(1, 400), st.integers(0, 120), st.integers(7, 90))
def test_blocks_leave_no_seam(length: int, fade: int, block: int) -> None:
    whole = taken_from(track(500), 30, length, True, True, fade)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", block)
        assert np.array_equal(taken_from(track(500), 30, length, True, True, fade), whole)


STEPS = [[0, 0, -300], [1000, 1200, 450], [5000, 5200, -300]]


def db(factor: float) -> float:
    return float(20 * np.log10(factor))


def test_a_gain_is_constant_but_for_a_glide_at_each_step() -> None:
    curve = gain_curve(0, 6000, STEPS)

    assert {round(db(one), 3) for one in curve[:1000]} == {-3.0}
    assert {round(db(one), 3) for one in curve[1200:5000]} == {4.5}
    assert {round(db(one), 3) for one in curve[5200:]} == {-3.0}
    assert (np.diff(curve[999:1201]) >= 0).all()
    assert np.abs(np.diff(curve)).max() < 0.02


@given(st.integers(0, 5900), st.integers(1, 100))
def test_a_part_of_the_curve_is_the_same_curve(start: int, count: int) -> None:
    assert np.allclose(gain_curve(start, count, STEPS), gain_curve(0, 6000, STEPS)[start : start + count])


def test_a_gain_counts_in_the_tracks_samples_not_in_the_programmes() -> None:
    even = np.ones((6000, 2), np.float32)
    (taken,) = read_stretch(even, Stretch(1100, 200, False, False, 0), STEPS)

    assert np.allclose(taken[:, 0], gain_curve(1100, 200, STEPS))
