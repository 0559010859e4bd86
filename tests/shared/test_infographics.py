"""All highlights of all nine cities: each can be drawn in every layout and theme as it is, and says its own number."""

from typing import Any

import pytest

from tests.shared.episodes import SHARED
from videopipe.config.cities import find_city
from videopipe.config.document import parse_yaml
from videopipe.config.highlight import Highlight
from videopipe.config.theme import list_themes, load_theme
from videopipe.drawing.canvas import Canvas
from videopipe.model.numbers import figure
from videopipe.stages.infographics.check import check
from videopipe.stages.infographics.read import Setting, chart_of
from videopipe.stages.infographics.twin import alt_text

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared with the cities' content is not here")

LAYOUTS = (Canvas(1920, 1080), Canvas(1080, 1920), Canvas(1080, 1080))
LEAST = 50


def cities() -> list[tuple[str, list[Any]]]:
    content = parse_yaml((SHARED / "content" / "cities.yaml").read_text("utf-8"), "cities.yaml")
    region = content["series"]["region_highlights"]
    return [*((str(city["zh"]), city["highlights"]) for city in content["cities"]), ("", region)]


def test_every_highlight_of_every_city_fits_every_layout_and_theme(request: pytest.FixtureRequest) -> None:
    names = list_themes() if request.config.getoption("--full") else list_themes()[:1]
    themes, count = [load_theme(name) for name in names], 0
    for city, highlights in cities():
        for raw in highlights:
            said = Highlight.model_validate(raw)
            chart = chart_of(said, Setting(find_city(city)))
            assert said.value is not None
            assert figure(said.value.value) in alt_text(chart) or said.chart == "timeline"
            for theme in themes:
                for canvas in LAYOUTS:
                    check(chart, theme, canvas)
            count += 1
    assert count > LEAST
