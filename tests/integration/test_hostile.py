"""What strangers may send: names that mean something to a tool, files that lead elsewhere, files that bite."""

import json
import os
import socket
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.episodes import tiny_episode, tiny_profile
from tests.media import ffmpeg, interview
from videopipe.config.inside import find_inside
from videopipe.media import apart
from videopipe.media.apart import TooMuch, probe_apart
from videopipe.media.probe import NothingInside, NotMedia, PointsElsewhere
from videopipe.model.errors import FootageRefused

NASTY = "-A'1:[b],c;d 100% %d $(touch x) `x`\n深圳😀é|e.mp4"
"""Every character that a shell, a filter graph, a concat list or a progress bar would read as its own."""


def videopipe(*arguments: str | bytes | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "videopipe", "--lang", "en", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, timeout=300)


def never() -> bool:
    return False


def digests(out: Path) -> dict[str, str]:
    """sha256 of every film, sound and picture of the bundle; texts name the footage, so they may differ."""
    record = json.loads((out / "test" / "tiny" / "v1" / "data" / "bundle.json").read_text("utf-8"))
    return {
        file["path"]: file["measured"]["sha256"]
        for file in record["files"]
        if file["path"].endswith((".mp4", ".jpg", ".vtt"))
    }


def test_a_name_full_of_signs_makes_the_very_same_bundle(tmp_path: Path) -> None:
    profile = tiny_profile(tmp_path / "profile.yaml")
    for folder, footage in (("plain", "A001.mp4"), ("深圳'市:[a],b;c 100% é", NASTY)):
        tiny_episode(tmp_path / folder, footage)
        done = videopipe(
            "run", folder, "-p", profile, "-o", f"out-{folder}", "--work", f"work-{folder}", cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr

    assert digests(tmp_path / "out-plain") == digests(tmp_path / "out-深圳'市:[a],b;c 100% é")
    assert not (tmp_path / "x").exists()


def test_names_that_look_alike_are_one_name(tmp_path: Path) -> None:
    composed, decomposed = (unicodedata.normalize(form, "é 訪談.mp4") for form in ("NFC", "NFD"))
    assert composed != decomposed
    episode = tiny_episode(tmp_path / "episode", decomposed)
    text = (episode / "episode.yaml").read_text("utf-8")
    (episode / "episode.yaml").write_text(unicodedata.normalize("NFC", text), "utf-8")

    done = videopipe("plan", "episode", "--work", "work", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["-a.mp4", "concat:a|b.mp4", "http:a.mp4", "a\n.mp4", "%d.mp4"])
def test_names_are_names_for_the_probe(name: str, tmp_path: Path) -> None:
    interview(tmp_path / "plain.mp4")
    (tmp_path / "plain.mp4").rename(tmp_path / name)

    done = videopipe("probe", "--json", "--", name, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["video"]["frames"] == 250


def test_a_name_that_is_not_utf_8_is_probed_and_told(tmp_path: Path) -> None:
    interview(tmp_path / "plain.mp4")
    (tmp_path / "plain.mp4").rename(os.fsdecode(os.fsencode(tmp_path) + b"/\xb9\xe3.mp4"))

    for form in ((), ("--json",)):
        done = videopipe("probe", *form, b"\xb9\xe3.mp4", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "udcb9" in done.stdout


@pytest.mark.parametrize("which", ["raw/A001.mp4", "subs/zh.srt", "raw"])
def test_links_out_of_the_folder_are_refused(which: str, tmp_path: Path) -> None:
    episode = tiny_episode(tmp_path / "episode")
    target = tmp_path / "secret"
    (episode / which).rename(target)
    (episode / which).symlink_to(target)

    done = videopipe("run", "episode", "-o", "out", cwd=tmp_path)
    assert done.returncode == FootageRefused.exit_code
    assert "leads out of the episode folder" in done.stderr
    assert not list((tmp_path / "out").rglob("v1"))


def test_links_within_the_folder_are_followed(tmp_path: Path) -> None:
    episode = tiny_episode(tmp_path / "episode")
    (episode / "raw" / "A001.mp4").rename(episode / "camera.mp4")
    (episode / "raw" / "A001.mp4").symlink_to("../camera.mp4")

    assert videopipe("plan", "episode", "--work", "work", cwd=tmp_path).returncode == 0


def test_a_link_to_itself_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "A001.mp4").symlink_to("A001.mp4")

    assert find_inside(tmp_path, "A001.mp4") is None


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A film that nobody has sent."""
    interview(tmp_path / "secret.mp4")
    return tmp_path / "secret.mp4"


PLAYLISTS: dict[str, Callable[[Path], str]] = {
    "HLS": lambda film: f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{film}\n#EXT-X-ENDLIST\n",
    "HLS with a mark before it": lambda film: f"\ufeff#EXTM3U\n#EXTINF:10,\nfile://{film}\n",
    "concat": lambda film: f"ffconcat version 1.0\nfile '{film}'\n",
    "DASH": lambda film: f'<?xml version="1.0"?>\n<MPD><Period><BaseURL>{film}</BaseURL></Period></MPD>',
    "playlist": lambda film: f"[playlist]\nFile1={film}\n",
    "SDP": lambda _: "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n",
}


@pytest.mark.parametrize("kind", PLAYLISTS)
@pytest.mark.parametrize("ending", ["mp4", "m3u8"])
def test_playlists_are_refused_whatever_they_are_called(
    kind: str, ending: str, secret: Path, tmp_path: Path
) -> None:
    path = tmp_path / f"list.{ending}"
    path.write_text(PLAYLISTS[kind](secret), "utf-8")

    with pytest.raises(PointsElsewhere):
        probe_apart(path, never)


@pytest.mark.parametrize(
    "text",
    [
        "file '{film}'\n",  # a concat script without its first line
        "{film}\n",
        "avisynth: AVISource('{film}')",
        "<smil><body><video src='{film}'/></body></smil>",
    ],
)
def test_other_scripts_are_no_media(text: str, secret: Path, tmp_path: Path) -> None:
    path = tmp_path / "script.mp4"
    path.write_text(text.format(film=secret), "utf-8")

    with pytest.raises(NotMedia):
        probe_apart(path, never)


def test_a_reference_movie_is_not_followed(secret: Path, tmp_path: Path) -> None:
    """A MOV whose media lie in another file: its `dref` names it instead of saying "in here"."""
    ffmpeg("-i", secret, "-c", "copy", "-an", tmp_path / "own.mov")
    movie = (tmp_path / "own.mov").read_bytes()
    inside = b"alis\x00\x00\x00\x01"
    assert inside in movie or b"url \x00\x00\x00\x01" in movie
    moov = movie[movie.index(b"moov") - 4 :]
    reference = moov.replace(inside, b"alis\x00\x00\x00\x00").replace(
        b"url \x00\x00\x00\x01", b"url \x00\x00\x00\x00"
    )
    (tmp_path / "reference.mov").write_bytes(movie[: movie.index(b"mdat") - 4] + reference)

    with pytest.raises(FootageRefused):
        probe_apart(tmp_path / "reference.mov", never)


def test_nothing_is_asked_of_the_network(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        (tmp_path / "list.mp4").write_text(f"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:{port}/a.ts\n")
        with pytest.raises(PointsElsewhere):
            probe_apart(tmp_path / "list.mp4", never)
        with pytest.raises(TimeoutError):
            server.accept()


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    (tmp_path / "folder.mp4").mkdir()

    for name in ("pipe.mp4", "folder.mp4", "nothing.mp4"):
        with pytest.raises(FootageRefused, match=name):
            probe_apart(tmp_path / name, never)
    with pytest.raises(FootageRefused):
        probe_apart(Path("/dev/zero"), never)


def test_a_subtitle_file_holds_nothing_to_show(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\n你好\n", "utf-8")
    ffmpeg("-i", tmp_path / "a.srt", tmp_path / "a.mkv")

    with pytest.raises(NothingInside):
        probe_apart(tmp_path / "a.mkv", never)


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("os.kill(os.getpid(), 11)", "reading it crashed"),
        ("time.sleep(60)", "it hangs for 3 s"),
        ("bytearray(8 << 30)", "too much memory"),
    ],
)
def test_a_reader_that_dies_hangs_or_swells_is_a_refusal(
    does: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.mp4").write_bytes(b"x")
    hostile = "import os, sys, time; sys.path.insert(0, sys.argv[1])\n"
    hostile += "from videopipe.media import apart, probe\n"
    hostile += f"def probe_text(path, stopped): {does}\n"
    hostile += "probe.probe_text = probe_text\napart.answer(*sys.argv[2:])"
    monkeypatch.setattr(apart, "_BOOT", hostile)
    monkeypatch.setattr(apart, "PATIENCE_S", 3)

    with pytest.raises(TooMuch, match=said) as caught:
        probe_apart(tmp_path / "a.mp4", never)
    assert caught.value.exit_code == FootageRefused.exit_code
