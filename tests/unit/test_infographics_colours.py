"""Colours of charts: read by everyone, told apart without hue and without red or green."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from videopipe.config.accent import PaleAccent, with_accent
from videopipe.config.colour import contrast, parts_of
from videopipe.config.theme import Theme, list_themes, load_theme
from videopipe.drawing.canvas import Canvas
from videopipe.model.errors import BadValue
from videopipe.stages.infographics.look import APART, Look

CANVAS = Canvas(1920, 1080)
THEMES = [load_theme(name) for name in list_themes()]
SIGHTS = {
    "everyone": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
}  # fmt: skip
"""On linear light; Machado, Oliveira, Fernandes 2009, severity 1."""
STEP = 1.25
"""Contrast that two areas of grey need to be told apart side by side."""
SEEN_APART = 9
"""CIE76, four times what is just noticeable."""


def lab(colour: str, sight: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """CIELAB under D65, as seen by such eyes."""
    parts = np.array(parts_of(colour)) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = np.clip(SIGHTS[sight] @ linear, 0, 1)
    matrix = [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
    x, y, z = np.array(matrix) @ seen / [0.95047, 1, 1.08883]
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


def sided(theme: Theme) -> list[tuple[str, str]]:
    """Colours that must be told apart: the lit one from the others, all parts of a ring from one another."""
    look = Look(theme, CANVAS)
    ring = (look.lit, *theme.charts.parts, theme.charts.faint)
    return [(look.lit, look.quiet), *combinations(ring, 2)]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: str(theme.name))
def test_what_stands_side_by_side_is_told_apart_in_grey(theme: Theme) -> None:
    for one, other in sided(theme):
        assert contrast(one, other) >= STEP, (one, other)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: str(theme.name))
@pytest.mark.parametrize("sight", SIGHTS)
def test_what_stands_side_by_side_is_told_apart_by_all_eyes(theme: Theme, sight: str) -> None:
    for one, other in sided(theme):
        assert np.linalg.norm(lab(one, sight) - lab(other, sight)) >= SEEN_APART, (one, other)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: str(theme.name))
def test_lit_and_other_bars_stand_out_from_the_page(theme: Theme) -> None:
    look = Look(theme, CANVAS)
    assert contrast(look.lit, theme.charts.page) >= 3
    assert contrast(look.quiet, theme.charts.page) >= 2.4
    assert contrast(theme.charts.ink, theme.charts.page) >= 7


@pytest.mark.parametrize(
    "accent", ["#5CA8FF", "#FFE08A", "#0B7A75", "#8A1C5C", "#4C8CE6", "#E0696A", "#FFFFFF"]
)
def test_whatever_the_citys_accent_other_bars_stand_apart_from_it(accent: str) -> None:
    for theme in THEMES:
        try:
            look = Look(with_accent(theme, accent, "e.yaml", 1), CANVAS)
        except PaleAccent:
            continue
        assert contrast(look.quiet, look.lit) >= APART
        assert contrast(look.quiet, theme.charts.page) >= APART


def test_a_label_that_is_lost_on_its_page_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text('extends: light\ncharts:\n  muted: "#B0B8C0"\n', "utf-8")
    with pytest.raises(BadValue) as caught:
        load_theme(str(path))
    assert (caught.value.data["line"], caught.value.data["key"]) == (3, "charts.muted")
