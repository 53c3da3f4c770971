"""Whether people can search, and find what there is."""

from foundation.health import Finding, failure, health_check, ok, warning
from search.comparing import compare
from search.engine import current_engine
from search.engines.protocol import EngineAway

REBUILD = "请运行 python manage.py search_rebuild。"
NAMED_AT_MOST = 5


@health_check("search", "检索")
def search_engine() -> Finding:
    try:
        found = current_engine().health()
    except EngineAway as away:
        return failure(str(away), "请恢复检索服务；网站的其他部分不受影响。")
    return ok(f"{found.engine} {found.version}：{found.says}")


@health_check("search_index", "检索索引", for_readiness=False)
def search_index() -> Finding:
    """Costs as much as reading everything: asked by `doctor` alone."""
    try:
        found = compare(current_engine())
    except EngineAway:
        return warning("检索服务连不上，没有核对索引。", "恢复检索服务后再查。")
    differing = [f"{says} {key}" for says, key in found.differing()]
    if not differing:
        return ok(f"索引与数据库一致，共 {sum(found.in_database.values())} 份文件。")
    named = "、".join(differing[:NAMED_AT_MOST]) + ("等" if len(differing) > NAMED_AT_MOST else "")
    return warning(f"索引与数据库有 {len(differing)} 处不同：{named}。", f"后台进程会补上；仍不同，{REBUILD}")
