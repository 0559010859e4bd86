"""Listening and looking with the real ffmpeg: media of a second or two, made here."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from videopipe.engine.task import In, PlanBuilder
from videopipe.engine.work import Work
from videopipe.media.probe import probe
from videopipe.media.run import run_tool
from videopipe.media.sound import listen_to
from videopipe.media.tools import ffmpeg_path
from videopipe.media.wav import BadSoundTrack, Samples, map_samples
from videopipe.model.analysis import Analysis
from videopipe.model.media import Source
from videopipe.model.sound import ChosenSound
from videopipe.model.time import Span
from videopipe.stages.analyse.listen import BLOCK, listen
from videopipe.stages.analyse.make import RECIPES
from videopipe.stages.analyse.plan import plan_analysis
from videopipe.stages.analyse.read import parse_analysis
from videopipe.stages.audio.choose import SoundRules, choose_sound

RATE = 48_000
A_MILLISECOND = RATE // 1000


@dataclass(frozen=True)
class Analysed:
    """Everything that the tasks of one file left."""

    first_picture: Fraction
    chosen: ChosenSound
    sound: Samples
    found: Analysis


def ffmpeg(*arguments: str | Path) -> None:
    run_tool([ffmpeg_path(), "-v", "error", "-nostdin", "-y", *arguments], stopped=lambda: False)


def analyse(path: Path) -> Analysed:
    """Runs the plan without an engine, task after task."""
    info = probe(path)
    assert info.video is not None
    facts = listen(listen_to(path, BLOCK, lambda: False))
    chosen = choose_sound(facts, SoundRules(), info.video.duration)
    builder = PlanBuilder({"ffmpeg": "any", "numpy": "any"})
    source = Source(path.name, "ab" * 32, path.stat().st_size)
    wanted = plan_analysis(builder, source, info, chosen.choice)
    made = path.parent / f"{path.name}-made"
    for task in builder.plan():
        (made / task.key).mkdir(parents=True)
        inputs = {
            name: made / ref.key / ref.name if isinstance(ref, In) else path
            for name, ref in task.inputs.items()
        }
        RECIPES[task.recipe](Work(task.params, inputs, task.outputs, made / task.key))

    def out(ref: In) -> Path:
        return made / ref.key / ref.name

    return Analysed(
        info.video.first_picture,
        chosen,
        map_samples(out(wanted.sound_track)),
        parse_analysis(out(wanted.sound).read_text("utf-8"), out(wanted.picture).read_text("utf-8")),
    )


ENCODED = ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "pcm_s16le")
PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=2")


def click(at: float, rate: int, layout: str = "stereo") -> str:
    """One loud sample at `at` seconds of a 2 s track."""
    channels = "|".join(["0.5*eq(n,%d)" % round(at * rate)] * (1 if layout == "mono" else 2))  # noqa: UP031
    return f"aevalsrc='{channels}':s={rate}:d=2:c={layout}"


def click_position(sound: Samples) -> int:
    return int(np.abs(np.asarray(sound)).max(axis=1).argmax())


@pytest.mark.parametrize(
    ("suffix", "video_offset", "audio_offset", "expected_s"),
    [
        pytest.param("mov", "0", "0", 1.0, id="together"),
        pytest.param("mov", "0", "0.5", 1.5, id="sound starts 0.5 s after the picture"),
        pytest.param("mov", "0.48", "0", 0.52, id="sound starts 0.48 s before the picture"),
        pytest.param("mkv", "0", "0.5", 1.5, id="Matroska, sound later"),
        pytest.param("mkv", "0.48", "0", 0.52, id="Matroska, sound earlier"),
    ],
)
def test_a_click_lies_where_it_lies_against_the_first_picture(
    tmp_path: Path, suffix: str, video_offset: str, audio_offset: str, expected_s: float
) -> None:
    path = tmp_path / f"a.{suffix}"
    ffmpeg(
        "-itsoffset", video_offset, *PICTURE, "-itsoffset", audio_offset, "-f", "lavfi", "-i", click(1.0, RATE),
        *ENCODED, path,
    )  # fmt: skip
    assert click_position(analyse(path).sound) == pytest.approx(expected_s * RATE, abs=A_MILLISECOND)


def test_a_transport_stream_that_starts_late_is_measured_from_its_first_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.ts"
    ffmpeg(
        *PICTURE, "-itsoffset", "0.2", "-f", "lavfi", "-i", click(1.0, RATE), "-output_ts_offset", "30",
        "-c:v", "libx264", "-preset", "ultrafast", "-bf", "0", "-c:a", "s302m", "-strict", "-2", path,
    )  # fmt: skip
    made = analyse(path)
    assert made.first_picture > 30
    assert click_position(made.sound) == pytest.approx(1.2 * RATE, abs=A_MILLISECOND)


def test_mono_of_44100_becomes_two_equal_channels_of_unchanged_level(tmp_path: Path) -> None:
    path = tmp_path / "a.mov"
    tone = "aevalsrc='0.25*sin(2*PI*440*t)+0.5*eq(n,44100)':s=44100:d=2:c=mono"
    ffmpeg(*PICTURE, "-f", "lavfi", "-i", tone, *ENCODED, path)
    sound = np.asarray(analyse(path).sound)
    assert click_position(sound) == pytest.approx(RATE, abs=A_MILLISECOND)
    assert np.array_equal(sound[:, 0], sound[:, 1])
    assert np.abs(sound[RATE // 4 : RATE // 2]).max() == pytest.approx(0.25, abs=0.002)


def test_of_surround_the_centre_goes_to_both_sides_at_minus_3_db(tmp_path: Path) -> None:
    path = tmp_path / "a.mov"
    centre = "aevalsrc='0|0|0.5*sin(2*PI*440*t)|0|0|0':s=48000:d=2:c=5.1"
    ffmpeg(*PICTURE, "-f", "lavfi", "-i", centre, *ENCODED, path)
    sound = np.asarray(analyse(path).sound)[RATE // 2 : RATE]
    assert np.abs(sound).max(axis=0).tolist() == pytest.approx([0.3536, 0.3536], abs=0.002)


def test_a_hole_in_the_sound_is_silence_and_what_follows_stays_in_place(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    holed = f"{click(1.0, RATE)},aselect='not(between(t,0.3,0.35))'"
    ffmpeg(*PICTURE, "-f", "lavfi", "-i", holed, *ENCODED, path)
    assert click_position(analyse(path).sound) == pytest.approx(RATE, abs=A_MILLISECOND)


def test_without_sound_there_is_silence_as_long_as_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    ffmpeg(*PICTURE, "-c:v", "libx264", "-preset", "ultrafast", path)
    made = analyse(path)
    assert made.sound.shape == (2 * RATE, 2)
    assert not np.asarray(made.sound).any()
    assert made.found.speech == ()
    assert made.found.loudness.integrated_lufs == -np.inf


@pytest.mark.parametrize("seconds", ["1", "3"])
def test_the_sound_track_ends_with_the_picture(tmp_path: Path, seconds: str) -> None:
    path = tmp_path / "a.mkv"
    tone = f"sine=f=440:r=48000:d={seconds}"
    ffmpeg(*PICTURE, "-f", "lavfi", "-i", tone, *ENCODED, path)
    assert analyse(path).sound.shape == (2 * RATE, 2)


def test_a_file_that_is_no_sound_track_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    ffmpeg("-f", "lavfi", "-i", "sine=r=44100:d=0.1", "-c:a", "pcm_f32le", path)
    with pytest.raises(BadSoundTrack, match=r"sound\.wav"):
        map_samples(path)


def test_a_long_files_header_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    tone = "aevalsrc=0.5|0.5:s=48000:d=0.1"
    ffmpeg("-f", "lavfi", "-i", tone, "-c:a", "pcm_f32le", "-rf64", "always", path)
    sound = map_samples(path)
    assert sound.shape == (4800, 2)
    assert np.asarray(sound).min() == 0.5


def film(path: Path, *parts: str, more: Sequence[str] = ()) -> None:
    """The lavfi sources one after the other."""
    chains = ";".join(f"{part},setsar=1,format=yuv420p[v{n}]" for n, part in enumerate(parts))
    labels = "".join(f"[v{n}]" for n in range(len(parts)))
    graph = f"{chains};{labels}concat=n={len(parts)}[out]"
    ffmpeg("-filter_complex", graph, "-map", "[out]", "-c:v", "libx264", "-preset", "ultrafast", *more, path)


MOVING = "mandelbrot=s=320x180:r=25:end_scale=0.1:end_pts=200,trim=duration=2"


@pytest.mark.parametrize("bars", ["smptehdbars", "smptebars", "pal75bars", "pal100bars"])
def test_bars_end_on_the_frame_on_which_they_end(tmp_path: Path, bars: str) -> None:
    path = tmp_path / "a.ts"
    film(path, f"{bars}=s=320x180:r=25:d=1.56", MOVING, more=("-output_ts_offset", "7"))
    assert analyse(path).found.bars == (Span(Fraction(0), Fraction("1.56")),)


def test_black_still_and_shots_are_found_in_one_decode(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    film(
        path,
        "color=black:s=320x180:r=25:d=0.4",
        MOVING,
        "color=gray:s=320x180:r=25:d=2.2",
        "color=black:s=320x180:r=25:d=1",
    )
    found = analyse(path).found
    assert found.black == (Span(Fraction(0), Fraction("0.4")), Span(Fraction("4.6"), Fraction("5.6")))
    assert found.frozen == (Span(Fraction("2.4"), Fraction("4.6")),)
    assert set(found.shots) >= {Fraction("0.4"), Fraction("2.4"), Fraction("4.6")}
    assert found.bars == ()
