"""Inline and guest mode: what is offered, what is sent when it is chosen, and its buttons."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.telegram.cards import card
from bot.telegram.desk import Desk
from tests.telegram.recorder import ANNA, GROUP, ME, Chat
from tests.telegram.samples import FIGURE, FIGURES, PaperAssistant, fact
from tests.telegram.telegram_html import parse

JSON = dict[str, Any]


async def inline(chat: Chat, query: str, offset: str = "") -> str:
    """What an inline query is offered, as a person sees it: a line for each card."""
    fields = {"id": "i1", "from": ANNA, "query": query, "offset": offset}
    await chat.update(inline_query=fields)
    return "\n".join(_card(result) for result in results(chat))


def results(chat: Chat) -> list[JSON]:
    return [_loaded(result) for result in _loaded(last(chat)["results"])]


def last(chat: Chat) -> JSON:
    return chat.api.calls[-1][1]


def _card(result: JSON) -> str:
    return f"{result['id']} | {result['title']} | {result['description']}"


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


class TestOffers:
    async def test_the_answer_comes_first_with_figure_section_and_stable_id(self) -> None:
        async with Chat() as chat:
            offered = await inline(chat, "去年电诈立案多少")
            assert offered == (
                "o-ob1 | 739 起 · 电信网络诈骗立案数 | 2022 年 · 一(三)7 严厉打击犯罪\n"
                "o-ob_0 | 0 起 · 电信网络诈骗立案数 | 第 0 项 · 一(三)7 严厉打击犯罪"
            )
            assert await inline(chat, "去年电诈立案多少") == offered

    async def test_an_answer_of_several_figures_says_so(self) -> None:
        answer = replace(FIGURE, observations=(*FIGURE.observations, fact("ob2")))
        async with Chat() as chat:
            desk = Desk(chat.assistant, chat.store)
            assert card(answer, desk, "StatsBot").title == "2 个数：739 起 ……"

    async def test_kept_for_everybody(self) -> None:
        async with Chat() as chat:
            await inline(chat, "电诈")
            assert (last(chat)["cache_time"], last(chat).get("is_personal")) == (300, False)

    async def test_the_message_carries_its_source_and_ways_on(self) -> None:
        async with Chat() as chat:
            await inline(chat, "去年电诈立案多少")
            chosen = results(chat)[0]
        content = chosen["input_message_content"]
        assert content["message_text"] == (
            "<b>739 起</b>\n电信网络诈骗立案数 · 2022 年\n《某区工作报告》一(三)7 · 第 5 页\n"
            "<blockquote expandable>去年，电信网络诈骗立案 739 起，同比下降 21%。</blockquote>"
        )
        assert (content["parse_mode"], content["link_preview_options"]) == ("HTML", {"is_disabled": True})
        assert chosen["reply_markup"]["inline_keyboard"] == [
            [
                {"text": "比上年", "callback_data": "v1:o:s_change"},
                {"text": "历年", "callback_data": "v1:o:y-ob1"},
                {"text": "同节", "callback_data": "v1:o:n-ob1"},
                {"text": "私聊问我", "url": "https://t.me/StatsBot?start=ob1"},
            ]
        ]

    async def test_readings_of_an_ambiguous_question_are_cards(self) -> None:
        async with Chat() as chat:
            assert (await inline(chat, "电诈")).splitlines()[0].startswith("o-ob1 | 739 起")

    async def test_without_words_examples_and_then_every_figure_page_by_page(self) -> None:
        async with Chat() as chat:
            pages = list[str]()
            offset: str | None = ""
            while offset is not None:
                pages += (await inline(chat, "", offset)).splitlines()
                offset = last(chat).get("next_offset")
        assert pages[0].startswith("o-ob1 |")
        assert len(pages) == len(set(pages)) == FIGURES + 1

    @pytest.mark.parametrize("offset", ["", "-1", "二十", "9" * 64, "1e3"])
    async def test_a_strange_offset_is_the_beginning(self, offset: str) -> None:
        async with Chat() as chat:
            assert (await inline(chat, "", offset)).startswith("o-ob1 |")

    async def test_nothing_found_is_a_card_that_says_so_and_a_way_to_us(self) -> None:
        assistant = PaperAssistant()
        assistant.find = lambda text: ()  # type: ignore[method-assign]
        async with Chat(assistant=assistant) as chat:
            assert await inline(chat, "天气") == "none | 报告里没找到 | 换个说法试试；点这里把这句话发出去"
            assert results(chat)[0]["input_message_content"]["message_text"] == (
                "<b>报告里没有这一项。</b>\n《某区工作报告》（2023-08-24）"
            )
            assert _loaded(last(chat)["button"]) == {"text": "在私聊里问", "start_parameter": "help"}
            assert "怎么问" in await chat.say("/start help")

    async def test_no_talk_is_begun_or_leant_on(self) -> None:
        assistant = PaperAssistant()
        async with Chat(assistant=assistant) as chat:
            await inline(chat, "比上年呢")
            await inline(chat, "比上年呢")
        assert len({(where, user) for where, user, *_ in assistant.asked}) == 2
        assert all(user is None for _, user, *_ in assistant.asked)

    async def test_all_that_may_be_sent_is_valid(self) -> None:
        async with Chat() as chat:
            await inline(chat, "a<b")
            await inline(chat, "")
            for result in results(chat):
                parse(result["input_message_content"]["message_text"])
                assert 1 <= len(result["id"].encode()) <= 64

    async def test_chosen_result_needs_no_answer(self) -> None:
        async with Chat() as chat:
            chosen = {"result_id": "o-ob1", "from": ANNA, "query": "电诈", "inline_message_id": "m1"}
            assert await chat.update(chosen_inline_result=chosen) == ""

    async def test_query_that_waited_too_long_is_no_error(self, caplog: pytest.LogCaptureFixture) -> None:
        words = "Bad Request: query is too old and response timeout expired or query ID is invalid"
        async with Chat() as chat:
            chat.api.refusals["answerInlineQuery"] = refuse(400, words)
            await chat.update(inline_query={"id": "i1", "from": ANNA, "query": "电诈", "offset": ""})
        assert [record for record in caplog.records if record.levelname == "ERROR"] == []


class TestButtons:
    async def test_press_changes_the_message_in_place(self) -> None:
        async with Chat() as chat:
            said = await chat.press("v1:o:c_solved", message=None, inline_message_id="m1")
            name, edit = chat.api.calls[-1]
        assert said.startswith("(answerCallbackQuery)")
        assert (name, edit["inline_message_id"]) == ("editMessageText", "m1")
        assert edit["text"] == "<b>512 起</b>\n电信网络诈骗破案数 · 2022 年\n《某区工作报告》（2023-08-24）"

    async def test_source_is_a_notice(self) -> None:
        async with Chat() as chat:
            await chat.press("v1:q:ob1", message=None, inline_message_id="m1")
            assert [name for name, _ in chat.api.calls] == ["answerCallbackQuery"]
            assert last(chat)["text"] == "去年，电信网络诈骗立案 739 起，同比下降 21%。"
            assert last(chat)["show_alert"] is True

    async def test_pressed_twice_is_no_error(self, caplog: pytest.LogCaptureFixture) -> None:
        words = "Bad Request: message is not modified: specified new message content and reply markup are the same"
        async with Chat() as chat:
            chat.api.refusals["editMessageText"] = refuse(400, words)
            await chat.press("v1:o:c_solved", message=None, inline_message_id="m1")
        assert [record for record in caplog.records if record.levelname == "ERROR"] == []


class TestGuest:
    async def test_answered_once_by_the_guest_query_and_never_by_a_message(self) -> None:
        async with Chat(GROUP) as chat:
            text = "@StatsBot 去年电诈立案多少"
            mention = [{"type": "mention", "offset": 0, "length": 9}]
            await chat.update(guest_message=chat.message(text=text, entities=mention, guest_query_id="g1"))
            [(name, data)] = chat.api.calls
        assert (name, data["guest_query_id"]) == ("answerGuestQuery", "g1")
        assert "739 起" in _loaded(data["result"])["input_message_content"]["message_text"]

    async def test_mention_alone_in_reply_asks_that_message(self) -> None:
        assistant = PaperAssistant()
        async with Chat(GROUP, assistant) as chat:
            theirs = chat.message(text="电诈", **{"from": {**ANNA, "id": 8}})
            await chat.update(guest_message=chat.message(text="@StatsBot", guest_query_id="g", reply_to_message=theirs))
        assert [asked[2] for asked in assistant.asked] == ["电诈"]

    @pytest.mark.parametrize(
        "fields",
        [{"text": "@StatsBot 电诈"},
         {"text": "@StatsBot 电诈", "guest_query_id": "g", "from": {**ME, "id": 43}}],
        ids=["no query id", "another bot"],
    )  # fmt: skip
    async def test_else_silent(self, fields: JSON) -> None:
        async with Chat(GROUP) as chat:
            assert await chat.update(guest_message=chat.message(**fields)) == ""


def refuse(status: int, words: str) -> Callable[[JSON], tuple[int, JSON]]:
    return lambda _: (status, {"ok": False, "description": words})
