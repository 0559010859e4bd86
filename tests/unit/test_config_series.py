"""series.yaml: what it may say, what episodes take from it, what is answered to mistakes."""

from pathlib import Path

import pytest

from videopipe.config.episode import parse_episode
from videopipe.config.series import NoEpisodes, load_series
from videopipe.model.errors import InputError

SERIES = """\
version: 1
title: 大湾区市长访谈
profile: [portal, own.yaml]
theme: red
common:
  series: gd-2019
  series_title: 市长微视频访谈
  people:
    host: {name: 主持人}
    mayor: {name: 市政府负责同志}
episodes:
  - {folder: gz, publish: 2019-05-10T10:00+08:00, priority: 3}
  - {folder: zh, publish: 2019-05-24T10:00}
"""
EPISODE = """\
version: 1
id: gz
city: 广州
title: 标题
date: 2019-05-10T10:00+08:00
people:
  mayor: {name: 广州市政府负责同志, role: 访谈}
footage: [{file: a.mp4}]
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "series.yaml"
    file.write_text(text, "utf-8")
    return file


def test_a_series_is_read_from_its_file_or_from_its_folder(tmp_path: Path) -> None:
    file = write(tmp_path, SERIES)
    series = load_series(file)

    assert series == load_series(tmp_path)
    assert series.name == "大湾区市长访谈"
    assert series.profile == ("portal", str(tmp_path / "own.yaml"))
    assert series.common.theme == "red"
    assert [path for path, _ in series.episodes] == [tmp_path / "gz", tmp_path / "zh"]
    first, second = (wanted for _, wanted in series.episodes)
    assert first.priority == 3
    assert second.publish is not None
    assert second.publish.isoformat() == "2019-05-24T10:00:00+08:00"


def test_an_episode_takes_what_it_does_not_say_itself(tmp_path: Path) -> None:
    common = load_series(write(tmp_path, SERIES)).common
    episode = parse_episode(EPISODE, "episode.yaml", tmp_path, common.below).episode

    assert episode.series == "gd-2019"
    assert episode.series_title == "市长微视频访谈"
    assert episode.people["host"].name == "主持人"
    assert episode.people["mayor"].name == "广州市政府负责同志"


def test_an_episode_may_take_a_common_key_away(tmp_path: Path) -> None:
    common = load_series(write(tmp_path, SERIES)).common
    text = EPISODE.replace("people:\n  mayor: {name: 广州市政府负责同志, role: 访谈}\n", "people:\n")

    assert parse_episode(text, "episode.yaml", tmp_path, common.below).episode.people == {}


def test_faults_of_an_episode_keep_their_own_lines(tmp_path: Path) -> None:
    common = load_series(write(tmp_path, SERIES)).common
    with pytest.raises(InputError, match=r"episode.yaml, line 4: unknown key `titel`"):
        parse_episode(EPISODE.replace("title:", "titel:"), "episode.yaml", tmp_path, common.below)


def test_a_folder_of_episodes_needs_no_file(tmp_path: Path) -> None:
    for name in ("b", "a", "notes"):
        (tmp_path / name).mkdir()
    for name in ("b", "a"):
        (tmp_path / name / "episode.yaml").touch()

    assert [path.name for path, _ in load_series(tmp_path).episodes] == ["a", "b"]


def test_a_folder_without_episodes_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoEpisodes, match="videopipe init"):
        load_series(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("priority: 3", "prority: 3", r"line 12: unknown key `episodes.0.prority`. Did you mean `priority`"),
        ("folder: zh", "folder: ./gz", r"line 13: `episodes.1.folder`: “./gz” is listed twice"),
        ("2019-05-24T10:00", "Friday", r"line 13: `episodes.1.publish`: “Friday” is not a date"),
        ("theme: red", "theme: pink", r"line 4: `theme`: there is no theme pink"),
        ("  people:", "  poeple:", r"line 8: unknown key `common.poeple`. Did you mean `people`"),
        ("version: 1\n", "", r"line 1: `version` is missing"),
    ],
    ids=["a key", "twice", "a date", "a theme", "a common key", "no version"],
)
def test_mistakes_are_answered_with_file_line_and_key(old: str, new: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"series.yaml, {said}"):
        load_series(write(tmp_path, SERIES.replace(old, new)))


def test_a_series_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none.yaml is not there"):
        load_series(tmp_path / "none.yaml")
