"""Trouble that is expected: a name, its datum, what to do next, in English and Chinese.

An error is caught in two places only: the engine's worker and the command line.
"""

from typing import ClassVar


def _rebuild(kind: type["VideopipeError"], data: dict[str, object]) -> "VideopipeError":
    return kind(**data)


class VideopipeError(Exception):
    """Base: `en` and `zh` are one-sentence templates over the keyword arguments."""

    exit_code: ClassVar[int] = 70
    en: ClassVar[str] = "something went wrong"
    zh: ClassVar[str] = "出现错误"

    def __init__(self, **data: object) -> None:
        super().__init__(data)
        self.data = data

    def __reduce__(self) -> tuple[object, ...]:
        """Survives a trip between processes with its data."""
        return _rebuild, (type(self), self.data)

    def say(self, lang: str) -> str:
        """The sentence in `lang` ("zh" or "en")."""
        data = {
            name: value.say(lang) if isinstance(value, VideopipeError) else value
            for name, value in self.data.items()
        }
        return (self.zh if lang == "zh" else self.en).format(**data)

    def __str__(self) -> str:
        return self.say("en")


class InputError(VideopipeError):
    """The command line, an episode or a profile is wrong."""

    exit_code = 2


class FootageRefused(VideopipeError):
    """Footage that can't be used."""

    exit_code = 3


class ToolMissing(VideopipeError):
    """A program, filter or font isn't there."""

    exit_code = 4


class TaskError(VideopipeError):
    """A task could not do its work."""

    exit_code = 5


class Damaged(VideopipeError):
    """A bundle or the store isn't what it was."""

    exit_code = 6


class Stopped(VideopipeError):
    """Somebody asked to stop."""

    exit_code = 130
    en = "stopped; what is done is kept, run again to go on"
    zh = "已停止；已完成的部分均已保留，再次运行即可继续"


class BadValue(InputError):
    """A key of a YAML file has a wrong value."""

    en = "{file}, line {line}: `{key}`: {what_en}. {remedy_en}"
    zh = "{file} 第 {line} 行：“{key}”：{what_zh}。{remedy_zh}"


class MissingFile(InputError):
    """A file that was named isn't there."""

    en = "{file} is not there ({wanted_by}). Check the name, or put the file there"
    zh = "找不到文件 {file}（{wanted_by}）。请检查文件名，或把文件放到该位置"


class NotWritable(InputError):
    """A folder we were told to write into refuses."""

    en = "{folder} can't be written to: {why}. Choose another folder with {option}, or change its rights"
    zh = "无法写入 {folder}：{why}。请用 {option} 指定其他目录，或修改目录权限"


class DiskFull(TaskError):
    """No space left."""

    en = "the disk of {folder} is full. Free some space (`videopipe cache gc` may help) and run again: finished work is kept"
    zh = "{folder} 所在磁盘已满。请清理空间（可试 videopipe cache gc）后再次运行：已完成的部分均已保留"


class ToolFailed(TaskError):
    """A program ended badly: its command (pasteable), its code and the end of what it said."""

    en = "{tool} ended with code {code}.\n  {command}\n{tail}"
    zh = "{tool} 异常退出，代码 {code}。\n  {command}\n{tail}"


class ToolTimedOut(TaskError):
    """A program ran longer than allowed."""

    en = "{tool} was ended after {seconds} s without finishing.\n  {command}"
    zh = "{tool} 运行 {seconds} 秒仍未结束，已终止。\n  {command}"


class WrongFrameCount(TaskError):
    """A segment came out shorter or longer than planned, twice."""

    en = "{what}: {got} frames came out where {wanted} were planned, also when read from the start of the file. The footage may be damaged there: check {source}"
    zh = "{what}：应有 {wanted} 帧，实得 {got} 帧，从头读取仍然如此。素材此处可能损坏，请检查 {source}"
