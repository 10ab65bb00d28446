"""The answers that were given: found again when somebody replies, edits a question or goes on after a restart."""

from __future__ import annotations

from bot.state.store import Sent, Store
from bot.telegram.memory import Memory

#: A talk that has been silent for longer is over.
TALK_SECONDS = 1800.0


class Given:
    """Sent answers: the newest in memory, all of them in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._by_message: Memory[tuple[int, int], Sent] = Memory()
        self._by_question: Memory[tuple[int, int], Sent] = Memory()
        self._met: Memory[tuple[int, str | None], bool] = Memory()

    def put(self, sent: Sent) -> None:
        self._by_message.put((sent.chat, sent.message), sent)
        if sent.question is not None:
            self._by_question.put((sent.chat, sent.question), sent)
        self._store.remember(sent)

    def in_message(self, chat: int, message: int) -> Sent | None:
        return self._by_message.get((chat, message)) or self._store.answer_in(chat, message)

    def to_question(self, chat: int, question: int) -> Sent | None:
        return self._by_question.get((chat, question)) or self._store.answer_to(chat, question)

    def before_start(self, chat: int, person: str | None) -> Sent | None:
        """What this person was last told here before this process began; asked for once, then it is in memory."""
        if not self._met.first_time((chat, person), True):
            return None
        return self._store.last_answer(chat, person, TALK_SECONDS)

    def anew(self) -> None:
        """What talks are about is no longer in memory: ask the store once more, as after a start."""
        self._met.clear()

    def forget(self) -> None:
        """Drop what is in memory; the store holds what may be kept."""
        for memory in (self._by_message, self._by_question):
            memory.clear()
