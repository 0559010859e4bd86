from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from videopipe.config.theme import Motion
from videopipe.drawing.motion import cubic_out, presence, quad_in

MOTION = Motion(in_ms=400, out_ms=250, stagger_ms=70)
rates = st.sampled_from([Fraction(25), Fraction(30000, 1001), Fraction(50), Fraction(24)])


def test_eases_begin_at_0_and_end_at_1() -> None:
    for ease in (cubic_out, quad_in):
        assert (ease(Fraction(0)), ease(Fraction(1))) == (Fraction(0), Fraction(1))
    assert cubic_out(Fraction(1, 2)) == Fraction(7, 8)
    assert quad_in(Fraction(1, 2)) == Fraction(1, 4)


@given(rates, st.integers(0, 6), st.integers(0, 8))
def test_it_comes_rests_and_goes_without_turning_back(fps: Fraction, arrives: int, leaves: int) -> None:
    length = round(5 * fps)
    run = [presence(frame, length, arrives, leaves, MOTION, fps) for frame in range(length)]
    top = run.index(Fraction(1))
    assert run[:top] == sorted(run[:top])
    assert run[top:] == sorted(run[top:], reverse=True)
    assert all(0 <= there <= 1 for there in run)


@given(rates, st.integers(1, 20))
def test_the_first_to_come_is_never_quite_absent_however_short_its_life(fps: Fraction, length: int) -> None:
    assert all(presence(frame, length, 0, 0, MOTION, fps) > 0 for frame in range(length))


def test_siblings_arrive_one_after_the_other_and_leave_in_reverse() -> None:
    coming = [presence(3, 125, turn, 0, MOTION, Fraction(25)) for turn in range(3)]
    going = [presence(122, 125, 0, turn, MOTION, Fraction(25)) for turn in range(3)]
    assert coming == sorted(coming, reverse=True)
    assert len(set(coming)) == 3
    assert going == sorted(going, reverse=True)
    assert len(set(going)) == 3


def test_what_stays_is_at_rest_in_the_last_frame() -> None:
    assert presence(124, 125, 0, None, MOTION, Fraction(25)) == 1
