from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.fonts import make_font
from videopipe.config.theme import Layouts, Relaid, load_theme
from videopipe.drawing.canvas import Canvas
from videopipe.engine.task import Digest, PlanBuilder, Task
from videopipe.model.graphics import (
    Bug,
    ChapterMark,
    ClosingCard,
    ExpertStrap,
    Graphic,
    Logo,
    LowerThird,
    QuestionCard,
    TitleCard,
    TopicStrap,
)
from videopipe.model.overlay import Overlay
from videopipe.model.time import Frames
from videopipe.stages.graphics.layout import box
from videopipe.stages.graphics.params import from_params, to_params
from videopipe.stages.graphics.plan import plan_overlays
from videopipe.text.own_fonts import open_font

FPS = Fraction(25)
TOOLS = {"ffmpeg": "9", "fonts": "a", "pillow": "11"}
THEME = load_theme("gov-blue")
WIDE = Canvas(1920, 1080)
RUN = Frames(100, 225)
STRAP = LowerThird(RUN, "广州市政府负责同志", "微视频访谈")
CARD = QuestionCard(RUN, 1, "网友", "怎样？", "核心引擎")
BUG = Bug(RUN, "在线访谈", "广州")
CLOSING = ClosingCard(RUN, "系列", "广州", ("感谢收看", "主办：甲"))


def planned(*graphics: Graphic, canvas: Canvas = WIDE) -> tuple[tuple[Overlay, ...], list[Task]]:
    builder = PlanBuilder(TOOLS)
    return plan_overlays(builder, graphics, THEME, canvas, FPS), list(builder.plan())


def key(graphic: Graphic, canvas: Canvas = WIDE) -> str:
    return planned(graphic, canvas=canvas)[0][0].key


def test_one_task_a_graphic_and_the_overlay_says_where_it_lies() -> None:
    overlays, tasks = planned(STRAP, CARD)
    assert [task.label for task in tasks] == [
        "graphics/lower-third/1/1920x1080",
        "graphics/question-card/1/1920x1080",
    ]
    assert [(overlay.key, overlay.name) for overlay in overlays] == [
        (task.key, "overlay.mkv") for task in tasks
    ]
    assert [overlay.box for overlay in overlays] == [box(STRAP, WIDE), box(CARD, WIDE)]
    assert {overlay.frames for overlay in overlays} == {RUN}


def test_a_font_of_the_episode_belongs_to_the_graphics_that_need_it(tmp_path: Path) -> None:
    font = open_font(make_font(tmp_path / "own.ttf"))
    rare = replace(STRAP, name="罗𠮷")
    builder = PlanBuilder(TOOLS)
    plan_overlays(builder, [STRAP, rare, CARD], THEME, WIDE, FPS, fonts=(font,))
    usual, drawn, card = builder.plan()
    assert [usual.key, card.key] == [key(STRAP), key(CARD)]
    assert drawn.inputs == {"fonts": (Digest(font.digest),)}
    assert from_params(drawn.params, None, (font,)).graphic == replace(rare, frames=Frames(0, 125))


def test_a_graphic_that_moves_in_the_programme_is_not_drawn_again() -> None:
    assert key(STRAP) == key(replace(STRAP, frames=RUN.shifted(500)))


@pytest.mark.parametrize(
    "other",
    [replace(STRAP, name="主持人"), replace(STRAP, frames=Frames(100, 226)), LowerThird(RUN, STRAP.name, "")],
)
def test_what_changes_the_picture_changes_the_key(other: Graphic) -> None:
    assert key(STRAP) != key(other)
    assert key(STRAP) != key(STRAP, Canvas(1280, 720))


def test_a_bug_is_a_still_whatever_its_length() -> None:
    (overlay,), (task,) = planned(BUG)
    assert overlay.still
    assert task.params["frames"] == 1
    assert key(BUG) == key(replace(BUG, frames=Frames(0, 9000)))


def test_cards_darken_the_footage_and_straps_do_not() -> None:
    (bug, strap, card, closing), _ = planned(BUG, STRAP, CARD, CLOSING)
    assert (bug.backdrop, strap.backdrop) == (None, None)
    assert card.backdrop is not None
    assert (card.backdrop.fade_in, card.backdrop.fade_out, card.backdrop.blur_px) == (10, 10, 24)
    assert closing.backdrop is not None
    assert closing.backdrop.fade_out == 0, "the programme ends on the card"


LOGO = Logo("a" * 64, 400, 200)


def test_a_logo_is_an_input_known_by_its_content() -> None:
    marked, closing = replace(BUG, logo=LOGO), replace(CLOSING, logo=LOGO)
    _, (bug, card, plain) = planned(marked, closing, BUG)
    assert bug.inputs == card.inputs == {"logo": Digest(LOGO.digest)}
    assert plain.inputs == {}
    assert key(marked) != key(replace(BUG, logo=replace(LOGO, digest="b" * 64)))


def test_a_theme_for_another_shape_of_canvas_draws_nothing_anew() -> None:
    other = THEME.model_copy(update={"layouts": Layouts(upright=Relaid(question=60))})
    for canvas, same in ((WIDE, True), (Canvas(1080, 1920), False)):
        keys = {
            plan_overlays(PlanBuilder(TOOLS), [CARD], theme, canvas, FPS)[0].key for theme in (THEME, other)
        }
        assert (len(keys) == 1) is same


@pytest.mark.parametrize(
    "graphic",
    [
        BUG,
        replace(BUG, logo=LOGO),
        TopicStrap(RUN, "核心引擎"),
        ChapterMark(RUN, 2, 4, "综合交通"),
        STRAP,
        ExpertStrap(RUN, "陈立群", "研究专家"),
        CARD,
        TitleCard(RUN, "系", "题", "广州", "日"),
        replace(CLOSING, sources=("统计局", "公开报道"), logo=LOGO),
    ],
)
def test_parameters_bring_the_graphic_back(graphic: Graphic) -> None:
    (task,) = planned(graphic)[1]
    back = from_params(task.params)
    length = 1 if isinstance(graphic, Bug) else 125
    assert back.graphic == replace(graphic, frames=Frames(0, length))
    assert (back.theme, back.canvas, back.fps) == (THEME.on("wide"), WIDE, FPS)
    assert to_params(back.graphic, back.theme, back.canvas, back.fps) == to_params(graphic, THEME, WIDE, FPS)


def test_a_group_without_marks_has_neither_bug_nor_logo_and_shares_the_rest() -> None:
    graphics: list[Graphic] = [STRAP, replace(CLOSING, logo=LOGO), BUG]
    marked = plan_overlays(PlanBuilder(TOOLS), graphics, THEME, WIDE, FPS)
    builder = PlanBuilder(TOOLS)
    plain = plan_overlays(builder, graphics, THEME, WIDE, FPS, marked=False)
    tasks = list(builder.plan())

    assert [task.params["kind"] for task in tasks] == ["lower-third", "closing-card"]
    assert [task.inputs for task in tasks] == [{}, {}]
    assert plain[0].key == marked[0].key
    assert plain[1].key == key(CLOSING) != marked[1].key
