"""`videopipe profiles list|show|check`."""

import click

from videopipe.cli.words import say


@click.group("profiles")
def command() -> None:
    """Profiles: what is made, in which sizes, by which limits.

    配置：输出哪些成片、尺寸与各项限值。
    """


@command.command("list")
def list_all() -> None:
    """Name each shipped profile.

    列出自带的配置。
    """
    from videopipe.config.profile import list_profiles, load_profile

    for name in list_profiles():
        profile = load_profile(name)
        click.echo(f"{name:<12} {profile.title}  ({', '.join(profile.renditions)})")


@command.command("show")
@click.argument("name")
def show(name: str) -> None:
    """Print a profile with everything it inherits and every default.

    显示配置的全部键值（含继承与默认值）。
    """
    import sys

    from ruamel.yaml import YAML

    from videopipe.config.profile import load_profile

    yaml = YAML()
    yaml.width = 200
    yaml.dump(load_profile(name).model_dump(mode="json", exclude_none=True), sys.stdout)


@command.command("check")
@click.argument("names", nargs=-1, required=True)
def check(names: tuple[str, ...]) -> None:
    """Check profiles, shipped or your own YAML files.

    检查配置文件是否有误。
    """
    from videopipe.config.profile import load_profile
    from videopipe.config.theme import load_theme

    for name in names:
        load_theme(load_profile(name).theme)
        click.echo(f"{name}: {say('good', '无误')}")
