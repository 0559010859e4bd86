from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.config.theme import load_theme
from videopipe.drawing.canvas import Canvas
from videopipe.model.graphics import (
    Bug,
    ChapterMark,
    ClosingCard,
    ExpertStrap,
    Graphic,
    LowerThird,
    QuestionCard,
    TitleCard,
    TopicStrap,
)
from videopipe.model.time import Frames
from videopipe.stages.graphics.draw import draw
from videopipe.stages.graphics.extent import rest_box
from videopipe.stages.graphics.layout import box

RUN = Frames(0, 100)
PARTS: list[Graphic] = [
    Bug(RUN, "在线访谈", "广州"),
    LowerThird(RUN, "广州市政府负责同志", "微视频访谈"),
    QuestionCard(RUN, 1, "网友", "怎样？", "核心引擎"),
    TitleCard(RUN, "系列", "标题", "广州", "2019年5月10日"),
    ClosingCard(RUN, "系列", "广州", ("感谢收看",)),
    TopicStrap(RUN, "核心引擎"),
    ChapterMark(RUN, 1, 3, "核心引擎"),
    ExpertStrap(RUN, "陈立群", "研究专家"),
]
canvases = st.builds(
    Canvas,
    st.sampled_from([640, 854, 960, 1080, 1280, 1920, 3840]),
    st.sampled_from([480, 540, 720, 1080, 1920, 2160]),
).filter(lambda canvas: canvas.width <= 2 * canvas.height and canvas.height <= 2 * canvas.width)


@given(canvases, st.sampled_from(PARTS))
def test_every_box_is_even_safe_and_clear_of_the_subtitles(canvas: Canvas, part: Graphic) -> None:
    area, safe = box(part, canvas), canvas.safe
    assert all(number % 2 == 0 for number in (area.x, area.y, area.width, area.height))
    assert safe.x <= area.x < area.right <= safe.right
    assert safe.y <= area.y < area.bottom <= canvas.floor


def test_the_safe_box_is_5_percent_and_upright_what_feeds_leave_free() -> None:
    wide, upright = Canvas(1920, 1080).safe, Canvas(1080, 1920).safe
    assert (wide.x, wide.y, wide.right, wide.bottom) == (96, 54, 1824, 1026)
    assert (upright.x, upright.y, upright.right, upright.bottom) == (60, 250, 940, 1440)


@pytest.mark.parametrize(("canvas", "baseline"), [(Canvas(1920, 1080), 1010), (Canvas(1080, 1920), 1400)])
def test_the_strap_stands_above_one_line_and_touches_no_second_one(canvas: Canvas, baseline: int) -> None:
    cap = round(0.88 * 58)
    strap = box(PARTS[1], canvas)
    assert baseline - cap - strap.bottom >= 90
    assert baseline - 84 - cap - strap.bottom >= 24


def test_strap_bug_and_titles_share_the_left_edge() -> None:
    canvas = Canvas(1920, 1080)
    assert {box(part, canvas).x for part in PARTS if not isinstance(part, QuestionCard)} == {96}
    card = box(PARTS[2], canvas)
    assert card.x == canvas.width - card.right


def test_half_the_canvas_has_half_the_sizes() -> None:
    large, small = Canvas(1920, 1080), Canvas(960, 540)
    for part in PARTS:
        assert abs(box(part, large).width - 2 * box(part, small).width) <= 4
        assert abs(box(part, large).height - 2 * box(part, small).height) <= 4


@given(canvases)
def test_the_topic_hangs_below_the_bug_and_marks_stand_where_straps_do(canvas: Canvas) -> None:
    bug, strap, topic, chapter, expert = (box(PARTS[number], canvas) for number in (0, 1, 5, 6, 7))
    assert bug.bottom <= topic.y
    assert topic.bottom <= strap.y
    assert topic.x == bug.x
    assert expert == strap
    assert (chapter.x, chapter.bottom) == (strap.x, strap.bottom)


@pytest.mark.parametrize("canvas", [Canvas(1920, 1080), Canvas(1080, 1920), Canvas(1080, 1080)])
def test_the_fullest_question_stays_clear_of_the_bug(canvas: Canvas) -> None:
    assert box(PARTS[2], canvas).y >= box(PARTS[0], canvas).bottom + canvas.px(16)


@pytest.mark.parametrize(
    "canvas", [Canvas(1920, 1080), Canvas(1080, 1920), Canvas(1080, 1080), Canvas(360, 640)]
)
def test_what_a_graphic_covers_at_rest_is_what_is_drawn(canvas: Canvas) -> None:
    strap = LowerThird(Frames(0, 100), "广州市政府负责同志", "微视频访谈")
    theme, area = load_theme("gov-blue"), box(strap, canvas)
    covered, drawn = rest_box(strap, theme, canvas), draw(strap, theme, canvas, 50, Fraction(25)).getbbox()
    assert drawn is not None
    left, top, right, bottom = drawn
    assert (covered.x - area.x, covered.y - area.y) == (left, top)
    assert (covered.right - area.x, covered.bottom - area.y) == (right, bottom)


def test_words_that_an_episode_leaves_out_cover_nothing() -> None:
    card = TitleCard(RUN, "", "标题", "广州", "2019年5月10日")
    canvas = Canvas(640, 360)
    assert canvas.safe.holds(rest_box(card, load_theme("gov-blue"), canvas))
