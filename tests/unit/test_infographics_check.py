"""What can't be drawn is refused by name before anything is."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from tests.fonts import SQUARE, make_font
from videopipe.config.theme import load_theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.setting import TextTooLong, own_fonts
from videopipe.model.errors import VideopipeError
from videopipe.model.infographics import (
    Amount,
    Bars,
    Counter,
    Head,
    Icons,
    Item,
    Line,
    Points,
    Quote,
    Ring,
    Scene,
)
from videopipe.stages.infographics.check import check
from videopipe.stages.infographics.limits import BelowZero, MoreThanTheWhole, TooMuchToShow
from videopipe.stages.infographics.paint import paint
from videopipe.stages.infographics.tempo import TooMuchToRead, length
from videopipe.text.fonts import MissingGlyphs
from videopipe.text.own_fonts import open_font

THEME = load_theme("light")
WIDE, FPS = Canvas(1920, 1080), Fraction(25)
HEAD = Head("gz-h1", "常住人口", "2018年末", "广州市统计局")


def bars(count: int, value: str = "1", label: str = "市") -> Bars:
    labels = tuple(f"{label}{number}" for number in range(count))
    return Bars(HEAD, "亿元", labels, (("", (Decimal(value),) * count),), lying=True)


def ring(*values: str) -> Ring:
    return Ring(HEAD, "%", tuple(Item("份", Decimal(value)) for value in values), Decimal(100))


REFUSED: list[tuple[Scene, type[VideopipeError]]] = [
    (bars(40), TooMuchToShow),
    (bars(0), TooMuchToShow),
    (bars(3, "-1"), BelowZero),
    (bars(1, label="很长" * 30), TextTooLong),
    (replace(bars(9), lying=False), TooMuchToShow),
    (ring("-1"), BelowZero),
    (ring("60", "41"), MoreThanTheWhole),
    (ring(*["1"] * 6), TooMuchToShow),
    (Line(HEAD, "家", (Item("2018", Decimal(1)),)), TooMuchToShow),
    (Line(HEAD, "家", (Item("2017", Decimal(-1)), Item("2018", Decimal(1))), filled=True), BelowZero),
    (Icons(HEAD, Amount(Decimal(500), "家"), Decimal(1), "company"), TooMuchToShow),
    (Points(HEAD, ("很长的句子" * 20,)), TooMuchToRead),
    (Quote(HEAD, "很长的话" * 25), TooMuchToRead),
    (Counter(replace(HEAD, title="很长的标题" * 14), Amount(Decimal(1))), TextTooLong),
    (Counter(replace(HEAD, title="𠀀人口"), Amount(Decimal(1))), MissingGlyphs),
]


@pytest.mark.parametrize(("scene", "error"), REFUSED)
def test_a_scene_that_would_be_drawn_wrong_is_refused(scene: Scene, error: type[VideopipeError]) -> None:
    with pytest.raises(error) as caught:
        check(scene, THEME, WIDE)
    for lang in ("en", "zh"):
        assert "{" not in caught.value.say(lang)


def test_a_missing_glyph_is_named_with_its_place() -> None:
    with pytest.raises(MissingGlyphs) as caught:
        check(Counter(HEAD, Amount(Decimal(1), "𠀀")), THEME, WIDE)
    assert "counter.amount.unit" in str(caught.value)


def test_what_a_font_of_the_episode_can_draw_is_drawn_with_it(tmp_path: Path) -> None:
    scene = Quote(HEAD, "这一步很关键。", "𠮷专家")
    wide, narrow = (open_font(make_font(tmp_path / f"{left}.ttf", left=left)) for left in (SQUARE[0], 500))
    with pytest.raises(MissingGlyphs):
        check(scene, THEME, WIDE)
    pictures = []
    for font in (wide, narrow):
        check(scene, THEME, WIDE, (font,))
        with own_fonts((font,)):
            pictures.append(paint(scene, THEME, WIDE, length(scene, FPS) - 1, FPS).tobytes())
    assert pictures[0] != pictures[1]


def test_standing_bars_lie_down_where_their_figures_would_not_fit() -> None:
    many = Bars(
        HEAD, "元", tuple(str(year) for year in range(2011, 2019)),
        (("", (Decimal("12345678.90"),) * 8),), lying=False,
    )  # fmt: skip
    check(many, THEME, Canvas(1080, 1920))
