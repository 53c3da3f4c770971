"""Whether people can search, and find what there is."""

from foundation.health import Finding, failure, health_check, ok, warning
from search.archive.engine import archive_engine
from search.engine import current_engine
from search.engines.protocol import EngineAway
from search.registry import kinds


@health_check("search", "检索")
def search_engine() -> Finding:
    try:
        found = current_engine().health()
    except EngineAway as away:
        return failure(str(away), "请恢复检索服务；网站的其他部分不受影响。")
    return ok(f"{found.engine} {found.version}：{found.says}")


@health_check("search_index", "检索索引", for_readiness=False)
def search_index() -> Finding:
    """Only as many as there are; whether each is as it should be is asked by `search_status`."""
    try:
        indexed = current_engine().health().documents
    except EngineAway:
        return warning("检索服务连不上，没有核对索引。", "恢复检索服务后再查。")
    expected = sum(kind.count() for kind in kinds().values())
    if indexed == expected:
        return ok(f"索引与数据库同为 {expected} 份文件。")
    return warning(
        f"索引中有 {indexed} 份文件，数据库中有 {expected} 份。",
        "后台进程会补上；过几分钟仍不同，请运行 python manage.py search_status。",
    )


@health_check("archive_index", "档案索引", for_readiness=False)
def archive_index() -> Finding:
    try:
        found = archive_engine().health()
    except EngineAway as away:
        return warning(str(away), "恢复检索服务，或运行 python manage.py search_rebuild；公开检索不受影响。")
    return ok(f"{found.engine} {found.version}：{found.says}")
