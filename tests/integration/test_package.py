"""Measuring, stills, publishing and verifying, on tiny films made by ffmpeg."""

import errno
import fcntl
import io
import json
import os
import resource
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import bagit
import pytest
from PIL import Image

from videopipe.engine.work import Work
from videopipe.media.tools import ffmpeg_path
from videopipe.model.bundle import Bundle, Deliverable, Made
from videopipe.model.errors import Damaged, DiskFull, NotWritable, Stopped
from videopipe.stages.package import seal, shelf
from videopipe.stages.package.disk import StoreChanged
from videopipe.stages.package.make import RECIPES
from videopipe.stages.package.record import parse_bundle, parse_measured, render_bundle
from videopipe.stages.package.seal import publish
from videopipe.stages.package.shelf import Published, sweep_staging
from videopipe.stages.package.still import LARGEST_BYTES, NoSuchFrame, take_still
from videopipe.stages.package.verify import NoBundle, verify_bundle
from videopipe.stages.pages.render import render_page
from videopipe.stages.pages.view import Captions, Film, PageView, Site

NOW = datetime(2019, 5, 10, 10, 0, tzinfo=timezone(timedelta(hours=8)))
BT709 = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"
VTT = "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n大家好\n"


def make(path: Path, *arguments: str) -> Path:
    subprocess.run([ffmpeg_path(), "-v", "error", "-y", *arguments, str(path)], check=True, timeout=60)
    return path


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2 s, 320x180, 25 fps, BT.709: frame n is grey of luma 16+4n, B-pictures, a key picture every 20; 1 kHz."""
    grey = f"color=black:s=320x180:r=25:d=2,format=yuv420p,geq=lum='16+4*N':cb=128:cr=128,{BT709}"
    return make(
        tmp_path_factory.mktemp("media") / "film.mp4",
        *("-f", "lavfi", "-i", grey, "-f", "lavfi", "-i", "sine=1000:r=48000:d=2"),
        *("-af", "aformat=channel_layouts=stereo", "-c:v", "libx264", "-bf", "2", "-g", "20", "-c:a", "aac"),
        *("-movflags", "+faststart"),
    )


@pytest.fixture(scope="module")
def red(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pictures of pure red as BT.709 limited range writes it (63, 102, 240)."""
    colour = f"color=black:s=320x180:r=25:d=0.12,format=yuv420p,geq=lum=63:cb=102:cr=240,{BT709}"
    return make(
        tmp_path_factory.mktemp("media") / "red.mp4",
        "-f",
        "lavfi",
        "-i",
        colour,
        "-c:v",
        "libx264",
        "-qp",
        "1",
    )


def run(recipe: str, out: str, scratch: Path, params: dict[str, object], **paths: Path) -> Path:
    scratch.mkdir(parents=True, exist_ok=True)
    RECIPES[recipe](Work(params, paths, (out,), scratch))
    return scratch / out


# Stills


@pytest.mark.parametrize("frame", [0, 1, 18, 19, 20, 21, 39, 40, 49])
def test_a_still_shows_exactly_the_wanted_picture(film: Path, frame: int) -> None:
    picture = Image.open(io.BytesIO(take_still(film, frame, None)))
    grey = picture.getpixel((160, 90))
    assert isinstance(grey, tuple)
    # One picture on is 4.66 steps of grey.
    assert max(abs(value - 4 * frame * 255 / 219) for value in grey) < 2


def test_a_still_has_the_colours_of_bt709_in_srgb(red: Path) -> None:
    picture = Image.open(io.BytesIO(take_still(red, 1, None)))
    colour = picture.getpixel((160, 90))
    assert isinstance(colour, tuple)
    # Read with the matrix of BT.601 it would be (233, 0, 0); with full range (239, 21, 17).
    assert max(abs(found - wanted) for found, wanted in zip(colour, (255, 0, 0), strict=True)) <= 3
    assert picture.getexif().get_ifd(0x8769)[0xA001] == 1


def test_a_still_of_another_aspect_is_cut_and_not_squeezed(film: Path, tmp_path: Path) -> None:
    params: dict[str, object] = {"frame": 10, "size": [120, 120]}
    path = run("package.image", "square.jpg", tmp_path, params, video=film)
    with Image.open(path) as picture:
        assert picture.size == (120, 120)


def test_there_is_no_still_beyond_the_last_picture(film: Path) -> None:
    with pytest.raises(NoSuchFrame, match="50 pictures"):
        take_still(film, 50, None)


def test_the_most_detailed_picture_still_fits_into_a_megabyte(tmp_path: Path) -> None:
    noise = "nullsrc=s=1920x1080:r=25:d=0.04,format=yuv420p,geq=lum='random(1)*255':cb='random(2)*255':cr=128"
    film = make(
        tmp_path / "noise.mp4", "-f", "lavfi", "-i", noise, "-c:v", "libx264", "-qp", "4", "-threads", "2"
    )
    assert len(take_still(film, 0, None)) <= LARGEST_BYTES


# Measuring


def test_a_film_is_measured_as_it_is_played(film: Path, tmp_path: Path) -> None:
    path = run("package.measure", "measured.json", tmp_path, {"kind": "media"}, file=film)
    found = parse_measured(path.read_bytes(), path.name)
    assert found.media is not None
    assert found.media.video is not None
    assert (found.media.video.frames, found.media.video.duration) == (50, Fraction(2))
    # The last AAC block reaches to 2.0053 s; nobody hears that.
    assert found.sound == Fraction(2)
    assert found.loudness is not None
    assert -25 < found.loudness.integrated_lufs < -15
    assert found.size_bytes == film.stat().st_size


def test_a_text_has_a_size_and_a_digest_only(tmp_path: Path) -> None:
    text = tmp_path / "a.srt"
    text.write_bytes(b"abc")
    found = parse_measured(
        run("package.measure", "measured.json", tmp_path / "s", {"kind": "plain"}, file=text).read_bytes(), ""
    )
    assert (found.size_bytes, found.media, found.image) == (3, None, None)
    assert found.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


# Publishing


class Shop:
    """A store with one film, its facts and a poster, and an OUT folder beside it."""

    def __init__(self, folder: Path, film: Path) -> None:
        self.store, self.out = folder / "store", folder / "out"
        self.episode = self.out / "gd-2019" / "gz-1"
        made = self.store / "film"
        made.mkdir(parents=True)
        shutil.copy(film, made / "film.mp4")
        run("package.measure", "measured.json", self.store / "film-facts", {"kind": "media"}, file=film)
        run("package.image", "poster.jpg", self.store / "poster", {"frame": 5, "size": None}, video=film)
        poster = self.store / "poster" / "poster.jpg"
        run("package.measure", "measured.json", self.store / "poster-facts", {"kind": "image"}, file=poster)

    def path(self, key: str, name: str) -> Path:
        return self.store / key / name

    @property
    def deliverables(self) -> list[Deliverable]:
        film = Made("film", "film.mp4")
        poster = Made("poster", "poster.jpg")
        return [
            Deliverable(
                "video/portal-1080p.mp4", film, "programme", "video/mp4", "zh-Hans", "正片",
                Made("film-facts", "measured.json"),
            ),
            Deliverable(
                "images/封面.jpg", poster, "poster", "image/jpeg", "", "封面", Made("poster-facts", "measured.json")
            ),
            Deliverable("captions/zh-Hans.vtt", VTT, "captions", "text/vtt", "zh-Hans", "字幕"),
        ]  # fmt: skip

    def publish(self, identity: str = "one", page: Callable[[Bundle], str] | None = None) -> Published:
        return publish(
            self.deliverables, out=self.out, series="gd-2019", episode_id="gz-1", title="老城市\n新活力",
            city="广州市", identity=identity, store_path=self.path, now=NOW, page=page or _page,
        )  # fmt: skip

    def current(self) -> dict[str, object]:
        found: dict[str, object] = json.loads((self.episode / "current.json").read_bytes())
        return found

    def names(self) -> set[str]:
        return {path.name for path in self.episode.iterdir()} - {".lock"}


def _page(bundle: Bundle) -> str:
    return "".join(f'<a href="{file.path}">{file.title}</a>' for file in bundle.files)


def never() -> bool:
    return False


@pytest.fixture
def shop(tmp_path: Path, film: Path) -> Shop:
    return Shop(tmp_path, film)


def test_a_published_bundle_is_a_valid_bag_that_tells_what_was_measured(shop: Shop) -> None:
    done = shop.publish()
    assert (done.version, done.fresh, shop.names()) == (1, True, {"v1", "current.json"})
    bag = bagit.Bag(str(done.path))
    assert bag.validate()
    assert (done.path / "bagit.txt").read_text().startswith("BagIt-Version: 1.0\n")
    assert bag.info["Source-Organization"] == "广州市"
    assert bag.info["External-Description"] == "老城市 新活力"
    assert bag.info["Bagging-Date"] == "2019-05-10"
    bundle = parse_bundle((done.path / "data" / "bundle.json").read_bytes(), "bundle.json")
    assert [file.path for file in bundle.files] == [
        "captions/zh-Hans.vtt", "images/封面.jpg", "index.html", "video/portal-1080p.mp4",
    ]  # fmt: skip
    film = bundle.file("video/portal-1080p.mp4").measured
    assert film.media is not None
    assert film.sound == Fraction(2)
    assert shop.current() == {
        "version": 1, "path": "v1", "identity": "one", "sealed_at": "2019-05-10T10:00:00+08:00",
    }  # fmt: skip
    assert verify_bundle(done.path, stopped=never) == ()


def test_the_bundle_is_a_copy_that_outlives_the_store(shop: Shop) -> None:
    done = shop.publish()
    with shop.path("film", "film.mp4").open("r+b") as file:
        file.write(b"overwritten")
    assert verify_bundle(done.path, measure=False, stopped=never) == ()


def test_an_unchanged_episode_is_recognised_before_anything_is_laid_out(shop: Shop) -> None:
    first = shop.publish()
    shutil.rmtree(shop.store)
    assert shop.publish() == Published(1, first.path, fresh=False)


def test_a_changed_episode_becomes_the_next_version_and_the_old_one_stays(shop: Shop) -> None:
    shop.publish()
    assert shop.publish("two").version == 2
    assert shop.current()["path"] == "v2"
    assert shop.publish("one").version == 3
    assert verify_bundle(shop.episode / "v1", stopped=never) == ()


def test_equal_contents_give_equal_records(shop: Shop) -> None:
    shop.publish("one")
    shutil.rmtree(shop.episode / "v1")
    first = shop.publish("one").path
    shutil.copytree(first, shop.out / "kept")
    shutil.rmtree(first)
    second = shop.publish("one").path
    for name in ("data/bundle.json", "data/index.html", "manifest-sha256.txt", "tagmanifest-sha256.txt"):
        assert (second / name).read_bytes() == (shop.out / "kept" / name).read_bytes()


def test_a_version_that_lost_a_file_does_not_count_as_published(shop: Shop) -> None:
    done = shop.publish()
    (done.path / "data" / "images" / "封面.jpg").unlink()
    assert shop.publish().version == 2


@pytest.mark.parametrize("current", [None, "{", '{"version": 7}', "[]", '{"version": 1, "identity": "zero"}'])
def test_a_publisher_killed_between_rename_and_switch_is_made_good(shop: Shop, current: str | None) -> None:
    shop.publish()
    (shop.episode / "current.json").unlink()
    (shop.episode / ".current.json").write_text("half")
    if current is not None:
        (shop.episode / "current.json").write_text(current)
    assert not shop.publish().fresh
    assert (shop.current()["version"], shop.names()) == (1, {"v1", "current.json"})


def test_a_file_that_changed_in_the_store_after_measuring_is_not_published(shop: Shop) -> None:
    with shop.path("film", "film.mp4").open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        file.write(b"\xff")
    with pytest.raises(StoreChanged, match=r"film\.mp4") as caught:
        shop.publish()
    assert caught.value.exit_code == Damaged.exit_code == 6
    assert shop.names() == set()


@pytest.mark.parametrize("lost", [("film", "film.mp4"), ("film-facts", "measured.json")])
def test_a_file_that_is_gone_from_the_store_is_not_published(shop: Shop, lost: tuple[str, str]) -> None:
    shop.path(*lost).unlink()
    with pytest.raises(StoreChanged, match=lost[1]):
        shop.publish()
    assert shop.names() == set()


def test_two_paths_that_differ_in_case_only_are_refused(shop: Shop) -> None:
    twice = [*shop.deliverables, replace(shop.deliverables[2], path="Captions/ZH-Hans.vtt")]
    with pytest.raises(ValueError, match="twice"):
        publish(
            twice, out=shop.out, series="s", episode_id="e", title="", city="", identity="",
            store_path=shop.path, now=NOW, page=_page,
        )  # fmt: skip


def test_a_stop_leaves_nothing_behind(shop: Shop) -> None:
    with pytest.raises(Stopped):
        publish(
            shop.deliverables, out=shop.out, series="gd-2019", episode_id="gz-1", title="", city="",
            identity="one", store_path=shop.path, now=NOW, page=_page, stopped=lambda: True,
        )  # fmt: skip
    assert shop.names() == set()


def test_publishing_the_same_twice_at_once_makes_one_version(shop: Shop) -> None:
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: shop.publish(), range(4)))
    assert sorted(one.fresh for one in done) == [False, False, False, True]
    assert shop.names() == {"v1", "current.json"}


def test_publishing_different_contents_at_once_makes_as_many_versions(shop: Shop) -> None:
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(shop.publish, ["one", "two", "three"]))
    assert sorted(one.version for one in done) == [1, 2, 3]
    assert shop.current()["version"] == 3
    assert all(verify_bundle(one.path, measure=False, stopped=never) == () for one in done)


# Trouble with the disk


@pytest.mark.parametrize(
    "function",
    [(seal, "copy_durably"), (seal, "write_durably"), (seal, "write_bag"), (seal, "flush_tree"),
     (shelf, "write_durably"), (shelf, "flush")],
    ids=lambda pair: f"{pair[0].__name__.rpartition('.')[2]}.{pair[1]}",
)  # fmt: skip
@pytest.mark.parametrize("call", [1, 2])
def test_a_disk_that_fills_up_at_any_moment_leaves_the_current_version_alone(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, function: tuple[object, str], call: int
) -> None:
    shop.publish("one")
    module, name = function
    real: Callable[..., object] = getattr(module, name)
    calls = iter(range(1, 100))

    def full(*args: object) -> object:
        if next(calls) == call:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*args)

    monkeypatch.setattr(module, name, full)
    try:
        shop.publish("two")
    except DiskFull:
        assert verify_bundle(shop.episode, stopped=never) == ()
    monkeypatch.undo()
    assert shop.publish("two").version == 2
    assert shop.names() - {".current.json"} == {"v1", "v2", "current.json"}
    assert shop.current()["version"] == 2


def test_a_full_disk_in_the_middle_of_a_file_leaves_nothing(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def full(handle: int) -> None:
        if os.fstat(handle).st_size > 5000:
            raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        shop.publish()
    assert shop.names() == set()


def test_a_file_larger_than_the_system_allows_leaves_nothing(shop: Shop) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, before[1]))
    try:
        with pytest.raises(NotWritable, match="-o"):
            shop.publish()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert shop.names() == set()
    assert shop.publish().fresh


def test_an_out_that_is_a_file_is_named_with_the_option_that_helps(shop: Shop) -> None:
    shop.out.write_text("not a folder")
    with pytest.raises(NotWritable, match="-o"):
        shop.publish()


# Killed publishers


_KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from tests.integration import test_package as t
from videopipe.stages.package import seal, shelf
module, name = {where}
def killed(*args):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(module, name, killed)
shop = object.__new__(t.Shop)
root = Path(sys.argv[1])
shop.store, shop.out = root / "store", root / "out"
shop.episode = shop.out / "gd-2019" / "gz-1"
shop.publish("two")
"""


@pytest.mark.parametrize(
    ("where", "appeared"),
    [("seal, 'write_bag'", False), ("seal, 'appear'", False), ("shelf, '_turn'", True)],
)
def test_a_publisher_killed_with_kill_9_is_swept_and_made_good(
    shop: Shop, where: str, appeared: bool
) -> None:
    shop.publish("one")
    script = textwrap.dedent(_KILLED.replace("{where}", where))
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, str(shop.out.parent), str(root)], check=False, timeout=60
    )
    assert done.returncode == -9
    assert shop.current()["version"] == 1
    assert (shop.episode / "v2").exists() == appeared
    assert any(name.startswith(".staging-") for name in shop.names())
    again = shop.publish("two")
    assert (again.version, again.fresh) == (2, not appeared)
    assert (shop.names(), shop.current()["version"]) == ({"v1", "v2", "current.json"}, 2)


def test_the_staging_of_a_living_publisher_is_not_swept(shop: Shop) -> None:
    shop.publish()
    staging = shop.episode / ".staging-1-x"
    staging.mkdir()
    with (staging / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        sweep_staging(shop.episode)
        assert staging.is_dir()
    sweep_staging(shop.episode)
    assert not staging.exists()


# Verifying


@pytest.fixture
def bundle(shop: Shop) -> Path:
    return shop.publish().path


def kinds(path: Path, *, measure: bool = False) -> set[tuple[str, str]]:
    faults = verify_bundle(path, measure=measure, stopped=never)
    assert all(fault.en and fault.zh for fault in faults)
    return {(fault.path, fault.kind) for fault in faults}


def test_the_episode_folder_and_its_current_json_mean_the_current_version(shop: Shop, bundle: Path) -> None:
    (bundle / "data" / "extra.txt").write_text("x")
    for path in (bundle, shop.episode, shop.episode / "current.json"):
        assert ("data/extra.txt", "extra") in kinds(path)


def test_one_changed_byte_is_found(bundle: Path) -> None:
    film = bundle / "data" / "video" / "portal-1080p.mp4"
    with film.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        file.write(b"\xff")
    assert ("data/video/portal-1080p.mp4", "changed") in kinds(bundle)


def test_every_missing_extra_and_changed_file_has_its_line(bundle: Path) -> None:
    (bundle / "data" / "captions" / "zh-Hans.vtt").unlink()
    (bundle / "data" / "index.html").write_text("<p>", "utf-8")
    (bundle / "data" / "Thumbs.db").write_text("x")
    (bundle / "fetch.txt").write_text("")
    (bundle / "bag-info.txt").unlink()
    assert kinds(bundle) >= {
        ("data/captions/zh-Hans.vtt", "missing"), ("data/index.html", "changed"), ("data/Thumbs.db", "extra"),
        ("fetch.txt", "extra"), ("bag-info.txt", "missing"), ("data/Thumbs.db", "record"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind"),
    [("bagit.txt", "missing"), ("bag-info.txt", "missing"), ("manifest-sha256.txt", "missing"),
     ("tagmanifest-sha256.txt", "missing"), ("data/bundle.json", "record"), ("data/index.html", "missing")],
)  # fmt: skip
def test_each_part_of_a_bundle_is_missed(bundle: Path, name: str, kind: str) -> None:
    (bundle / name).unlink()
    assert (name, kind) in kinds(bundle)


def test_a_changed_oxum_is_found_even_with_a_matching_tag_manifest(bundle: Path) -> None:
    info = bundle / "bag-info.txt"
    lines = [line for line in info.read_text("utf-8").splitlines() if not line.startswith("Payload-Oxum")]
    info.write_text("\n".join([*lines, "Payload-Oxum: 1.1"]) + "\n", "utf-8")
    (bundle / "tagmanifest-sha256.txt").unlink()
    assert ("bag-info.txt", "bag") in kinds(bundle)


@pytest.mark.parametrize(
    "name", ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "data/bundle.json"]
)
@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00garbage", b"BagIt-Version: x.y\nTag-File-Character-Encoding: klingon\n", b"[" * 5000,
     b"../../etc/passwd  ../../etc/passwd\n", b"BagIt-Version: 1.0\nBagIt-Version: 1.0\n", b"Payload-Oxum: 1\n"],
    ids=range(7),
)  # fmt: skip
def test_a_garbled_bundle_has_faults_and_never_crashes(bundle: Path, name: str, content: bytes) -> None:
    (bundle / name).write_bytes(content)
    assert kinds(bundle)


def test_a_record_that_tells_of_another_film_is_found_out_by_measuring(bundle: Path) -> None:
    path = bundle / "data" / "bundle.json"
    told = parse_bundle(path.read_bytes(), path.name)
    film = told.file("video/portal-1080p.mp4")
    assert film.measured.loudness is not None
    louder = replace(film.measured.loudness, integrated_lufs=-16.0)
    lie = replace(film, measured=replace(film.measured, loudness=louder, sound=Fraction(3)))
    path.write_text(render_bundle(replace(told, files=(*told.files[:-1], lie))), "utf-8")
    faults = [fault for fault in verify_bundle(bundle, stopped=never) if fault.kind == "measure"]
    assert len(faults) == 2
    assert "-16.0" in faults[0].en + faults[1].en


def test_a_film_that_was_cut_off_is_unreadable(bundle: Path) -> None:
    film = bundle / "data" / "video" / "portal-1080p.mp4"
    film.write_bytes(film.read_bytes()[:300])
    assert ("data/video/portal-1080p.mp4", "unreadable") in kinds(bundle, measure=True)


def test_a_link_in_the_place_of_a_file_is_found(bundle: Path) -> None:
    poster = bundle / "data" / "images" / "封面.jpg"
    moved = poster.rename(bundle.parent.parent / "封面.jpg")
    poster.symlink_to(moved)
    assert ("data/images/封面.jpg", "extra") in kinds(bundle)


def test_captions_and_links_are_checked_too(shop: Shop) -> None:
    done = shop.publish(page=lambda _: '<a href="video/portal-720p.mp4">')
    assert kinds(done.path) == {("data/index.html", "link")}


def test_a_published_page_has_no_link_that_leads_nowhere(shop: Shop) -> None:
    def page(bundle: Bundle) -> str:
        told = bundle.file("video/portal-1080p.mp4")
        assert told.measured.media is not None
        film = Film(
            told.path,
            told.title,
            320,
            180,
            told.measured.media.duration,
            told.measured.size_bytes,
            burned=False,
        )
        return render_page(
            PageView(
                site=Site("门户网站", "在线访谈"), series="微视频访谈", programme="在线访谈", title=bundle.title,
                city=bundle.city, published=NOW, source=bundle.city, summary="", keywords=(),
                identity=bundle.identity, films=(film,), poster="images/封面.jpg",
                captions=(Captions("zh-Hans", "中文字幕", VTT),),
            )
        )  # fmt: skip

    assert verify_bundle(shop.publish(page=page).path, stopped=never) == ()


@pytest.mark.parametrize("current", ["{", "[]", '{"path": "v9"}', '{"path": "../../etc"}', '{"path": 5}'])
def test_a_current_json_that_leads_nowhere_is_named(shop: Shop, bundle: Path, current: str) -> None:
    (shop.episode / "current.json").write_text(current)
    with pytest.raises(NoBundle):
        verify_bundle(shop.episode, stopped=never)


def test_what_is_no_bundle_at_all_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "file", tmp_path / "empty", tmp_path / "nowhere"):
        with pytest.raises(NoBundle) as caught:
            verify_bundle(path, stopped=never)
        assert caught.value.exit_code == 6


def test_verifying_ends_when_asked_to(bundle: Path) -> None:
    with pytest.raises(Stopped):
        verify_bundle(bundle, stopped=lambda: True)
