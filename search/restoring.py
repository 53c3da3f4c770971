"""After a restore the index speaks of other data: it is made anew."""

from foundation.backup.afterwards import after_restore
from search.archive.engine import archive_engine
from search.archive.registry import whole_archive
from search.engine import current_engine
from search.registry import everything


@after_restore("重建检索索引")
def make_the_index_anew() -> None:
    current_engine().rebuild(everything, lambda done: None)
    archive_engine().rebuild(whole_archive, lambda done: None)
