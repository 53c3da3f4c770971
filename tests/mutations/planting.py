"""A copy of the tree in which faults are planted; the developer's own is only read."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.mutations.fault import Fault, Tree


def copy_tree(source: Path, into: Path) -> None:
    """What is tracked, and what is new and not ignored: as a commit of this moment would have it."""
    command = ["git", "-C", str(source), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        path = source / name
        # A tracked file may just have been removed; a link may lead out of the tree.
        if path.is_file() and not path.is_symlink():
            target = into / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)


@contextmanager
def planted(fault: Fault, tree: Tree) -> Iterator[Path]:
    """The fault in its place, and the file as it was afterwards, byte for byte."""
    place = tree.place_of(fault)
    sound = place.read_bytes()
    place.write_bytes(tree.product[place].replace(fault.snippet, fault.becomes).encode())
    try:
        yield place
    finally:
        place.write_bytes(sound)
