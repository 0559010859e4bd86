"""The real interviews through the whole walk, wide and upright at once, judged by what is delivered.

Small renditions, and half of the longer interview, by default, so that CI stays quick; `--full` takes all of it
through the portal and vertical profiles themselves.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import av
import bagit
import numpy as np
import pysrt
import pytest

from tests.shared.episodes import SHARED, guangzhou_episode, half_guangzhou_episode, zhuhai_episode
from videopipe.config.profile import Profile, combine_profiles, load_profile
from videopipe.media.combing import COMBED_SHARE, Luma, combed_share
from videopipe.media.probe import probe
from videopipe.media.run import run_tool
from videopipe.media.tools import ffmpeg_path
from videopipe.model.media import VideoStream
from videopipe.model.time import parse_seconds

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared with the real footage is not here")

FPS = 25
PORTAL = """\
version: 1
layouts:
  wide: {width: 640, height: 360}
renditions:
  portal-1080p: {layout: wide, width: 640, height: 360, text: burned}
  portal-720p: {layout: wide, width: 320, height: 180, text: burned}
clips: {rendition: portal-1080p, handle_ms: 300}
"""
VERTICAL = """\
version: 1
layouts:
  vertical: {width: 360, height: 640, fit: fill}
renditions:
  vertical-1080p: {layout: vertical, width: 360, height: 640, text: burned}
"""
LINES = """\
version: 1
layouts:
  vertical: {width: 608, height: 1080, fit: crop}
renditions:
  vertical-1080p: {layout: vertical, width: 608, height: 1080, text: burned}
"""
"""Interlaced footage line by line: smaller pictures average combs away."""


@dataclass(frozen=True)
class City:
    """An interview and what must come of it."""

    episode: Callable[[Path], tuple[Path, Any]]
    quick_episode: Callable[[Path], tuple[Path, Any]]
    """Unless `--full`."""
    id: str
    vertical: str
    """The upright profile, unless `--full`."""
    head: tuple[str, Fraction]
    """Why its beginning is cut away, and until when at the latest, in source time."""
    repairs: frozenset[str]
    """What is done to its pictures for the wide film, as the report tells."""


GUANGZHOU = City(
    guangzhou_episode,
    half_guangzhou_episode,
    "gz-2019-05-10",
    VERTICAL,
    ("bars", Fraction(4)),
    frozenset({"limit-range", "square-pixels"}),
)
ZHUHAI = City(
    zhuhai_episode,
    zhuhai_episode,
    "zh-2019-05-24",
    LINES,
    ("head", Fraction(4)),
    frozenset({"start-at-zero", "deinterlace", "square-pixels", "reduce-depth", "limit-levels"}),
)


@dataclass(frozen=True)
class Made:
    """The bundle of a real interview."""

    city: City
    data: Path
    speech: Any
    profile: Profile

    @cached_property
    def edit(self) -> Any:
        return json.loads((self.data / "edit.json").read_text("utf-8"))

    @cached_property
    def report(self) -> Any:
        return json.loads((self.data / "qc" / "report.json").read_text("utf-8"))

    @cached_property
    def films(self) -> list[Path]:
        return sorted([*self.data.glob("video/*.mp4"), *self.data.glob("clips/*.mp4")])

    @property
    def questions(self) -> list[str]:
        return sorted({phrase["question"] for phrase in self.speech["phrases"]} - {None})

    def picture(self, film: Path) -> VideoStream:
        video = probe(film).video
        assert video is not None
        return video

    def size(self, film: Path) -> tuple[int, int]:
        """What the profile asks for."""
        assert self.profile.clips is not None
        name = film.stem if film.parent.name == "video" else self.profile.clips.rendition
        rendition = self.profile.renditions[name]
        return rendition.width, rendition.height

    def programme_frame(self, t: float) -> int:
        """Programme frame of a source time, by the kept pieces of edit.json alone."""
        at = 0
        for piece in self.edit["pieces"]:
            start, end = (round(parse_seconds(piece[key]) * FPS) for key in ("in", "out"))
            frame = round(Fraction(str(t)) * FPS)
            if piece["keep"] and start <= frame <= end:
                return at + frame - start
            at += end - start if piece["keep"] else 0
        raise AssertionError(f"{t} was cut away")


def profiles_of(city: City, folder: Path, full: bool) -> list[str]:
    """What is given to `-p`."""
    if full:
        return ["portal", "vertical"]
    small = {"portal": PORTAL, "vertical": city.vertical}
    for name, text in small.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return [str(folder / f"{name}.yaml") for name in small]


@pytest.fixture(scope="module", params=[GUANGZHOU, ZHUHAI], ids=["guangzhou", "zhuhai"])
def made(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Made:
    city: City = request.param
    folder = tmp_path_factory.mktemp(city.id)
    full = bool(request.config.getoption("--full"))
    episode, speech = (city.episode if full else city.quick_episode)(folder / "episode")
    names = profiles_of(city, folder, full)
    chosen = [word for name in names for word in ("-p", name)]
    command = [sys.executable, "-m", "videopipe", "run", str(episode), *chosen, "-o", str(folder / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    data = folder / "out" / "gd-2019-gba-mayors" / city.id / "v1" / "data"
    return Made(city, data, speech, combine_profiles({name: load_profile(name) for name in names}))


def test_quality_control_finds_nothing_that_must_not_be_published(made: Made) -> None:
    films = made.report["films"]
    assert {film["file"] for film in films} == {str(film.relative_to(made.data)) for film in made.films}
    assert [film["verdict"] for film in films] == ["PASS"] * len(films)
    assert not [found for film in films for found in film["findings"] if found["severity"] == "FAIL"]


def test_the_report_tells_what_was_done_to_the_picture(made: Made) -> None:
    (footage,) = made.report["footage"]
    found = {finding["id"] for finding in footage["findings"]}
    steps = {step["id"] for step in footage["repairs"] if step["where"] in ("picture", "picture wide")}
    assert steps == made.city.repairs
    assert {step["finding"] for step in footage["repairs"]} <= found
    assert all(step["before"] != step["after"] for step in footage["repairs"])


def test_bars_dead_air_and_tail_are_gone(made: Made) -> None:
    removed = {
        piece["reason"]: (parse_seconds(piece["in"]), parse_seconds(piece["out"]))
        for piece in made.edit["pieces"]
        if not piece["keep"]
    }
    truth = {each["why"]: (each["start"], each["end"]) for each in made.speech["dead_air"]}
    pause = truth.get("guest reads notes")
    reason, latest = made.city.head
    ending = "outside" if "outside" in removed else "tail"
    assert set(removed) == {reason, ending} | ({"dead-air"} if pause else set())
    assert removed[reason][0] == 0
    assert latest - Fraction(2, 5) <= removed[reason][1] <= latest
    if pause:
        start, end = pause
        assert start - 0.4 <= removed["dead-air"][0]
        assert removed["dead-air"][1] <= end
        assert removed["dead-air"][1] - removed["dead-air"][0] > end - start - 0.7
    silent_from = made.speech["phrases"][-1]["end"]
    assert silent_from <= removed[ending][0] < silent_from + 1


LINGER = 13
"""Frames that an end may stay after the last word, to be read (SUB-06: half a second)."""


def test_every_cue_begins_within_two_frames_of_its_first_word_and_ends_soon_after_its_last(
    made: Made,
) -> None:
    cues = pysrt.open(str(made.data / "captions" / "zh-Hans.srt"), encoding="utf-8")
    phrases = made.speech["phrases"]
    assert len(cues) == len(phrases)
    for cue, phrase in zip(cues, phrases, strict=True):
        begins, ends = (round(at.ordinal * FPS / 1000) for at in (cue.start, cue.end))
        assert abs(begins - made.programme_frame(phrase["start"])) <= 2, phrase["text"]
        assert -2 <= ends - made.programme_frame(phrase["end"]) <= LINGER + 2, phrase["text"]


@pytest.mark.parametrize("rendition", ["portal-1080p", "vertical-1080p"])
def test_the_sound_itself_is_in_step_with_the_cues(made: Made, rendition: str) -> None:
    """Every phrase that follows at least 0.3 s of quiet is heard where its cue begins, in the delivered sound."""
    level = level_of(made.data / "video" / f"{rendition}.mp4")
    threshold = np.percentile(level, 90) - 22
    checked = 0
    for before, phrase in pairwise(made.speech["phrases"]):
        if phrase["start"] - before["end"] < 0.3:
            continue
        at = made.programme_frame(phrase["start"]) * 4  # 40 ms frames, 10 ms steps
        heard = np.flatnonzero(level[at - 20 : at + 40] > threshold)[0] - 20
        assert -8 <= heard <= 16, (phrase["text"], heard)
        checked += 1
    assert checked >= 5


def level_of(film: Path) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """dBFS of each 10 ms of its sound."""
    reading = ["-v", "error", "-y", "-i", str(film)]
    writing = ["-ac", "1", "-ar", "8000", "-f", "f32le", str(raw := film.parents[3] / "sound.f32")]
    run_tool([str(ffmpeg_path()), *reading, *writing], stopped=lambda: False)
    power = np.fromfile(raw, "<f4").astype(np.float64) ** 2
    level: np.ndarray[Any, np.dtype[np.float64]] = 10 * np.log10(
        power[: len(power) // 80 * 80].reshape(-1, 80).mean(1) + 1e-12
    )
    return level


def test_everything_with_sound_is_at_its_loudness_and_peak(made: Made) -> None:
    files = json.loads((made.data / "bundle.json").read_text("utf-8"))["files"]
    levels = [file["measured"]["loudness"] for file in files if file["measured"]["loudness"]]
    assert len(levels) == len(made.films)
    for level in levels:
        assert abs(level["integrated_lufs"] + 16) <= 0.5
        assert level["true_peak_dbtp"] <= -1.0


def test_there_is_a_film_for_each_rendition_and_each_question(made: Made) -> None:
    films = {str(film.relative_to(made.data)) for film in made.films}
    renditions = {f"video/{name}.mp4" for name in made.profile.renditions}
    assert films == renditions | {f"clips/{question}.wide.mp4" for question in made.questions}


def test_every_film_keeps_picture_and_sound_equally_long_and_is_tagged(made: Made) -> None:
    for film in made.films:
        info = probe(film)
        video, (audio,) = made.picture(film), info.audio
        assert abs(video.duration - audio.duration) <= Fraction(1, FPS)
        assert video.first_picture == 0
        assert audio.start == 0
        assert (audio.codec, audio.sample_rate, audio.layout) == ("aac", 48000, "stereo")
        assert (video.primaries, video.transfer, video.matrix) == ("bt709", "bt709", "bt709")
        assert not video.full_range
        assert (video.codec, video.profile, video.pixel_format) == ("h264", "High", "yuv420p")
        assert video.nominal_fps == video.average_fps == FPS
        assert video.timing.constant
        assert video.longest_key_interval <= 2
        assert info.moov_first


def test_every_film_has_the_size_of_its_rendition_upright_progressive_and_square(made: Made) -> None:
    for film in made.films:
        video = made.picture(film)
        assert (video.width, video.height) == made.size(film)
        assert video.sample_aspect == 1
        assert video.rotation_deg == 0
        assert not video.mirrored
        assert video.declared_field_order == video.field_order == "progressive"
        assert video.level <= 40


def test_films_of_one_programme_are_equally_long_and_miss_no_picture(made: Made) -> None:
    kept = sum(
        round(parse_seconds(piece["out"]) * FPS) - round(parse_seconds(piece["in"]) * FPS)
        for piece in made.edit["pieces"]
        if piece["keep"]
    )
    masters = [film for film in made.films if film.parent.name == "video"]
    assert {made.picture(film).frames for film in masters} == {kept}


def test_no_film_shows_combs_and_the_measure_would_see_them(made: Made) -> None:
    for film in (film for film in made.films if film.parent.name == "video"):
        shares = list(combing(film))
        assert len(shares) >= 50
        # Not the median: where nobody walks, little moves. Without deinterlacing it is 0.09 in Zhuhai's upright film.
        assert np.quantile(shares, 0.95) < COMBED_SHARE / 4
    (footage,) = made.report["footage"]
    combed_before = footage["facts"]["video"]["fields"]["combed_permille"] / 1000
    assert (combed_before > COMBED_SHARE) == ("deinterlace" in made.city.repairs)


def combing(film: Path) -> Iterator[float]:
    """Share of the moving pixels that comb, in a pair of neighbouring pictures of every seven.

    Not of every five: of 24 pictures a second shown as 50 fields, three comb and two are whole, in turn.
    """
    with av.open(str(film)) as container:
        pictures = container.decode(video=0)
        while len(pair := [luma(picture) for picture in islice(pictures, 2)]) == 2:
            share = combed_share(*pair)
            if share is not None:
                yield share
            next(islice(pictures, 4, 5), None)


def luma(picture: av.VideoFrame) -> Luma:
    """All lines, every second column."""
    return picture.to_ndarray(format="gray")[:, ::2].astype(np.uint8)


def test_the_bag_is_valid_and_verifies(made: Made) -> None:
    bagit.Bag(str(made.data.parent)).validate()
    command = [sys.executable, "-m", "videopipe", "verify", str(made.data.parent)]
    assert subprocess.run(command, check=False).returncode == 0


def test_one_clip_a_question_with_its_words_and_no_others(made: Made) -> None:
    for question in made.questions:
        words = [phrase for phrase in made.speech["phrases"] if phrase["question"] == question]
        film = made.picture(made.data / "clips" / f"{question}.wide.mp4")
        length = made.programme_frame(words[-1]["end"]) - made.programme_frame(words[0]["start"])
        assert 0 <= film.frames - length <= 2 * 8 + 4
