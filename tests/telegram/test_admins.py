"""Admins: a report from document to first answer, bad files, forged presses, and what is kept of questions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.knowledge.build import ensure
from bot.settings import Settings
from tests.telegram.recorder import ANNA, GROUP, ME, Chat
from tests.telegram.samples import book

ADMIN = frozenset({ANNA["id"]})
ENGLISH: dict[str, Any] = {"from": {**ANNA, "language_code": "en"}}
EVE: dict[str, Any] = {"from": {**ANNA, "id": 8}}

LAKE = """澄湖区2031年工作总结
一、工作
(一)水务
全年整治河道27条，新建公园4个，其中口袋公园3个。
(二)安全
全年排查火灾隐患310处，整改火灾隐患295处。
澄湖区人民政府
2032年1月5日
"""
HILL = (
    LAKE.replace("澄湖区", "青山县")
    .replace("27条", "41条")
    .replace("310处", "128处")
    .replace("295处", "120处")
    .replace("1月5日", "1月2日")
)
#: A page with a picture and no text.
SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "lake-2031.txt").write_text(LAKE, "utf-8")
    return tmp_path


def opened(folder: Path, **fields: Any) -> Chat:
    places = Settings(reports_dir=folder / "reports", knowledge_db=folder / "knowledge.db")
    return Chat(**{"assistant": Assistant(ensure(places)), "admins": ADMIN, "folder": folder, **fields})


def files(folder: Path) -> dict[str, str]:
    """All that stands in the reports' folder, hidden or not."""
    found = sorted(path for path in (folder / "reports").rglob("*") if path.is_file())
    return {str(path.relative_to(folder / "reports")): path.read_text("utf-8") for path in found}


def pressed(block: str, label: str) -> str:
    """The data of a button in a transcript."""
    return block.rpartition(f"[{label} | ")[2].partition("]")[0]


async def test_from_document_to_first_answer(folder: Path) -> None:
    async with opened(folder) as chat:
        said = await chat.send("青山县 2031年.txt", HILL.encode())
        add, drop = pressed(said, "加进来"), pressed(said, "不要了")
        assert said.split("\n", 1) == [
            "机器人 [plain]",
            "正在下载……\n"
            f"(getFile file_id={next(iter(chat.api.documents))})\n"
            "机器人 [edits 9001, plain]\n下载好了，正在读……这期间照常回答。\n"
            "机器人 [edits 9001, HTML]\n"
            "<b>《青山县2031年工作总结》</b>\n"
            "地区：青山县\n日期：2032-01-02\n"
            "数字 5 个，陈述 6 条，3 节\n台账：10 处数字，弄清 100.0%，没弄清 0 处\n\n"
            "没有发现前后不一致的数。\n\n"
            "会加在现有的 1 份旁边，文件名 青山县 2031年.txt。\n\n还什么都没改。要用它吗？\n"
            f"[加进来 | {add}] [不要了 | {drop}]",
        ]
        assert "青山" not in await chat.say("整治了几条河道"), "the old knowledge base answers until then"
        assert [name for name in files(folder) if not name.startswith(".")] == ["lake-2031.txt"]

        said = await chat.press(add)
        assert said.startswith("(answerCallbackQuery)\n机器人 [edits 500, plain]\n正在更新知识库……这期间照常回答。\n")
        assert "\n机器人 [edits 500, HTML]\n好了，《青山县2031年工作总结》可以问了。例如：\n[" in said
        question = said.rpartition("| v1:a:")[2].rstrip("]")
        assert "《青山县2031年工作总结》" in await chat.press(f"v1:a:{question}")
        assert "41条" in await chat.say("青山整治了几条河道")
        assert "27条" in await chat.say("澄湖整治了几条河道")
        assert await chat.press(add) == (
            "(answerCallbackQuery)\n机器人 [edits 500, plain]\n"
            "这份文件已经不在了（处理过，或放了太久）。要用的话请再发一次。"
        )
    assert list(files(folder)) == ["lake-2031.txt", "青山县 2031年.txt"]


async def test_dropped_nothing_has_changed(folder: Path) -> None:
    async with opened(folder) as chat:
        said = await chat.send("hill.txt", HILL.encode())
        assert "什么都没改" in await chat.press(pressed(said, "不要了"))
        assert "不在了" in await chat.press(pressed(said, "加进来"))
    assert files(folder) == {"lake-2031.txt": LAKE}


async def test_a_report_of_the_same_title_and_date_is_replaced(folder: Path) -> None:
    async with opened(folder) as chat:
        assert "已经在用了" in await chat.send("again.txt", LAKE.encode())
        said = await chat.send("mended.md", LAKE.replace("27条", "28条").encode())
        assert "会替换现在的《澄湖区2031年工作总结》（2032-01-05）" in said
        await chat.press(pressed(said, "替换"))
        assert "28条" in await chat.say("整治了几条河道")
    assert list(files(folder)) == ["lake-2031.md"], "whoever chose it still has it"


async def test_the_decision_may_come_after_a_restart(folder: Path) -> None:
    async with opened(folder) as chat:
        add = pressed(await chat.send("hill.txt", HILL.encode()), "加进来")
    async with opened(folder) as chat:
        assert "可以问了" in await chat.press(add)


@pytest.mark.parametrize(
    ("name", "content", "size", "sentence"),
    [
        pytest.param("a.txt", b"", 20 * 1000 * 1000 + 1, "这个文件超过 20 MB", id="huge"),
        pytest.param("scan.pdf", SCAN, None, "scan.pdf ", id="scanned"),
        pytest.param("a.pdf", b"%PDF-1.7\nnonsense", None, "a.pdf ", id="damaged PDF"),
        pytest.param("a.docx", b"PK\x03\x04" + bytes(200), None, "a.docx ", id="damaged DOCX"),
        pytest.param("a.xyz", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), None, "旧版 Office", id="old Office"),
        pytest.param("a.png", b"\x89PNG\r\n\x1a\n" + bytes(60), None, "是图片，不是文字报告", id="a picture"),
        pytest.param("a.txt", b"", None, "是空文件", id="empty"),
        pytest.param("a.txt", "今天天气很好。".encode(), None, "不像一份报告", id="no report"),
        pytest.param("a.txt", ("一、" + "长" * 700_000).encode(), None, "超过 600000 字", id="too long"),
    ],
)
async def test_a_bad_file_gets_one_sentence(
    folder: Path, name: str, content: bytes, size: int | None, sentence: str
) -> None:
    async with opened(folder) as chat:
        said = await chat.send(name, content, size)
        last = said.rpartition("机器人 [")[2].partition("\n")[2]
        assert sentence in last and "\n" not in last and "[" not in last
        assert "27条" in await chat.say("整治了几条河道")
    assert files(folder) == {"lake-2031.txt": LAKE}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        pytest.param("../../../hill.txt", "hill.txt", id="upwards"),
        pytest.param("..\\..\\hill.PDF", "hill.pdf", id="of Windows"),
        pytest.param("/etc/.cron.d/hill.toml", "hill-toml.txt", id="corrections"),
        pytest.param("hi\u202ell\x00\n.txt", "hill.txt", id="directions and controls"),
        pytest.param("lake-2031.docx", "lake-2031-2.docx", id="another report's"),
        pytest.param("LAKE-2031.txt", "LAKE-2031-2.txt", id="another report's where case counts for nothing"),
        pytest.param("...", "report.txt", id="dots"),
        pytest.param(None, "report.txt", id="none"),
        pytest.param("长" * 300 + ".txt", "长" * 40 + ".txt", id="too long"),
    ],
)
async def test_a_name_never_leaves_the_folder(folder: Path, name: str | None, kept: str) -> None:
    async with opened(folder) as chat:
        await chat.press(pressed(await chat.send(name, HILL.encode()), "加进来"))
    assert files(folder) == {"lake-2031.txt": LAKE, kept: HILL}
    assert {path.name for path in folder.iterdir()} <= {"reports", "knowledge.db", "cache"}


async def test_a_download_that_fails(folder: Path) -> None:
    async with opened(folder) as chat:
        chat.api.refusals["getFile"] = lambda _: (400, {"ok": False, "description": "Bad Request: file is too big"})
        assert (await chat.send("a.txt", HILL.encode())).endswith("请拆分或另存得小一些再发。")
        chat.api.refusals["getFile"] = lambda _: (400, {"ok": False, "description": "Bad Request: wrong file_id"})
        assert (await chat.send("a.txt", HILL.encode())).endswith("没下载成功，什么都没改。请再发一次。")
    assert files(folder) == {"lake-2031.txt": LAKE}


async def test_others_get_no_hint(folder: Path) -> None:
    """Whatever they say, send or press: the same as for what never was."""
    async with opened(folder) as chat:
        add = pressed(await chat.send("hill.txt", HILL.encode()), "加进来")
        lake = pressed(await chat.send("lake.txt", HILL.encode()), "不要了")
        unknown = await chat.say("/nosuchthing", **EVE)
        for name in ("teach", "inbox", "reports", "stats", "unanswered", "reload", "health"):
            assert await chat.say(f"/{name}", **EVE) == unknown
            assert await chat.say(f"/start {name}", **EVE) == await chat.say("/start nosuch", **EVE), name
        assert await chat.send("hill.txt", HILL.encode(), **EVE) == (
            "机器人 [plain]\n谢谢！不过我只看得懂文字，请把想查的数字用一句话发给我。"
        )
        other = await chat.press("v1:z:nonsense", **EVE)
        for data in (add, lake, "v1:m:removed_00000000", "v1:m:reports_0", "v1:m:dismiss_1", "v1:m:ask_1"):
            assert await chat.press(data, **EVE) == other
        assert [name for name in files(folder) if not name.startswith(".")] == ["lake-2031.txt"]
    async with opened(folder, chat=GROUP) as chat:
        assert await chat.press(add) == await chat.press("v1:z:nonsense"), "not in a group, whoever presses"
        assert await chat.say("/reports@StatsBot") == await chat.say("/nosuchthing@StatsBot") == ""


async def test_no_longer_an_admin(folder: Path) -> None:
    async with opened(folder) as chat:
        add = pressed(await chat.send("hill.txt", HILL.encode()), "加进来")
    async with opened(folder, admins=frozenset({99})) as chat:
        assert "别的版本" in await chat.press(add)
    assert "hill.txt" not in files(folder)


async def test_removing_asks_first_and_keeps_the_last(folder: Path) -> None:
    (folder / "reports" / "hill.txt").write_text(HILL, "utf-8")
    async with opened(folder) as chat:
        said = await chat.say("/reports")
        assert said.startswith(
            "机器人 [HTML]\n<b>现在有的报告</b>\n\n1. 《澄湖区2031年工作总结》（2032-01-05）\n2. 《青山县"
        )
        asked = await chat.press(pressed(said, "1"))
        assert "真的删掉《澄湖区2031年工作总结》吗？" in asked
        assert list(files(folder)) == ["hill.txt", "lake-2031.txt"]
        remove = pressed(asked, "删掉")
        assert (await chat.press(remove)).endswith("《澄湖区2031年工作总结》删掉了，现在有 1 份。")
        assert "41条" in await chat.say("整治了几条河道")
        assert list(files(folder)) == ["hill.txt"]
        assert "已经不在了" in await chat.press(remove), "pressed once more under the old message"
        last = await chat.say("/reports")
        assert "只有这一份，不能删" in last and "v1:m:" not in last
        forged = remove.rpartition("_")[0] + f"_{book('hill').ref}"
        assert "最后一份" in await chat.press(forged)
    assert list(files(folder)) == ["hill.txt"]


async def test_a_chosen_report_is_asked_whatever_was_talked_of(folder: Path) -> None:
    (folder / "reports" / "hill.txt").write_text(HILL, "utf-8")
    async with opened(folder) as chat:
        assert "27条" in await chat.say("整治了几条河道")
        await chat.press(f"v1:r:{book('hill').ref}")
        assert "41条" in await chat.say("整治了几条河道")


async def test_reload_reads_what_was_put_there_by_hand(folder: Path) -> None:
    async with opened(folder) as chat:
        (folder / "reports" / "hill.txt").write_text(HILL, "utf-8")
        (folder / "reports" / "bad.txt").write_bytes(b"")
        assert "旧了（报告、词表或程序变了），发 /reload 更新" in await chat.say("/health")
        said = await chat.say("/reload")
        assert "重新读过了，现在有 2 份报告。\n没读进来的：\nbad.txt 是空文件" in said
        assert "41条" in await chat.say("青山整治了几条河道")
        health = await chat.say("/health")
        assert "报告 2 份，知识库是最新的\n状态库正常\n没读进来的：" in health


async def test_a_talk_goes_on_over_a_reload(folder: Path) -> None:
    async with opened(folder) as chat:
        await chat.say("整治了几条河道")
        await chat.say("/reload")
        assert "27条" in await chat.say("是哪一年的")


async def test_stats_are_numbers(folder: Path) -> None:
    async with opened(folder) as chat:
        for question in ("整治了几条河道", "火星有多少人", "你好"):
            await chat.say(question)
        said = await chat.say("/stats")
        assert "<b>今天</b>：问 2，答 1，给了选项 0，没有的 1，平均" in said
        assert "火星" not in said


async def test_what_nobody_could_answer(folder: Path) -> None:
    async with opened(folder, log_unanswered=True) as chat:
        assert (await chat.say("/unanswered")).endswith("没有没答上来的问题。")
        for question in ("弄好了几条水沟子", "火星有多少人", "火星有多少人"):
            await chat.say(question)
        said = await chat.say("/unanswered")
        assert "没答上来的（2）</b>\n\n1. 火星有多少人（2 次）\n2. 弄好了几条水沟子\n" in said
        row = await chat.press(pressed(said, "2"))
        assert "还是答不上来" in await chat.press(pressed(row, "再问一次"))
        asking = await chat.press(pressed(row, "教一个说法"))
        text = asking.partition("[plain]\n")[2].removesuffix("\n(asks for a reply)")
        ours = {**chat.message(), "message_id": 9001, "from": ME, "text": text}
        taught = await chat.say("水沟子 = 河道", reply_to_message=ours)
        assert "记住了：“水沟子”就是“河道”。" in taught and "27条" in taught
        assert "没答上来的（1）" in await chat.press("v1:m:list_0")
        assert "没有没答上来的问题" in await chat.press(pressed(await chat.press("v1:m:row_2"), "不用管"))


async def test_nothing_is_kept_unless_wanted(folder: Path) -> None:
    async with opened(folder) as chat:
        await chat.say("火星有多少人")
        assert "没有打开 LOG_UNANSWERED" in await chat.say("/unanswered")
        assert chat.store.records.unanswered() == []


async def test_english_for_english_clients(folder: Path) -> None:
    async with opened(folder) as chat:
        said = await chat.send("hill.txt", HILL.encode(), **ENGLISH)
        assert "District: 青山县" in said and "[Add it | " in said
