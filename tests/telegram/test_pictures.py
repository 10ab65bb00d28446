"""Pictures in chats, over the real assistant and the real drawing; the network is recorded."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.chart import draw as drawing
from bot.chart.picture import Origin, Panel, Picture, Point
from bot.errors import ChartError
from bot.knowledge.snapshot import Knowledge
from bot.reply.plain import units
from bot.state.store import Store
from bot.telegram.pictures import caption
from tests.telegram.recorder import ANNA, GROUP, ME, PRIVATE, Chat

DRAWN = """机器人 [HTML] <PNG>
<b>以电信网络诈骗为主的非接触类案件</b>
2019年数量：935起
2022年数量：739起
2019年占比：19%
2022年占比：近50%
《长宁公安分局关于长宁区公共安全“十四五”规划的中期评估报告》三(三) 治安防控形势发生明显转变 · 第7页
[原文 | v1:q:b47bf259]"""


@pytest.fixture
def chat(knowledge: Knowledge) -> Chat:
    return Chat(PRIVATE, Assistant(knowledge))


def photos(chat: Chat) -> list[Any]:
    return [data["photo"] for name, data in chat.api.calls if name == "sendPhoto"]


async def test_asked_for_with_a_question(chat: Chat) -> None:
    async with chat:
        assert await chat.say("画个图：电诈多少起") == DRAWN
        assert photos(chat)[0].startswith(b"\x89PNG")


async def test_asked_for_after_an_answer(chat: Chat) -> None:
    async with chat:
        await chat.say("电诈去年多少起")
        assert await chat.say("来张图看看") == DRAWN


async def test_offered_by_a_button_and_the_talk_goes_on(chat: Chat) -> None:
    async with chat:
        data = re.search(r"\[图 \| (v1:c:[^\]]+)\]", await chat.say("电诈去年多少起"))
        assert data
        assert await chat.press(data[1]) == f"(answerCallbackQuery)\n{DRAWN}"
        assert "近50%" in await chat.say("2022年占比呢")


async def test_replying_to_a_picture_continues_it(chat: Chat) -> None:
    async with chat:
        await chat.say("画个图：电诈多少起")
        sent = {"message_id": 9001, "date": 1, "chat": chat.chat, "from": ME, "photo": [], "caption": "…"}
        await chat.say("消防")
        assert "《" in await chat.say("出处", reply_to_message=sent)
        assert "三(三)" in await chat.say("画个图", reply_to_message=sent)


async def test_no_button_where_a_picture_tells_nothing(chat: Chat) -> None:
    async with chat:
        assert "[图 |" not in await chat.say("一共几个值守点")


async def test_uploaded_once_and_used_again_in_other_chats(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    draw = drawing.draw

    def count(picture: Picture) -> bytes:
        drawn.append(picture.content)
        return draw(picture)

    monkeypatch.setattr(drawing, "draw", count)
    async with chat:
        await chat.say("画个图：电诈多少起")
        chat.chat = GROUP
        again = await chat.say("/q 电诈多少起画个图")
        assert again.startswith("机器人 [HTML, quoting 3, silent] <file-")
        assert len(drawn) == 1 and [type(photo) for photo in photos(chat)] == [bytes, str]


async def test_asked_for_twice_at_once_it_is_uploaded_once(chat: Chat) -> None:
    async with chat:
        people = [{**PRIVATE, "id": number} for number in (7, 8, 9)]
        await asyncio.gather(
            *(chat.update(message={**chat.message(text="画个图：电诈多少起"), "chat": person}) for person in people)
        )
        assert [type(photo) for photo in photos(chat)] == [bytes, str, str]


async def test_a_file_id_that_telegram_forgot_is_uploaded_again(chat: Chat) -> None:
    def refuse(data: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
        text = "Bad Request: wrong file identifier/HTTP URL specified"
        return (400, {"ok": False, "error_code": 400, "description": text}) if isinstance(data["photo"], str) else None

    chat.api.refusals["sendPhoto"] = refuse
    async with chat:
        await chat.say("画个图：电诈多少起")
        assert (await chat.say("画个图：电诈多少起")).endswith("[原文 | v1:q:b47bf259]")
        assert [type(photo) for photo in photos(chat)] == [bytes, str, bytes]


async def test_an_upload_is_remembered_over_a_restart(knowledge: Knowledge, tmp_path: Path) -> None:
    for kind in (bytes, str):
        async with Chat(PRIVATE, Assistant(knowledge), store=Store(tmp_path / "state.db")) as chat:
            await chat.say("画个图：电诈多少起")
            assert [type(photo) for photo in photos(chat)] == [kind]


async def test_replying_to_an_answer_of_before_a_restart(knowledge: Knowledge, tmp_path: Path) -> None:
    async with Chat(PRIVATE, Assistant(knowledge), store=Store(tmp_path / "state.db")) as before:
        await before.say("电诈多少起")
    async with Chat(PRIVATE, Assistant(knowledge), store=Store(tmp_path / "state.db")) as after:
        sent = {"message_id": 9001, "date": 1, "chat": PRIVATE, "from": ME, "text": "…"}
        assert await after.say("画个图", reply_to_message=sent) == DRAWN


async def test_a_question_edited_into_a_wish_is_served(chat: Chat) -> None:
    async with chat:
        await chat.say("消防")
        assert await chat.edit(1, "画个图：电诈多少起") == DRAWN


async def test_english_clients_have_an_english_button(chat: Chat) -> None:
    async with chat:
        english = {**ANNA, "language_code": "en"}
        assert "[Chart | v1:c:t-" in await chat.say("电诈多少起", **{"from": english})
        assert "[Source | v1:q:" in await chat.say("chart", **{"from": english})
        assert "A chart of what?" in await chat.say("chart", **{"from": {**english, "id": 8}})


async def test_in_a_topic_it_stays_there(chat: Chat) -> None:
    async with chat:
        chat.chat = {**GROUP, "is_forum": True}
        said = await chat.say("/q 电诈多少起画个图", message_thread_id=5, is_topic_message=True)
        assert "机器人 [HTML, quoting 1, topic 5, silent] <PNG>" in said


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("画个图", ["想画什么？"]),
        ("房价画个图", ["没有可画的：这不在报告的范围里"]),
        ("值守点位画个图", ["没有能同", "<b>18个</b>"]),
        ("把2018年电诈画出来", ["没有可画的：报告里没有2018年的"]),
    ],
)
async def test_with_nothing_to_draw_words_say_so(chat: Chat, said: str, parts: list[str]) -> None:
    async with chat:
        told = await chat.say(said)
        assert [part for part in parts if part not in told] == [] and photos(chat) == []


async def test_a_button_of_figures_that_are_gone(chat: Chat) -> None:
    async with chat:
        assert "已经不在报告里了" in await chat.press("v1:c:t-00000000")


@pytest.mark.parametrize(
    ("failure", "words"),
    [(ChartError("这张图里有字体画不出的字：𠮷。"), "字体画不出的字"), (ImportError(), "没有装画图用的包")],
    ids=["glyph", "no matplotlib"],
)
async def test_what_cannot_be_drawn_is_answered_in_words(
    chat: Chat, monkeypatch: pytest.MonkeyPatch, failure: Exception, words: str
) -> None:
    def fail(picture: Picture) -> bytes:
        raise failure

    monkeypatch.setattr(drawing, "draw", fail)
    async with chat:
        told = await chat.say("画个图：电诈去年多少起")
        assert words in told and "<b>739起</b>" in told


async def test_where_photos_are_not_allowed_nothing_fails(chat: Chat) -> None:
    refusal = {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: not enough rights to send photos to the chat",
    }
    chat.api.refusals["sendPhoto"] = lambda data: (400, refusal)
    async with chat:
        chat.chat = GROUP
        assert "<b>739起</b>" in await chat.say("/q 电诈去年多少起，画个图", **{"from": ANNA})


async def test_another_knowledge_base_is_drawn_from_when_it_is_swapped(chat: Chat, knowledge: Knowledge) -> None:
    empty = knowledge.reports[0]
    async with chat:
        await chat.say("画个图：电诈多少起")
        assistant: Any = chat.assistant
        assistant.knowledge = Knowledge((type(empty)(empty.document, (), (), (), ()),))
        assert "已经不在报告里了" in await chat.press("v1:c:t-b47bf259")


def test_a_caption_is_within_telegram_s_limit_and_escaped() -> None:
    place = Origin("报" * 900, "一", 1)
    points = tuple(Point("<标签>" * 40, n, f"{n}起", "起", origin=place) for n in range(9))
    html, plain = caption(Picture("comparison", "标题&" * 200, "", (Panel("", "起", points),)))
    assert units(plain) <= 1024 and "<标签>" not in html and "&lt;标签&gt;" in html and "&amp;" in html
