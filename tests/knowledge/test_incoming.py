"""Reports on their way in: names, staging, and files that are as before when something fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import KnowledgeError
from bot.knowledge.apart import Examined, build_apart, examine
from bot.knowledge.fingerprint import reports_in
from bot.knowledge.incoming import Entrance, exchanged, free_name, safe_name

EXAMINED = Examined("某区工作报告", "某区", None, 0, 1, 2, 3, 4, 0, 1, ("注",))


@given(st.text(max_size=300) | st.text("./\\~$ \u202ea\x00\n:", max_size=20))
def test_any_name_is_one_harmless_part(sent: str) -> None:
    name = safe_name(sent)
    assert Path(name).name == name and len(name.encode()) <= 140
    assert not name.startswith((".", "~", "-", " ")) and name.count(".") == 1
    assert name.isprintable() and not set(name) & set('<>:"/\\|?*\u200f\u202e\u2066')
    assert name.partition(".")[2] in ("txt", "docx", "pdf", "html", "htm", "md", "csv")
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("taken", "free"),
    [((), "a.txt"), (("a",), "a-2.txt"), (("A", "a-2"), "a-3.txt"), (("b",), "a.txt")],
)
def test_free_names(taken: tuple[str, ...], free: str) -> None:
    assert free_name("a.txt", taken) == free


def test_staged_it_is_no_report_yet_and_waits_over_a_restart(tmp_path: Path) -> None:
    incoming = Entrance(tmp_path).stage("a.txt", b"text")
    assert reports_in(tmp_path) == [] and incoming.path.read_bytes() == b"text"
    assert Entrance(tmp_path).get(incoming.ref) is None, "not yet read"
    Entrance(tmp_path).keep(incoming, EXAMINED)
    found = Entrance(tmp_path).get(incoming.ref)
    assert found is not None and (found.path, found.examined) == (incoming.path, EXAMINED)
    Entrance(tmp_path).drop(incoming.ref)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ref", ["", "..", "../..", "0" * 16, "a/b"])
def test_forged_refs_lead_nowhere(tmp_path: Path, ref: str) -> None:
    (tmp_path / "a.txt").write_text("report")
    entrance = Entrance(tmp_path)
    assert entrance.get(ref) is None
    entrance.drop(ref)
    assert (tmp_path / "a.txt").read_text() == "report"


def test_what_waits_is_bounded(tmp_path: Path) -> None:
    entrance = Entrance(tmp_path)
    for number in range(25):
        entrance.stage(f"{number}.txt", b"text")
    assert len(list((tmp_path / ".incoming").iterdir())) == 10


def test_exchanged_and_as_before_when_it_fails(tmp_path: Path) -> None:
    old, new, target = tmp_path / "a.txt", tmp_path / "in.txt", tmp_path / "a.md"
    old.write_text("old")
    new.write_text("new")
    with pytest.raises(KnowledgeError, match="坏了"), exchanged(old, (new, target)):
        assert not old.exists() and target.read_text() == "new"
        raise KnowledgeError("坏了")
    assert (old.read_text(), new.read_text(), target.exists()) == ("old", "new", False)
    with exchanged(old, (new, target)):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    new, target = tmp_path / "in.txt", tmp_path / "a.md"
    new.write_text("new")
    target.write_text("old")
    with pytest.raises(KnowledgeError, match="什么都没改"), exchanged(None, (new, target)):
        pass
    assert (new.read_text(), target.read_text()) == ("new", "old")


async def test_a_process_apart_gets_no_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str] = {}

    def popen(*_: object, env: dict[str, str], **__: object) -> None:
        seen.update(env)
        raise OSError("no process here")

    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret")
    monkeypatch.setattr("bot.knowledge.apart.Popen", popen)
    with pytest.raises(OSError, match="no process"):
        await examine(tmp_path / "a.txt")
    assert seen and "TELEGRAM_BOT_TOKEN" not in seen


async def test_nothing_to_build_from_leaves_the_old(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(KnowledgeError, match="没有改动"):
        await build_apart([tmp_path / "a.txt"], tmp_path / "knowledge.db", named=False)
    assert not (tmp_path / "knowledge.db").exists()
