"""What a file is, against files that ffmpeg makes with known facts."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.media import ffmpeg
from tests.unit.pictures import AUDIO, VIDEO
from videopipe.media.probe import count_frames, parse_info, probe, render_info
from videopipe.model.errors import FootageRefused
from videopipe.model.media import MediaInfo, VideoStream

PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=2")
SOUND = ("-f", "lavfi", "-i", "sine=440:r=48000:d=2")
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25", "-threads", "1")
AAC = ("-c:a", "aac", "-ac", "2")


def video(path: Path) -> VideoStream:
    found = probe(path).video
    assert found is not None
    return found


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2 s, 50 pictures of 320x180, a key picture a second, stereo AAC, moov behind."""
    path = tmp_path_factory.mktemp("plain") / "plain.mp4"
    ffmpeg(*PICTURE, *SOUND, *X264, *AAC, path)
    return path


def test_a_plain_file_is_described_by_what_is_in_it(plain: Path) -> None:
    info, picture = probe(plain), video(plain)

    assert (picture.codec, picture.width, picture.height, picture.pixel_format) == (
        "h264",
        320,
        180,
        "yuv420p",
    )
    assert (picture.frames, picture.duration, picture.first_picture) == (50, Fraction(2), Fraction(0))
    assert (picture.nominal_fps, picture.average_fps, picture.longest_key_interval) == (
        Fraction(25),
        Fraction(25),
        Fraction(1),
    )
    assert (picture.sample_aspect, picture.rotation_deg, picture.field_order) == (
        Fraction(1),
        0,
        "progressive",
    )
    assert (picture.bit_depth, picture.full_range) == (8, False)
    assert [(track.codec, track.sample_rate, track.channels, track.layout) for track in info.audio] == [
        ("aac", 48_000, 2, "stereo")
    ]
    assert info.size_bytes == plain.stat().st_size
    assert info.other_streams == ()
    assert not info.moov_first
    assert count_frames(plain) == 50


def test_moov_first_is_seen(plain: Path, tmp_path: Path) -> None:
    ffmpeg("-i", plain, "-c", "copy", "-movflags", "+faststart", tmp_path / "a.mp4")

    assert probe(tmp_path / "a.mp4").moov_first


def test_a_transport_streams_first_picture_is_on_its_own_clock(plain: Path, tmp_path: Path) -> None:
    ffmpeg("-i", plain, "-c", "copy", "-output_ts_offset", "10", tmp_path / "a.ts")
    picture = video(tmp_path / "a.ts")

    assert 10 <= picture.first_picture < 12
    assert (picture.frames, picture.duration) == (50, Fraction(2))


@pytest.mark.parametrize(("display", "clockwise"), [(90, 270), (-90, 90), (180, 180)])
def test_rotation_is_what_sets_the_picture_upright(
    display: int, clockwise: int, plain: Path, tmp_path: Path
) -> None:
    ffmpeg("-display_rotation", str(display), "-i", plain, "-c", "copy", tmp_path / "a.mp4")

    assert video(tmp_path / "a.mp4").rotation_deg == clockwise


def made(folder: Path, *filters: str, name: str = "a.mp4") -> VideoStream:
    ffmpeg(*PICTURE, *X264, *filters, "-frames:v", "5", folder / name)
    return video(folder / name)


def test_pixels_that_are_not_square_are_seen(tmp_path: Path) -> None:
    assert made(tmp_path, "-vf", "setsar=16/15").sample_aspect == Fraction(16, 15)


def test_full_range_and_colours_are_read_from_the_stream(tmp_path: Path) -> None:
    colours = "setparams=range=full:color_primaries=bt470bg:color_trc=smpte170m:colorspace=bt470bg"
    picture = made(tmp_path, "-vf", colours)

    assert picture.full_range
    assert (picture.primaries, picture.transfer, picture.matrix) == ("bt470bg", "smpte170m", "bt470bg")


def test_untagged_colours_are_unknown(tmp_path: Path) -> None:
    picture = made(tmp_path)

    assert (picture.primaries, picture.transfer) == ("unknown", "unknown")


@pytest.mark.parametrize(("flag", "order"), [("tff", "top-first"), ("bff", "bottom-first")])
def test_interlaced_pictures_tell_their_field_order(flag: str, order: str, tmp_path: Path) -> None:
    picture = made(tmp_path, "-vf", f"setfield={flag}", "-flags", "+ilme+ildct", "-x264-params", f"{flag}=1")

    assert picture.field_order == order


def test_rates_other_than_25_are_exact(tmp_path: Path) -> None:
    picture = made(tmp_path, "-r", "30000/1001")

    assert picture.average_fps == Fraction(30000, 1001)
    assert picture.duration == 5 * Fraction(1001, 30000)


def test_a_cover_picture_is_no_film(plain: Path, tmp_path: Path) -> None:
    ffmpeg(*PICTURE, "-frames:v", "1", tmp_path / "cover.jpg")
    ffmpeg(
        "-i", tmp_path / "cover.jpg", "-i", plain, "-map", "0", "-map", "1", "-c", "copy",
        "-disposition:v:0", "attached_pic", tmp_path / "a.mp4",
    )  # fmt: skip
    info = probe(tmp_path / "a.mp4")

    assert info.video is not None
    assert (info.video.codec, info.video.frames) == ("h264", 50)
    assert info.other_streams == ("video mjpeg cover",)


def test_a_film_without_sound_has_no_tracks(tmp_path: Path) -> None:
    made(tmp_path)

    assert probe(tmp_path / "a.mp4").audio == ()


def test_sound_alone_has_no_picture(tmp_path: Path) -> None:
    ffmpeg(*SOUND, tmp_path / "a.wav")
    info = probe(tmp_path / "a.wav")

    assert info.video is None
    assert (info.duration, info.audio[0].duration, info.audio[0].channels) == (Fraction(2), Fraction(2), 1)


def test_a_timecode_is_read(tmp_path: Path) -> None:
    ffmpeg(*PICTURE, *X264, "-timecode", "10:00:00:00", tmp_path / "a.mov")

    assert probe(tmp_path / "a.mov").timecode == "10:00:00:00"


def test_a_stream_that_was_cut_off_has_the_pictures_that_are_left(plain: Path, tmp_path: Path) -> None:
    ffmpeg("-i", plain, "-c", "copy", tmp_path / "whole.ts")
    whole = (tmp_path / "whole.ts").read_bytes()
    (tmp_path / "half.ts").write_bytes(whole[: len(whole) // 2])

    assert 10 < video(tmp_path / "half.ts").frames < 50


def cut_off(plain: Path, path: Path) -> None:
    path.write_bytes(plain.read_bytes()[: plain.stat().st_size // 2])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _, path: path.write_bytes(b""),
        lambda _, path: path.write_text("各位网友好\n" * 500, "utf-8"),
        lambda _, path: path.write_bytes(bytes(100_000)),
        lambda _, path: path.mkdir(),
        lambda _, path: None,
        cut_off,
    ],
    ids=["empty", "text", "zeros", "a folder", "not there", "MP4 without its index"],
)
def test_what_is_no_film_is_refused_with_its_name(
    spoil: Callable[[Path, Path], object], plain: Path, tmp_path: Path
) -> None:
    spoil(plain, tmp_path / "a.mp4")

    with pytest.raises(FootageRefused, match=r"a\.mp4"):
        probe(tmp_path / "a.mp4")
    assert count_frames(tmp_path / "a.mp4") == 0


def test_facts_of_a_real_file_survive_being_written(plain: Path) -> None:
    assert parse_info(render_info(probe(plain))) == probe(plain)


FRACTIONS = st.fractions(-10, 10_000, max_denominator=90_000)
WORDS = st.text(max_size=12)
TRACKS = st.builds(
    lambda index, name, rate, start, duration: replace(
        AUDIO, index=index, codec=name, language=name, sample_rate=rate, start=start, duration=duration
    ),
    st.integers(0, 9), WORDS, st.integers(1, 192_000), FRACTIONS, FRACTIONS,
)  # fmt: skip
PICTURES = st.builds(
    lambda name, start, aspect, full: replace(VIDEO, codec=name, first_picture=start, sample_aspect=aspect, full_range=full),
    WORDS, FRACTIONS, FRACTIONS, st.booleans(),
)  # fmt: skip


@given(
    st.builds(
        MediaInfo,
        container=WORDS,
        size_bytes=st.integers(0, 2**40),
        duration=FRACTIONS,
        declared_duration=st.none() | FRACTIONS,
        video=st.none() | PICTURES,
        audio=st.lists(TRACKS, max_size=3).map(tuple),
        other_streams=st.lists(WORDS, max_size=3).map(tuple),
        undescribed=st.lists(st.sampled_from(["audio", "video"]), max_size=3).map(tuple),
        timecode=st.none() | WORDS,
        moov_first=st.booleans(),
    )
)
def test_facts_written_and_read_are_the_same_facts(info: MediaInfo) -> None:
    assert parse_info(render_info(info)) == info
