"""The whole walk on a tiny episode, from a shell, as an editor runs it."""

import json
import re
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import av
import bagit
import numpy as np
import pytest
from PIL import Image

from tests.episodes import tiny_episode, tiny_profile
from tests.fonts import make_font
from videopipe.app.sheet import GUTTER, LABEL
from videopipe.media.probe import probe
from videopipe.stages.package.verify import verify_bundle
from videopipe.stages.picture.make import make_segment

FRAME = Fraction(1, 25)


class Desk:
    """An editor's folder with one episode, and the program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.episode = tiny_episode(folder / "深圳'市:[a],b;c 100% é")
        self.profile = tiny_profile(folder / "profile.yaml")
        self.out = folder / "out"

    def videopipe(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "videopipe", "--lang", "en", *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=self.folder, timeout=300
        )

    def run(self, *more: str | Path) -> subprocess.CompletedProcess[str]:
        return self.videopipe(
            "run", self.episode.name, "-p", self.profile, "-o", "out", "--work", ".videopipe", *more
        )

    def labels(self, done: subprocess.CompletedProcess[str], state: str) -> list[str]:
        """Labels of the tasks that ended so, from the log lines."""
        lines = [line.split() for line in done.stderr.splitlines() if line.startswith("[")]
        return [words[2] for words in lines if words[3] == state]

    def bundle(self, version: int) -> Path:
        return self.out / "test" / "tiny" / f"v{version}"

    def facts(self, version: int) -> dict[str, Any]:
        raw = json.loads((self.bundle(version) / "data" / "bundle.json").read_text("utf-8"))
        return {file["path"]: file["measured"] for file in raw["files"]}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with one bundle made."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    done = desk.run()
    assert done.returncode == 0, done.stderr
    return desk


@pytest.fixture
def desk(made: Desk, tmp_path: Path) -> Desk:
    """A copy of the made desk to change."""
    folder = tmp_path / "desk"
    shutil.copytree(made.folder, folder, symlinks=True)
    copy = Desk.__new__(Desk)
    copy.folder, copy.out, copy.profile = folder, folder / "out", folder / "profile.yaml"
    copy.episode = folder / made.episode.name
    return copy


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]


def test_the_bundle_is_a_valid_bag_with_all_that_was_asked_for(made: Desk) -> None:
    bag = bagit.Bag(str(made.bundle(1)))
    bag.validate()
    assert set(made.facts(1)) == {
        "captions/zh-Hans.srt", "captions/zh-Hans.vtt", "clips/q-1.wide.mp4", "clips/q-2.wide.mp4", "edit.json",
        "images/cover.jpg", "images/poster.jpg", "images/q-1.jpg", "images/q-2.jpg", "index.html", "qc/index.html", "qc/report.json",
        "transcript/zh-Hans.txt", "video/clean.mp4", "video/large.mp4", "video/small.mp4",
    }  # fmt: skip
    page = (Path(__file__).parents[2] / "docs/how-to/publish-a-bundle.md").read_text("utf-8")
    told = {
        role
        for row in re.findall(r"^\| (`[a-z`, ]+`) \|", page, re.MULTILINE)
        for role in re.findall(r"`(\w+)`", row)
    }
    raw = json.loads((made.bundle(1) / "data" / "bundle.json").read_text("utf-8"))
    assert {file["role"] for file in raw["files"]} <= told
    current = json.loads((made.out / "test" / "tiny" / "current.json").read_text("utf-8"))
    assert current["path"] == "v1"


def test_every_film_is_as_the_profile_says(made: Desk) -> None:
    for name, width in (("large", 640), ("small", 320), ("clean", 640)):
        info = probe(made.bundle(1) / "data" / "video" / f"{name}.mp4")
        video, (audio,) = info.video, info.audio
        assert video is not None
        assert (video.codec, video.profile, video.width) == ("h264", "High", width)
        assert (video.primaries, video.transfer, video.matrix, video.full_range) == (
            "bt709",
            "bt709",
            "bt709",
            False,
        )
        assert {video.nominal_fps, video.average_fps} == {Fraction(25)}
        assert video.sample_aspect == 1
        assert (video.field_order, video.rotation_deg, video.codec_tag) == ("progressive", 0, "avc1")
        assert {video.first_picture, audio.start} == {Fraction(0)}
        assert video.longest_key_interval <= 2
        assert abs(audio.duration - video.duration) <= FRAME
        assert (audio.codec, audio.profile, audio.sample_rate, audio.channels) == ("aac", "LC", 48000, 2)
        assert info.moov_first
        assert info.other_streams == ()


def test_every_file_with_sound_is_at_the_target(made: Desk) -> None:
    levels = [facts["loudness"] for facts in made.facts(1).values() if facts["loudness"]]
    assert len(levels) == 5
    for level in levels:
        assert level["integrated_lufs"] == pytest.approx(-16, abs=0.5)
        assert level["true_peak_dbtp"] <= -1.0


def test_the_report_tells_what_the_sound_is_made_of_and_what_was_done_to_it(made: Desk) -> None:
    report = json.loads((made.bundle(1) / "data" / "qc" / "report.json").read_text("utf-8"))
    (source,) = report["footage"]
    assert source["file"] == "raw/A001.mp4"
    assert source["sound"]["left"] == source["sound"]["right"]
    assert [one["id"] for one in source["findings"]] == ["picture.small", "picture.untagged", "sound.mono"]
    assert [one["id"] for one in source["repairs"]] == ["convert-colours", "mono-to-both"]
    assert source["facts"]["video"]["frames"] == 250
    assert set(report["sound"]["video/large.mp4"]["treatment"]) == {"gain_db", "limiter_dbtp"}


def test_a_channel_that_the_file_does_not_have_is_refused_with_its_line(desk: Desk) -> None:
    episode = desk.episode / "episode.yaml"
    episode.write_text(
        episode.read_text("utf-8").replace("role: interview}", "role: interview, sound: [2]}"), "utf-8"
    )
    done = desk.run()
    assert done.returncode == 2
    assert "line 10" in done.stderr
    assert "there is no channel 2" in done.stderr


def test_head_dead_air_and_tail_are_gone_and_each_piece_has_its_reason(made: Desk) -> None:
    edit = json.loads((made.bundle(1) / "data" / "edit.json").read_text("utf-8"))
    removed = [piece["reason"] for piece in edit["pieces"] if not piece["keep"]]
    assert removed == ["head", "dead-air", "tail"]


def test_a_clip_is_the_masters_own_packets(made: Desk) -> None:
    master = packets(made.bundle(1) / "data" / "video" / "large.mp4")
    clip = packets(made.bundle(1) / "data" / "clips" / "q-2.wide.mp4")
    assert any(master[at : at + len(clip)] == clip for at in range(len(master)))


def test_verify_finds_nothing_on_a_good_bundle_and_names_a_changed_byte(desk: Desk) -> None:
    assert desk.videopipe("verify", desk.bundle(1)).returncode == 0
    film = desk.bundle(1) / "data" / "video" / "small.mp4"
    content = bytearray(film.read_bytes())
    content[len(content) // 2] ^= 1
    film.write_bytes(content)
    done = desk.videopipe("verify", desk.bundle(1))
    assert done.returncode == 6
    assert "video/small.mp4" in done.stdout


def test_no_changed_byte_of_a_film_makes_verify_crash(desk: Desk) -> None:
    film = desk.bundle(1) / "data" / "video" / "small.mp4"
    good = film.read_bytes()
    for part in range(1, 9):
        at = len(good) * part // 9
        film.write_bytes(good[:at] + bytes([good[at] ^ 0x55]) + good[at + 1 :])
        faults = verify_bundle(desk.bundle(1), stopped=lambda: False)
        assert "data/video/small.mp4" in {fault.path for fault in faults}, at


def test_a_second_run_does_nothing_and_makes_no_version(desk: Desk) -> None:
    done = desk.run()
    assert done.returncode == 0, done.stderr
    assert desk.labels(done, "ran") == []
    assert not desk.bundle(2).exists()


def test_one_edited_cue_renders_the_segments_that_show_it_and_keeps_the_others_byte_for_byte(
    desk: Desk,
) -> None:
    subtitles = desk.episode / "subs" / "zh.srt"
    subtitles.write_text(subtitles.read_text("utf-8").replace("会更快更方便。", "会更快，更方便。"), "utf-8")
    done = desk.run()
    assert done.returncode == 0, done.stderr
    encoded = [label for label in desk.labels(done, "ran") if "wide-" in label]
    assert len(encoded) == 1
    assert encoded[0].startswith("picture/wide-burned/")
    assert not [
        label for label in desk.labels(done, "ran") if label.startswith(("audio", "graphics", "analyse"))
    ]
    before = packets(desk.bundle(1) / "data" / "video" / "large.mp4")
    after = packets(desk.bundle(2) / "data" / "video" / "large.mp4")
    changed = [index for index, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    assert changed
    assert changed[-1] - changed[0] < 2 * 25
    old, new = desk.facts(1), desk.facts(2)
    assert old["video/clean.mp4"] == new["video/clean.mp4"]
    assert old["captions/zh-Hans.vtt"] != new["captions/zh-Hans.vtt"]


def test_a_corrected_word_is_the_same_in_every_layout_caption_transcript_and_page(desk: Desk) -> None:
    upright = desk.folder / "upright.yaml"
    upright.write_text(_UPRIGHT, "utf-8")
    assert desk.run("-p", upright).returncode == 0
    subtitles = desk.episode / "subs" / "zh.srt"
    subtitles.write_text(subtitles.read_text("utf-8").replace("会更快更方便。", "会更好更方便。"), "utf-8")
    done = desk.run("-p", upright)
    assert done.returncode == 0, done.stderr
    encoded = [label.rpartition("/")[0] for label in desk.labels(done, "ran") if "-burned/" in label]
    assert encoded == ["picture/tall-burned", "picture/wide-burned"]
    data = desk.bundle(3) / "data"
    for name in ("captions/zh-Hans.srt", "captions/zh-Hans.vtt", "transcript/zh-Hans.txt", "index.html"):
        text = (data / name).read_text("utf-8")
        assert "会更好更方便" in text, name
        assert "会更快" not in text, name
    start, end = _times_of("会更好更方便", (data / "captions" / "zh-Hans.vtt").read_text("utf-8"))
    at = (start + end) / 2
    for film, layout in (("large", "wide"), ("tall", "tall")):
        old = _frame_at(desk.bundle(2) / "data" / "video" / f"{film}.mp4", at)
        new = _frame_at(data / "video" / f"{film}.mp4", at)
        rows = np.flatnonzero(np.abs(new - old).max(axis=(1, 2)) > 60)
        assert len(rows) > 5, "the corrected word is not in the picture"
        assert rows[0] > 0.7 * len(old), "something else than the subtitle has changed"
        still = desk.folder / f"{layout}.png"
        shown = desk.videopipe(
            "preview", desk.episode, "--at", str(at), "--layout", layout, "-o", still,
            "-p", desk.profile, "-p", upright, "--work", desk.folder / ".videopipe",
        )  # fmt: skip
        assert shown.returncode == 0, shown.stderr
        drawn = np.asarray(Image.open(still).convert("RGB")).astype(int)
        assert np.abs(drawn - new).mean() < 6


_UPRIGHT = """\
version: 1
title: 竖屏小样
layouts:
  tall: {width: 360, height: 640}
renditions:
  tall: {layout: tall, width: 360, height: 640, text: burned}
encoding: {preset: superfast, longest_segment_s: 2}
graphics: {title_s: 1, closing_s: 1, question_card_s: 1, lower_third_s: 1}
"""


def _times_of(said: str, vtt: str) -> tuple[float, float]:
    """Seconds at which the cue that says it begins and ends."""
    block = next(block for block in vtt.split("\n\n") if said in block)
    found = re.search(r"(\d+):(\d+):([\d.]+) --> (\d+):(\d+):([\d.]+)", block)
    assert found is not None
    hours, minutes, seconds, *end = map(float, found.groups())
    return 3600 * hours + 60 * minutes + seconds, 3600 * end[0] + 60 * end[1] + end[2]


def _frame_at(film: Path, at: float) -> Any:
    """int [height, width, 3]: the picture of a film of 25 a second at `at` s."""
    with av.open(str(film)) as container:
        shown = next(
            frame for number, frame in enumerate(container.decode(video=0)) if number == int(at * 25)
        )
    return shown.reformat(format="rgb24").to_ndarray().astype(int)


def test_a_font_of_the_episode_and_captions_for_the_hard_of_hearing_change_what_they_must(desk: Desk) -> None:
    make_font(desk.episode / "own.ttf")
    subtitles = desk.episode / "subs" / "zh.srt"
    subtitles.write_text(
        subtitles.read_text("utf-8").replace("会更快更方便。", "𠮷（掌声）会更快。"), "utf-8"
    )
    with (desk.episode / "episode.yaml").open("a", encoding="utf-8") as file:
        file.write("fonts: [own.ttf]\n")
    with desk.profile.open("a", encoding="utf-8") as file:
        file.write("captions: {sdh: true}\n")
    done = desk.run()
    assert done.returncode == 0, done.stderr
    (encoded,) = (
        label for label in desk.labels(done, "ran") if label.startswith(("picture/wide-", "graphics"))
    )
    assert encoded.startswith("picture/wide-burned/")
    data = desk.bundle(2) / "data"
    plain, full = ((data / f"captions/zh-Hans{kind}.srt").read_text("utf-8") for kind in ("", ".sdh"))
    assert "𠮷会更快\n" in plain
    assert "𠮷（掌声）会更快\n" in full
    assert "\n广州市政府负责同志：广州是枢纽城市\n" in full
    roles = {
        file["path"]: file["role"] for file in json.loads((data / "bundle.json").read_text("utf-8"))["files"]
    }
    assert (roles["captions/zh-Hans.vtt"], roles["captions/zh-Hans.sdh.vtt"]) == ("captions", "sdh")
    page = (data / "index.html").read_text("utf-8")
    assert 'label="简体中文·听障辅助"' in page
    assert "字幕（简体中文·听障辅助，SRT）" in page
    assert "掌声" not in (data / "transcript/zh-Hans.txt").read_text("utf-8")
    assert not list(verify_bundle(desk.bundle(2), stopped=lambda: False))


def test_explain_says_what_an_edited_cue_changes(desk: Desk) -> None:
    subtitles = desk.episode / "subs" / "zh.srt"
    subtitles.write_text(subtitles.read_text("utf-8").replace("会更快", "将更快"), "utf-8")
    done = desk.videopipe("explain", desk.episode, "wide-burned", "-p", desk.profile, "-o", desk.out)
    assert "would run" in done.stdout
    assert "-Dialogue" in done.stdout
    assert "将更快" in done.stdout


def test_plan_shows_what_is_cached_and_writes_nothing(desk: Desk) -> None:
    before = {path: path.stat().st_mtime_ns for path in desk.folder.rglob("*")}
    done = desk.videopipe("plan", desk.episode, "-p", desk.profile, "-o", desk.out)
    assert done.returncode == 0, done.stderr
    assert "0 to run" in done.stdout
    assert {path: path.stat().st_mtime_ns for path in desk.folder.rglob("*")} == before


def test_plan_in_an_empty_place_creates_nothing(desk: Desk, tmp_path: Path) -> None:
    done = desk.videopipe("plan", desk.episode, "-p", desk.profile, "-o", tmp_path / "new" / "out")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "new").exists()


HIGHLIGHTS = """
highlights:
  - id: gdp
    label: 地区生产总值 <2018>
    chart: bar
    unit: 亿元
    basis: public
    items: [{label: 2017年, value: 5.90}, {label: 2018年, value: 6.10}]
"""


def test_highlights_become_films_that_the_page_shows_with_their_table(desk: Desk) -> None:
    episode, profile = desk.episode / "episode.yaml", desk.profile
    episode.write_text(episode.read_text("utf-8") + HIGHLIGHTS, "utf-8")
    profile.write_text(profile.read_text("utf-8") + "infographics: {reel: false}\n", "utf-8")
    done = desk.run()
    assert done.returncode == 0, done.stderr
    drawn = {label.partition("/")[0] for label in desk.labels(done, "ran")}
    assert "infographics" in drawn
    assert "picture" not in drawn
    added = {path for path in desk.facts(2) if path.startswith("infographics/")}
    assert added == {f"infographics/gdp.{end}" for end in ("wide.mp4", "wide.png", "txt", "html", "csv")}
    assert desk.facts(2)["infographics/gdp.wide.mp4"]["media"]["video"]["width"] == 640
    page = (desk.bundle(2) / "data" / "index.html").read_text("utf-8")
    assert "<h2>数据图解</h2>" in page
    assert '<tr><th scope="row">2018年</th><td class="num">6.10</td></tr>' in page
    assert 'src="infographics/gdp.wide.png" alt="柱形图：地区生产总值 &lt;2018&gt;：' in page

    episode.write_text(episode.read_text("utf-8").replace("value: 6.10", "value: 约"), "utf-8")
    refused = desk.run()
    assert refused.returncode == 2
    assert "`highlights.0.items.1.value`: “约” won't do: not a number" in refused.stderr


def test_an_edit_that_a_person_changed_is_followed(desk: Desk) -> None:
    edit = json.loads((desk.bundle(1) / "data" / "edit.json").read_text("utf-8"))
    kept = [piece for piece in edit["pieces"] if piece["keep"]]
    kept[-1]["keep"] = False
    handed_back = desk.folder / "edit.json"
    handed_back.write_text(json.dumps(edit, ensure_ascii=False), "utf-8")
    done = desk.run("--edit", handed_back, "--json")
    assert done.returncode == 0, done.stderr
    (facts,) = json.loads(done.stdout)
    assert facts["version"] == 2
    before = Fraction(desk.facts(1)["video/large.mp4"]["media"]["duration"])
    after = Fraction(desk.facts(2)["video/large.mp4"]["media"]["duration"])
    assert after < before


def test_preview_draws_the_frame_of_the_programme(desk: Desk) -> None:
    done = desk.videopipe(
        "preview",
        desk.episode,
        "--at",
        "2",
        "-p",
        desk.profile,
        "-o",
        "still.png",
        "--work",
        desk.folder / ".videopipe",
    )
    assert done.returncode == 0, done.stderr
    with av.open(str(desk.bundle(1) / "data" / "video" / "large.mp4")) as container:
        shown = next(frame for number, frame in enumerate(container.decode(video=0)) if number == 50)
    film = shown.reformat(format="rgb24").to_ndarray()
    still = np.asarray(Image.open(desk.folder / "still.png").convert("RGB"))
    assert still.shape == film.shape
    assert np.abs(still.astype(int) - film.astype(int)).mean() < 6


def test_a_sheet_shows_every_cue_and_card_small_with_its_time_and_name(desk: Desk) -> None:
    where = ("-p", desk.profile, "--work", desk.folder / ".videopipe")
    done = desk.videopipe("preview", desk.episode, "--sheet", "-o", "sheet.jpg", *where)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["sheet.jpg"]
    sheet = Image.open(desk.folder / "sheet.jpg").convert("RGB")
    cues = (desk.bundle(1) / "data" / "captions" / "zh-Hans.srt").read_text("utf-8").count("-->")
    rows = (sheet.height - GUTTER) // (270 + LABEL + GUTTER)
    assert sheet.width == 4 * (480 + GUTTER) + GUTTER
    assert rows >= -(-cues // 4)
    for still in range(cues):
        x, y = GUTTER + still % 4 * (480 + GUTTER), GUTTER + still // 4 * (270 + LABEL + GUTTER)
        picture, label = (
            sheet.crop((x, y, x + 480, y + 270)),
            sheet.crop((x, y + 270, x + 480, y + 270 + LABEL)),
        )
        assert np.asarray(picture).std() > 20
        assert np.asarray(label).min() < 80


def test_preview_wants_a_time_or_the_whole(desk: Desk) -> None:
    for more in ((), ("--at", "1", "--sheet")):
        done = desk.videopipe("preview", desk.episode, "-p", desk.profile, *more)
        assert done.returncode == 2
        assert "--at or --sheet" in done.stderr


def test_a_bundle_that_can_not_be_written_leaves_nothing_behind(desk: Desk) -> None:
    blocked = desk.folder / "blocked"
    blocked.write_text("a file", "utf-8")
    done = desk.videopipe(
        "run", desk.episode, "-p", desk.profile, "-o", blocked, "--work", desk.folder / ".videopipe"
    )
    assert done.returncode == 2
    assert "can't be written" in done.stderr
    assert blocked.read_text("utf-8") == "a file"


def test_the_recipe_reads_from_the_start_when_the_seek_finds_nothing(tmp_path: Path) -> None:
    """A transport stream with one key picture: the seek returns no picture, the second try returns all."""
    from dataclasses import asdict

    from tests.media import ffmpeg
    from videopipe.engine.task import canonical
    from videopipe.engine.work import Work
    from videopipe.stages.picture.conform import decide_conform

    source = tmp_path / "one-key.ts"
    ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=8", "-c:v", "libx264", "-g", "9999", "-bf", "0",
        "-x264-params", "scenecut=0", "-f", "mpegts", source,
    )  # fmt: skip
    video = probe(source).video
    assert video is not None
    params = {
        "source": {**asdict(decide_conform(video, (320, 180), Fraction(25))), "first_picture": video.first_picture, "index": 0},
        "fps": Fraction(25), "frames": [150, 175], "canvas": [320, 180], "ass": None, "overlays": [],
        "outputs": [{"width": 320, "height": 180, "level": "3.0", "crf": 20, "maxrate_kbps": 900, "bufsize_kbps": 900}],
        "encoding": {"preset": "ultrafast", "gop_s": 2, "threads": 1},
    }  # fmt: skip
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    plain: Any = canonical(cast("Any", params))
    make_segment(Work(plain, {"footage": source, "overlays": ()}, ("a.mp4",), scratch))
    assert len(packets(scratch / "a.mp4")) == 25


def test_a_film_with_a_fault_is_not_published_until_the_profile_allows_it(desk: Desk) -> None:
    strict = "qc: {silence_warn_s: 0.5, silence_fail_s: 0.5}\n"
    profile = desk.profile.read_text("utf-8")
    desk.profile.write_text(profile.replace("title: 小样", "title: 小样\n" + strict.strip()), "utf-8")
    refused = desk.run()
    assert refused.returncode == 5
    assert "sound.silence" in refused.stderr
    page = desk.out / "test" / "tiny" / "qc-failed.html"
    assert str(page.relative_to(desk.folder)) in refused.stderr
    assert 'src="data:image/jpeg' in page.read_text("utf-8")
    assert not desk.bundle(2).exists()
    desk.profile.write_text(
        desk.profile.read_text("utf-8").replace("qc: {", "qc: {allow: [sound.silence], "), "utf-8"
    )
    allowed = desk.run()
    assert allowed.returncode == 0, allowed.stderr
    assert not page.exists()
    films = json.loads((desk.bundle(2) / "data" / "qc" / "report.json").read_text("utf-8"))["films"]
    found = [finding for film in films for finding in film["findings"]]
    silences = [finding for finding in found if finding["id"] == "sound.silence"]
    assert {finding["severity"] for finding in found} == {"WARN"}
    assert silences
    assert all(finding["what"]["en"].endswith("(allowed by the profile)") for finding in silences)
    assert desk.videopipe("verify", desk.bundle(2)).returncode == 0


def test_texts_that_cover_one_another_are_told_before_anything_is_rendered(desk: Desk) -> None:
    episode = desk.episode / "episode.yaml"
    text = episode.read_text("utf-8")
    episode.write_text(
        f"{text}highlights:\n  - {{id: h, label: 常住人口, value: 1490.44, unit: 万人, period: 2018年, source: 统计局}}\n"
        'cut_ins:\n  - {scene: h, at: "00:00:02.8", as: panel-left}\n',
        "utf-8",
    )
    refused = desk.run()
    assert refused.returncode == 2
    assert re.search(r"episode.yaml: cut-in 1 and [a-z-]+ \d+ overlap by \d+ px \(wide, 0:", refused.stderr)
    assert desk.labels(refused, "ran") == []
    profile = desk.profile.read_text("utf-8")
    desk.profile.write_text(f"{profile}qc: {{allow: [layout.overlap]}}\n", "utf-8")
    allowed = desk.run()
    assert allowed.returncode == 0, allowed.stderr
    films = json.loads((desk.bundle(2) / "data" / "qc" / "report.json").read_text("utf-8"))["films"]
    told = [finding for film in films for finding in film["findings"] if finding["id"] == "layout.overlap"]
    assert {finding["severity"] for finding in told} == {"WARN"}


def test_every_film_of_a_bundle_has_passed_quality_control(made: Desk) -> None:
    films = json.loads((made.bundle(1) / "data" / "qc" / "report.json").read_text("utf-8"))["films"]
    assert [film["file"] for film in films] == [
        "video/large.mp4", "video/small.mp4", "video/clean.mp4", "clips/q-1.wide.mp4", "clips/q-2.wide.mp4",
    ]  # fmt: skip
    assert {film["verdict"] for film in films} == {"PASS"}


def test_a_batch_publishes_what_it_can_and_says_what_it_could_not(desk: Desk) -> None:
    second = shutil.copytree(desk.episode, desk.folder / "深圳")
    text = (second / "episode.yaml").read_text("utf-8")
    text = text.replace("id: tiny", "id: second").replace("series: test\n", "")
    (second / "episode.yaml").write_text(text, "utf-8")
    broken = desk.folder / "broken"
    broken.mkdir()
    (broken / "episode.yaml").write_text("version: 1\ntitel: x\n")
    (desk.folder / "series.yaml").write_text(
        "version: 1\nprofile: [profile.yaml]\ncommon: {series: test}\nepisodes:\n"
        f"  - {{folder: {json.dumps(desk.episode.name)}}}\n  - {{folder: broken}}\n"
        "  - {folder: 深圳, priority: 1, publish: 2019-05-10}\n"
    )
    done = desk.videopipe("batch", "series.yaml", "--work", ".videopipe", "--json")
    said = json.loads(done.stdout)

    assert done.returncode == 5, done.stderr
    assert [(row["folder"], row["state"]) for row in said["episodes"]] == [
        ("深圳", "published"), (desk.episode.name, "unchanged"), ("broken", "failed"),
    ]  # fmt: skip
    assert said["episodes"][0]["late_s"] > 0
    assert "unknown key `titel`" in said["episodes"][2]["error"]["en"]
    parity = json.loads(Path(desk.folder / said["parity"][0]["report"]).read_text("utf-8"))
    assert [row["episode"] for row in parity["episodes"]] == ["second", "tiny"]
    assert all(abs(row["loudness_lufs"] + 16) <= 1 for row in parity["episodes"])
    assert parity["outliers"] == []
