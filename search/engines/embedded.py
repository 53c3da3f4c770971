"""The embedded engine: tantivy in the data folder, no service to run. No Django here."""

import os
from pathlib import Path

import tantivy

from search.engines.protocol import EngineAway, EngineHealth

VERSION = tantivy.__version__.removeprefix("tantivy v").partition(",")[0]


class Embedded:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def health(self) -> EngineHealth:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EngineAway(f"不能建立索引目录 {self.folder}：{error.strerror}。") from error
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise EngineAway(f"索引目录 {self.folder} 不可写。")
        return EngineHealth("tantivy", VERSION, "内置引擎可用。")
