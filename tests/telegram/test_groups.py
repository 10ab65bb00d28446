"""Groups: met, asked too fast, moved, left."""

from __future__ import annotations

from typing import Any

import pytest

from bot.state.store import Chosen, Sent
from bot.telegram.cooldown import Cooldown, Pace
from tests.telegram.recorder import ANNA, GROUP, ME, PRIVATE, Chat

CHANNEL = {"id": -100777, "type": "channel", "title": "频道"}


def became(chat: Chat, old: str, new: str, **fields: Any) -> dict[str, Any]:
    """``my_chat_member``: what the bot was and is in a chat."""

    def member(status: str) -> dict[str, Any]:
        more: dict[str, Any] = {"until_date": 0} if status == "kicked" else {}
        if status == "administrator":
            more = {name: True for name in _ADMIN}
        return {"status": status, "user": ME, **more}

    change = {
        "chat": chat.chat,
        "from": ANNA,
        "date": 1,
        "old_chat_member": member(old),
        "new_chat_member": member(new),
    }
    return {"my_chat_member": {**change, **fields}}


_ADMIN = (
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories"),
    *("can_edit_stories", "can_delete_stories"),
)


class TestGreeting:
    async def test_names_the_ways_that_work_under_privacy_mode(self) -> None:
        async with Chat(GROUP) as chat:
            assert await chat.update(**became(chat, "left", "member")) == (
                "机器人 [HTML, silent]\n"
                "大家好！我从官方报告里查数字，带年份、出处和原文；没被叫到就不出声。\n"
                "现在可以问：《某区公共安全规划中期评估》（2023-08-24）\n\n<b>这样叫我</b>\n"
                "· 发 <code>/q@StatsBot 问题</code>（群里没有别的机器人时，<code>/q 问题</code> 就行）\n"
                "· 回复我的消息，接着问\n"
                "· 回复别人的消息发 <code>/q@StatsBot</code>，我就回答那一条\n\n"
                "隐私模式开着：别的消息我看不到，单单 @我 也收不到。\n\n"
                "例如：<code>/q@StatsBot 去年电诈立案多少</code>"
            )

    @pytest.mark.parametrize(("sees_all", "status"), [(True, "member"), (False, "administrator")])
    async def test_names_mentions_where_they_arrive(self, sees_all: bool, status: str) -> None:
        async with Chat(GROUP, sees_all=sees_all) as chat:
            said = await chat.update(**became(chat, "left", status))
        assert "· 直接 @StatsBot 提问" in said and "隐私模式" not in said

    async def test_in_the_language_of_who_added_it(self) -> None:
        async with Chat(GROUP) as chat:
            said = await chat.update(**became(chat, "kicked", "member", **{"from": {**ANNA, "language_code": "en"}}))
        assert "keep quiet unless asked" in said

    async def test_once_however_often_it_is_added(self) -> None:
        async with Chat(GROUP) as chat:
            said = [await chat.update(**became(chat, *change)) for change in (("left", "member"), ("left", "member"))]
        assert [bool(each) for each in said] == [True, False]

    async def test_again_when_it_was_put_out_and_comes_back(self) -> None:
        changes = (("left", "member"), ("member", "kicked"), ("kicked", "member"))
        async with Chat(GROUP) as chat:
            said = [await chat.update(**became(chat, *change)) for change in changes]
        assert [bool(each) for each in said] == [True, False, True]

    @pytest.mark.parametrize("admin", [True, False])
    async def test_help_later_on_names_the_ways_that_work_then(self, admin: bool) -> None:
        async with Chat(GROUP) as chat:
            chat.api.admins = {ME["id"]} if admin else set()
            said = await chat.say("/help@StatsBot")
        assert ("· 直接 @StatsBot 提问" in said, "隐私模式开着" in said) == (admin, not admin)

    @pytest.mark.parametrize(
        ("where", "change"),
        [(GROUP, ("member", "administrator")), (GROUP, ("member", "left")), (PRIVATE, ("member", "kicked")),
         (PRIVATE, ("kicked", "member")), (CHANNEL, ("left", "administrator"))],
        ids=["promoted", "removed", "blocked", "unblocked", "in a channel"],
    )  # fmt: skip
    async def test_not_otherwise(self, where: dict[str, Any], change: tuple[str, str]) -> None:
        async with Chat(where) as chat:
            assert await chat.update(**became(chat, *change)) == ""

    async def test_a_group_that_lets_nobody_speak_is_no_error(self) -> None:
        words = "Bad Request: not enough rights to send text messages to the chat"
        async with Chat(GROUP) as chat:
            chat.api.refusals["sendMessage"] = lambda _: (400, {"ok": False, "description": words})
            await chat.update(**became(chat, "left", "member"))
        assert [name for name, _ in chat.api.calls] == ["sendMessage"]

    async def test_start_in_a_group_is_the_greeting(self) -> None:
        async with Chat(GROUP) as chat:
            assert "这样叫我" in await chat.say("/start@StatsBot")


class TestAddress:
    @pytest.mark.parametrize("said", ["/help", "/help@StatsBot", "/topics", "/HELP@statsbot"])
    async def test_commands_under_privacy_mode_are_those_that_telegram_lets_through(self, said: str) -> None:
        async with Chat(GROUP) as chat:
            assert "quoting 1, silent" in await chat.say(said)

    @pytest.mark.parametrize(
        ("said", "answered"),
        [("/help", False), ("/start", False), ("/privacy", False), ("/help@StatsBot", True), ("/topics", True),
         ("/help@OtherBot", False), ("/topics@OtherBot", False)],
    )  # fmt: skip
    async def test_a_bare_command_of_everybodys_is_not_ours_where_we_see_all(self, said: str, answered: bool) -> None:
        async with Chat(GROUP, sees_all=True) as chat:
            assert bool(await chat.say(said)) == answered

    async def test_unknown_commands_are_passed_over(self) -> None:
        async with Chat(GROUP) as chat:
            assert await chat.say("/weather") == await chat.say("/weather@StatsBot") == ""

    async def test_a_forward_is_nobody_speaking_to_us(self) -> None:
        origin = {"type": "user", "date": 1, "sender_user": ANNA}
        async with Chat(GROUP) as chat:
            assert await chat.say("/q 电诈", forward_origin=origin) == ""
            assert await chat.say("/topics@StatsBot", forward_origin=origin) == ""

    async def test_a_quote_from_another_chat_is_asked(self) -> None:
        elsewhere = {"origin": {"type": "user", "date": 1, "sender_user": ANNA}}
        async with Chat(GROUP) as chat:
            said = await chat.say("/q", external_reply=elsewhere, quote={"text": "去年电诈立案多少", "position": 0})
        assert "739 起" in said

    async def test_posts_in_channels_and_bots_get_nothing(self) -> None:
        async with Chat(CHANNEL) as chat:
            post = {"message_id": 1, "date": 1, "chat": CHANNEL, "text": "/q 电诈", "sender_chat": CHANNEL}
            assert await chat.update(channel_post=post) == await chat.update(edited_channel_post=post) == ""
        async with Chat(GROUP) as chat:
            other = {"from": {"id": 9, "is_bot": True, "first_name": "B"}}
            assert await chat.say("/q 电诈", **other) == await chat.say("/topics", **other) == ""

    async def test_a_press_in_a_channel_is_sent_to_the_private_chat(self) -> None:
        async with Chat(CHANNEL) as chat:
            assert await chat.press("v1:o:c_solved") == "(answerCallbackQuery text=请先到和我的私聊里问一次。)"

    async def test_anonymous_admins_and_channels_are_answered(self) -> None:
        as_channel = {"from": {"id": 136817688, "is_bot": True, "first_name": "C"}, "sender_chat": CHANNEL}
        async with Chat(GROUP) as chat:
            assert "739 起" in await chat.say("/q 去年电诈立案多少", **as_channel)
            assert "<b>目录</b>" in await chat.say("/topics", **as_channel)


class TestCooldown:
    def test_a_burst_then_one_at_a_time_and_told_once(self) -> None:
        now = [0.0]
        cooldown = Cooldown(Pace(4, 3.0), clock=lambda: now[0])
        assert [cooldown.ask(-1) for _ in range(7)] == ["go"] * 4 + ["tell", "hush", "hush"]
        assert cooldown.ask(-2) == "go", "another group is not slowed"
        now[0] += cooldown.wait()
        assert [cooldown.ask(-1) for _ in range(3)] == ["go", "tell", "hush"]
        now[0] += 100
        assert [cooldown.ask(-1) for _ in range(5)] == ["go"] * 4 + ["tell"]

    async def test_in_a_group(self) -> None:
        async with Chat(GROUP) as chat:
            said = [await chat.say("/q 比上年呢") for _ in range(303)]
            assert all("下降 21%" in each for each in said[:300])
            assert "问得太快，我跟不上了。请过 10 秒再问。" in said[300]
            assert said[301:] == ["", ""]
            assert (await chat.press("v1:o:c_solved")).startswith("(answerCallbackQuery text=问得太快")
            assert await chat.say("大家好") == ""


class TestMoving:
    async def test_settings_go_along_to_the_supergroup(self) -> None:
        async with Chat({**GROUP, "id": -9, "type": "group"}) as chat:
            chat.store.choose(-9, language="en")
            chat.store.remember(Sent(-9, 1, None, "7", "a", ()))
            assert await chat.say(migrate_to_chat_id=-100999) == ""
            assert (chat.store.chosen(-100999), chat.store.chosen(-9)) == (Chosen("en"), Chosen())
            assert chat.store.answer_in(-9, 1) is None
            chat.chat = {**GROUP, "id": -100999}
            assert await chat.say(migrate_from_chat_id=-9) == ""
            assert "keep quiet unless asked" in await chat.say("/help@StatsBot")

    async def test_a_listed_group_stays_listed(self) -> None:
        async with Chat({**GROUP, "id": -9, "type": "group"}, allowed=frozenset({-9})) as chat:
            await chat.say(migrate_to_chat_id=-100999)
            chat.chat = {**GROUP, "id": -100999}
            assert "下降 21%" in await chat.say("/q 比上年呢")

    async def test_also_after_a_restart(self) -> None:
        async with Chat({**GROUP, "id": -9}) as chat:
            chat.store.move(-9, -100999)
            async with Chat({**GROUP, "id": -100999}, allowed=frozenset({-9}), store=chat.store) as later:
                assert "下降 21%" in await later.say("/q 比上年呢")

    async def test_a_group_that_puts_us_out_is_forgotten(self) -> None:
        async with Chat(GROUP) as chat:
            chat.store.choose(GROUP["id"], language="en")
            await chat.update(**became(chat, "member", "kicked"))
            assert chat.store.chosen(GROUP["id"]) == Chosen()

    async def test_a_group_that_is_not_listed_is_left_when_it_adds_us(self) -> None:
        async with Chat(GROUP, allowed=frozenset({-5})) as chat:
            assert await chat.update(**became(chat, "left", "member")) == f"(leaveChat chat_id={GROUP['id']})"
            assert await chat.update(**became(chat, "member", "left")) == ""
