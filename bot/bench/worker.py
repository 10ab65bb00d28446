"""One engine, measured in a process of its own so that its memory is its own: ``python -m bot.bench.worker``.

Arguments: ``bot``, ``build`` or a peer's name, the folder of a corpus, and how many seconds the questions may
take; or ``write``, the folder, and how many figures and questions of which seed to make. One JSON object on
standard output.
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from time import perf_counter

from bot.bench.corpus import Corpus
from bot.bench.grammar import Asked
from bot.bench.measure import Row, peak_mb, timed
from bot.bench.peers import PEERS


def main(argv: list[str]) -> None:
    name, folder, seconds, *numbers = argv
    corpus = Corpus(Path(folder))
    if name == "write":
        size, questions, seed = map(int, (seconds, *numbers))
        reports, figures = corpus.write(size, questions, seed)
        print(json.dumps({"reports": reports, "figures": figures}))
        return
    measure = {"bot": measure_bot, "build": measure_build}.get(name)
    row = measure(corpus, float(seconds)) if measure else measure_peer(corpus, float(seconds), name)
    print(json.dumps(row | {"peak_mb": peak_mb()}, ensure_ascii=False))


def measure_build(corpus: Corpus, _seconds: float) -> Row:
    """Build what is not in the cache yet."""
    from bot.knowledge.build import build
    from bot.knowledge.fingerprint import reports_in

    start = perf_counter()
    built = build(reports_in(corpus.reports), corpus.knowledge)
    taken = round(perf_counter() - start, 2)
    size = round(corpus.knowledge.stat().st_size / 1e6, 1)
    extracted = {"reports": len(built.reports), "extracted": len(built.extracted), "problems": len(built.problems)}
    return {"seconds": taken, **extracted, "disk_mb": size, "peak_mb_of_a_reader": peak_mb(children=True)}


def measure_bot(corpus: Corpus, seconds: float) -> Row:
    """The program itself, as the Telegram bot runs it; every question is in a chat of its own."""
    from bot.commands.opening import open_assistant

    asked = corpus.questions()
    start = perf_counter()
    assistant = open_assistant(staying=True)
    ready = round(perf_counter() - start, 3)
    wrong: list[str] = []

    def ask(question: Asked) -> bool:
        answer = assistant.ask(question.text, chat=question.text)
        first = next(iter(answer.observations), None)
        right = bool(first and (first.report, first.value) == (question.report, question.value))
        if not right and first and answer.status == "answer":
            wrong.append(question.text)
        return right

    row = timed(asked, ask, seconds)
    return row | {"wrong": round(len(wrong) / max(1, row["questions"]), 4), "ready_seconds": ready}


def measure_peer(corpus: Corpus, seconds: float, name: str) -> Row:
    """A peer is right when it finds the sentence; which figure of it was asked for, it does not tell."""
    sentences, asked = corpus.sentences(), corpus.questions()
    start = perf_counter()
    peer = PEERS[name][1]([sentence.text for sentence in sentences])
    taken = round(perf_counter() - start, 2)
    gc.collect()
    gc.freeze()

    def ask(question: Asked) -> bool:
        place = peer.find(question.text)
        found = sentences[place] if place is not None else None
        return bool(found and (found.report, found.indicator) == (question.report, question.indicator))

    ask(asked[-1])
    return timed(asked, ask, seconds) | {"seconds": taken}


if __name__ == "__main__":
    main(sys.argv[1:])
