"""Words by their letters and by their sounds: grouped when they are asked for, the same as all at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.question.pinyin import readings
from bot.question.spelt import Spelt, spelling
from bot.question.vocabulary import Vocabulary

WORDS = st.lists(st.text(alphabet="西安先行银诈炸电店点案安", min_size=1, max_size=3), max_size=12)
LETTERS = st.text(alphabet="adixnhzyg", max_size=10)


@given(WORDS, st.one_of(LETTERS, st.text(alphabet="西安先电案", max_size=3).map(spelling)))
def test_the_first_of_the_words_that_letters_begin_with(words: list[str], letters: str) -> None:
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(spelling(word), word)
    spelt = Spelt(words)
    begun = {typed: word for typed, word in first.items() if letters.startswith(typed)}
    assert spelt.beginning(letters) == spelt.beginning(letters) == begun
    assert all((word in spelt) == (first[spelling(word)] == word) for word in words)


@given(WORDS, st.integers(0, 5))
def test_the_pieces_about_as_long(pieces: list[str], size: int) -> None:
    vocabulary = Vocabulary(dict.fromkeys(pieces), [])
    near = [w for w in dict.fromkeys(pieces) if len(w) > 2 and abs(len(w) - size) <= 1]
    assert vocabulary.about(size) == vocabulary.about(size) == near


@given(WORDS, WORDS)
def test_the_words_of_a_length_that_sound_so(pieces: list[str], framing: list[str]) -> None:
    vocabulary = Vocabulary(dict.fromkeys(pieces), list(dict.fromkeys(framing)))
    ordered = [*(w for w in dict.fromkeys(framing) if w not in pieces), *dict.fromkeys(pieces)]
    for size in range(1, 5):
        for sound in ("zan", "dian", "an", "xi", "q"):
            alike = [w for w in ordered if len(w) == size and sound in readings(w[0])]
            assert vocabulary.sounding(size, sound) == vocabulary.sounding(size, sound) == alike
