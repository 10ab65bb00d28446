"""Whole conversations through the real application, read as the person reads them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.telegram.recorder import ANNA, GROUP, ME, PRIVATE, TOKEN, Chat
from tests.telegram.samples import PaperAssistant

FIGURE = """<b>739 起</b>
电信网络诈骗立案数 · 2022 年
《某区工作报告》一(三)7 · 第 5 页
<blockquote expandable>去年，电信网络诈骗立案 739 起，同比下降 21%。</blockquote>
[比上年 | v1:o:s_change] [历年 | v1:o:y-ob1]
[原文 | v1:q:ob1] [同节 | v1:o:n-ob1] [复制数字 | copies 739 起] [数字不对 | v1:w:ob1]"""
SOLVED = """<b>512 起</b>
电信网络诈骗破案数 · 2022 年
《某区工作报告》（2023-08-24）"""


class TestPrivate:
    async def test_question(self) -> None:
        async with Chat() as chat:
            assert await chat.say("去年电诈立案多少") == f"机器人 [HTML]\n{FIGURE}"

    async def test_choice_is_made_by_a_button_and_its_lines_are_not_repeated(self) -> None:
        async with Chat() as chat:
            assert await chat.say("电诈") == (
                "机器人 [HTML]\n<b>您问的是哪一个？</b>\n[立案数 | v1:o:c_filed] [破案数 | v1:o:c_solved]"
            )
            assert await chat.press("v1:o:c_solved") == (f"(answerCallbackQuery)\n机器人 [HTML]\n{SOLVED}")

    @pytest.mark.parametrize("typed", ["2", "２", "2.", "2、"])
    async def test_choice_is_made_by_its_number(self, typed: str) -> None:
        async with Chat() as chat:
            await chat.say("电诈")
            assert await chat.say(typed) == f"机器人 [HTML]\n{SOLVED}"
            assert "报告里没有这一项" in await chat.say(typed), "it is no choice any more"

    @pytest.mark.parametrize(("said", "shown"), [("目录", "<b>目录</b>"), ("帮助！", "<b>怎么问</b>"), ("导出", "CSV")])
    async def test_commands_in_words(self, said: str, shown: str) -> None:
        async with Chat() as chat:
            assert shown in await chat.say(said)
        async with Chat(GROUP) as chat:
            assert await chat.say(said) == ""
            assert await chat.say(f"/q {said}") != ""
            assert chat.assistant.asked == []  # type: ignore[attr-defined]

    async def test_our_own_words_forwarded_to_us_are_no_question(self) -> None:
        origin = {"type": "user", "date": 1, "sender_user": ME}
        async with Chat() as chat:
            assert "这是我说过的话" in await chat.say("739 起", forward_origin=origin)
        assert chat.assistant.asked == []  # type: ignore[attr-defined]

    async def test_nobody_is_left_without_a_way_on(self) -> None:
        async with Chat() as chat:
            said = await chat.say("不知道")
        assert said.endswith("[去年电诈立案多少 | v1:o:x-0] [电诈破案多少 | v1:o:x-1]\n[目标是多少 | v1:o:x-2]")

    async def test_markup_in_words_is_only_words(self) -> None:
        async with Chat() as chat:
            assert await chat.say("a<b") == (
                "机器人 [HTML]\n<b>1 &lt; 2 &amp; 3 &gt; 2</b>\n"
                "<blockquote expandable>&lt;b&gt;不是标签&lt;/b&gt; &amp; …</blockquote>\n"
                "《某区工作报告》（2023-08-24）"
            )

    async def test_start_offers_questions_and_a_press_asks_them(self) -> None:
        async with Chat() as chat:
            assert await chat.say("/start") == (
                "机器人 [HTML]\n"
                "您好！我从官方报告里找数字：给出原文的数、年份，以及它在报告的哪一节、哪一页。报告里没有的，我会直说。\n\n"
                "现在可以问：《某区公共安全规划中期评估》（2023-08-24）\n\n"
                "直接发问题就行，比如：\n"
                "[去年电诈立案多少 | v1:a:去年电诈立案多少]\n"
                "[电诈破案多少 | v1:a:电诈破案多少]\n"
                "[目标是多少 | v1:a:目标是多少]"
            )
            assert await chat.press("v1:a:去年电诈立案多少") == f"(answerCallbackQuery)\n机器人 [HTML]\n{FIGURE}"

    async def test_deep_link_opens_an_answer(self) -> None:
        async with Chat() as chat:
            assert await chat.say("/start c_solved") == f"机器人 [HTML]\n{SOLVED}"

    async def test_english_client_is_greeted_in_english(self) -> None:
        async with Chat() as chat:
            said = await chat.say("/start", **{"from": {**ANNA, "language_code": "en-GB"}})
            assert "Hello! I look up figures" in said
            assert "How to ask" in await chat.say("/help", **{"from": {**ANNA, "language_code": "en"}})

    async def test_help_names_no_mention_while_privacy_mode_hides_them(self) -> None:
        async with Chat() as chat:
            said = await chat.say("/help")
            assert "<code>/q@StatsBot 问题</code>" in said
            assert "直接 @StatsBot" not in said and "隐私模式开着" in said
        async with Chat(sees_all=True) as chat:
            said = await chat.say("/help")
            assert "直接 @StatsBot" in said and "隐私模式" not in said

    async def test_source_button_shows_the_sentence_with_its_headings(self) -> None:
        async with Chat() as chat:
            assert await chat.press("v1:q:ob1") == (
                "(answerCallbackQuery)\n机器人 [HTML]\n"
                "<b>《某区工作报告》（2023-08-24） · 第 5 页</b>\n"
                "一、上半年工作 › (三)平安建设 › 7. 严厉打击犯罪\n"
                "<blockquote>去年，电信网络诈骗立案 739 起，同比下降 21%。</blockquote>"
            )
            assert "这句原文现在找不到了" in await chat.press("v1:q:gone")

    @pytest.mark.parametrize("data", ["v2:o:abc", "v1:z:abc", "v1:o:", "v1:o:有空 格", "like", ""])
    async def test_button_of_another_version_gets_a_kind_word(self, data: str) -> None:
        async with Chat() as chat:
            assert await chat.press(data) == (
                "(answerCallbackQuery text=这个按钮是别的版本留下的，现在用不了了。请直接把问题发给我。)"
            )

    async def test_button_under_a_message_too_old_to_be_seen(self) -> None:
        async with Chat() as chat:
            gone = {"chat": PRIVATE, "message_id": 3, "date": 0}
            assert "512 起" in await chat.press("v1:o:c_solved", message=gone)

    async def test_press_that_is_too_old_is_still_served(self) -> None:
        async with Chat() as chat:
            words = "Bad Request: query is too old and response timeout expired or query ID is invalid"
            chat.api.refusals["answerCallbackQuery"] = lambda _: (400, {"ok": False, "description": words})
            assert "512 起" in await chat.press("v1:o:c_solved")

    @pytest.mark.parametrize(
        "fields",
        [{"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1,
                      "is_animated": False, "is_video": False}},
         {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 1}},
         {"location": {"longitude": 1.0, "latitude": 1.0}}],
        ids=["sticker", "voice", "location"],
    )  # fmt: skip
    async def test_what_is_no_text_gets_one_kind_sentence(self, fields: dict[str, Any]) -> None:
        async with Chat() as chat:
            assert await chat.say(**fields) == (
                "机器人 [plain]\n谢谢！不过我只看得懂文字，请把想查的数字用一句话发给我。"
            )

    @pytest.mark.parametrize(("by", "answered"), [(99, True), (ME["id"], False)], ids=["another bot's", "our own"])
    async def test_a_picture_found_inline(self, by: int, answered: bool) -> None:
        found: dict[str, Any] = {
            "via_bot": {"id": by, "is_bot": True, "first_name": "B"},
            "photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}],
        }
        async with Chat() as chat:
            assert bool(await chat.say(**found)) == answered

    async def test_a_token_is_not_told_on(self) -> None:
        async with Chat() as chat:
            said = await chat.say(f"我的是 {TOKEN}")
        assert "等于它的密码" in said and TOKEN not in said
        assert chat.assistant.asked == []  # type: ignore[attr-defined]

    async def test_album_gets_one_sentence_not_ten(self) -> None:
        async with Chat() as chat:
            photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
            said = [await chat.say(photo=photo, media_group_id="g") for _ in range(3)]
            assert [bool(each) for each in said] == [True, False, False]

    async def test_caption_is_a_question(self) -> None:
        async with Chat() as chat:
            photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
            assert FIGURE in await chat.say(photo=photo, caption="去年电诈立案多少")

    async def test_unknown_command(self) -> None:
        async with Chat() as chat:
            assert "我不认识这个命令" in await chat.say("/weather")

    async def test_command_without_a_question(self) -> None:
        async with Chat() as chat:
            assert await chat.say("/q") == ("机器人 [plain]\n想问什么？请把问题写在 /q 后面，例如：/q 去年电诈立案多少")

    async def test_delivered_twice_is_answered_once(self) -> None:
        async with Chat() as chat:
            message = chat.message(text="去年电诈立案多少")
            assert FIGURE in await chat.update(message=message)
            assert await chat.update(message=message) == ""

    async def test_follow_up_by_reply_names_the_earlier_answer(self) -> None:
        assistant = PaperAssistant()
        async with Chat(assistant=assistant) as chat:
            await chat.say("去年电诈立案多少")
            await chat.say("比上年呢", reply_to_message={**chat.message(), "message_id": 9001, "from": ME, "text": "…"})
        assert assistant.asked == [("7", "7", "去年电诈立案多少", None), ("7", "7", "比上年呢", "a1")]


class TestGroup:
    async def test_quotes_the_question_and_rings_no_phone(self) -> None:
        async with Chat(GROUP) as chat:
            assert await chat.say("/q 去年电诈立案多少") == f"机器人 [HTML, quoting 1, silent]\n{FIGURE}"

    async def test_stays_in_the_topic_only_if_it_is_one(self) -> None:
        async with Chat(GROUP) as chat:
            in_topic = await chat.say("/q 比上年呢", message_thread_id=77, is_topic_message=True)
            assert in_topic.startswith("机器人 [HTML, quoting 1, topic 77, silent]")
            in_thread = await chat.say("/q 比上年呢", message_thread_id=77)
            assert "topic" not in in_thread

    async def test_silent_unless_addressed(self) -> None:
        async with Chat(GROUP) as chat:
            assert await chat.say("去年电诈立案多少") == ""
            assert await chat.say("/start@OtherBot") == ""
            assert await chat.say("/weather") == ""
            assert await chat.say(sticker=None, new_chat_title="新群名") == ""
            assert chat.assistant.asked == []  # type: ignore[attr-defined]

    async def test_reply_with_q_asks_that_message(self) -> None:
        async with Chat(GROUP) as chat:
            theirs = chat.message(text="去年电诈立案多少", **{"from": {**ANNA, "id": 8}})
            assert FIGURE in await chat.say("/q", reply_to_message=theirs)

    async def test_person_and_chat_keep_talks_apart(self) -> None:
        async with Chat(GROUP) as chat:
            anonymous = {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}, "sender_chat": GROUP}
            await chat.say("/q 一")
            await chat.say("/q 二", **anonymous)
            assert chat.assistant.asked == [  # type: ignore[attr-defined]
                ("-100123", "7", "一", None),
                ("-100123", "-100123", "二", None),
            ]

    async def test_press_in_a_group_is_answered_under_the_message(self) -> None:
        async with Chat(GROUP) as chat:
            said = await chat.press("v1:o:c_solved")
            assert said.startswith("(answerCallbackQuery)\n机器人 [HTML, quoting 500, silent]")

    async def test_other_groups_are_left(self) -> None:
        async with Chat(GROUP, allowed=frozenset({-5})) as chat:
            assert await chat.say("/q 一") == "(leaveChat chat_id=-100123)"
            assert await chat.press("v1:o:c_solved") == "(answerCallbackQuery)\n(leaveChat chat_id=-100123)"
        async with Chat(GROUP, allowed=frozenset({GROUP["id"]})) as chat:
            assert FIGURE in await chat.say("/q 去年电诈立案多少")
        async with Chat(PRIVATE, allowed=frozenset({-5})) as chat:
            assert FIGURE in await chat.say("去年电诈立案多少")

    async def test_group_that_became_a_supergroup_gets_its_answer_there(self) -> None:
        moved = {"ok": False, "description": "Bad Request: group chat was upgraded to a supergroup chat",
                 "parameters": {"migrate_to_chat_id": -100999}}  # fmt: skip
        async with Chat({**GROUP, "id": -9}) as chat:
            chat.api.refusals["sendMessage"] = lambda data: (400, moved) if data["chat_id"] == -9 else None
            await chat.say("/q 比上年呢")
            assert [data["chat_id"] for _, data in chat.api.calls] == [-9, -100999]


class TestTrouble:
    async def test_refused_markup_is_sent_as_plain_text(self) -> None:
        words = "Bad Request: can't parse entities: Unsupported start tag"
        async with Chat() as chat:
            chat.api.refusals["sendMessage"] = lambda data: (
                (400, {"ok": False, "description": words}) if data.get("parse_mode") else None
            )
            said = await chat.say("去年电诈立案多少")
        assert said.endswith(
            "机器人 [plain]\n739 起\n电信网络诈骗立案数 · 2022 年\n《某区工作报告》一(三)7 · 第 5 页\n"
            "去年，电信网络诈骗立案 739 起，同比下降 21%。\n[比上年 | v1:o:s_change] [历年 | v1:o:y-ob1]\n"
            "[原文 | v1:q:ob1] [同节 | v1:o:n-ob1] [复制数字 | copies 739 起] [数字不对 | v1:w:ob1]"
        )

    async def test_refused_buttons_are_left_out(self) -> None:
        async with Chat() as chat:
            chat.api.refusals["sendMessage"] = lambda data: (
                (400, {"ok": False, "description": "Bad Request: BUTTON_DATA_INVALID"})
                if data.get("reply_markup")
                else None
            )
            await chat.say("去年电诈立案多少")
        assert "reply_markup" not in chat.api.calls[-1][1]
        assert chat.api.calls[-1][1]["text"].startswith("<b>739 起</b>")

    async def test_crash_is_one_line_without_words_and_one_sentence(self, caplog: pytest.LogCaptureFixture) -> None:
        async with Chat() as chat:
            assert await chat.say("坏了") == "机器人 [plain]\n抱歉，我这边出了点问题，没能回答。请稍后再试一次。"
        logged = [record.getMessage() for record in caplog.records]
        assert len(logged) == 1
        assert "KeyError at" in logged[0]
        assert "坏了" not in logged[0] and "秘密" not in logged[0] and TOKEN not in logged[0]

    async def test_crash_in_a_group_is_told_only_to_who_asked(self) -> None:
        async with Chat(GROUP) as chat:
            assert "抱歉" in await chat.say("/q 坏了")
            assert await chat.say("坏了") == ""
