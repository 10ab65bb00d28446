"""The figure that is meant, and none that only comes near: an invented report."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from tests.answers.asking import asked, assistant

PARAGRAPHS = (
    "一、社会治安",
    "2030年，检查发现火灾隐患6800处，督促整改6650处，整改率96.4%。承担重点任务30项，已完成30项；承担督办任务25项，"
    "完成23项。常态化开展夜查，查处酒后驾驶1570起。抓获犯罪嫌疑人82名。",
    "全区诈骗案件发案480起。渔船定位设备方面，40马力以下20马力以上渔船完成安装800艘，20马力以下渔船完成安装370艘。",
    "二、社会事业",
    "中心医院有执业（助理）医师2700人、注册护士3500人，儿科医师缺口40人。户籍人口出生4300人。",
    "金融机构各项存款余额560亿元，各项贷款余额250亿元。住户存款余额480亿元。",
    "开展食品领域案件查办，立案查处食品案件140件。完成大型活动33场。殡葬服务持续规范。",
    "普惠园幼儿占比从2026年的78.5%提高到2030年的91.3%。中心医院招聘教师52名。全局民警330人、辅警480人。",
    "三、目标",
    "2031年，注册护士达到4000人。",
    "四、项目",
    "新开工项目9个，累计完成投资1.3亿元。养老机构更新设备95台；人均公共卫生补助标准79元。",
)


@pytest.fixture(scope="module")
def yunhu() -> Assistant:
    return assistant(*PARAGRAPHS)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        pytest.param("酒驾抓了多少", "1570起", id="caught where no people are asked for"),
        pytest.param("抓了多少人", "82名", id="caught people"),
        pytest.param("20马力以下的船装了多少艘", "370艘", id="below that bound and not above"),
        pytest.param("去年生了多少个娃", "4300人", id="a word that stands turned round"),
        pytest.param("去年招了几个老师", "52名", id="who is counted is all that is named"),
        pytest.param("护士有多少", "3500人", id="what is, before what is aimed at"),
        pytest.param("演唱会这种大型活动办了几场", "33场", id="an example is not what is asked for"),
    ],
)
def test_figure(yunhu: Assistant, question: str, figure: str) -> None:
    assert asked(yunhu, question).text.startswith(figure)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param("查出来的火灾隐患是不是全都改完了", "no", id="by the rate"),
        pytest.param("重点任务全部完成了吗", "yes", id="as many done as there are"),
        pytest.param("督办任务是不是全做完了", "no", id="two are left"),
        pytest.param("火灾隐患全整改了吗", "no", id="all, and nothing but 了"),
        pytest.param("渔船是不是全都装好了", "unknown", id="only how many is told"),
    ],
)
def test_whether_all_of_it_was_done(yunhu: Assistant, question: str, verdict: str) -> None:
    assert asked(yunhu, question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "value"),
    [
        pytest.param("医师和护士加起来多少人", 6200, id="the doctors, not those that lack"),
        pytest.param("存款比贷款多多少", -31_000_000_000, id="called as the other one is"),
        pytest.param("督办任务还有几项没完成", 2, id="what is left"),
        pytest.param("普惠园幼儿占比从26年到30年提高了几个点", 12.8, id="points between two years"),
        pytest.param("民警多还是辅警多", 150, id="a side that elsewhere only tells whose something is"),
    ],
)
def test_computed(yunhu: Assistant, question: str, value: float) -> None:
    assert asked(yunhu, question).derived[0].value == value


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("殡葬方面的案件查了几起", id="cases of another field"),
        pytest.param("养老机构换设备花了多少钱", id="a sum behind a semicolon is another's"),
        pytest.param("60岁以上的老人有多少", id="an age that is not told"),
    ],
)
def test_not_told(yunhu: Assistant, question: str) -> None:
    assert asked(yunhu, question).status == "not_found"


def test_money_spent_on_what_was_just_shown(yunhu: Assistant) -> None:
    assert yunhu.ask("新开工项目有几个", chat="spent").text.startswith("9个")
    assert yunhu.ask("钱花出去多少了", chat="spent").text.startswith("1.3亿元")


def test_another_district_after_a_figure_is_named_as_missing(yunhu: Assistant) -> None:
    assert yunhu.ask("诈骗案件发案多少起", chat="elsewhere").text.startswith("480起")
    reply = yunhu.ask("那静安区呢", chat="elsewhere")
    assert [(missing.slot, missing.asked) for missing in reply.missing] == [("place", "静安区")]
