"""Edited questions, and talks that outlive the process."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.state.store import Store
from bot.telegram.words import NO_CHAT
from tests.telegram.recorder import ANNA, DATE, GROUP, ME, Chat
from tests.telegram.samples import PaperAssistant
from tests.telegram.test_conversations import FIGURE

THREE = ["机器人 [HTML]", "<b>下降 21%</b>", "《某区工作报告》（2023-08-24）"]


class TestEdit:
    async def test_an_edited_question_has_its_answer_edited(self) -> None:
        async with Chat() as chat:
            await chat.say("去年电诈立案多少")
            assert await chat.edit(1, "比上年呢") == (
                "机器人 [edits 9001, HTML]\n<b>下降 21%</b>\n《某区工作报告》（2023-08-24）"
            )
            assert FIGURE in await chat.edit(1, "去年电诈立案多少")

    async def test_an_edit_that_changes_no_answer_sends_nothing(self) -> None:
        async with Chat() as chat:
            await chat.say("去年电诈立案多少")
            assert await chat.edit(1, "去年电诈立案多少") == ""

    async def test_where_the_answer_is_gone_a_new_one_is_sent(self) -> None:
        async with Chat() as chat:
            await chat.say("去年电诈立案多少")
            words = "Bad Request: message to edit not found"
            chat.api.refusals["editMessageText"] = lambda _: (400, {"ok": False, "description": words})
            assert (await chat.edit(1, "比上年呢")).splitlines()[-3:] == THREE
            del chat.api.refusals["editMessageText"]
            assert "edits 9002" in await chat.edit(1, "去年电诈立案多少")

    async def test_refused_markup_of_an_edit_is_sent_plain(self) -> None:
        async with Chat() as chat:
            await chat.say("去年电诈立案多少")
            words = "Bad Request: can't parse entities: Unsupported start tag"
            chat.api.refusals["editMessageText"] = lambda data: (
                (400, {"ok": False, "description": words}) if data.get("parse_mode") else None
            )
            assert "机器人 [edits 9001, plain]\n下降 21%" in await chat.edit(1, "比上年呢")

    async def test_what_was_no_question_is_answered_when_it_becomes_one(self) -> None:
        async with Chat(GROUP) as chat:
            assert await chat.say("去年电诈立案多少") == ""
            assert await chat.edit(1, "去年电诈立案多少？？") == ""
            assert await chat.edit(1, "/q 去年电诈立案多少") == f"机器人 [HTML, quoting 1, silent]\n{FIGURE}"

    async def test_a_group_s_old_message_is_history(self) -> None:
        async with Chat(GROUP) as chat:
            await chat.say("早")
            assert await chat.edit(1, "/q 去年电诈立案多少", edit_date=DATE + 3600) == ""

    async def test_an_answer_is_corrected_at_any_time(self) -> None:
        async with Chat(GROUP) as chat:
            await chat.say("/q 去年电诈立案多少")
            assert "edits 9001" in await chat.edit(1, "/q 比上年呢", edit_date=DATE + 3600)

    async def test_a_command_in_private_is_served_when_it_is_edited(self) -> None:
        async with Chat() as chat:
            await chat.say("/indicater")
            assert await chat.edit(1, "/language") == await chat.say("/language")
            assert await chat.edit(1, "帮助") == await chat.say("/help")
            assert "不认识这个命令" in await chat.edit(1, "/languages")

    async def test_commands_in_a_group_and_pictures_are_not_asked_again(self) -> None:
        async with Chat(GROUP) as chat:
            await chat.say("/topics@StatsBot")
            assert await chat.edit(1, "/indicators@StatsBot") == ""
        async with Chat() as chat:
            live = {**chat.message(), "edit_date": DATE + 9, "location": {"longitude": 1.0, "latitude": 1.0}}
            assert await chat.update(edited_message=live) == ""

    async def test_an_answer_in_a_group_is_edited_in_its_place(self) -> None:
        async with Chat(GROUP) as chat:
            await chat.say("/q 去年电诈立案多少", message_thread_id=5, is_topic_message=True)
            assert "edits 9001" in await chat.edit(1, "/q 比上年呢", message_thread_id=5, is_topic_message=True)
            assert await chat.edit(1, "算了") == ""


class TestRestart:
    """One store, two processes."""

    async def test_a_reply_goes_on_from_the_facts_of_the_answer(self, tmp_path: Path) -> None:
        async with Chat(store=Store(tmp_path / "s.db")) as chat:
            await chat.say("去年电诈立案多少")
        paper = PaperAssistant()
        async with Chat(store=Store(tmp_path / "s.db"), assistant=paper) as chat:
            await chat.say("占比呢", reply_to_message={**chat.message(), "message_id": 9001, "from": ME, "text": "…"})
            await chat.say("别的")
        assert paper.asked[0] == ("7", "7", "占比呢", "a1")
        assert paper.about_facts == [("ob1",), ()]

    async def test_a_follow_up_goes_on_from_the_last_answer_once(self, tmp_path: Path) -> None:
        async with Chat(store=Store(tmp_path / "s.db")) as chat:
            await chat.say("去年电诈立案多少")
        paper = PaperAssistant()
        async with Chat(store=Store(tmp_path / "s.db"), assistant=paper) as chat:
            await chat.say("那2019年呢")
            await chat.say("再说")
        assert paper.about_facts == [("ob1",), ()]

    async def test_an_edit_and_a_button_find_their_answer(self, tmp_path: Path) -> None:
        async with Chat(store=Store(tmp_path / "s.db")) as chat:
            await chat.say("去年电诈立案多少")
        async with Chat(store=Store(tmp_path / "s.db")) as chat:
            assert "edits 9001" in await chat.edit(1, "比上年呢")
            assert "512 起" in await chat.press("v1:o:c_solved")

    async def test_the_real_assistant_goes_on(self, tmp_path: Path, assistant: Assistant) -> None:
        async with Chat(store=Store(tmp_path / "s.db"), assistant=assistant) as chat:
            await chat.say("人才类落户办了多少")
        anew = Assistant(assistant.knowledge)
        async with Chat(store=Store(tmp_path / "s.db"), assistant=anew) as chat:
            said = await chat.say(
                "分别多少", reply_to_message={**chat.message(), "message_id": 9001, "from": ME, "text": "…"}
            )
        assert "居住证转常住户口" in said

    async def test_a_state_that_cannot_be_kept_stops_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        async with Chat(store=Store(tmp_path / "file" / "s.db")) as chat:
            assert FIGURE in await chat.say("去年电诈立案多少")
            assert "edits 9001" in await chat.edit(1, "比上年呢"), "this process remembers"
            await chat.press("v1:l:en")
            assert "How to ask" in await chat.say("/help")


@pytest.mark.parametrize(
    "data", ["v1:o:c_solved", "v1:q:ob1", "v1:a:电诈", "v1:w:ob1", "v2:o:x", "v1:l:en", "v1:e:x_0"]
)
async def test_every_press_is_answered_exactly_once(data: str) -> None:
    async with Chat() as chat:
        query: dict[str, Any] = {"id": "once", "from": ANNA, "chat_instance": "x", "data": data}
        under = {**chat.message(), "from": ME, "text": "…"}
        await chat.update(callback_query={**query, "message": under})
        await chat.update(callback_query={**query, "message": under})
        assert [name for name, _ in chat.api.calls].count("answerCallbackQuery") == 1


async def test_a_press_under_no_message_at_all_is_answered_once() -> None:
    async with Chat() as chat:
        query = {"id": "once", "from": ANNA, "chat_instance": "x", "data": "v1:o:c_solved"}
        said = await chat.update(callback_query=query)
        assert said == f"(answerCallbackQuery text={NO_CHAT['zh']} show_alert=True)"


async def test_the_page_that_is_shown_is_not_edited(assistant: Assistant) -> None:
    async with Chat(assistant=assistant) as chat:
        await chat.say("/topics")
        name, shown = chat.api.calls[-1]
        turned = re.search(r"v1:t:[^_]+", str(shown["reply_markup"]))
        assert name == "sendMessage" and turned
        text = re.sub(r"</?b>", "", shown["text"])
        under = {**chat.message(), "from": ME, "text": text, "reply_markup": shown["reply_markup"]}
        pressed = {"id": "1", "from": ANNA, "chat_instance": "x", "data": f"{turned[0]}_0_0"}
        assert await chat.update(callback_query={**pressed, "message": under}) == "(answerCallbackQuery)"
        elsewhere = {**pressed, "id": "2", "message": {**under, "text": "…"}}
        assert "edits" in await chat.update(callback_query=elsewhere)


async def test_a_picture_cannot_be_turned_into_a_page_so_it_comes_below() -> None:
    async with Chat() as chat:
        chat.api.refusals["editMessageText"] = lambda _: (
            400,
            {"ok": False, "description": "Bad Request: there is no text in the message to edit"},
        )
        assert "All right" in (await chat.press("v1:l:en")).rpartition("机器人 [plain]")[2]


async def test_a_number_that_comes_again_at_another_time_is_another_message() -> None:
    async with Chat() as chat:
        message = {**chat.message(), "text": "去年电诈立案多少"}
        assert await chat.update(message=message)
        assert await chat.update(message=message) == ""
        assert await chat.update(message={**message, "date": message["date"] + 1})


async def test_an_album_with_a_question_gets_its_answer_only() -> None:
    async with Chat() as chat:
        photo = {"photo": [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}], "media_group_id": "g"}
        assert "739" in await chat.update(message={**chat.message(), **photo, "caption": "去年电诈立案多少"})
        assert await chat.update(message={**chat.message(), **photo}) == ""
