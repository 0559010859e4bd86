"""Infographics as they are written: films frame by frame, whichever worker draws them, and what the command leaves."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from tests.fonts import make_font
from tests.unit.test_infographics_twin import CHARTS, chart
from videopipe.app import infographic
from videopipe.cli.main import cli
from videopipe.config.profile import Encoding
from videopipe.config.theme import load_theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.setting import own_fonts
from videopipe.engine.stop import Stop
from videopipe.engine.task import PlanBuilder, canonical
from videopipe.engine.work import Work
from videopipe.media.probe import probe
from videopipe.media.wav import map_samples, write_samples
from videopipe.model.errors import Stopped
from videopipe.model.infographics import Head, Quote
from videopipe.model.marks import CutInMark
from videopipe.model.time import Frames
from videopipe.stages.infographics.film import write_film
from videopipe.stages.infographics.make import RECIPES
from videopipe.stages.infographics.paint import paint
from videopipe.stages.infographics.params import Drawing
from videopipe.stages.infographics.plan import (
    FILM,
    cut_in_box,
    plan_cut_in,
    plan_film,
    plan_sound,
    plan_still,
)
from videopipe.stages.infographics.tempo import length
from videopipe.text.own_fonts import open_font

THEME, FPS, SMALL = load_theme("gov-blue"), Fraction(25), Canvas(480, 270)
TOOLS = {"ffmpeg": "f", "fonts": "n", "pillow": "p", "numpy": "y", "moviepy": "m"}
ENCODING: dict[str, Any] = {**FILM, "preset": "veryfast", "gop_s": 2, "threads": 1}
RAMP = [Image.new("RGB", (64, 36), (shade, shade, shade)) for shade in range(40, 240, 5)]


def decoded(path: Path) -> list[Any]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray()[: frame.height] for frame in container.decode(video=0)]


@pytest.mark.parametrize("fps", [FPS, Fraction(30000, 1001)])
def test_a_film_has_every_frame_at_its_time_in_bt709(tmp_path: Path, fps: Fraction) -> None:
    path = tmp_path / "film.mp4"
    write_film(RAMP.__getitem__, range(40), fps, (64, 36), path, encoding=ENCODING, tell=lambda _: False)
    video = probe(path).video
    assert video is not None
    assert (video.frames, video.average_fps, video.matrix, video.full_range) == (40, fps, "bt709", False)
    shown = [round(float(frame.mean())) for frame in decoded(path)]
    wanted = [round(16 + 219 * shade / 255) for shade in range(40, 240, 5)]
    assert max(abs(a - b) for a, b in zip(shown, wanted, strict=True)) <= 2


def test_pictures_that_rest_are_repeated_to_the_frame(tmp_path: Path) -> None:
    path, asked = tmp_path / "film.mp4", set()

    def picture(frame: int) -> Image.Image:
        asked.add(frame)
        return RAMP[min(frame, 7)]

    write_film(picture, range(30), FPS, (64, 36), path, encoding=ENCODING, tell=lambda _: False)
    shown = [round(float(frame.mean())) for frame in decoded(path)]
    assert len(shown) == 30
    assert len(set(shown[7:])) == 1
    assert shown[6] < shown[7]


def test_a_stop_is_heard_between_two_frames(tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        write_film(
            RAMP.__getitem__, range(40), FPS, (64, 36), tmp_path / "film.mp4", encoding=ENCODING,
            tell=lambda done: done == 5,
        )  # fmt: skip


def work_of(builder: PlanBuilder, folder: Path, **paths: tuple[Path, ...]) -> Work:
    (task,) = builder.plan()
    folder.mkdir()
    params: Any = json.loads(json.dumps(canonical(task.params)))
    return Work(params, paths, task.outputs, folder, Stop())


def test_frames_are_the_same_in_any_order_and_in_any_piece(tmp_path: Path) -> None:
    scene = chart(**CHARTS["bars"][0])
    numbers = list(range(0, length(scene, FPS), 9))
    forward = [paint(scene, THEME, SMALL, n, FPS).tobytes() for n in numbers]
    backward = [paint(scene, THEME, SMALL, n, FPS).tobytes() for n in reversed(numbers)]
    assert forward == backward[::-1]


def test_a_film_drawn_twice_is_the_same_file(tmp_path: Path) -> None:
    files = []
    for name in ("one", "two"):
        builder = PlanBuilder(TOOLS)
        drawing = Drawing((chart(**CHARTS["bars"][0]),), THEME, SMALL, FPS, ())
        plan_film(builder, drawing, Frames(5, 45), encoding=Encoding(), label="x")
        work = work_of(builder, tmp_path / name)
        RECIPES["infographics.film"](work)
        files.append(work.out("film.mp4").read_bytes())
    assert files[0] == files[1]


def test_a_cut_in_fades_in_stands_and_fades_out(tmp_path: Path) -> None:
    scene, builder = chart(**CHARTS["counter"][0]), PlanBuilder(TOOLS)
    mark = CutInMark("h-1", Frames(0, 40), side="right")
    plan_cut_in(builder, Drawing((scene,), THEME, SMALL, FPS, ()), mark)
    work = work_of(builder, tmp_path / "cut-in")
    RECIPES["infographics.overlay"](work)
    with av.open(str(work.out("cut-in.mkv"))) as container:
        frames = list(container.decode(video=0))
    box = cut_in_box(SMALL, "right")
    assert {(frame.width, frame.height, frame.format.name) for frame in frames} == {
        (box.width, box.height, "yuva420p")
    }
    alpha = [bytes(frame.planes[3])[0] for frame in frames]
    assert len(alpha) == 40
    assert alpha[7:33] == [255] * 26
    assert alpha[:8] == sorted(alpha[:8]) == alpha[:-9:-1]
    assert alpha[0] < 40


def test_a_still_shows_the_glyph_of_the_episodes_font(tmp_path: Path) -> None:
    font = open_font(make_font(tmp_path / "own.ttf"))
    scene = Quote(Head("a", "专家点评"), "这一步很关键。", "𠮷")
    last, builder = length(scene, FPS) - 1, PlanBuilder(TOOLS)
    plan_still(builder, Drawing((scene,), THEME, SMALL, FPS, (font,)), last, "x")
    work = work_of(builder, tmp_path / "still", fonts=(font.path,))
    RECIPES["infographics.still"](work)
    with own_fonts((font,)):
        expected = paint(scene, THEME, SMALL, last, FPS)
    assert Image.open(work.out("still.png")).tobytes() == expected.tobytes()


def test_silence_is_as_long_as_the_frames(tmp_path: Path) -> None:
    builder = PlanBuilder(TOOLS)
    plan_sound(builder, 26, FPS, None, "s")
    work = work_of(builder, tmp_path / "sound")
    RECIPES["infographics.sound"](work)
    samples = map_samples(work.out("sound.wav"))
    assert samples.shape == (49_920, 2)
    assert not np.any(samples)


def test_a_bed_is_faded_and_as_long_as_the_frames(tmp_path: Path) -> None:
    tone = np.full((96_000, 2), 0.5, np.float32)
    write_samples(tmp_path / "bed.wav", iter([tone]))
    builder = PlanBuilder(TOOLS)
    plan_sound(builder, 75, FPS, "ab" * 32, "s")
    bare = work_of(builder, tmp_path / "sound")
    work = Work(bare.params, {"bed": tmp_path / "bed.wav"}, bare.outputs, bare.scratch, Stop())
    RECIPES["infographics.sound"](work)
    level = np.abs(map_samples(work.out("sound.wav"))[:, 0])
    assert len(level) == 144_000
    assert level[0] < 0.01
    assert level[30_000:72_000] == pytest.approx(0.5, abs=0.01)
    assert level[90_000] < 0.4
    assert not level[96_000:].any()


DATA = """\
version: 1
title: 老城市新活力
city: 广州
source: 广州市统计局
scenes:
  - {id: gdp, label: 地区生产总值, value: 22859.35, unit: 亿元, period: 2018年}
"""


def test_the_command_writes_films_stills_and_twins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(infographic.LAYOUTS, "wide", SMALL)
    (tmp_path / "gz.yaml").write_text(DATA, "utf-8")
    arguments = ["infographic", str(tmp_path / "gz.yaml"), "-o", str(tmp_path / "out"), "--json"]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    facts = {Path(each["file"]).name: each for each in json.loads(result.stdout)}
    assert set(facts) == {
        "gdp.wide.mp4", "gdp.wide.png", "gdp.wide.webp", "gdp.wide.gif", "gdp.wide.json", "gdp.txt", "gdp.html", "gdp.csv", "gz-reel.wide.mp4",
    }  # fmt: skip
    assert set(facts) == {path.name for path in (tmp_path / "out").iterdir()}
    assert (facts["gdp.wide.mp4"]["width"], facts["gdp.wide.mp4"]["duration_s"]) == (480, 5)
    assert facts["gdp.wide.gif"]["width"] == 960
    media = probe(tmp_path / "out" / "gdp.wide.mp4")
    assert [stream.codec for stream in media.audio] == ["aac"]
    told = json.loads((tmp_path / "out" / "gdp.wide.json").read_text("utf-8"))
    assert any(mark.get("value") == "22859.35" for mark in told["marks"])
    assert "22,859.35亿元" in (tmp_path / "out" / "gdp.txt").read_text("utf-8")


def test_files_that_would_overwrite_each_other_are_refused(tmp_path: Path) -> None:
    for name in ("gz.yaml", "sz.yaml"):
        (tmp_path / name).write_text(DATA, "utf-8")
    files = [str(tmp_path / "gz.yaml"), str(tmp_path / "sz.yaml")]
    result = CliRunner().invoke(cli, ["--lang", "en", "infographic", *files, "-o", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "two scenes or reels are called `gdp`" in result.stderr


def test_the_command_refuses_bad_data_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "gz.yaml").write_text(DATA.replace("22859.35", "很多"), "utf-8")
    result = CliRunner().invoke(
        cli, ["--lang", "en", "infographic", str(tmp_path / "gz.yaml"), "-o", str(tmp_path / "out")]
    )
    assert result.exit_code == 2
    assert "line 6: `scenes.0.value`: “很多” won't do: not a number" in result.stderr
    assert not (tmp_path / "out").exists()
