"""Whether people can search."""

from foundation.health import Finding, failure, health_check, ok
from search.engine import current_engine
from search.engines.protocol import EngineAway


@health_check("search", "检索")
def search_engine() -> Finding:
    try:
        found = current_engine().health()
    except EngineAway as away:
        return failure(str(away), "请恢复检索服务；网站的其他部分不受影响。")
    return ok(f"{found.engine} {found.version}：{found.says}")
