"""What each kind shows at rest, upright: words, places, values."""

from fractions import Fraction

import pytest

from tests.conftest import Golden
from tests.unit.charts import CHARTS
from videopipe.config.theme import load_theme
from videopipe.drawing.canvas import Canvas
from videopipe.stages.infographics.describe import describe
from videopipe.stages.infographics.marks import Description, Path, Text
from videopipe.stages.infographics.tempo import length

FPS = Fraction(25)


@pytest.mark.parametrize("name", CHARTS)
def test_description(name: str, golden: Golden) -> None:
    scene = CHARTS[name]
    last = length(scene, FPS) - 1
    told = describe(scene, load_theme("gov-blue"), Canvas(1080, 1920), last, FPS)
    golden(f"infographics/{name}.txt", f"{last + 1} frames\n{listed(told)}")


def listed(told: Description) -> str:
    """One mark a line; lines of the ornament are left out."""
    rows = []
    for mark in told.marks:
        kind, value = type(mark).__name__.lower(), "" if mark.value is None else f" = {mark.value}"
        if isinstance(mark, Text):
            rows.append(
                f"text {mark.x:.0f},{mark.baseline:.0f} {mark.size} {mark.weight} {mark.colour} {mark.line}{value}"
            )
        elif isinstance(mark, Path):
            if len(mark.points) < 30:
                points = " ".join(f"{x:.1f},{y:.1f}" for x, y in mark.points)
                rows.append(f"path {mark.width} {mark.colour} {points}{value}")
        else:
            numbers = [f"{each:.1f}" for each in vars(mark).values() if type(each) in (int, float)]
            rows.append(f"{kind} {mark.colour} {' '.join(numbers)}{value}")
    return "\n".join(rows) + "\n"
