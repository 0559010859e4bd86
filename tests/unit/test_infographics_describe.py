"""What scenes show: at rest the data, before it nothing beyond them, always inside, never over one another."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from videopipe.config.theme import load_theme
from videopipe.drawing.canvas import Canvas
from videopipe.model.infographics import Amount, Bars, Counter, Head
from videopipe.stages.infographics.describe import describe
from videopipe.stages.infographics.marks import Description, Rect, Text
from videopipe.stages.infographics.paint import paint
from videopipe.stages.infographics.tempo import length

FPS = Fraction(25)
CANVASES = (Canvas(1920, 1080), Canvas(1080, 1920), Canvas(1080, 1080))
THEME = load_theme("gov-blue")
HEAD = Head("gz-h1", "地区生产总值", "2018年", "广州市统计局", "初步核算数")
COUNTER = Counter(HEAD, Amount(Decimal("22859.35"), "亿元"))
BARS = Bars(
    HEAD, "亿元", ("深圳", "广州", "佛山"),
    (("", (Decimal("24221.98"), Decimal("22859.35"), Decimal("9935.88"))),), lying=True, highlighted=1,
)  # fmt: skip


def at_rest(scene: Counter | Bars, canvas: Canvas) -> Description:
    return describe(scene, THEME, canvas, length(scene, FPS) - 1, FPS)


@pytest.mark.parametrize("canvas", CANVASES)
def test_a_counter_rolls_up_to_exactly_its_value_and_holds_it_for_two_seconds(canvas: Canvas) -> None:
    said = [
        (mark.value, mark.line)
        for frame in range(length(COUNTER, FPS))
        for mark in describe(COUNTER, THEME, canvas, frame, FPS).marks
        if isinstance(mark, Text) and mark.value is not None
    ]
    values = [value for value, _ in said if value is not None]
    assert values == sorted(values)
    assert said[-50:] == [(Decimal("22859.35"), "22,859.35")] * 50
    assert all(value.as_tuple().exponent == -2 for value in values)


@pytest.mark.parametrize("canvas", CANVASES)
def test_bars_are_as_long_as_their_values(canvas: Canvas) -> None:
    marks = [mark for mark in at_rest(BARS, canvas).marks if mark.value is not None]
    bars = [mark for mark in marks if isinstance(mark, Rect)]
    assert [bar.value for bar in bars] == list(BARS.series[0][1])
    per_unit = {round(bar.width / float(bar.value or 0), 9) for bar in bars}
    assert len(per_unit) == 1
    assert [mark.line for mark in marks if isinstance(mark, Text)] == ["24,221.98", "22,859.35", "9,935.88"]


@pytest.mark.parametrize("scene", [COUNTER, BARS])
def test_a_description_is_text_that_a_machine_reads(scene: Counter | Bars) -> None:
    told = json.loads(at_rest(scene, CANVASES[0]).to_json())
    assert told["scene"] == "gz-h1"
    values = [mark["value"] for mark in told["marks"] if "value" in mark]
    assert "22859.35" in values


def test_frames_are_the_same_in_any_order_and_at_rest_one_picture() -> None:
    canvas = Canvas(480, 270)
    frames = range(0, length(BARS, FPS), 6)
    forwards = [paint(BARS, THEME, canvas, frame, FPS).tobytes() for frame in frames]
    backwards = [paint(BARS, THEME, canvas, frame, FPS).tobytes() for frame in reversed(frames)]
    assert forwards == backwards[::-1]
    last = length(BARS, FPS) - 1
    assert paint(BARS, THEME, canvas, last, FPS) is paint(BARS, THEME, canvas, last - 40, FPS)
