"""``facts``: everything that was extracted, for people, programs and spreadsheets."""

from __future__ import annotations

import csv
import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any

from bot.commands.opening import open_knowledge
from bot.errors import BotError
from bot.facts.model import Extraction, public_row
from bot.knowledge.snapshot import Knowledge

Row = dict[str, Any]
#: No more ids than this are listed in an error.
_TOLD = 50


def run(arguments: Namespace) -> int:
    knowledge = open_knowledge()
    chosen = _chosen(knowledge, arguments.report)
    kind = arguments.kind or "observations"
    if kind == "text" and arguments.form != "json":
        print(_only(knowledge, chosen).document.text)
        return 0
    rows = (row for extraction in chosen for row in rows_of(extraction, kind))
    if arguments.form == "csv":
        _print_csv(rows)
    else:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False) if arguments.form == "json" else _READABLE[kind](row))
    return 0


def rows_of(extraction: Extraction, kind: str) -> Iterator[Row]:
    """The JSON objects of one report: observations, statements, findings, ledger or text."""
    report = extraction.document.meta.id
    if kind == "observations":
        yield from map(public_row, extraction.observations)
    elif kind == "statements":
        yield from map(public_row, extraction.statements)
    elif kind == "findings":
        for finding in extraction.findings:
            yield {
                "report": report,
                "kind": finding.kind,
                "text": finding.text,
                "observations": [*finding.observations],
            }
    elif kind == "ledger":
        for row in extraction.ledger:
            place = {"span": [*row.span], "page": row.page, "kind": row.kind, "observation": row.observation}
            yield {"report": report, "text": row.text, **place}
    else:
        yield {"report": report, "text": extraction.document.text}


def _chosen(knowledge: Knowledge, report: str | None) -> Sequence[Extraction]:
    """All reports, each read when its turn comes, or the one of an id."""
    if report is None:
        return knowledge.reports
    place = next((place for place, card in enumerate(knowledge.cards) if card.meta.id == report), None)
    if place is None:
        raise BotError(f"没有编号为 {report} 的报告；现有：{_ids(knowledge)}")
    return [knowledge.reports[place]]


def _only(knowledge: Knowledge, chosen: Sequence[Extraction]) -> Extraction:
    """Texts of several reports in one stream would leave the spans without a text to count in."""
    if len(chosen) != 1:
        raise BotError(f"有好几份报告，请用 --report 指定一份：{_ids(knowledge)}")
    return chosen[0]


def _ids(knowledge: Knowledge) -> str:
    """The ids of the reports; of very many only the newest."""
    ids = [card.meta.id for card in knowledge.cards]
    return "、".join(ids[:_TOLD]) + (f" 等 {len(ids)} 份" if len(ids) > _TOLD else "")


def _print_csv(rows: Iterator[Row]) -> None:
    flat = map(_flat, rows)
    for first in flat:
        writer = csv.DictWriter(sys.stdout, list(first), lineterminator="\n")
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(flat)


def _flat(row: Row) -> Row:
    """One cell for each value: the section in three, a span in two, ids in one."""
    out: Row = {}
    for name, value in row.items():
        if name == "section":
            out |= {
                "section": value["label"],
                "section_path": " > ".join(value["path"]),
                "section_title": value["title"],
            }
        elif name == "span":
            out |= {"start": value[0], "end": value[1]}
        else:
            out[name] = " ".join(map(str, value)) if isinstance(value, list) else value
    return out


def _place(row: Row) -> str:
    page = "" if row["page"] is None else f" 第{row['page']}页"
    return f"[{row['report']} {row['section']['label']}{page}]"


def _readable_observation(row: Row) -> str:
    marks = [
        row["period"],
        "目标" if row["role"] == "target" else None,
        row["rate"],
        row["base"] and f"比{row['base']}",
    ]
    told = "，".join(mark for mark in marks if mark)
    return f"{row['indicator']}{f'（{told}）' if told else ''}：{row['value_text']} {_place(row)} {row['id']}"


def _readable_statement(row: Row) -> str:
    return f"{row['kind']} {row['label']}：{row['quote']} {_place(row)} {row['id']}"


def _readable_finding(row: Row) -> str:
    return f"{row['text']} [{row['report']}] {' '.join(row['observations'])}"


def _readable_ledger(row: Row) -> str:
    place = f"[{row['report']} {row['span'][0]}–{row['span'][1]}]"
    return f"{row['kind']:<12}{row['text']} {place} {row['observation'] or ''}".rstrip()


_READABLE = {
    "observations": _readable_observation,
    "statements": _readable_statement,
    "findings": _readable_finding,
    "ledger": _readable_ledger,
}
