"""Which kind of answer a question gets: the ladder, rung by rung."""

from __future__ import annotations

from bot.answers.backwards import back_then, largest_share
from bot.answers.breakdown import among, among_listed, bracketed, breakdown_of, dimension, each_kind
from bot.answers.builder import Reply
from bot.answers.claims import claimed_less, claimed_move, claimed_share, claimed_span
from bot.answers.filters import filtered, superlative
from bot.answers.follow import (
    added,
    against_base,
    all_at,
    beside_shown,
    each_year,
    moved_last,
    of_person,
    ranks_between,
    valued,
    which_year,
    with_last,
)
from bot.answers.formerly import formerly
from bot.answers.gather import count_named, deeds, each_named, figures_of, named_within, ratio
from bot.answers.lookup import corrected
from bot.answers.movement import movement
from bot.answers.multiple import times_of
from bot.answers.pairs import average, compare_two, target_and_actual
from bot.answers.ratios import per_named, per_piece, per_time
from bot.answers.several import both_ways, most_of, moved_between
from bot.answers.shares import share_of
from bot.answers.single import elsewhere, nothing, sentence, single_figure
from bot.answers.targets import gap, no_target
from bot.answers.topics import lists, masthead, overview, personal, scope, section, source
from bot.answers.turn import Turn
from bot.answers.undone import done_share, entirely, undone
from bot.answers.whole import basis, digest, only_planned, outline_count, per_thing
from bot.answers.yesno import yes_or_no

#: From the most particular wording to the plainest; the first that answers does.
RUNGS = (
    scope,
    of_person,
    personal,
    masthead,
    outline_count,
    elsewhere,
    largest_share,
    filtered,
    superlative,
    no_target,
    among_listed,
    bracketed,
    count_named,
    figures_of,
    lists,
    section,
    deeds,
    digest,
    basis,
    per_time,
    per_named,
    per_piece,
    source,
    added,
    with_last,
    against_base,
    formerly,
    moved_last,
    all_at,
    valued,
    each_year,
    which_year,
    ranks_between,
    beside_shown,
    gap,
    times_of,
    ratio,
    claimed_share,
    claimed_less,
    claimed_span,
    claimed_move,
    both_ways,
    moved_between,
    most_of,
    compare_two,
    target_and_actual,
    undone,
    done_share,
    share_of,
    average,
    each_kind,
    dimension,
    per_thing,
    among,
    named_within,
    breakdown_of,
    each_named,
    entirely,
    overview,
    only_planned,
    yes_or_no,
    movement,
    back_then,
    single_figure,
    sentence,
    nothing,
)


def respond(turn: Turn) -> Reply:
    """The reply of the first rung that has one; the last always has."""
    for rung in RUNGS:
        reply = rung(turn)
        if reply is not None:
            corrected(reply, turn.parsed)
            return reply.sourced()
    raise AssertionError("the last rung answers")
