"""Every kind of footage that cities send has its diagnosis, and three of them at once become one film."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.episodes import tiny_profile
from tests.footage import FOOTAGE, WIDE, lavfi
from tests.media import clean_film, ffmpeg
from videopipe.app.inspection import inspect_file
from videopipe.config.profile import load_profile
from videopipe.media.probe import probe

NARROW, UNTAGGED, DEEP = "picture.narrow", "picture.untagged", "picture.deep-colour"
MONO, SHORT = "sound.mono", "sound.short"
PLAIN = {NARROW, UNTAGGED, MONO, SHORT}
"""Of 640x480 without colour tags, two seconds, one microphone."""

FOUND = {
    "broadcast MXF": {NARROW, UNTAGGED, DEEP, SHORT, "picture.interlaced", "sound.extra-tracks"},
    "ProRes": PLAIN | {DEEP, "picture.other-rate", "file.extra-tracks"},
    "DNxHR": PLAIN | {DEEP},
    "AVCHD": PLAIN | {"picture.interlaced", "picture.late-start"},
    "DV": PLAIN | {"picture.interlaced", "picture.not-square"},
    "screen recording": PLAIN | {DEEP, "picture.full-range", "picture.variable-rate"},
    "live WebM": PLAIN | {"file.no-duration"},
    "odd size": (PLAIN | {DEEP, "picture.not-square", "picture.odd-size", "picture.wide"}) - {NARROW},
    "tall UHD": PLAIN,
    "with everything": PLAIN | {"file.extra-tracks"},
    "without sound": {NARROW, UNTAGGED, "sound.none"},
    "full range": PLAIN | {"picture.full-range"},
    "PAL tape": (PLAIN | {"picture.not-square", "picture.other-colours"}) - {UNTAGGED},
    "turned by 90": PLAIN | {"picture.rotated"},
    "turned by 180": PLAIN | {"picture.rotated"},
    "turned by 270": PLAIN | {"picture.rotated"},
    "mirrored": PLAIN | {"picture.mirrored"},
    "PQ": (PLAIN | {DEEP, "picture.hdr"}) - {UNTAGGED},
    "HLG": (PLAIN | {DEEP, "picture.hdr"}) - {UNTAGGED},
    "cut upload": {NARROW, UNTAGGED, MONO, "file.cut-off"},
    "one picture": {NARROW, UNTAGGED, "picture.too-short", "sound.none"},
    "too large": {UNTAGGED, "picture.too-large", "picture.wide", "sound.none"},
    "too long": {NARROW, UNTAGGED, "file.too-long", "picture.few", "picture.other-rate", "sound.none"},
    "sound only": {MONO, SHORT, "picture.none"},
}  # fmt: skip
REFUSED = {"cut upload", "one picture", "too large", "too long", "sound only"}


@pytest.mark.parametrize("name", FOOTAGE)
def test_each_kind_has_its_diagnosis(name: str, tmp_path: Path) -> None:
    inspected = inspect_file(FOOTAGE[name](tmp_path), load_profile("portal"), lambda: False)

    assert {finding.id for finding in inspected.findings} == FOUND[name]
    assert (inspected.findings[0].severity == "FAIL") is (name in REFUSED)


def test_channels_of_a_broadcast_file_are_told_apart(tmp_path: Path) -> None:
    inspected = inspect_file(FOOTAGE["broadcast MXF"](tmp_path), load_profile("portal"), lambda: False)

    assert inspected.info.timecode == "10:00:00:00"
    assert [role.en for role in inspected.roles] == [
        "silent", "silent", "programme left", "programme right", "silent", "silent", "silent", "silent",
    ]  # fmt: skip


EPISODE = """\
version: 1
id: mixed
series: test
city: "440100"
title: 老城市新活力
date: 2019-05-10T10:00+08:00
footage:
  - {file: raw/first.mp4}
  - {file: raw/mute.mp4}
  - {file: raw/last.mkv}
"""


def test_a_clip_without_sound_between_others_is_silent_only_there(tmp_path: Path) -> None:
    """FAILURES 10: 30 pictures a second, none of them sounding; then 44.1 kHz in Matroska."""
    raw = tmp_path / "episode" / "raw"
    raw.mkdir(parents=True)
    clean_film(raw / "first.mp4")
    ffmpeg(*lavfi(WIDE.replace("r=25", "r=30")), "-vf", "lutyuv=u=(val+128)/2:v=(val+128)/2", "-c:v", "libx264", "-pix_fmt", "yuv420p", raw / "mute.mp4")  # fmt: skip
    ffmpeg("-i", raw / "first.mp4", "-ar", "44100", "-c:v", "copy", "-c:a", "flac", raw / "last.mkv")
    (tmp_path / "episode" / "episode.yaml").write_text(EPISODE, "utf-8")
    profile = tiny_profile(tmp_path / "profile.yaml")
    command = [sys.executable, "-m", "videopipe", "run", "episode", "-p", str(profile), "-o", "out", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

    data = Path(json.loads(done.stdout)[0]["bundle"]) / "data"
    film = probe(tmp_path / data / "video" / "large.mp4")
    assert film.video is not None
    assert abs(film.video.duration - film.audio[0].duration) <= 1 / film.video.average_fps
    report = json.loads((tmp_path / data / "qc" / "report.json").read_text("utf-8"))
    assert [[found["id"] for found in one["findings"] if found["id"] == "sound.none"] for one in report["footage"]] == [
        [], ["sound.none"], [],
    ]  # fmt: skip
    assert {repair["id"] for repair in report["footage"][1]["repairs"]} >= {"convert-rate", "fill"}
    assert not any(finding["severity"] == "FAIL" for one in report["films"] for finding in one["findings"])
