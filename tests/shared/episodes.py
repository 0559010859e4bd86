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


def guangzhou_episode(folder: Path) -> tuple[Path, Any]:
    """(episode folder, true times of every phrase); one cue a phrase, footage copied from ../shared."""
    speech = json.loads((SHARED / "speech" / "guangzhou.json").read_text("utf-8"))
    (folder / "raw").mkdir(parents=True)
    (folder / "subs").mkdir()
    shutil.copyfile(SHARED / "footage" / "raw" / "guangzhou.mp4", folder / "raw" / "A001.mp4")
    (folder / "subs" / "zh.srt").write_text(srt_of(speech), "utf-8")
    (folder / "episode.yaml").write_text(_GUANGZHOU, "utf-8")
    return folder, speech


def srt_of(speech: Any) -> str:
    """One cue a phrase, at its true time."""
    cues = []
    for number, phrase in enumerate(speech["phrases"], 1):
        start, end = (timecode(Fraction(str(phrase[key])), ",") for key in ("start", "end"))
        cues.append(f"{number}\n{start} --> {end}\n{phrase['text']}\n")
    return "\n".join(cues)
