"""What several processes count together."""

import subprocess
import sys
from pathlib import Path

from search.counting import one_more

COUNT = """
import sys
from pathlib import Path
from search.counting import one_more
sys.stdin.readline()
print(max(one_more(Path(sys.argv[1]), 7, "a") for _ in range(200)))
"""


def test_several_processes_count_together_and_miss_nothing(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    children = [
        subprocess.Popen(
            [sys.executable, "-c", COUNT, str(tmp_path / "limits")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root,
        )
        for _ in range(3)
    ]  # fmt: skip
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    last = [int(child.communicate()[0]) for child in children]
    assert max(last) == 600
    assert one_more(tmp_path / "limits", 7, "a") == 601


def test_each_name_and_each_span_is_counted_on_its_own(tmp_path: Path) -> None:
    assert [one_more(tmp_path, 7, name) for name in "aab"] == [1, 2, 1]
    assert one_more(tmp_path, 8, "a") == 1
    assert one_more(tmp_path, 7, "a") == 3


def test_what_is_long_past_is_forgotten(tmp_path: Path) -> None:
    for span in (7, 8, 9):
        one_more(tmp_path, span, "a")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["8", "9"]
