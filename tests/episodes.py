"""Episode folders made by name."""

import json
from pathlib import Path

from tests.media import interview

_EPISODE = """\
version: 1
id: tiny
series: test
city: "440100"
title: 老城市新活力
date: 2019-05-10T10:00+08:00
people:
  mayor: {name: 广州市政府负责同志, role: 微视频访谈}
footage:
  - {file: raw/A001.mp4, role: interview}
subtitles: {zh-Hans: subs/zh.srt}
questions:
  - {id: q-1, topic: 枢纽, asker: 网友, text: 怎样发挥引擎作用？, at: {cue: 1}, until: {cue: 2}}
  - {id: q-2, topic: 交通, asker: 网友, text: 出行会更方便吗？, at: {cue: 3}, until: {cue: 4}}
lower_thirds:
  - {who: mayor, at: "00:00:02.8", for: 1s}
"""

_SUBTITLES = """\
1
00:00:01,000 --> 00:00:02,400
怎样发挥引擎作用？

2
00:00:02,800 --> 00:00:04,000
广州是枢纽城市。

3
00:00:06,000 --> 00:00:06,900
出行会更方便吗？

4
00:00:07,300 --> 00:00:08,600
会更快更方便。
"""

_PROFILE = """\
version: 1
title: 小样
fps: 25
layouts:
  wide: {width: 640, height: 360}
renditions:
  large: {layout: wide, width: 640, height: 360, text: burned}
  small: {layout: wide, width: 320, height: 180, text: burned}
  clean: {layout: wide, width: 640, height: 360, text: clean}
encoding: {preset: superfast, longest_segment_s: 2}
graphics: {title_s: 1, closing_s: 1, question_card_s: 1, lower_third_s: 1}
clips: {rendition: large}
"""


def tiny_episode(folder: Path, footage: str = "A001.mp4") -> Path:
    """An episode of `tests.media.interview`: four cues, two questions, one strap; renders in seconds.

    Dead air is cut between the questions, so that the programme has a join. `footage` is the file's name.
    """
    (folder / "raw").mkdir(parents=True)
    (folder / "subs").mkdir()
    interview(folder / "raw" / footage)
    (folder / "subs" / "zh.srt").write_text(_SUBTITLES, "utf-8")
    text = _EPISODE.replace("raw/A001.mp4", json.dumps(f"raw/{footage}", ensure_ascii=False))
    (folder / "episode.yaml").write_text(text, "utf-8")
    return folder


def tiny_profile(path: Path) -> Path:
    """Two burned-in sizes and a clean one at 640x360 at most, segments of 2 s, short cards, clips."""
    path.write_text(_PROFILE, "utf-8")
    return path
