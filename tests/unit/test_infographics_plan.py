"""What is planned of scenes: their parameters carry every decimal; a typo makes one film anew; reels are cut at scenes."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fonts import make_font
from tests.unit.test_infographics_twin import CHARTS, chart
from videopipe.config.profile import Encoding
from videopipe.config.theme import load_theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.setting import TextTooLong
from videopipe.engine.task import Digest, Plan, PlanBuilder, canonical
from videopipe.model.graphics import TopicStrap
from videopipe.model.infographics import Amount, Counter, Head, Quote, ReelSources, ReelTitle
from videopipe.model.marks import CutInMark, Side
from videopipe.model.overlay import Box
from videopipe.model.time import Frames
from videopipe.stages.graphics.layout import box as topic_box
from videopipe.stages.infographics.check import check
from videopipe.stages.infographics.describe import describe
from videopipe.stages.infographics.limits import TooMuchToShow
from videopipe.stages.infographics.marks import Text
from videopipe.stages.infographics.paint import paint
from videopipe.stages.infographics.params import Drawing, from_params, to_params
from videopipe.stages.infographics.plan import (
    Piece,
    cut_in_box,
    cut_in_canvas,
    for_chat,
    pieces_of,
    pieces_of_reel,
    plan_animation,
    plan_cut_in,
    plan_film,
    plan_sound,
    plan_still,
)
from videopipe.stages.infographics.reel import paint_reel, shown_at
from videopipe.stages.infographics.tempo import length
from videopipe.text.own_fonts import open_font

THEME, WIDE, FPS = load_theme("gov-blue"), Canvas(1920, 1080), Fraction(25)
SMALL = Canvas(480, 270)
TOOLS = {"ffmpeg": "f", "fonts": "n", "pillow": "p", "numpy": "y", "moviepy": "m"}


def through_json(params: Any) -> Any:
    return json.loads(json.dumps(canonical(params)))


def test_every_kind_of_scene_travels_as_it_is() -> None:
    scenes = [chart(**said) for said, _ in CHARTS.values()]
    scenes += [ReelTitle(Head("t", "标题"), "系列", "广州市"), ReelSources(Head("s", "来源"), ("统计局",))]
    drawing = from_params(through_json(to_params(Drawing(tuple(scenes), THEME, WIDE, FPS, ()))), ())
    assert drawing.scenes == tuple(scenes)
    assert (drawing.canvas, drawing.fps) == (WIDE, FPS)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_decimal_keeps_its_places_on_the_way(value: Decimal) -> None:
    scene = Counter(Head("h", "t"), Amount(value, "家"))
    (back,) = from_params(through_json(to_params(Drawing((scene,), THEME, WIDE, FPS, ()))), ()).scenes
    assert isinstance(back, Counter)
    assert str(back.amount.value) == str(value)


def films(*scenes: Any, canvas: Canvas = WIDE) -> Plan:
    builder = PlanBuilder(TOOLS)
    for n, scene in enumerate(scenes):
        piece = Piece((scene,), Frames(0, 125))
        drawing = Drawing(piece.scenes, THEME, canvas, FPS, ())
        plan_film(builder, drawing, piece.frames, encoding=Encoding(), label=str(n))
    return builder.plan()


def test_a_corrected_figure_makes_its_own_film_anew_and_no_other() -> None:
    one, two = (chart(**CHARTS[name][0]) for name in ("counter", "ring"))
    corrected = replace(one, amount=replace(one.amount, value=Decimal("22859.36")))
    before, after = set(films(one, two).tasks), set(films(corrected, two).tasks)
    assert len(before & after) == 1
    assert set(films(one, canvas=Canvas(1080, 1920)).tasks).isdisjoint(before)


def test_chat_pictures_are_540_at_their_short_side_and_even() -> None:
    assert for_chat(WIDE) == Canvas(960, 540)
    assert for_chat(Canvas(1080, 1920)) == Canvas(540, 960)
    assert for_chat(Canvas(1080, 1080)) == Canvas(540, 540)
    odd = for_chat(Canvas(1998, 1080))
    assert (odd.width % 2, odd.height) == (0, 540)


def test_stills_animations_and_sound_are_tasks_of_their_own() -> None:
    scene, builder = chart(**CHARTS["counter"][0]), PlanBuilder(TOOLS)
    drawing = Drawing((scene,), THEME, WIDE, FPS, ())
    plan_still(builder, drawing, 124, "still")
    plan_animation(builder, drawing, 125, "a.gif", "gif")
    silent, bedded = plan_sound(builder, 125, FPS, None, "s"), plan_sound(builder, 125, FPS, "ab" * 32, "b")
    plan = builder.plan()
    assert len(plan) == 4
    assert plan[silent.key].params["samples"] == 240_000
    assert str(plan[bedded.key].inputs["bed"]).startswith("sha256:")


def test_a_reel_shows_every_frame_of_every_scene_in_order() -> None:
    scenes = [chart(**CHARTS[name][0]) for name in ("counter", "bars", "ring")]
    shown = []
    for piece in pieces_of_reel(scenes, FPS):
        frames = range(piece.frames.start, piece.frames.end)
        shown += [
            (piece.scenes[at.scene], at.frame) for at in (shown_at(piece.scenes, FPS, n) for n in frames)
        ]
    assert shown == [(scene, n) for scene in scenes for n in range(length(scene, FPS))]


def test_a_scene_and_its_reel_share_all_but_the_wipe() -> None:
    scenes = [chart(**CHARTS[name][0]) for name in ("counter", "bars")]
    alone, reel = pieces_of(scenes[1], FPS), pieces_of_reel(scenes, FPS)
    assert alone[1] == reel[3]
    assert alone[0] != reel[2]
    wiped = len(alone[0].frames)
    after = paint_reel(scenes, THEME, SMALL, length(scenes[0], FPS) + wiped, FPS)
    assert after.tobytes() == paint(scenes[1], THEME, SMALL, wiped, FPS).tobytes()


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("canvas", [WIDE, Canvas(640, 360), Canvas(1620, 1080)])
def test_a_panel_is_clear_of_subtitles_and_corner_and_all_of_it_is_even(canvas: Canvas, side: Side) -> None:
    box = cut_in_box(canvas, side)
    assert (box.x == canvas.safe.x) if side == "left" else (box.right == canvas.safe.right)
    assert canvas.safe.holds(box)
    assert box.bottom <= canvas.floor
    assert [side % 2 for side in (box.x, box.y, box.width, box.height)] == [0, 0, 0, 0]
    corner = topic_box(TopicStrap(Frames(0, 10), "综合交通"), canvas)
    assert not box.meets(corner)


@pytest.mark.parametrize("canvas", [Canvas(1080, 1920), Canvas(1080, 1080), Canvas(1440, 1080)])
def test_where_there_is_no_room_beside_the_speaker_a_panel_stands_instead_of_the_picture(
    canvas: Canvas,
) -> None:
    scene, mark = chart(**CHARTS["counter"][0]), CutInMark("h-1", Frames(100, 225), side="left")
    panel, full = (
        plan_cut_in(PlanBuilder(TOOLS), Drawing((scene,), THEME, canvas, FPS, ()), replace(mark, side=side))
        for side in ("left", None)
    )
    assert panel == full
    assert panel.box == Box(0, 0, canvas.width, canvas.height)


@pytest.mark.parametrize("canvas", [WIDE, Canvas(1080, 1920), Canvas(1080, 1080)])
def test_what_a_full_cut_in_says_stands_above_the_subtitles(canvas: Canvas) -> None:
    drawn_on = cut_in_canvas(canvas, None)
    for said, _ in CHARTS.values():
        scene = chart(**said)
        try:
            check(scene, THEME, drawn_on)
        except (TextTooLong, TooMuchToShow):
            continue
        last = describe(scene, THEME, drawn_on, length(scene, FPS) - 1, FPS)
        assert max(mark.baseline for mark in last.marks if isinstance(mark, Text)) <= canvas.floor
    assert cut_in_box(canvas, None) == Box(0, 0, canvas.width, canvas.height)


def test_a_cut_in_is_a_moving_overlay_in_its_place() -> None:
    builder, scene = PlanBuilder(TOOLS), chart(**CHARTS["counter"][0])
    mark = CutInMark("h-1", Frames(100, 225), side="right")
    overlay = plan_cut_in(builder, Drawing((scene,), THEME, WIDE, FPS, ()), mark)
    (task,) = builder.plan()
    assert (overlay.frames, overlay.box, overlay.still, overlay.key) == (
        Frames(100, 225), cut_in_box(WIDE, "right"), False, task.key,
    )  # fmt: skip
    assert task.params["frames"] == 125


def test_a_font_of_the_episode_goes_with_the_scenes_that_need_it_and_with_no_other(tmp_path: Path) -> None:
    font = open_font(make_font(tmp_path / "own.ttf"))
    plain = Quote(Head("a", "专家点评"), "这一步很关键。", "吉专家")
    rare = replace(plain, name="𠮷专家")
    for scene, needed in ((plain, False), (rare, True)):
        with_font, without = PlanBuilder(TOOLS), PlanBuilder(TOOLS)
        for builder, fonts in ((with_font, (font,)), (without, ())):
            drawing = Drawing((scene,), THEME, SMALL, FPS, fonts)
            plan_film(builder, drawing, Frames(0, 9), encoding=Encoding(), label="x")
            plan_still(builder, drawing, 0, "x")
            plan_animation(builder, drawing, 9, "x.gif", "x")
            plan_cut_in(builder, drawing, CutInMark("a", Frames(0, 9), side=None))
        tasks = list(with_font.plan())
        assert [task.inputs.get("fonts") for task in tasks] == [
            (Digest(font.digest),) if needed else None
        ] * 4
        assert ([task.key for task in tasks] == [task.key for task in without.plan()]) is not needed
