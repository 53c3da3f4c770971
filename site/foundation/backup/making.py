"""Makes a backup: the database as it is at one instant, then the uploaded files; the keys in an archive of their own."""

import platform
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import django
import wagtail
from django.conf import settings
from django.db import connection

from foundation.backup import archive
from foundation.backup.folders import plain_files
from foundation.backup.manifest import DATA, KEYS, Manifest
from foundation.backup.places import draft, keys_apart, place
from foundation.backup.stores import current_store
from foundation.backup.structure import migration_heads
from foundation.clock import now

DATABASE_PREFIX = "database/"
MEDIA_PREFIX = "media/"
KEYS_PREFIX = "keys/"


def make(target: str, keys_target: str | None, say: Callable[[str], None]) -> None:
    at = now()
    final = place(target, "gongshi", at)
    keys_final = place(keys_target, "gongshi-keys", at) if keys_target else None
    if keys_final:
        keys_apart(final, keys_final)
    store = current_store()
    with ExitStack() as drafts:
        folder = drafts.enter_context(draft(final))
        store.dump(folder / store.file)
        # After the database: a file or a key it names is then there, one uploaded meanwhile does no harm.
        media = members(settings.MEDIA_ROOT, MEDIA_PREFIX)
        sources = chain([(DATABASE_PREFIX + store.file, folder / store.file)], media)
        written = archive.write(folder / "archive", sources, about(DATA))
        keys = list(members(settings.KEYS_DIR, KEYS_PREFIX))
        if keys and keys_final:
            archive.write(drafts.enter_context(draft(keys_final)) / "archive", keys, about(KEYS))
    say(f"备份已写入 {final}：数据库和 {len(written.members) - 1} 个上传文件。")
    if not keys:
        say("还没有生成密钥，没有密钥可备份。")
    elif keys_final:
        say(f"密钥已写入 {keys_final}：{len(keys)} 个。请与备份分开保管。")
    else:
        say(f"密钥没有备份（有 {len(keys)} 个）。没有密钥，加密的内容恢复后也读不出来；请用 --keys 写到另一处。")


def members(folder: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    root = folder.resolve()
    for path in plain_files(root):
        yield prefix + path.relative_to(root).as_posix(), path


def about(kind: str) -> Manifest:
    return Manifest(
        kind=kind,
        made_at=now().isoformat(timespec="seconds"),
        vendor=connection.vendor,
        migrations=migration_heads(),
        versions={"python": platform.python_version(), "django": django.__version__, "wagtail": wagtail.__version__},
        keys=sum(1 for _ in plain_files(settings.KEYS_DIR)),
    )
