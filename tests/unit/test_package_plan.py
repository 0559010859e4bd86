"""What is measured, which stills are taken, and when two episodes are the same."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.engine.task import In, PlanBuilder
from videopipe.model.bundle import Deliverable, Made
from videopipe.stages.package.plan import identity, plan_image, plan_measure

FILM = In("a" * 64, "portal-1080p.mp4")
TOOLS = {"ffmpeg": "9", "pyav": "18", "pillow": "11"}
CAPTIONS = Deliverable("captions/zh-Hans.vtt", "WEBVTT\n", "captions", "text/vtt", "zh-Hans", "字幕")
VIDEO = Deliverable(
    "video/a.mp4",
    Made("b" * 64, "a.mp4"),
    "programme",
    "video/mp4",
    "zh-Hans",
    "正片",
    Made("c" * 64, "measured.json"),
)


def test_a_film_is_measured_with_the_tools_that_read_it_and_a_text_with_none() -> None:
    builder = PlanBuilder(TOOLS)
    plan_measure(builder, FILM, "portal-1080p")
    plan_measure(builder, In("b" * 64, "zh.srt"), "captions")
    plan_measure(builder, In("c" * 64, "cover.JPG"), "cover")
    film, text, still = builder.plan()
    assert (film.params["kind"], film.tools) == ("media", ("ffmpeg", "pyav"))
    assert (text.params["kind"], text.tools) == ("plain", ())
    assert (still.params["kind"], still.tools) == ("image", ("pillow",))


def test_stills_of_other_frames_and_sizes_are_other_results() -> None:
    builder = PlanBuilder(TOOLS)
    wishes = [(0, None), (1, None), (0, (640, 360)), (0, (1200, 630))]
    keys = {plan_image(builder, FILM, frame, size, "poster", "poster.jpg").key for frame, size in wishes}
    assert len(keys) == len(wishes)


def test_the_order_of_deliverables_does_not_make_another_episode() -> None:
    assert identity([CAPTIONS, VIDEO], {"title": "甲"}) == identity([VIDEO, CAPTIONS], {"title": "甲"})


@pytest.mark.parametrize(
    "changed",
    [
        replace(VIDEO, path="video/b.mp4"),
        replace(VIDEO, source=Made("d" * 64, "a.mp4")),
        replace(VIDEO, source=Made("b" * 64, "b.mp4")),
        replace(VIDEO, source="text"),
        replace(VIDEO, role="clip"),
        replace(VIDEO, media_type="video/webm"),
        replace(VIDEO, language=""),
        replace(VIDEO, title="花絮"),
        replace(VIDEO, facts=None),
    ],
)
def test_whatever_changes_in_a_deliverable_changes_the_identity(changed: Deliverable) -> None:
    assert identity([changed], {}) != identity([VIDEO], {})


@given(st.text(), st.text())
def test_texts_are_told_apart_by_what_they_say(one: str, two: str) -> None:
    same = identity([replace(CAPTIONS, source=_utf8(one))], {}) == identity(
        [replace(CAPTIONS, source=_utf8(two))], {}
    )
    assert same == (_utf8(one) == _utf8(two))


def _utf8(text: str) -> str:
    return text.encode("utf-8", "ignore").decode()


def test_what_no_deliverable_shows_counts_too() -> None:
    assert identity([VIDEO], {"title": "甲"}) != identity([VIDEO], {"title": "乙"})


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../a", "a/../b", "a//b", "a\\b", "a\nb", "100%.srt", "bundle.json", "index.html",
     "a /b", "c:d", unicodedata.normalize("NFD", "images/é.jpg")],
)  # fmt: skip
def test_a_path_that_could_leave_the_bundle_or_break_its_manifest_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="can't be a path"):
        replace(CAPTIONS, path=path)


def test_chinese_names_are_welcome() -> None:
    assert replace(CAPTIONS, path="字幕/广州 第1期.vtt").path == "字幕/广州 第1期.vtt"
