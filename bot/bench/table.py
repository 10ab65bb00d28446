"""The benchmark's rows as a table for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

from bot.bench.measure import Row

_COLUMNS = ("", "题数", "答对", "p50 ms", "p95 ms", "p99 ms", "p50 倍", "p99 倍", "内存 MB", "建立 s")
_WIDTHS = (26, 6, 8, 9, 9, 9, 8, 8, 8, 8)


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """Each line as soon as its row is there."""
    size = None
    for row in rows:
        if row["engine"] == "machine":
            yield from _machine(row)
            continue
        if row["size"] != size:
            size = row["size"]
            yield f"\n{row['figures']:,} 个数字，{row['reports']:,} 份报告"
            yield _line(_COLUMNS)
        yield _engine(row)


def _machine(row: Row) -> Iterator[str]:
    load = "" if row["load"] is None else f"，此刻负载 {row['load'][0]}"
    yield f"{row['system']}，{row['processors']} 个处理器{load}，Python {row['python']}"
    yield "，".join(f"{name} {version or '没有安装'}" for name, version in row["versions"].items())


def _engine(row: Row) -> str:
    name = row["engine"]
    if "skipped" in row:
        return f"{name}：没有安装，跳过（pip install -r requirements-bench.txt）"
    if name == "build":
        new = f"新读 {row['extracted']} 份" if row["extracted"] else "全部取自缓存"
        return f"建库 {row['seconds']} s（{new}），{row['disk_mb']} MB，内存 {row['peak_mb']} MB"
    if name == "start":
        return f"从命令到第一个回答 {row['first_answer_seconds']} s"
    cells = [name, row["questions"], f"{row['right']:.1%}", row["p50_ms"], row["p95_ms"], row["p99_ms"]]
    cells += [row.get("p50_times_ours", 1), row.get("p99_times_ours", 1), row["peak_mb"], row.get("seconds", "")]
    return _line(map(str, cells))


def _line(cells: Iterable[str]) -> str:
    first, *rest = (cell for cell in cells)
    padded = [first + " " * max(0, _WIDTHS[0] - _width(first))]
    padded += [" " * max(0, width - _width(cell)) + cell for cell, width in zip(rest, _WIDTHS[1:], strict=True)]
    return "".join(padded).rstrip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
