"""Restores a backup: everything is checked first, and what fails half-way is put back as it was."""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections

from foundation.backup import archive
from foundation.backup.afterwards import run_afterwards
from foundation.backup.errors import Refused
from foundation.backup.folders import STAGING, Exchange, plain_files
from foundation.backup.making import DATABASE_PREFIX, KEYS_PREFIX, MEDIA_PREFIX
from foundation.backup.manifest import DATA, KEYS, Manifest
from foundation.backup.signals import signals_raise
from foundation.backup.stores import Store, current_store
from foundation.backup.structure import holds_work, is_behind, refuse_newer
from foundation.clock import now

Say = Callable[[str], None]


def restore(path: Path, keys_path: Path | None, *, replace: bool, say: Say) -> list[str]:
    """Answers the labels of what must still be made anew by hand."""
    with ExitStack() as files:
        data = files.enter_context(_open(path))
        keys = files.enter_context(_open(keys_path)) if keys_path else None
        manifest = archive.inspect(data, DATA)
        if keys:
            _refuse_other_members(archive.inspect(keys, KEYS))
        _refuse_another_origin(manifest)
        store = current_store()
        _refuse_what_does_not_fit(manifest, store, data)
        if not replace:
            _refuse_replacing(keys is not None)
        say(f"档案完好：{manifest.made_at} 的备份。")
        with signals_raise():
            _put_in(store, data, keys, say)
    failed = run_afterwards(say)
    if keys is None and manifest.keys and not _files(settings.KEYS_DIR):
        say("这份备份用过密钥，而密钥没有恢复：加密的内容还读不出来。请用 --keys 连同密钥再恢复一次。")
    return failed


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise Refused(f"打不开 {path}：{error.strerror}。请核对路径和权限。") from error


def _refuse_another_origin(manifest: Manifest) -> None:
    if manifest.vendor != connection.vendor:
        raise Refused(
            f"备份来自 {manifest.vendor}，现在用的是 {connection.vendor}，不能互相恢复。请把 DATABASE_URL 改为同一种数据库。"
        )
    refuse_newer(manifest.migrations)


def _refuse_what_does_not_fit(manifest: Manifest, store: Store, data: BinaryIO) -> None:
    database = DATABASE_PREFIX + store.file
    outside = [name for name in manifest.members if name != database and not name.startswith(MEDIA_PREFIX)]
    if outside or database not in manifest.members:
        raise Refused(f"档案里没有数据库，或有不属于备份的文件（{'、'.join(outside[:3])}）。请换用另一份备份。")
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    needed, free = archive.unpacked_size(data), shutil.disk_usage(settings.DATA_DIR).free
    if needed > free:
        raise Refused(f"磁盘空间不够：需要 {needed >> 20} MB，{settings.DATA_DIR} 只剩 {free >> 20} MB。")


def _refuse_other_members(manifest: Manifest) -> None:
    if not all(name.startswith(KEYS_PREFIX) for name in manifest.members):
        raise Refused("密钥档案里有不是密钥的文件。请换用另一份。")


def _refuse_replacing(with_keys: bool) -> None:
    held = [
        says
        for says, holds in (
            ("数据库", holds_work()),
            ("上传文件", _files(settings.MEDIA_ROOT)),
            ("密钥", with_keys and _files(settings.KEYS_DIR)),
        )
        if holds
    ]
    if held:
        raise Refused(f"这里已有{'、'.join(held)}，恢复会把它换掉。确认要换，请加 --yes。")


def _files(folder: Path) -> bool:
    return any(plain_files(folder))


def _put_in(store: Store, data: BinaryIO, keys: BinaryIO | None, say: Say) -> None:
    """Each step says how it is undone before it is done; the former data go only when all is in."""
    stage = Path(tempfile.mkdtemp(prefix="restore-", dir=settings.DATA_DIR))
    undo: list[Callable[[], None]] = []
    try:
        archive.extract(data, DATABASE_PREFIX, stage)
        store.check(stage / store.file)
        media = _unpacked(data, MEDIA_PREFIX, settings.MEDIA_ROOT, undo)
        key_folder = _unpacked(keys, KEYS_PREFIX, settings.KEYS_DIR, undo) if keys else None
        undo.append(store.keep(stage))
        say(f"原数据库暂存在 {stage}，完成后删除。")
        store.load(stage / store.file)
        undo.append(media.take_back)
        media.put_in()
        if key_folder:
            key_folder.make_private()
            undo.append(key_folder.take_back)
            key_folder.put_in()
        _bring_up_to_date(say)
    except BaseException as error:
        _put_back(undo, stage)
        says = str(error) if isinstance(error, Exception) else "操作被中断。"
        raise Refused(f"恢复没有完成，已退回恢复前的状态。原因：{says}") from error
    media.clear()
    if key_folder and (kept := key_folder.keep_old(f"-before-{now():%Y%m%d-%H%M%S}")):
        say(f"原密钥没有删除，移到了 {kept}。确认不再需要后，请自行删除。")
    shutil.rmtree(stage, ignore_errors=True)


def _unpacked(file: BinaryIO, prefix: str, folder: Path, undo: list[Callable[[], None]]) -> Exchange:
    exchange = Exchange(folder)
    undo.append(exchange.clear)
    archive.extract(file, prefix, exchange.new)
    return exchange


def _put_back(undo: list[Callable[[], None]], stage: Path) -> None:
    try:
        for step in reversed(undo):
            step()
    except Exception as error:
        raise Refused(
            f"恢复中途出错，也没能退回原状：{error}。原数据库仍在 {stage}，原上传文件仍在 {settings.MEDIA_ROOT} 下以"
            f" {STAGING} 开头的目录里。请勿删除它们，排除原因后再恢复一次。"
        ) from error
    shutil.rmtree(stage, ignore_errors=True)


def _bring_up_to_date(say: Say) -> None:
    connections.close_all()
    if is_behind():
        say("备份的结构比程序旧，正在升级。")
        call_command("migrate", interactive=False, verbosity=0)
    # What this process remembers of the former database is no longer true.
    ContentType.objects.clear_cache()
    cache.clear()
