"""Episodes of the real footage in ../shared, which is never copied into the project."""

import json
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

from videopipe.model.time import timecode

SHARED = Path(__file__).parents[3] / "shared"

_GUANGZHOU = """\
version: 1
id: gz-2019-05-10
series: gd-2019-gba-mayors
series_title: 市长微视频访谈·粤港澳大湾区九市
city: "440100"
title: 老城市新活力 湾区核心引擎
date: 2019-05-10T10:00+08:00
people:
  host:  {name: 主持人}
  mayor: {name: 广州市政府负责同志, role: “打造粤港澳大湾区”微视频访谈}
footage:
  - {file: raw/A001.mp4, role: interview}
subtitles: {zh-Hans: subs/zh.srt}
questions:
  - {id: gz-1, topic: 核心引擎, asker: 网友“珠江潮声”, text: 广州在大湾区建设中怎样发挥核心引擎作用？, at: "00:00:13.2", until: "00:00:37.4"}
  - {id: gz-2, topic: 综合交通, asker: 网友“羊城街坊”, text: 市民最关心出行，今后去湾区其他城市会更方便吗？, at: {cue: 13}, until: {cue: 23}}
  - {id: gz-3, topic: 营商环境, asker: 网友“小店老板娘”, text: 开办企业的手续还能再简单一些吗？, at: {cue: 24}, until: {cue: 35}}
lower_thirds:
  - {who: mayor, at: "00:00:19.6", for: 5s}
credits: [主办：广东省人民政府门户网站, 承办：广州市人民政府]
"""


_ZHUHAI = """\
version: 1
id: zh-2019-05-24
series: gd-2019-gba-mayors
series_title: 市长微视频访谈·粤港澳大湾区九市
city: "440400"
title: 大桥时代 生态海滨
date: 2019-05-24T10:00+08:00
people:
  host:  {name: 主持人}
  mayor: {name: 珠海市政府负责同志, role: “打造粤港澳大湾区”微视频访谈}
footage:
  - {file: raw/A001.mts, role: interview}
subtitles: {zh-Hans: subs/zh.srt}
questions:
  - {id: zh-1, topic: 珠澳合作, asker: 网友“情侣路散步”, text: 珠海怎样支持澳门经济适度多元发展？, at: {cue: 5}, until: {cue: 11}}
credits: [主办：广东省人民政府门户网站, 承办：珠海市人民政府]
"""


def zhuhai_episode(folder: Path) -> tuple[Path, Any]:
    """As `guangzhou_episode`, of the AVCHD recording of Zhuhai: one question."""
    return _episode(folder, "zhuhai", "zhuhai.mts", _ZHUHAI)


def guangzhou_episode(folder: Path) -> tuple[Path, Any]:
    """(episode folder, true times of every phrase); one cue a phrase, footage copied from ../shared."""
    return _episode(folder, "guangzhou", "guangzhou.mp4", _GUANGZHOU)


_REST = "  - {id: gz-3, topic: 营商环境, asker: 网友“小店老板娘”, text: 开办企业的手续还能再简单一些吗？, at: {cue: 24}, until: {cue: 35}}\n"


def half_guangzhou_episode(folder: Path) -> tuple[Path, Any]:
    """As `guangzhou_episode`, of its first 49.44 s: two questions, the second answered by one phrase after dead air."""
    text = _GUANGZHOU.replace(_REST, "").replace("until: {cue: 23}", "until: {cue: 16}")
    text = text.replace("role: interview}", 'role: interview, out: "00:00:49.44"}')
    return _episode(folder, "guangzhou", "guangzhou.mp4", text, phrases=16)


def _episode(
    folder: Path, city: str, footage: str, text: str, phrases: int | None = None
) -> tuple[Path, Any]:
    speech = json.loads((SHARED / "speech" / f"{city}.json").read_text("utf-8"))
    speech["phrases"] = speech["phrases"][:phrases]
    (folder / "raw").mkdir(parents=True)
    (folder / "subs").mkdir()
    shutil.copyfile(SHARED / "footage" / "raw" / footage, folder / "raw" / f"A001{Path(footage).suffix}")
    (folder / "subs" / "zh.srt").write_text(srt_of(speech), "utf-8")
    (folder / "episode.yaml").write_text(text, "utf-8")
    return folder, speech


def srt_of(speech: Any) -> str:
    """One cue a phrase, at its true time."""
    cues = []
    for number, phrase in enumerate(speech["phrases"], 1):
        start, end = (timecode(Fraction(str(phrase[key])), ",") for key in ("start", "end"))
        cues.append(f"{number}\n{start} --> {end}\n{phrase['text']}\n")
    return "\n".join(cues)
