"""The real interview through the whole walk, judged by what is delivered.

Small renditions by default, so that CI stays quick; `--full` takes the portal profile itself.
"""

import json
import subprocess
import sys
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import bagit
import numpy as np
import pysrt
import pytest

from tests.shared.episodes import SHARED, guangzhou_episode
from videopipe.media.probe import probe
from videopipe.media.run import run_tool
from videopipe.media.tools import ffmpeg_path
from videopipe.model.time import parse_seconds

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared with the real footage is not here")

FPS = 25
SMALL = """\
version: 1
extends: portal
layouts:
  wide: {width: 640, height: 360}
renditions:
  portal-1080p: {layout: wide, width: 640, height: 360, text: burned}
  portal-720p: {layout: wide, width: 320, height: 180, text: burned}
  portal-1080p-clean: {layout: wide, width: 640, height: 360, text: clean}
"""


class Made:
    """The bundle of the real interview."""

    def __init__(self, data: Path, speech: Any, full: bool) -> None:
        self.data = data
        self.speech = speech
        self.full = full
        self.edit = json.loads((data / "edit.json").read_text("utf-8"))
        self.films: list[Path] = sorted([*data.glob("video/*.mp4"), *data.glob("clips/*.mp4")])

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


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Made:
    folder = tmp_path_factory.mktemp("guangzhou")
    full = bool(request.config.getoption("--full"))
    episode, speech = guangzhou_episode(folder / "episode")
    profile = "portal"
    if not full:
        (folder / "portal.yaml").write_text(SMALL, "utf-8")
        profile = str(folder / "portal.yaml")
    command = [
        sys.executable,
        "-m",
        "videopipe",
        "run",
        str(episode),
        "-p",
        profile,
        "-o",
        str(folder / "out"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Made(folder / "out" / "gd-2019-gba-mayors" / "gz-2019-05-10" / "v1" / "data", speech, full)


def test_bars_dead_air_and_tail_are_gone(made: Made) -> None:
    removed = {
        piece["reason"]: (parse_seconds(piece["in"]), parse_seconds(piece["out"]))
        for piece in made.edit["pieces"]
        if not piece["keep"]
    }
    assert set(removed) == {"bars", "dead-air", "tail"}
    assert removed["bars"] == (Fraction(0), Fraction(4))
    truth = {each["why"]: (each["start"], each["end"]) for each in made.speech["dead_air"]}
    start, end = truth["guest reads notes"]
    assert start - 0.4 <= removed["dead-air"][0]
    assert removed["dead-air"][1] <= end
    assert removed["dead-air"][1] - removed["dead-air"][0] > end - start - 0.7
    assert 93.432 - 0.4 <= removed["tail"][0] < 94


def test_every_cue_is_within_two_frames_of_its_true_time(made: Made) -> None:
    cues = pysrt.open(str(made.data / "captions" / "zh-Hans.srt"), encoding="utf-8")
    phrases = made.speech["phrases"]
    assert len(cues) == len(phrases)
    for cue, phrase in zip(cues, phrases, strict=True):
        for got, true in ((cue.start.ordinal, phrase["start"]), (cue.end.ordinal, phrase["end"])):
            assert abs(got * FPS / 1000 - made.programme_frame(true)) <= 2, phrase["text"]


def test_the_sound_itself_is_in_step_with_the_cues(made: Made) -> None:
    """Every phrase that follows at least 0.3 s of quiet is heard where its cue begins, in the delivered sound."""
    raw = made.data.parent.parent / "sound.f32"
    reading = ["-v", "error", "-y", "-i", str(made.films[-1])]
    writing = ["-ac", "1", "-ar", "8000", "-f", "f32le", str(raw)]
    run_tool([str(ffmpeg_path()), *reading, *writing], stopped=lambda: False)
    power = np.fromfile(raw, "<f4") ** 2
    level = 10 * np.log10(power[: len(power) // 80 * 80].reshape(-1, 80).mean(1) + 1e-12)  # 10 ms
    threshold = np.percentile(level, 90) - 22
    phrases = made.speech["phrases"]
    checked = 0
    for before, phrase in pairwise(phrases):
        if phrase["start"] - before["end"] < 0.3:
            continue
        at = made.programme_frame(phrase["start"]) * 4  # 40 ms frames, 10 ms steps
        heard = np.flatnonzero(level[at - 20 : at + 40] > threshold)[0] - 20
        assert -8 <= heard <= 16, (phrase["text"], heard)
        checked += 1
    assert checked >= 10


def test_everything_with_sound_is_at_its_loudness_and_peak(made: Made) -> None:
    files = json.loads((made.data / "bundle.json").read_text("utf-8"))["files"]
    levels = [file["measured"]["loudness"] for file in files if file["measured"]["loudness"]]
    assert len(levels) == 6
    for level in levels:
        assert abs(level["integrated_lufs"] + 16) <= 0.5
        assert level["true_peak_dbtp"] <= -1.0


def test_every_film_keeps_picture_and_sound_equally_long_and_is_tagged(made: Made) -> None:
    for film in made.films:
        info = probe(film)
        video, (audio,) = info.video, info.audio
        assert video is not None
        assert abs(video.duration - audio.duration) <= Fraction(1, FPS)
        assert video.first_picture == 0
        assert audio.start == 0
        assert (video.primaries, video.transfer, video.matrix, video.full_range) == (
            "bt709",
            "bt709",
            "bt709",
            False,
        )
        assert (video.codec, video.profile, video.pixel_format) == ("h264", "High", "yuv420p")
        assert video.nominal_fps == video.average_fps == FPS
        assert video.longest_key_interval <= 2
        assert video.sample_aspect == 1
        assert info.moov_first
        if made.full:
            assert video.level <= 40
            assert (video.width, video.height) in {(1920, 1080), (1280, 720)}


def test_the_bag_is_valid_and_verifies(made: Made) -> None:
    bagit.Bag(str(made.data.parent)).validate()
    command = [sys.executable, "-m", "videopipe", "verify", str(made.data.parent)]
    assert subprocess.run(command, check=False).returncode == 0


def test_one_clip_a_question_with_its_words_and_no_others(made: Made) -> None:
    for question in ("gz-1", "gz-2", "gz-3"):
        words = [phrase for phrase in made.speech["phrases"] if phrase["question"] == question]
        film = probe(made.data / "clips" / f"{question}.wide.mp4")
        assert film.video is not None
        length = made.programme_frame(words[-1]["end"]) - made.programme_frame(words[0]["start"])
        assert 0 <= film.video.frames - length <= 2 * 8 + 4
