"""`videopipe init`: a commented episode folder to fill in."""

from datetime import date
from pathlib import Path

from videopipe.config.cities import City, find_city
from videopipe.config.episode import EPISODE_FILE
from videopipe.model.errors import InputError, NotWritable


class UnknownCity(InputError):
    """A city that isn't one of the nine."""

    en = "“{name}” is not one of the nine cities: {known}"
    zh = "“{name}”不在九市之列：{known}"


class NotEmpty(InputError):
    """There is an episode already."""

    en = "{folder} already holds an episode.yaml; it is left as it is. Choose another folder"
    zh = "{folder} 中已有 episode.yaml，未作改动。请换一个文件夹"


def scaffold(folder: Path, city_name: str, today: date) -> Path:
    """Write the folder; the path of its episode.yaml."""
    from videopipe.config.cities import CITIES

    city = find_city(city_name)
    if city is None:
        raise UnknownCity(name=city_name, known="、".join(f"{each.zh} {each.pinyin}" for each in CITIES))
    path = folder / EPISODE_FILE
    if path.exists():
        raise NotEmpty(folder=str(folder))
    try:
        for name in ("raw", "subs", "assets"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        path.write_text(episode_text(city, today), "utf-8")
    except OSError as error:
        raise NotWritable(folder=str(folder), why=error.strerror, option="DIR") from error
    return path


def episode_text(city: City, today: date) -> str:
    """A commented episode.yaml that is valid once its files are there."""
    initials = city.pinyin[:2]
    return f"""\
# 节目说明 / what this episode is. 以 # 开头的行是注释，可以删除。
# 时间都从第一个素材文件的第一帧算起，写成 "00:01:33.4"。
# Times count from the first picture of the first footage file.
version: 1
id: {initials}-{today.isoformat()}            # 节目编号，也是文件夹名：字母、数字、-
series: gd-2019-gba-mayors      # 系列编号
series_title: 市长微视频访谈·粤港澳大湾区九市   # 片头显示的系列名
programme: 在线访谈              # 左上角角标
city: "{city.code}"                  # {city.zh}；也可写 {city.zh} 或 {city.pinyin}
title: 请填写本期标题             # 片头大字；空格处优先换行
date: {today.isoformat()}T10:00+08:00    # 访谈时间
people:
  host: {{name: 主持人}}
  mayor: {{name: {city.zh_full}政府负责同志, role: “打造粤港澳大湾区”微视频访谈}}   # 人名条：姓名、职务
footage:
  # in/out 可省略：片头彩条、静音和片尾空白会自动剪去
  - {{file: raw/A001.mp4, role: interview}}
subtitles: {{zh-Hans: subs/zh.srt}}   # 没有字幕文件时删去此行
questions:
  # at：提问开始；until：回答结束（可省略）。也可写字幕序号：at: {{cue: 5}}，until: {{cue: 12}}
  - {{id: {initials}-1, topic: 请填主题, asker: 网友“昵称”, text: 请填写网友的提问？, at: "00:00:10"}}
lower_thirds:
  # 嘉宾第一次说话时会自动出人名条；需要另外出时在此列出
  # - {{who: mayor, at: "00:00:20", for: 5s}}
highlights: []
credits: [主办：广东省人民政府门户网站, 承办：{city.zh_full}人民政府]   # 片尾署名，写成“名目：单位”
"""
