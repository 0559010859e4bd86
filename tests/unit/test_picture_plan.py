"""Keys of segments: what makes one anew, and what doesn't."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from tests.unit.pictures import VIDEO
from tests.unit.timelines import PAL, timeline
from videopipe.config.profile import Encoding, Layout, Rendition
from videopipe.engine.task import Digest, In, Plan, PlanBuilder
from videopipe.model.cues import Script
from videopipe.model.overlay import Backdrop, Box, Overlay
from videopipe.model.time import Frames
from videopipe.model.timeline import Timeline
from videopipe.stages.picture.plan import (
    Drawing,
    PictureSource,
    entry_params,
    group_renditions,
    plan_join,
    plan_segments,
)

WIDE = Layout(width=1920, height=1080)
LARGE = Rendition(layout="wide", width=1920, height=1080, text="burned")
SMALL = Rendition(layout="wide", width=1280, height=720, text="burned")
CLEAN = Rendition(layout="wide", width=1920, height=1080, text="clean")
TALL = Rendition(layout="tall", width=1080, height=1920, text="burned")
LAYOUTS = {"wide": WIDE, "tall": Layout(width=1080, height=1920)}
WHOLE = timeline((0, 0, 1000, True))
ENCODING = Encoding()
BACKDROP = Backdrop(colour="#000000", opacity_pct=70, blur_px=20, fade_in=5, fade_out=5)


def still(start: int, end: int, backdrop: Backdrop | None = None) -> Overlay:
    return Overlay(Frames(start, end), Box(96, 54, 320, 64), True, backdrop, "b" * 64, "bug.mkv")


def no_text(_: Frames) -> None:
    return None


def planned(
    segments: Sequence[Frames],
    edit: Timeline = WHOLE,
    *,
    draw: Drawing = no_text,
    overlays: Sequence[Overlay] = (),
    encoding: Encoding = ENCODING,
    rendition: Rendition = LARGE,
    digest: str = "f" * 64,
    limit: bool = False,
) -> Plan:
    builder = PlanBuilder({"ffmpeg": "9", "fonts": "1"})
    (group,) = group_renditions({"large": rendition}, LAYOUTS)
    sources = [PictureSource(digest, VIDEO, limit=limit), PictureSource("e" * 64, VIDEO)]
    plan_segments(
        builder, group, segments, timeline=edit, sources=sources, encoding=encoding, draw=draw, overlays=overlays
    )  # fmt: skip
    return builder.plan()


def key(segment: Frames, edit: Timeline = WHOLE, **changes: Any) -> str:
    (task,) = planned([segment], edit, **changes)
    return task.key


def test_a_segment_that_only_moves_in_the_programme_stays() -> None:
    cut_before = timeline((0, 0, 200, False), (0, 200, 1000, True))

    assert key(Frames(100, 200), cut_before) == key(Frames(300, 400))


def test_a_moved_segment_with_text_and_overlays_stays_too() -> None:
    cut_before = timeline((0, 0, 200, False), (0, 200, 1000, True))

    def draw(at: int) -> Drawing:
        return lambda segment: Script(f"a cue from {at - segment.start}")

    before = key(Frames(300, 400), draw=draw(320), overlays=[still(310, 500)])
    after = key(Frames(100, 200), cut_before, draw=draw(120), overlays=[still(110, 300)])
    assert before == after


@pytest.mark.parametrize("start", [0, 90, 100])
def test_a_still_that_shows_all_along_does_not_say_since_when(start: int) -> None:
    assert key(Frames(100, 200), overlays=[still(start, 900)]) == key(
        Frames(100, 200), overlays=[still(0, 200)]
    )


def test_a_still_over_a_fading_backdrop_says_since_when() -> None:
    one, two = (key(Frames(100, 200), overlays=[still(start, 900, BACKDROP)]) for start in (90, 95))

    assert one != two


def test_what_is_not_on_screen_does_not_matter() -> None:
    bare = key(Frames(100, 200))

    assert bare == key(Frames(100, 200), overlays=[still(0, 100), still(200, 300)])
    assert bare == key(
        Frames(100, 200), draw=lambda segment: Script("a cue") if segment.start >= 200 else None
    )


def test_a_font_of_the_episode_belongs_to_the_segments_that_need_it() -> None:
    def draw(segment: Frames) -> Script:
        return Script("a cue", ("a" * 64,) if segment.start == 100 else ())

    before, after = (planned([Frames(0, 100), Frames(100, 200)], draw=each) for each in (cue, draw))
    (changed,) = (task for task in after if task.key not in before)
    assert changed.inputs["fonts"] == (Digest("a" * 64),)
    assert changed.params["fonts"] == ["a" * 64]


def cue(_: Frames) -> Script:
    return Script("a cue")


def test_a_corrected_cue_renders_its_segment_only() -> None:
    segments = [Frames(0, 100), Frames(100, 200), Frames(200, 300)]

    def draw(text: str) -> Drawing:
        return lambda segment: Script(text if segment.start == 100 else "别的")

    before, after = planned(segments, draw=draw("错字")), planned(segments, draw=draw("改字"))
    changed = [task.label for task in after if task.key not in before]
    assert changed == ["picture/wide-burned/001"]


@pytest.mark.parametrize(
    "changes",
    [
        {"draw": lambda _: Script("text")}, {"overlays": [still(150, 160)]}, {"encoding": Encoding(preset="medium")},
        {"rendition": LARGE.model_copy(update={"crf": 18})}, {"digest": "0" * 64},
        {"limit": True},
    ],
    ids=["text", "overlay", "encoding", "rendition", "footage", "levels"],
)  # fmt: skip
def test_what_changes_the_picture_changes_the_key(changes: dict[str, Any]) -> None:
    assert key(Frames(100, 200), **changes) != key(Frames(100, 200))


def test_the_longest_segment_is_no_part_of_any_key() -> None:
    assert key(Frames(0, 50), encoding=Encoding(longest_segment_s=9)) == key(Frames(0, 50))


def test_other_frames_and_other_sources_have_other_keys() -> None:
    two = timeline((0, 0, 100, True), (1, 0, 100, True))

    assert len({key(Frames(0, 50), two), key(Frames(50, 100), two), key(Frames(100, 150), two)}) == 3


def test_labels_are_numbered_within_their_group() -> None:
    labels = [task.label for task in planned([Frames(0, 100), Frames(100, 200)])]

    assert labels == ["picture/wide-burned/000", "picture/wide-burned/001"]
    assert [task.lane for task in planned([Frames(0, 100)])] == ["encode"]


def test_renditions_are_grouped_by_canvas_and_kind_of_text() -> None:
    groups = group_renditions({"a": LARGE, "b": CLEAN, "c": SMALL, "d": TALL}, LAYOUTS)

    assert [(group.name, list(group.renditions)) for group in groups] == [
        ("wide-burned", ["a", "c"]), ("wide-clean", ["b"]), ("tall-burned", ["d"])
    ]  # fmt: skip
    assert groups[2].canvas == LAYOUTS["tall"]


def test_renditions_without_marks_are_drawn_apart_and_clean_ones_are_not() -> None:
    unmarked = LARGE.model_copy(update={"bug": False})
    bare = CLEAN.model_copy(update={"bug": False})
    groups = group_renditions({"a": LARGE, "b": unmarked, "c": CLEAN, "d": bare}, LAYOUTS)

    assert [(group.name, list(group.renditions), group.marked) for group in groups] == [
        ("wide-burned", ["a"], True), ("wide-burned-unmarked", ["b"], False), ("wide-clean", ["c", "d"], False)
    ]  # fmt: skip


def test_one_decode_makes_all_renditions_of_a_group() -> None:
    builder = PlanBuilder({"ffmpeg": "9", "fonts": "1"})
    (group,) = group_renditions({"a": LARGE, "c": SMALL}, LAYOUTS)
    made = plan_segments(
        builder, group, [Frames(0, 100)], timeline=WHOLE, sources=[PictureSource("f" * 64, VIDEO)],
        encoding=Encoding(), draw=no_text, overlays=[],
    )  # fmt: skip
    (task,) = builder.plan()

    assert made == {"a": (In(task.key, "a.mp4"),), "c": (In(task.key, "c.mp4"),)}


def test_an_overlay_before_the_segment_is_entered_midway() -> None:
    clip = replace(still(80, 180), still=False)
    (task,) = planned([Frames(100, 200)], overlays=[clip])
    overlays = task.params["overlays"]

    assert isinstance(overlays, list)
    assert [(one["at"], one["length"]) for one in overlays if isinstance(one, dict)] == [(-20, 100)]


def test_a_join_is_as_long_as_its_segments() -> None:
    builder = PlanBuilder({"ffmpeg": "9"})
    files = [(In("1" * 64, "a.mp4"), 100), (In("2" * 64, "a.mp4"), 51)]
    made = plan_join(
        builder, label="picture/a", name="a.mp4", segments=files, fps=PAL, sound=In("3" * 64, "sound.m4a"), metadata={}
    )  # fmt: skip
    (task,) = builder.plan()

    assert made == task.out("a.mp4")
    assert (task.params["frames"], task.params["durations"]) == (151, ["4/1", "51/25"])
    assert task.inputs["segments"] == tuple(file for file, _ in files)


def test_the_first_picture_of_the_source_is_exact_in_the_key() -> None:
    builder = PlanBuilder({"ffmpeg": "9", "fonts": "1"})
    (group,) = group_renditions({"a": LARGE}, LAYOUTS)
    video = replace(VIDEO, first_picture=Fraction(1, 3))
    plan_segments(
        builder, group, [Frames(0, 10)], timeline=WHOLE, sources=[PictureSource("f" * 64, video)],
        encoding=Encoding(), draw=no_text, overlays=[],
    )  # fmt: skip
    (task,) = builder.plan()
    source = task.params["source"]

    assert isinstance(source, dict)
    assert source["first_picture"] == "1/3"


def test_a_step_that_the_footage_does_not_need_is_not_in_its_parameters() -> None:
    """So that a step which is invented later makes no plain segment anew."""
    (task,) = planned([Frames(0, 100)])
    source = task.params["source"]

    assert isinstance(source, dict)
    assert set(source) == {
        "deinterlace", "hdr", "full_range", "matrix", "scale", "crop", "pad", "first_picture", "index"
    }  # fmt: skip


def test_a_stream_with_rare_key_pictures_is_entered_earlier_and_an_indexed_file_never() -> None:
    rare = replace(VIDEO, longest_key_interval=Fraction(10))
    often = replace(VIDEO, longest_key_interval=Fraction(1, 2))
    assert entry_params(PictureSource("f" * 64, rare, "mpegts")) == {"enter_early": Fraction(10)}
    assert entry_params(PictureSource("f" * 64, often, "mpegts")) == {}
    assert entry_params(PictureSource("f" * 64, rare, "mov,mp4,m4a,3gp,3g2,mj2")) == {}
