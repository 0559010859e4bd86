"""The tests' own ruler for colours is true."""

import numpy as np
import pytest

from tests.colour import between, delta_e, hlg_signal, pq_signal, rgb_of, ycc

SHARMA = [
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
    ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
    ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]
"""Rows 1, 4, 16, 17, 25, 31 and 34 of Sharma, Wu, Dalal, "The CIEDE2000 Color-Difference Formula", table 1."""


@pytest.mark.parametrize(("one", "two", "known"), SHARMA)
def test_delta_e_is_that_of_the_published_pairs(
    one: tuple[float, ...], two: tuple[float, ...], known: float
) -> None:
    found = delta_e(np.array([one], float), np.array([two], float))

    assert found[0] == pytest.approx(known, abs=1e-4)


def test_graphics_white_and_grey_have_their_signals_in_both_kinds_of_hdr() -> None:
    """ITU-R BT.2408 table 1: 203 nits are 58 % PQ and 75 % HLG, 26 nits are 38 % of both."""
    light = np.array([[203.0] * 3, [26.0] * 3])

    assert pq_signal(light)[:, 0] == pytest.approx([0.58, 0.38], abs=0.005)
    assert hlg_signal(light)[:, 0] == pytest.approx([0.75, 0.38], abs=0.005)


def test_numbers_go_to_the_file_and_back() -> None:
    colours = np.array([[0.2, 0.5, 0.8], [1, 1, 1], [0, 0, 0]])

    assert rgb_of(ycc(colours, "bt709")) == pytest.approx(colours, abs=0.01)
    assert list(ycc(colours, "bt601", full=True)[1]) == [255, 128, 128]


def test_the_matrix_between_bt2020_and_bt709_is_the_published_one() -> None:
    """ITU-R BT.2087 gives 0.6274, 0.3293, 0.0433 for the first row from BT.709."""
    assert between("bt709", "bt2020")[0] == pytest.approx([0.6274, 0.3293, 0.0433], abs=1e-4)
