"""Every file of the footage has its diagnosis: real files, each a known difficulty."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.shared.episodes import SHARED
from videopipe.app.inspection import Inspected, inspect_file
from videopipe.config.profile import load_profile
from videopipe.media.apart import probe_apart
from videopipe.media.probe import NoIndex, NotMedia
from videopipe.model.errors import FootageRefused

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared with the real footage is not here")

FOOTAGE = SHARED / "footage"
RATE, UNTAGGED, SMALL, DUAL = "picture.other-rate", "picture.untagged", "picture.small", "sound.dual-mono"

GOOD: dict[str, set[str]] = {
    "raw/guangzhou.mp4": {DUAL, "file.extra-tracks", "picture.full-range", "picture.not-square"},
    "raw/zhuhai.mts": {DUAL, "picture.late-start", "picture.interlaced", "picture.deep-colour", "picture.not-square"},
    "zoo/autocut_test001.mp4": {DUAL, RATE},
    "zoo/autoeditor_example.mp4": {DUAL, RATE},
    "zoo/ax_hdr10-av1.mp4": {"sound.silent", RATE, "picture.hdr", "picture.deep-colour", "picture.narrow"},
    "zoo/ax_internal_emulator_transformer_output_270_rotated.mp4": {RATE, "picture.rotated", "picture.narrow"},
    "zoo/ax_sample_with_increasing_timestamps_360p.mp4": {RATE, SMALL},
    "zoo/ax_sowt-with-video.mov": {"sound.short", RATE},
    "zoo/clipvideo_zh_screencast.mp4": {RATE, UNTAGGED},
    "zoo/fc_apple-prores-422-hq.mov": {"sound.none", SMALL, "picture.other-colours", "picture.deep-colour", "picture.narrow"},
    "zoo/fc_dv-pal-interlaced.mov": {
        "sound.none", "picture.whole-in-fields", "picture.interlaced", "picture.other-colours", "picture.not-square", "picture.narrow",
    },
    "zoo/fc_hdv-1080i50.mov": {"sound.none", "picture.whole-in-fields", "picture.interlaced", "picture.not-square"},
    "zoo/gopro_max.mp4": {RATE, "file.extra-tracks", "picture.full-range"},
    "zoo/hls_segment_start30.ts": {"sound.mono", RATE, SMALL, "picture.late-start", "picture.other-colours", "picture.narrow"},
    "zoo/latentsync_demo1.mp4": {DUAL, "picture.narrow"},
    "zoo/mp_failing_audio.mp4": {"sound.ends-early", SMALL, UNTAGGED},
    "zoo/mp_no_duration.webm": {"sound.silent", "file.no-duration", "picture.variable-rate", UNTAGGED},
    "zoo/oc_av.mov": {DUAL, "picture.variable-rate", "picture.few", UNTAGGED, "picture.narrow"},
    "zoo/opendub_english.mp4": {"sound.mono", RATE, "picture.other-colours", "picture.narrow"},
    "zoo/vretalk_1.mp4": {DUAL, "picture.variable-rate", "picture.late-start", UNTAGGED, "picture.narrow"},
}  # fmt: skip
"""What is found of each file that is accepted."""

REFUSED = {
    "zoo/ax_sample_missing_stsd.mp4": "file.undescribed",
    "zoo/bmx_d10_sample.mxf": "picture.too-short",
    "zoo/chinese_news.wav": "picture.none",
    "zoo/derived_trunc_faststart.mp4": "file.cut-off",
    "zoo/mp4parse_no_timescale.mp4": "picture.damaged",
    "zoo/photon_meridian_51.mxf": "picture.none",
}
"""The finding that refuses it."""

UNREADABLE = {
    "zoo/autocut_test001.zh-en.srt": NotMedia,
    "zoo/ax_sample_malformed_free_box.mp4": NoIndex,
    "zoo/header_only_48bytes.mp4": NoIndex,
    "zoo/truncated_no_moov.mp4": NoIndex,
}


def inspected(name: str) -> Inspected:
    return inspect_file(FOOTAGE / name, load_profile("portal"), lambda: False)


def test_every_file_has_an_expected_diagnosis() -> None:
    there = {path.relative_to(FOOTAGE).as_posix() for path in FOOTAGE.glob("*/*")}

    assert there == GOOD.keys() | REFUSED.keys() | UNREADABLE.keys()


@pytest.mark.parametrize("name", GOOD)
def test_what_is_found(name: str) -> None:
    findings = inspected(name).findings

    assert {finding.id for finding in findings} == GOOD[name]
    assert not any(finding.severity == "FAIL" for finding in findings)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_why_first(name: str) -> None:
    first = inspected(name).findings[0]

    assert (first.id, first.severity) == (REFUSED[name], "FAIL")


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_refused_by_name(name: str) -> None:
    with pytest.raises(UNREADABLE[name]) as caught:
        probe_apart(FOOTAGE / name, lambda: False)
    assert Path(name).name in caught.value.say("zh")


def facts(name: str) -> Any:
    info = inspected(name).info
    assert info.video is not None
    return info.video


def test_known_facts_of_known_files() -> None:
    oc_av, vretalk, hdr = facts("zoo/oc_av.mov"), facts("zoo/vretalk_1.mp4"), facts("zoo/ax_hdr10-av1.mp4")

    assert (oc_av.nominal_fps, round(oc_av.average_fps), oc_av.frames) == (120, 2, 21)
    assert (vretalk.timing.constant, vretalk.timing.irregular, vretalk.frames) == (False, 48, 135)
    assert (hdr.hdr, hdr.bit_depth, hdr.timing.constant) == ("PQ", 10, True)
    assert facts("zoo/ax_internal_emulator_transformer_output_270_rotated.mp4").rotation_deg == 270
    assert facts("zoo/mp_no_duration.webm").duration > 4.9
    assert facts("zoo/hls_segment_start30.ts").first_picture > 30
    assert facts("raw/zhuhai.mts").fields.combed_permille > 100


def test_the_command_says_it_in_both_languages_and_exits_with_3() -> None:
    files = [str(FOOTAGE / name) for name in (*REFUSED, *UNREADABLE)]
    for lang, word in (("zh", "重新"), ("en", "again")):
        command = [sys.executable, "-m", "videopipe", "--lang", lang, "probe", *files]
        done = subprocess.run(command, capture_output=True, text=True, check=False)

        assert done.returncode == FootageRefused.exit_code
        said = done.stdout + done.stderr
        assert said.count("✗") == len(files)
        assert word in said
        assert "Traceback" not in said


def test_the_command_tells_programs_the_same() -> None:
    command = [sys.executable, "-m", "videopipe", "probe", "--json", str(FOOTAGE / "raw/guangzhou.mp4")]
    (told,) = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    assert {finding["id"] for finding in told["findings"]} == GOOD["raw/guangzhou.mp4"]
    assert told["timecode"] == {"text": "10:00:00:00", "drop_frame": False, "frames": 900_000}
    assert told["video"]["sample_aspect"] == "159/160"
    assert [channel["role"]["en"] for channel in told["channels"]] == ["programme left", "programme right"]
    assert {repair["id"] for repair in told["repairs"]} == {"limit-range", "square-pixels"}
