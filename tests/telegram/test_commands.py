"""The commands and their pages, as transcripts."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from bot.answers.book import Book
from bot.state.store import Chosen
from bot.telegram import words
from tests.telegram.recorder import ANNA, GROUP, ME, Chat
from tests.telegram.samples import PaperAssistant, book
from tests.telegram.telegram_html import parse

OLDER = book("old-2020", "旧报告")
ENGLISH = {"from": {**ANNA, "language_code": "en"}}


def ours(chat: Chat, text: str, number: int = 9001) -> dict[str, Any]:
    return {"reply_to_message": {**chat.message(), "message_id": number, "from": ME, "text": text}}


class TestTopics:
    async def test_contents_are_browsed_in_place(self) -> None:
        paper = PaperAssistant(book(many=1))
        ref, (first, second, _, last) = paper.books()[0].ref, _refs(paper.books()[0])
        async with Chat(assistant=paper) as chat:
            assert await chat.say("/topics") == (
                "机器人 [HTML]\n《某区工作报告》（2023-08-24）\n<b>目录</b>\n"
                f"[一 上半年工作 | v1:t:{ref}_{first}_0]\n[二 下一步 | v1:t:{ref}_{second}_0]"
            )
            assert await chat.press(f"v1:t:{ref}_{second}_0") == (
                "(answerCallbackQuery)\n"
                "机器人 [edits 500, HTML]\n《某区工作报告》（2023-08-24）\n<b>二 下一步</b>\n"
                f"[二(一) 打击犯罪 | v1:t:{ref}_{_refs(paper.books()[0])[2]}_0]\n"
                f"[二(二) 宣传 | v1:t:{ref}_{last}_0]\n[↑ 上一级 | v1:t:{ref}_0_0]"
            )
            assert await chat.press(f"v1:t:{ref}_{last}_0") == (
                "(answerCallbackQuery)\n"
                "机器人 [edits 500, HTML]\n《某区工作报告》（2023-08-24）\n<b>二(二) 宣传</b>\n\n"
                "1. 指标0甲乙丙丁：<b>739起</b>\n\n<blockquote expandable>多宣传。</blockquote>\n"
                f"[1 | v1:o:o-m0]\n[↑ 上一级 | v1:t:{ref}_{second}_0]"
            )

    @pytest.mark.parametrize("said", ["/topics 宣传", "/topics宣传", "/TOPICS@statsbot 二(二)", "／topics 宣传"])
    async def test_a_section_by_its_words(self, said: str) -> None:
        async with Chat() as chat:
            assert "<b>二(二) 宣传</b>" in await chat.say(said)

    async def test_a_section_that_is_gone_leads_back_to_the_contents(self) -> None:
        async with Chat() as chat:
            said = await chat.press(f"v1:t:{chat.assistant.books()[0].ref}_deadbeef_0")
        assert "edits 500" in said and "<b>目录</b>" in said

    async def test_a_page_whose_message_is_gone_is_sent_anew(self) -> None:
        async with Chat() as chat:
            words = "Bad Request: message can't be edited"
            chat.api.refusals["editMessageText"] = lambda _: (400, {"ok": False, "description": words})
            said = await chat.press(f"v1:t:{chat.assistant.books()[0].ref}_0_0")
        assert said.count("<b>目录</b>") == 2 and said.splitlines()[-5] == "机器人 [HTML]"

    async def test_the_same_page_again_is_no_trouble(self) -> None:
        words = (
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
        )
        async with Chat() as chat:
            chat.api.refusals["editMessageText"] = lambda _: (400, {"ok": False, "description": words})
            said = await chat.press(f"v1:t:{chat.assistant.books()[0].ref}_0_0")
        assert [name for name, _ in chat.api.calls] == ["answerCallbackQuery", "editMessageText"], said


class TestLists:
    async def test_indicators_are_paged_in_place(self) -> None:
        paper = PaperAssistant(book(many=8))
        ref = paper.books()[0].ref
        async with Chat(assistant=paper) as chat:
            first = await chat.say("/indicators")
            assert (
                "<b>全部指标（10）</b>\n\n1. 电信网络诈骗立案数：<b>739起</b>（2022年）\n"
                "2. 电信网络诈骗立案数：目标 <b>700起以下</b>" in first
            )
            assert first.endswith(
                "[1 | v1:o:o-ob1] [2 | v1:o:o-ob3] [3 | v1:o:o-m0] [4 | v1:o:o-m1]\n"
                "[5 | v1:o:o-m2] [6 | v1:o:o-m3] [7 | v1:o:o-m4] [8 | v1:o:o-m5]\n"
                f"[1/2 | v1:i:{ref}_0] [› | v1:i:{ref}_1]"
            )
            second = await chat.press(f"v1:i:{ref}_1")
            assert second == (
                "(answerCallbackQuery)\n"
                "机器人 [edits 500, HTML]\n《某区工作报告》（2023-08-24）\n<b>全部指标（10）</b>\n\n"
                "9. 指标6甲乙丙丁：<b>739起</b>\n10. 指标7甲乙丙丁：<b>739起</b>\n\n点编号看出处和原文。\n"
                f"[9 | v1:o:o-m6] [10 | v1:o:o-m7]\n[‹ | v1:i:{ref}_0] [2/2 | v1:i:{ref}_1]"
            )
            assert await chat.press(f"v1:i:{ref}_99") == second, "a page that is no longer there is the last"

    async def test_targets_stand_beside_what_is(self) -> None:
        async with Chat() as chat:
            assert await chat.say("/targets") == (
                "机器人 [HTML]\n《某区工作报告》（2023-08-24）\n<b>目标和现状（1）</b>\n\n"
                "1. 电信网络诈骗立案数：目标 <b>700起以下</b>（2023年）；现状 <b>739起</b>（2022年）\n\n"
                "点编号看出处和原文。\n[1 | v1:o:o-ob3]"
            )

    async def test_findings_open_their_figure(self) -> None:
        async with Chat() as chat:
            assert await chat.say("/findings") == (
                "机器人 [HTML]\n《某区工作报告》（2023-08-24）\n<b>报告里前后不一致的地方（1）</b>\n\n"
                "1. 2022年有两个数：739起和740起。\n\n数字照原文给出，不替报告改。\n[1 | v1:o:o-ob1]"
            )

    async def test_a_report_without_anything_is_told_kindly(self) -> None:
        async with Chat(assistant=PaperAssistant(book(empty=True))) as chat:
            said = [await chat.say(f"/{name}") for name in ("topics", "indicators", "targets", "findings")]
        assert [
            "没有分节" in said[0],
            "没有认出数字" in said[1],
            "没有写明数字目标" in said[2],
            "没有发现" in said[3],
        ] == [True] * 4
        assert not any("[" in each.split("\n", 1)[1] for each in said), "no buttons that lead nowhere"


class TestReport:
    async def test_switching_asks_the_other_report_from_then_on(self) -> None:
        paper = PaperAssistant(book(), OLDER)
        new, old = (each.ref for each in paper.books())
        async with Chat(assistant=paper) as chat:
            assert await chat.say("/report") == (
                "机器人 [HTML]\n<b>现在有的报告</b>\n\n"
                "1. ✓ 《某区工作报告》（2023-08-24）\n2. 《旧报告》（2023-08-24）\n\n"
                f"✓ 是不指明时问的那一份，点一下换一份。\n[✓ 1 | v1:r:{new}] [2 | v1:r:{old}]"
            )
            assert "2. ✓ 《旧报告》" in await chat.press(f"v1:r:{old}")
            await chat.say("电诈")
            assert "《旧报告》" in await chat.say("/topics")
        assert paper.reports == ["old-2020"]

    async def test_many_reports_are_paged_from_the_chosen_one(self) -> None:
        many = [book(f"r{number}", f"报告{number}") for number in range(20)]
        async with Chat(GROUP, PaperAssistant(*many)) as chat:
            chat.store.choose(GROUP["id"], report="r9")
            said = await chat.say("/report")
            assert "9. 《报告8》" in said and "10. ✓ 《报告9》" in said
            assert said.endswith("[‹ | v1:r:p_0] [2/3 | v1:r:p_1] [› | v1:r:p_2]")
            turned = await chat.press("v1:r:p_2")
            assert "20. 《报告19》" in turned and "只有管理员" not in turned, "anybody may look"

    async def test_any_names_fit_a_message(self) -> None:
        long = book("long", "很长的标题" * 100, many=10, indicator="很长的名字" * 100)
        async with Chat(assistant=PaperAssistant(*[long] * 9)) as chat:
            for name in ("topics", "indicators", "targets", "findings", "report", "export"):
                await chat.say(f"/{name}")
            for _, data in chat.api.calls:
                assert len(parse(data["text"]).encode("utf-16-le")) // 2 <= 4096

    async def test_one_report_needs_no_buttons(self) -> None:
        async with Chat() as chat:
            assert (await chat.say("/report")).endswith("只有这一份。")

    async def test_a_report_that_is_gone(self) -> None:
        async with Chat(assistant=PaperAssistant(book(), OLDER)) as chat:
            said = await chat.press("v1:r:deadbeef")
            assert said.startswith("(answerCallbackQuery text=这份报告已经不在了，下面是现在有的。)\n机器人 [edits 500")
            chat.store.choose(chat.chat["id"], report="gone")
            await chat.say("电诈")
        assert chat.assistant.reports == [None]  # type: ignore[attr-defined]

    @pytest.mark.parametrize(("admins", "chosen"), [(set(), None), ({ANNA["id"]}, "old-2020")], ids=["member", "admin"])
    async def test_in_a_group_only_admins_choose(self, admins: set[int], chosen: str | None) -> None:
        async with Chat(GROUP, PaperAssistant(book(), OLDER)) as chat:
            chat.api.admins = admins
            said = await chat.press(f"v1:r:{OLDER.ref}")
            assert ("只有管理员能换" in said) == (chosen is None)
            assert chat.store.chosen(GROUP["id"]) == Chosen(None, chosen)

    async def test_where_admins_cannot_be_asked_nobody_chooses(self) -> None:
        async with Chat(GROUP, PaperAssistant(book(), OLDER)) as chat:
            chat.api.refusals["getChatMember"] = lambda _: (400, {"ok": False, "description": "Bad Request: no"})
            assert "只有管理员能换" in await chat.press(f"v1:r:{OLDER.ref}")


class TestExport:
    async def test_a_table_that_excel_opens(self) -> None:
        async with Chat() as chat:
            ref, first = chat.assistant.books()[0].ref, _refs(chat.assistant.books()[0])[0]
            assert await chat.say("/export") == (
                "机器人 [HTML]\n《某区工作报告》（2023-08-24）\n\n"
                "要哪一部分？发给您一个 CSV 表格，Excel 可以直接打开。\n"
                f"[全部（3 个数） | v1:e:{ref}_0]\n[一 上半年工作 | v1:e:{ref}_{first}]\n"
                f"[二 下一步 | v1:e:{ref}_{_refs(chat.assistant.books()[0])[1]}]"
            )
            said = await chat.press(f"v1:e:{ref}_{first}")
            assert said.startswith("(answerCallbackQuery text=正在生成表格……)\n(sendDocument ")
            assert "caption=《某区工作报告》（2023-08-24） · 一 上半年工作" in said
            ((name, data),) = chat.api.files
        assert name == "某区工作报告-一 上半年工作.csv"
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
        assert [(row["指标"], row["数字"], row["数值"], row["时间"]) for row in rows] == [
            ("电信网络诈骗立案数", "739起", "739", "2022年"),
            ("电信网络诈骗立案数", "935起", "935", "2019年"),
        ]

    @pytest.mark.parametrize(
        ("said", "rows"), [("/export 全部", 3), ("/export 上半年", 2), ("/export@StatsBot all", 3)]
    )
    async def test_at_once_with_words(self, said: str, rows: int) -> None:
        async with Chat() as chat:
            await chat.say(said)
            assert chat.api.files[0][1].decode().count("\n") == rows + 1

    async def test_a_name_or_a_cell_does_no_harm(self) -> None:
        evil = book("evil", '=cmd|"/../x?', many=1, indicator="=HYPERLINK(1)")
        async with Chat(assistant=PaperAssistant(evil)) as chat:
            await chat.say("/export all")
            ((name, data),) = chat.api.files
        assert not set(name) & set('/\\:*?"<>|')
        assert "'=HYPERLINK(1)" in data.decode()

    async def test_a_part_that_is_gone_asks_again(self) -> None:
        async with Chat() as chat:
            assert "要哪一部分" in await chat.press("v1:e:deadbeef_0")
            assert chat.api.files == []


class TestPerson:
    async def test_language_is_chosen_and_kept(self) -> None:
        async with Chat() as chat:
            assert await chat.say("/language") == (
                "机器人 [plain]\n用哪种语言？（报告的原文总是中文）\n[✓ 中文 | v1:l:zh] [English | v1:l:en]"
            )
            assert await chat.press("v1:l:en") == (
                "(answerCallbackQuery)\n机器人 [edits 500, plain]\nAll right, English from now on.\n"
                "[中文 | v1:l:zh] [✓ English | v1:l:en]"
            )
            assert "How to ask" in await chat.say("/help")
            assert "[Source | v1:q:ob1] [Section | v1:o:n-ob1] [Copy | copies 739 起]" in await chat.say(
                "去年电诈立案多少"
            )

    async def test_privacy_says_what_is_kept(self) -> None:
        async with Chat() as chat:
            assert "不记您问的话" in await chat.say("/privacy")
            assert "Not your questions" in await chat.say("/privacy", **ENGLISH)

    async def test_forget_deletes_and_counts(self) -> None:
        async with Chat() as chat:
            await chat.say("去年电诈立案多少")
            await chat.press("v1:l:zh")
            await chat.press("v1:w:ob1")
            assert await chat.say("/forget") == (
                "机器人 [plain]\n好了，全部删掉了：设置 1 项，回答记录 1 条，反馈 1 条。我们从头开始。"
            )
            assert (chat.store.chosen(7), chat.store.feedback(), chat.store.answer_in(7, 9001)) == (Chosen(), [], None)

    async def test_feedback_at_once_or_in_reply_to_our_question(self) -> None:
        async with Chat() as chat:
            asked = "哪里不对，或者缺了什么？请回复这条消息写给我，一句话就行。"
            assert await chat.say("/feedback") == f"机器人 [plain]\n{asked}\n(asks for a reply)"
            assert await chat.say("少了2021年", **ours(chat, asked)) == "机器人 [plain]\n谢谢，记下了，管理员会看到。"
            await chat.say("/feedback 很好用")
            assert [row.words for row in chat.store.feedback()] == ["很好用", "少了2021年"]
            assert chat.assistant.asked == []  # type: ignore[attr-defined]

    async def test_a_doubted_figure_is_noted_once(self) -> None:
        async with Chat() as chat:
            assert (await chat.press("v1:w:ob1")).startswith("(answerCallbackQuery text=谢谢，记下了")
            assert (await chat.press("v1:w:ob1")).startswith("(answerCallbackQuery text=您说过这个数不对")
            assert [row.fact for row in chat.store.feedback()] == ["ob1"]

    @pytest.mark.parametrize("fact", ["ob2022", "HELLO_admin", "c_solved"])
    async def test_a_doubt_of_no_figure_is_not_kept(self, fact: str) -> None:
        async with Chat(admins=frozenset({1})) as chat:
            assert await chat.press(f"v1:w:{fact}") == f"(answerCallbackQuery text={words.NO_SOURCE['zh']})"
            assert chat.store.feedback() == []

    @pytest.mark.parametrize(
        ("payload", "expected"),
        [
            ("topics", "<b>目录</b>"),
            ("help", "<b>怎么问</b>"),
            ("c_solved", "512 起"),
            ("true", "您好！"),
            ("坏 payload", "您好！"),
        ],
    )
    async def test_deep_links(self, payload: str, expected: str) -> None:
        async with Chat() as chat:
            assert expected in await chat.say(f"/start {payload}")


class TestAdmin:
    async def test_teaching_a_word(self) -> None:
        async with Chat(admins=frozenset({ANNA["id"]})) as chat:
            assert "这样教：" in await chat.say("/teach")
            assert await chat.say("/teach 电骗 = 电信网络诈骗") == (
                "机器人 [plain]\n记住了：“电骗”就是“电信网络诈骗”。"
            )
            assert chat.assistant.taught == (("电骗", "电信网络诈骗"),)  # type: ignore[attr-defined]
            assert "电骗 = 电信网络诈骗" in await chat.say("/teach")
            assert "报告里没有“火星”" in await chat.say("/teach 红的=火星")
            assert "太长了" in await chat.say(f"/teach {'长' * 31}=电信")
            assert "不再当别的词用" in await chat.say("/teach 电骗＝")
            assert "没有教过" in await chat.say("/teach 电骗＝")
            assert chat.assistant.taught == chat.store.taught() == ()  # type: ignore[attr-defined]

    @pytest.mark.parametrize("said", ["/teach a=电信", "/inbox"])
    async def test_to_others_there_is_no_such_command(self, said: str) -> None:
        async with Chat(admins=frozenset({1})) as chat:
            assert "我不认识这个命令" in await chat.say(said)
            assert chat.store.taught() == ()
        async with Chat(GROUP, admins=frozenset({ANNA["id"]})) as chat:
            assert await chat.say(f"{said.split()[0]}@StatsBot") == ""

    async def test_feedback_reaches_the_admins(self) -> None:
        async with Chat(admins=frozenset({1000})) as chat:
            await chat.say("/feedback <b>坏")
            await chat.press("v1:w:ob1")
            told = [data for name, data in chat.api.calls if name == "sendMessage" and data["chat_id"] == 1000]
        assert [data["text"] for data in told] == [
            "有人反馈：\n<b>坏",
            "有人反馈：\n数字不对：电信网络诈骗立案数 739起（一(三)7，ob1）",
        ]
        assert not any("parse_mode" in data for data in told)

    async def test_the_inbox_is_the_newest_feedback(self) -> None:
        async with Chat(admins=frozenset({ANNA["id"]})) as chat:
            assert "还没有反馈" in await chat.say("/inbox")
            chat.store.complain("8", words="少了一年")
            assert (await chat.say("/inbox")).endswith("少了一年")


def _refs(report: Book) -> list[str]:
    return [report.ref_of(section) for section in report.sections]
