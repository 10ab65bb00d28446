"""The whole answering half: whatever is asked, the reply is valid, accounted for, repeatable and private."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Answer, Choice, Reason, Status, Verdict
from bot.answers.recent import Recent
from bot.assistant import Assistant
from bot.evaluation import read_questions
from bot.knowledge.snapshot import Knowledge
from bot.question.normalise import normalise
from bot.question.subject import Subjects
from tests.conftest import REPORT

ROOT = Path(__file__).resolve().parents[1]
#: A reply is read on a phone: what a section or a list says at most, with its sentences.
LONGEST = 6000
QUESTIONS = [
    turn["q"]
    for path in sorted((ROOT / "tests" / "questions").glob("*.jsonl"))
    for entry in read_questions(path)
    for turn in entry["turns"]
]
SOME = QUESTIONS[::6]
WORDS = [
    "电诈", "去年", "2019年", "多少起", "占比", "呢", "是不是", "4141处", "超过", "95%", "哪些", "第二个", "加起来",
    "和", "比", "人才落户", "分别", "摄像机", "目标", "为什么", "出处", "静安区", "不对", "我问的是", "那", "？", "，",
    "dianzha", "how many", "cameras", "😀", "１２", "電信", "电炸", "一(三)6", "第三部分", "日均", "还剩", "\n", " ",
]  # fmt: skip
MESSAGES = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=9).map("".join))
CHATS = count()
TITLED = "（2023-08-24）"
"""The report's date, told with its title."""
DIGITS = re.compile(r"\d+(?:\.\d+)?")


@pytest.fixture(scope="module")
def sentences(knowledge: Knowledge) -> str:
    """All that the reports print, without white space, and their dates."""
    read = [extraction.document for extraction in knowledge.reports]
    return "".join("".join(document.text.split()) + (document.meta.date or "") for document in read)


# any message


@given(st.lists(MESSAGES, min_size=1, max_size=3))
@settings(max_examples=150, deadline=None)
def test_any_conversation_gets_valid_answers(assistant: Assistant, sentences: str, messages: list[str]) -> None:
    chat = f"any {next(CHATS)}"  # an example must not lean on the one before
    for message in messages:
        answer = assistant.ask(message, chat=chat)
        _check_valid(answer, message)
        assert list(_unaccounted(answer, sentences, "\n".join(messages))) == []


@pytest.mark.parametrize(
    "message",
    [
        "",
        " ",
        "\x00",
        "\ud800",
        "？？？",
        "😀" * 2000,
        "多少" * 3000,
        "1" * 5000,
        "电诈 " * 1500,
        "(" * 500,
        "第" * 300,
    ],
    ids=["empty", "space", "nul", "surrogate", "marks", "emoji", "frames", "digits", "words", "brackets", "ordinals"],
)
def test_odd_messages(assistant: Assistant, message: str) -> None:
    _check_valid(assistant.ask(message, chat="odd"), message)


@given(st.one_of(st.text(max_size=20), st.from_regex(r"[onpx]-[0-9a-f]{0,8}", fullmatch=True)))
def test_any_ref_opens_something(assistant: Assistant, ref: str) -> None:
    _check_valid(assistant.open(ref, chat="any ref"))


def _check_valid(answer: Answer, question: str | None = None) -> None:
    assert answer.status in get_args(Status)
    assert (answer.reason is not None) == (answer.status == "not_found")
    assert answer.reason is None or answer.reason in get_args(Reason)
    assert answer.verdict is None or answer.verdict in get_args(Verdict)
    assert 0 < len(answer.text) <= LONGEST + 2 * len(answer.question[:4096])
    assert answer.text == "\n".join(line.text for line in answer.lines)
    assert question is None or answer.question == question
    assert (answer.status == "clarify") == bool(answer.choices)
    assert answer.status != "clarify" or 2 <= len(answer.choices) <= 5
    assert answer.status != "not_found" or not answer.derived
    assert answer.status != "answer" or answer.sources
    for choice in (*answer.choices, *answer.suggestions):
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,40}", choice.ref)
    row = answer.to_json()
    assert json.loads(json.dumps(row)) == row


# no number that nothing accounts for


def _unaccounted(answer: Answer, sentences: str, before: str = "") -> Iterator[str]:
    """Parts with digits that come from nowhere, by the kind that they claim; ``before`` was asked before."""
    for part in (part for line in answer.lines for part in line.parts if DIGITS.search(part.text)):
        printed = part.kind == "quote" and "".join(part.text.split()) in sentences
        if not (printed or part.text in _allowed(answer, part.kind) or _told(answer, part.kind, part.text, before)):
            yield f"{part.kind}: {part.text}"


def _allowed(answer: Answer, kind: str) -> set[str]:
    """Whole texts that parts of a kind may have."""
    figures = {f"{row.value_text}{unit}" for row in answer.observations for unit in ("", "元")}
    derived = {text for d in answer.derived for text in (d.text, d.formula, f"{d.text}（{d.formula}）")}
    return {"figure": figures, "derived": derived}.get(kind, set())


def _told(answer: Answer, kind: str, text: str, before: str) -> bool:
    """Digits that stand in what a part of its kind may repeat."""
    typed = [answer.question, *before.splitlines()]
    known = {
        "echo": " ".join([*typed, *map(normalise, typed), *(gap.asked for gap in answer.missing)]),
        "citation": json.dumps([answer.to_json()[name] for name in ("sources", "observations")], ensure_ascii=False),
        "index": " ".join(str(number) for number in range(1, 100)),
        "year": " ".join(row.period or "" for row in answer.observations),
        "quote": json.dumps(answer.to_json() | {"text": ""}, ensure_ascii=False) + TITLED,
    }.get(kind, "")
    return set(DIGITS.findall(text)) <= set(DIGITS.findall(known)) | {_bare(n) for n in DIGITS.findall(known)}


def _bare(number: str) -> str:
    """2023-08-24 is told as 2023年8月24日."""
    return number.lstrip("0") or "0"


@pytest.mark.parametrize("question", SOME)
def test_every_number_is_accounted_for(assistant: Assistant, question: str, sentences: str) -> None:
    assert list(_unaccounted(assistant.ask(question, chat=f"numbers {question}"), sentences)) == []


@pytest.mark.parametrize("question", SOME)
def test_every_figure_is_quoted(assistant: Assistant, question: str, sentences: str) -> None:
    """What is shown stands in the sentence that is cited, and that in the report."""
    answer = assistant.ask(question, chat=f"quoted {question}")
    for source in answer.sources:
        assert "".join(source.quote.split()) in sentences
    for row in answer.observations:
        assert row.value_text in "".join(row.quote.split())


@pytest.mark.parametrize("question", SOME)
def test_no_figure_twice(assistant: Assistant, question: str) -> None:
    ids = [row.id for row in assistant.ask(question, chat=f"once {question}").observations]
    assert len(ids) == len(set(ids))


# the same question, the same answer


def _bytes(answer: Answer) -> str:
    return json.dumps(replace(answer, elapsed_ms=0.0).to_json(), ensure_ascii=False)


def test_two_assistants_say_the_same(knowledge: Knowledge) -> None:
    one, two = Assistant(knowledge), Assistant(knowledge)
    assert [_bytes(one.ask(q)) for q in SOME] == [_bytes(two.ask(q)) for q in SOME]


def test_what_others_ask_changes_nothing(assistant: Assistant) -> None:
    """The same question in a new chat, before and after all the others."""
    before = [_bytes(assistant.ask(q, chat=f"before {q}")) for q in SOME]
    after = [_bytes(assistant.ask(q, chat=f"after {q}")) for q in reversed(SOME)]
    assert before == after[::-1]


@pytest.mark.parametrize("message", ["你好", "谢谢", "你能干什么", "今天天气怎么样"])
def test_the_first_message_is_answered_like_the_hundredth(
    knowledge: Knowledge, assistant: Assistant, message: str
) -> None:
    first = Assistant(knowledge).ask(message)
    assert _bytes(first) == _bytes(assistant.ask(message, chat=f"hundredth {message}"))


_CHILD = """
import json, sys
from pathlib import Path
from bot.answers.recent import Recent
from bot.assistant import Assistant
from bot.facts import extract
from bot.knowledge.snapshot import Knowledge
from bot.report import read_report
made = Assistant(Knowledge((extract(read_report(Path(sys.argv[1]))),)))
made.examples()
sys.stdout.reconfigure(encoding="utf-8")
for line in json.load(sys.stdin):
    print(json.dumps({**made.ask(line, chat=line).to_json(), "elapsed_ms": 0.0}, ensure_ascii=False))
"""


def _elsewhere(seed: str, questions: list[str]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(REPORT)],
        input=json.dumps(questions), env={**os.environ, "PYTHONHASHSEED": seed}, cwd=ROOT,
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return done.stdout.splitlines()


def test_hash_seeds_change_nothing(assistant: Assistant) -> None:
    here = [_bytes(assistant.ask(q, chat=f"seed {q}")) for q in SOME]
    for seed in ("0", "1", "4242"):
        assert _elsewhere(seed, SOME) == here


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("群租房整治了几家", "没有能回答“群租房、整治”", id="the report speaks of it"),
        pytest.param("无人机几架", "没有说到“无人机”", id="the report does not"),
    ],
)
def test_absence_is_told_as_it_is(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question, chat=f"absent {question}")
    assert answer.status == "not_found"
    assert told in answer.text


# whatever is offered is answered

_KNOWN_DEAD: dict[str, str] = {}
"""Questions whose offers are not all answered, with the reason."""


def _offers(assistant: Assistant) -> dict[str, Choice]:
    found: dict[str, Choice] = {}
    more = [
        "你好",
        "天气怎么样",
        "摄像机",
        "电诈抓了多少人",
        "圈群",
        "破案率",
        "目标有哪些",
        "特征值存储多少",
        "扬言警情",
        "2018年电诈多少起",
        "火灾隐患罚款多少",
        "人才引进",
        "摄像机",
        "街镇联网多少公里",
        "人脸算法多少钱",
    ]
    for question in [*QUESTIONS, *more]:
        answer = assistant.ask(question, chat=f"offers {question}")
        for choice in (*answer.choices, *answer.suggestions):
            found.setdefault(choice.question, choice)
    return found


def test_every_offer_is_answered(assistant: Assistant) -> None:
    """Asked as text in a new chat, and opened by its ref."""
    offers = _offers(assistant)
    assert len(offers) >= 50
    assert {choice.ref[0] for choice in offers.values()} == set("onpx")  # of every kind
    asked = {q: assistant.ask(q, chat=f"offer {q}").status for q in offers}
    opened = {choice.ref: assistant.open(choice.ref, chat=f"ref {choice.ref}").status for choice in offers.values()}
    dead = [q for q, status in asked.items() if status != "answer" and q not in _KNOWN_DEAD]
    assert dead == []
    assert [ref for ref, status in opened.items() if status != "answer"] == []


def test_an_offer_leads_to_its_own_figure(assistant: Assistant) -> None:
    """``o-ID`` opens that figure; its question, asked, shows it too."""
    lost = []
    for question, choice in _offers(assistant).items():
        kind, _, name = choice.ref.partition("-")
        if kind == "o":
            assert assistant.open(choice.ref, chat="own").observations[0].id == name
            shown = assistant.ask(question, chat=f"own {question}").observations
            lost += [question] if name not in {row.id for row in shown} else []
    assert lost == []


def test_offers_of_offers_are_answered(assistant: Assistant) -> None:
    """From one question every button can be pressed on and on."""
    seen: set[str] = set()
    pending = ["电诈多少起", "人才落户分别多少", "静安区电诈多少起"]
    while pending:
        question = pending.pop()
        answer = assistant.ask(question, chat=f"on and on {question}")
        assert answer.status == "answer" or question == "静安区电诈多少起", question
        new = [c.question for c in (*answer.choices, *answer.suggestions) if c.question not in seen]
        seen.update(new)
        pending += new


def test_no_offer_twice(assistant: Assistant) -> None:
    for question in SOME:
        answer = assistant.ask(question, chat=f"twice {question}")
        offered = [choice.question for choice in (*answer.choices, *answer.suggestions)]
        assert len(offered) == len(set(offered)), question


def test_no_offer_twice_in_combined_answers(assistant: Assistant) -> None:
    answer = assistant.ask("微信群多少个，网民多少", chat="combined offers")
    offered = [choice.question for choice in answer.suggestions]
    assert len(offered) == len(set(offered))


# one talk and another


def _figures(answer: Answer) -> list[str]:
    return [row.value_text for row in answer.observations]


def test_chats_share_nothing(assistant: Assistant) -> None:
    assistant.ask("电诈去年多少起", chat="one")
    assistant.ask("三停单位有多少家", chat="two")
    assert _figures(assistant.ask("那2019年呢", chat="one")) == ["935起"]
    assert assistant.ask("那2019年呢", chat="three").status != "answer"


def test_people_of_a_group_share_nothing(assistant: Assistant) -> None:
    assistant.ask("电诈去年多少起", chat="group", user="a")
    assert "935起" not in _figures(assistant.ask("那2019年呢", chat="group", user="b"))
    assert _figures(assistant.ask("那2019年呢", chat="group", user="a")) == ["935起"]


def test_a_reply_continues_another_s_answer(assistant: Assistant) -> None:
    answer = assistant.ask("电诈去年多少起", chat="replies", user="a")
    follow = assistant.ask("那2019年呢", chat="replies", user="b", reply_to=answer.id)
    assert _figures(follow) == ["935起"]


def test_a_reply_reaches_back_beyond_the_last_answer(assistant: Assistant) -> None:
    answer = assistant.ask("电诈去年多少起", chat="back", user="a")
    assistant.ask("三停单位有多少家", chat="back", user="a")
    assert _figures(assistant.ask("那2019年呢", chat="back", user="a", reply_to=answer.id)) == ["935起"]


def test_a_reply_stays_in_its_chat(assistant: Assistant) -> None:
    answer = assistant.ask("电诈去年多少起", chat="here", user="a")
    follow = assistant.ask("那2019年呢", chat="there", user="b", reply_to=answer.id)
    assert "935起" not in _figures(follow)


def test_a_reply_to_what_is_forgotten_is_a_question_of_its_own(assistant: Assistant) -> None:
    assert _figures(assistant.ask("三停单位有多少家", chat="gone", reply_to="gone")) == ["413家"]


def test_a_pressed_button_is_the_new_subject(assistant: Assistant) -> None:
    choice = next(c for c in assistant.ask("电诈去年多少起", chat="button").suggestions if "2019" in c.question)
    assert _figures(assistant.open(choice.ref, chat="button")) == ["935起"]
    assert _figures(assistant.ask("占比呢", chat="button"))[:1] in (["19%"], ["近50%"])


def test_a_new_thing_inherits_nothing(assistant: Assistant) -> None:
    assistant.ask("电诈2019年多少起", chat="new")
    assert _figures(assistant.ask("三停单位有多少家", chat="new")) == ["413家"]


@pytest.mark.parametrize(
    ("first", "second", "figures"),
    [
        pytest.param("电诈多少起", "占比呢", ["近50%"], id="share"),
        pytest.param("人脸算法多少路", "人体呢", ["6100路"], id="another thing of the kind"),
        pytest.param("人才落户分别是多少", "第二个", ["2168人"], id="second of the list"),
        pytest.param("摄像机多少个", "不对我问的是2470那个", ["2470个"], id="correction by number"),
    ],
)
def test_follow_ups(assistant: Assistant, first: str, second: str, figures: list[str]) -> None:
    chat = f"follow {second}"
    assistant.ask(first, chat=chat)
    assert _figures(assistant.ask(second, chat=chat))[: len(figures)] == figures


# memory


@pytest.fixture
def forgetful(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> Assistant:
    """Remembers four subjects."""
    monkeypatch.setattr("bot.assistant.Subjects", lambda: Subjects(capacity=4))
    return Assistant(knowledge)


def test_memory_is_bounded(forgetful: Assistant) -> None:
    for number in range(50):
        forgetful.ask("电诈去年多少起", chat=f"chat {number}")
    assert len(forgetful._subjects._kept) == 4
    assert _figures(forgetful.ask("那2019年呢", chat="chat 49")) == ["935起"]
    assert "935起" not in _figures(forgetful.ask("那2019年呢", chat="chat 0"))


def test_a_talk_is_forgotten_after_half_an_hour(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("bot.question.subject.time.monotonic", lambda: now)
    made = Assistant(knowledge)
    made.ask("电诈去年多少起", chat="slow")
    now += 1801
    assert "935起" not in _figures(made.ask("那2019年呢", chat="slow"))


# known defects, the smallest example of each


def test_a_choice_is_picked_by_its_place(assistant: Assistant) -> None:
    choices = assistant.ask("服务器多少台", chat="pick").choices
    picked = assistant.ask("第二个", chat="pick")
    assert [row.id for row in picked.observations] == [choices[1].ref.removeprefix("o-")]


def test_shares_are_not_added(assistant: Assistant) -> None:
    answer = assistant.ask("电诈占比和盗窃占比加起来多少", chat="add shares")
    assert answer.derived == ()


def test_next_steps_after_problems(assistant: Assistant) -> None:
    assistant.ask("有哪些问题", chat="next")
    assert assistant.ask("下一步有哪些举措", chat="next").sources[0].section.label.startswith("四")


def test_a_correction_by_name(assistant: Assistant) -> None:
    assistant.ask("留学生落户多少", chat="total")
    assert _figures(assistant.ask("我问的是人才落户总数", chat="total"))[:1] == ["6166人"]


def test_one_year_said_twice(assistant: Assistant) -> None:
    assert _figures(assistant.ask("去年也就是2022年电诈多少起", chat="year twice")) == ["739起"]


def test_a_number_asked_about_gets_a_verdict(assistant: Assistant) -> None:
    assert assistant.ask("隐患有没有5000处", chat="5000").verdict == "no"


def test_a_change_is_not_compared_with_a_share(assistant: Assistant) -> None:
    answer = assistant.ask("报警类警情跟2021年比降了百分之几", chat="change")
    assert _figures(answer)[:1] == ["下降42.5%"]


def test_is_the_target_reached(assistant: Assistant) -> None:
    assistant.ask("盗窃案破案率的目标是多少", chat="reached")
    assert assistant.ask("达到了吗", chat="reached").verdict == "unknown"


def test_a_composition_asked_for(assistant: Assistant) -> None:
    assert {"284台", "109台"} <= set(_figures(assistant.ask("算力由什么构成", chat="composition")))


def test_a_list_of_cases(assistant: Assistant) -> None:
    assert "东吕巷" in assistant.ask("破了哪些大案", chat="cases").lines[0].text


def test_a_condition_on_shares(assistant: Assistant) -> None:
    answer = assistant.ask("占比50%以上的", chat="half")
    assert {"60%", "99%以上"} <= set(_figures(answer))


def test_a_second_question_by_ne(assistant: Assistant) -> None:
    answer = assistant.ask("电诈多少起，火灾隐患呢", chat="ne")
    assert {"739起", "4141余处"} <= set(_figures(answer))


def test_the_source_of_the_last_answer(assistant: Assistant) -> None:
    for question in ("电诈多少起", "那2019年呢", "占比呢"):
        assistant.ask(question, chat="last source")
    before = assistant.ask("同比呢", chat="last source")
    assert assistant.ask("出处", chat="last source").sources[0].section == before.sources[0].section


def test_what_is_asked_again_is_answered_alike_by_all_that_it_depends_on(assistant: Assistant) -> None:
    first, again = (assistant.ask("2022年电诈多少起", chat=f"recent {n}") for n in range(2))
    assert (first.id, first.text) == (again.id, again.text)
    assert first.observations[0] is again.observations[0]
    follow = assistant.ask("那2019年呢", chat="recent 0")
    assert follow.observations[0].value_text == "935起"
    assert assistant.ask("那2019年呢", chat="recent alone").observations == ()
    assert assistant.ask("那2019年呢", chat="recent 1").text == follow.text


def test_answers_that_are_kept_are_bounded() -> None:
    worked: list[str] = []

    def work_out(text: str) -> tuple[Answer, None]:
        worked.append(text)
        return Answer("id", text, "smalltalk", ()), None

    recent = Recent(capacity=2)
    for text in ("a", "b", "a", "c", "a", "b", "长" * 81, "长" * 81):
        recent.get((text, None, None), lambda text=text: work_out(text))  # type: ignore[misc]
    assert worked == ["a", "b", "c", "b", "长" * 81, "长" * 81]
