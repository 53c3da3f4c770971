"""A process drawn from its table: a diagram in SVG, made here, the same each time. Pure: no Django.

States stand in rows by how far they are from the start; between two rows stand the moves, each in its own label. A line
that leads further than the next row runs beside the drawing, so that no line crosses a box.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from foundation.process import Kind, Move, Process, State

FONT = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif"
INK, INK_2, LINE, PAPER, INDIGO, INDIGO_TINT, AMBER, AMBER_TINT, PINE, PINE_TINT = (
    "#1d2530", "#4c5866", "#8a8f96", "#ffffff", "#22406c", "#eaf0f8", "#7d5009", "#fbf2df", "#256048", "#e9f3ee",
)  # fmt: skip
STATE_WIDTH, LABEL_WIDTH, COLUMN_GAP = 148, 196, 28
MARGIN, LANE, GAP = 28, 12, 34
BIG, SMALL = 15, 12
LINE_HEIGHT = 1.4
KIND_WORDS = {Kind.OPEN: "", Kind.PAUSED: "中止", Kind.ENDED: "终结"}
KIND_COLOURS = {Kind.OPEN: (INDIGO, INDIGO_TINT), Kind.PAUSED: (AMBER, AMBER_TINT), Kind.ENDED: (PINE, PINE_TINT)}


def svg(process: Process) -> str:
    """The whole diagram, to stand in a page or in a file."""
    return _Drawing(process).as_svg()


def sentences(process: Process) -> list[str]:
    """The same for who does not see it: where it starts, every move, where it ends."""
    said = [f"{process.label}从“{process.start.label}”开始。"]
    for move in process.moves:
        sources = "、".join(f"“{process.state(code).label}”" for code in move.sources)
        target = process.state(move.target).label
        said.append(f"{sources}经“{move.label}”到“{target}”：由{_who(move)}{_how(move)}，依据{_basis(move)}。")
    ended = "、".join(f"“{state.label}”" for state in process.states if state.kind is Kind.ENDED)
    return [*said, f"终结于{ended}。"] if ended else said


def in_words(process: Process) -> str:
    return "".join(sentences(process))


# --- text ------------------------------------------------------------------------------------------------------------


def wrapped(text: str, size: float, width: float) -> list[str]:
    """Lines no wider than this; closing marks never begin one, opening marks never end one."""
    lines, line = [], ""
    for sign in text:
        if line and _width(line + sign, size) > width and sign not in "，。；：、）》”」！？":
            opening = line[-1] if line[-1] in "（《“「" and len(line) > 1 else ""
            lines.append(line.removesuffix(opening))
            line = opening
        line += sign
    return [*lines, line] if line else lines


def _width(text: str, size: float) -> float:
    return sum(size if unicodedata.east_asian_width(sign) in "WFA" else size * 0.56 for sign in text)


def _who(move: Move) -> str:
    return "或".join(one.label for one in move.actors)


def _how(move: Move) -> str:
    return "，以签发文书进行" if move.through else ""


def _basis(move: Move) -> str:
    return move.basis.cite() if move.basis else "未写明"


# --- layout ----------------------------------------------------------------------------------------------------------


@dataclass
class _Box:
    key: str
    row: int
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0
    into: list["_Line"] = field(default_factory=list)
    out: list["_Line"] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(kw_only=True)
class _StateBox(_Box):
    state: State


@dataclass(kw_only=True)
class _MoveBox(_Box):
    move: Move
    lines: list[tuple[str, int, str, bool]]  # text, size, colour, bold


@dataclass
class _Line:
    start: _Box
    end: _Box
    arrow: bool
    # Lanes of a line that runs beside the drawing: below its start, beside, above its end.
    lanes: tuple[int, int, int] | None = None

    @property
    def is_short(self) -> bool:
        return self.end.row == self.start.row + 1


class _Drawing:
    def __init__(self, process: Process) -> None:
        self.process = process
        depth = _depths(process)
        self.states = {
            state.code: _StateBox(
                f"state-{state.code}", 2 * depth[state.code], STATE_WIDTH, _state_height(state), state=state
            )
            for state in process.states
        }
        self.moves = [self._move_box(number, move, depth) for number, move in enumerate(process.moves)]
        self.lines = [line for box in self.moves for line in self._lines_of(box)]
        self.rows: list[list[_Box]] = [[] for _ in range(1 + max(box.row for box in self._boxes()))]
        for box in self._boxes():
            self.rows[box.row].append(box)
        self._order()
        self._place()

    def _boxes(self) -> Iterator[_Box]:
        yield from self.states.values()
        yield from self.moves

    def _move_box(self, number: int, move: Move, depth: dict[str, int]) -> _MoveBox:
        inside = LABEL_WIDTH - 16
        lines = [(text, BIG - 1, INK, True) for text in wrapped(move.label, BIG - 1, inside)]
        who = f"由{_who(move)}{_how(move)}"
        lines += [(text, SMALL, INK, False) for text in wrapped(who, SMALL, inside)]
        lines += [(text, SMALL, INK_2, False) for text in wrapped(_basis(move), SMALL, inside)]
        height = 12 + sum(size * LINE_HEIGHT for _, size, _, _ in lines)
        row = 2 * max((depth[code] for code in move.sources), default=0) + 1
        return _MoveBox(f"move-{number}", row, LABEL_WIDTH, height, move=move, lines=lines)

    def _lines_of(self, box: _MoveBox) -> Iterator[_Line]:
        for code in box.move.sources:
            yield _join(_Line(self.states[code], box, arrow=False))
        yield _join(_Line(box, self.states[box.move.target], arrow=True))

    def _order(self) -> None:
        """Each box near those it is joined to; moves that lead back stand to the right, where their line runs."""
        for row in self.rows:
            _spread(row)
        for _ in range(4):
            for row in self.rows[1:]:
                row.sort(key=lambda box: (_leads_back(box), _mean(line.start.middle for line in box.into), box.key))
                _spread(row)
            for row in reversed(self.rows[:-1]):
                row.sort(key=lambda box: (_leads_back(box), _mean(line.end.middle for line in box.out), box.key))
                _spread(row)

    def _place(self) -> None:
        used = [0] * (len(self.rows) + 1)  # lanes in the gap above each row; the last gap is below all
        beside = 0
        for line in self.lines:
            if not line.is_short:
                below, above = line.start.row + 1, line.end.row
                line.lanes = (used[below], beside, used[above] + (1 if below == above else 0))
                used[below] += 1
                used[above] += 1
                beside += 1
        widest = max(sum(box.width for box in row) + COLUMN_GAP * (len(row) - 1) for row in self.rows)
        self.gap_top: list[float] = []
        y = float(MARGIN)
        for number, row in enumerate(self.rows):
            self.gap_top.append(y)
            y += GAP + used[number] * LANE
            width = sum(box.width for box in row) + COLUMN_GAP * (len(row) - 1)
            tallest = max(box.height for box in row)
            x = MARGIN + (widest - width) / 2
            for box in row:
                box.x, box.y = x, y + (tallest - box.height) / 2
                x += box.width + COLUMN_GAP
            y += tallest
        self.gap_top.append(y)
        self.height = y + (GAP + used[-1] * LANE if used[-1] else 0) + MARGIN
        self.right = MARGIN + widest
        self.width = self.right + (LANE * beside + 8 if beside else 0) + MARGIN

    # --- drawing -----------------------------------------------------------------------------------------------------

    def as_svg(self) -> str:
        name = f"process-{self.process.code}"
        width, height = round(self.width), round(self.height)
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{escape(name)}-title '
            f'{escape(name)}-desc" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'font-family="{escape(FONT)}">',
            f'<title id="{escape(name)}-title">{escape(self.process.label)}的办理过程</title>',
            f'<desc id="{escape(name)}-desc">{escape(in_words(self.process))}</desc>',
            f'<defs><marker id="{escape(name)}-arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" '
            f'markerHeight="8" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="{INK_2}"/></marker></defs>',
            f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
            *self._start_mark(name),
            *(self._line(line, name) for line in self.lines),
            *(part for box in self.states.values() for part in _draw_state(box)),
            *(part for box in self.moves for part in _draw_move(box)),
            "</svg>",
        ]
        return "\n".join(parts) + "\n"

    def _start_mark(self, name: str) -> Iterator[str]:
        box = self.states[self.process.start.code]
        x, top = box.x + 22, box.y - 26
        yield f'<circle cx="{x:.1f}" cy="{top:.1f}" r="5" fill="{INK}"/>'
        yield _path(f"M{x:.1f} {top + 5:.1f}V{box.y - 1:.1f}", f"{name}-arrow")

    def _line(self, line: _Line, name: str) -> str:
        x1, y1 = _port(line.start, line.start.out, line), line.start.y + line.start.height
        x2, y2 = _port(line.end, line.end.into, line), line.end.y - (1 if line.arrow else 0)
        if line.lanes is None:
            half = (y1 + y2) / 2
            path = f"M{x1:.1f} {y1:.1f}C{x1:.1f} {half:.1f} {x2:.1f} {half:.1f} {x2:.1f} {y2:.1f}"
        else:
            below, beside, above = line.lanes
            low = self.gap_top[line.start.row + 1] + 12 + below * LANE
            high = self.gap_top[line.end.row] + 12 + above * LANE
            side = self.right + 14 + beside * LANE
            path = f"M{x1:.1f} {y1:.1f}V{low:.1f}H{side:.1f}V{high:.1f}H{x2:.1f}V{y2:.1f}"
        return _path(path, f"{name}-arrow" if line.arrow else "")


def _depths(process: Process) -> dict[str, int]:
    """How many moves each state is from the start, at least. What cannot be reached stands below all others."""
    depth, edge = {process.start.code: 0}, [process.start.code]
    while edge:
        code = edge.pop(0)
        for move in process.moves_from(code):
            if move.target not in depth:
                depth[move.target] = depth[code] + 1
                edge.append(move.target)
    deepest = max(depth.values())
    return {state.code: depth.get(state.code, deepest + 1) for state in process.states}


def _join(line: _Line) -> _Line:
    line.start.out.append(line)
    line.end.into.append(line)
    return line


def _leads_back(box: _Box) -> bool:
    return isinstance(box, _MoveBox) and any(not line.is_short for line in box.out)


def _spread(row: list[_Box]) -> None:
    """Positions good enough to compare by: the row, centred."""
    x = -(sum(box.width for box in row) + COLUMN_GAP * (len(row) - 1)) / 2
    for box in row:
        box.x = x
        x += box.width + COLUMN_GAP


def _mean(numbers: Iterable[float]) -> float:
    held = list(numbers)
    return sum(held) / len(held) if held else 0.0


def _port(box: _Box, lines: list[_Line], line: _Line) -> float:
    """Where on a box's edge this line stands: in the order of the other ends, those beside the drawing last."""
    other = [
        ((not one.is_short), (one.end if one.start is box else one.start).middle, number)
        for number, one in enumerate(lines)
    ]
    place = sorted(other).index(other[lines.index(line)])
    return box.x + box.width * (place + 1) / (len(lines) + 1)


def _state_height(state: State) -> float:
    lines = len(wrapped(state.label, BIG, STATE_WIDTH - 20))
    return 18 + lines * BIG * LINE_HEIGHT + (SMALL * LINE_HEIGHT if KIND_WORDS[state.kind] else 0)


def _draw_state(box: _StateBox) -> Iterator[str]:
    state = box.state
    edge, fill = KIND_COLOURS[state.kind]
    dashes = ' stroke-dasharray="6 4"' if state.kind is Kind.PAUSED else ""
    radius = 18 if state.kind is Kind.ENDED else 6
    yield (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.0f}" height="{box.height:.1f}" rx="{radius}" '
        f'fill="{fill}" stroke="{edge}" stroke-width="2"{dashes}/>'
    )
    if state.kind is Kind.ENDED:
        yield (
            f'<rect x="{box.x + 4:.1f}" y="{box.y + 4:.1f}" width="{box.width - 8:.0f}" '
            f'height="{box.height - 8:.1f}" rx="{radius - 4}" fill="none" stroke="{edge}" stroke-width="1"/>'
        )
    lines = [(text, BIG, INK, True) for text in wrapped(state.label, BIG, box.width - 20)]
    if KIND_WORDS[state.kind]:
        lines.append((KIND_WORDS[state.kind], SMALL, edge, False))
    yield from _text(lines, box.middle, box.y + 9)


def _draw_move(box: _MoveBox) -> Iterator[str]:
    yield (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.0f}" height="{box.height:.1f}" rx="4" '
        f'fill="{PAPER}" stroke="{LINE}" stroke-width="1"/>'
    )
    yield from _text(box.lines, box.middle, box.y + 6)


def _text(lines: Iterable[tuple[str, int, str, bool]], x: float, top: float) -> Iterator[str]:
    y = top
    for text, size, colour, bold in lines:
        weight = ' font-weight="600"' if bold else ""
        yield (
            f'<text x="{x:.1f}" y="{y + size * 1.1:.1f}" text-anchor="middle" font-size="{size}" fill="{colour}"{weight}>'
            f"{escape(text)}</text>"
        )
        y += size * LINE_HEIGHT


def _path(path: str, arrow: str) -> str:
    end = f' marker-end="url(#{escape(arrow)})"' if arrow else ""
    return f'<path d="{path}" fill="none" stroke="{INK_2}" stroke-width="1.4" stroke-linejoin="round"{end}/>'
