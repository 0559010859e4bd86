"""What names, lists of checksums and lone videos say. Pure."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.config.cities import find_city
from videopipe.config.episode import Episode, parse_episode
from videopipe.watch.lone import episode_text, subtitles_of
from videopipe.watch.names import is_ignored, stem_of
from videopipe.watch.sums import BadList, Listed, parse_list

GUANGZHOU = find_city("广州")
GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "给各市的说明.md"


def episode(video: str, given: str | None = None, place: str = "") -> Episode | None:
    text = episode_text(video, find_city(place), {}, given)
    return None if text is None else parse_episode(text, "episode.yaml", Path()).episode


@pytest.mark.parametrize(
    ("video", "place"),
    [
        ("广州 2019-05-10 老城市新活力.mp4", ""),
        ("guangzhou_20190510_老城市新活力.mov", ""),
        ("2019年5月10日-广州市-老城市新活力.mp4", ""),
        ("2019-05-10 老城市新活力.mp4", "广州"),
    ],
)
def test_a_name_that_says_city_date_and_title_is_an_episode(video: str, place: str) -> None:
    found = episode(video, place=place)
    assert found is not None
    assert (found.city, found.date.date().isoformat(), found.title) == (
        GUANGZHOU,
        "2019-05-10",
        "老城市新活力",
    )
    assert found.footage[0].file == video


@pytest.mark.parametrize(
    "video",
    [
        "A001.mp4",
        "老城市新活力.mp4",
        "2019-05-10.mp4",
        "广州 老城市.mp4",
        "广州 2019-05-10.mp4",
        "广州 2019-15-10 题.mp4",
    ],
)
def test_a_title_or_a_date_is_never_guessed(video: str) -> None:
    assert episode(video) is None


def test_the_shortest_description_in_the_guide_for_cities_is_enough() -> None:
    (given,) = re.findall(r"```yaml\n(id: .+?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    found = episode("访谈.mp4", given)
    assert found is not None
    assert (found.id, found.title, found.footage[0].file) == ("gz-2019-05-10", "老城市新活力", "访谈.mp4")


def test_what_a_description_says_is_kept_on_its_line() -> None:
    given = "# 说明\ntitle: 甲\ncity: 深圳\ndate: 2019-05-10T10:00+08:00\nfootage: [{file: a.mp4, in: 3}]\n"
    text = episode_text("a.mp4", GUANGZHOU, {"en": "a.en.srt"}, given)
    assert text is not None
    assert text.startswith(given)
    found = parse_episode(text, "episode.yaml", Path()).episode
    assert (found.city, found.footage[0].in_, dict(found.subtitles)) == (
        find_city("深圳"),
        Fraction(3),
        {"en": "a.en.srt"},
    )


def test_of_several_subtitles_in_one_language_cues_go_before_a_transcript() -> None:
    assert subtitles_of(["a.txt", "a.srt", "a.en.vtt", "a.mp4"]) == {"zh-Hans": "a.srt", "en": "a.en.vtt"}


@pytest.mark.parametrize(
    "name", ["访谈.mp4", "访谈.SRT", "访谈.en.srt", "访谈.mp4.md5", "访谈.ready", "访谈.mp4.done", "访谈.yml"]
)
def test_files_of_one_video_have_one_stem(name: str) -> None:
    assert stem_of(name) == "访谈"


@pytest.mark.parametrize("name", [".ready", "gz.done", "A001.mp4", "PART.MP4", "tmp", "a.partial.mp4"])
def test_these_are_part_of_an_upload(name: str) -> None:
    assert not is_ignored(name)


@pytest.mark.parametrize(
    "name", [".DS_Store", "~$a.docx", "A.MP4.PART", "Thumbs.db", "gz.状态.html", "gz.status.json"]
)
def test_these_are_not(name: str) -> None:
    assert is_ignored(name)


MD5 = "d41d8cd98f00b204e9800998ecf8427e"


@pytest.mark.parametrize(
    "line",
    [
        f"{MD5}  raw/甲.mp4",
        f"{MD5} *raw/甲.mp4",
        f"{MD5.upper()}  ./raw\\甲.mp4",
        f"MD5 (raw/甲.mp4) = {MD5}",
    ],
)
def test_every_form_of_a_list_says_the_same(line: str) -> None:
    assert parse_list("md5sums.txt", f"# made by hand\n{line}\r\n") == (Listed("raw/甲.mp4", "md5", MD5),)


def test_both_generations_of_media_hash_lists_are_read() -> None:
    first = f"<hashlist version='1.1'><hash><file>raw/a.mp4</file><md5>{MD5}</md5></hash></hashlist>"
    second = f"<hashlist xmlns='urn:ASC:MHL:v2.0'><hashes><hash><path>raw/a.mp4</path><md5>{MD5}</md5></hash></hashes></hashlist>"
    wanted = (Listed("raw/a.mp4", "md5", MD5),)
    assert parse_list("a.mhl", first) == parse_list("ascmhl/0001_a.mhl", second) == wanted


@pytest.mark.parametrize("text", ["", "hello", "<x", "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", f"{MD5[:-1]}  a"])
def test_what_is_no_list_is_not_taken_for_one(text: str) -> None:
    with pytest.raises(BadList):
        parse_list("a.mhl" if text.startswith("<") else "a.md5", text)


@given(st.text(), st.sampled_from(["a.md5", "a.mhl", "manifest-sha256.txt"]))
def test_any_text_is_a_list_or_is_refused(text: str, name: str) -> None:
    try:
        found = parse_list(name, text)
    except BadList:
        return
    assert all(listed.path and listed.value for listed in found)
