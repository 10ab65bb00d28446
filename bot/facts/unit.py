"""Units where the report prints none: the head noun's."""

from __future__ import annotations

from bot.text.words import word_list


def default_unit(name: str, changed: bool) -> str | None:
    """The unit that a name implies (金额 元, 案件 起; % for a change), or None.

    Of the nouns in the unit list the one that ends the name counts, else the last one in it.
    """
    if changed:
        return "%"
    units: dict[str, str] = word_list("units")["default"]
    for noun in sorted(units, key=len, reverse=True):
        if name.endswith((noun, f"{noun}数")):
            return units[noun]
    fitting = [noun for noun in units if noun in name]
    if fitting:
        return units[max(fitting, key=lambda noun: (name.rindex(noun), len(noun)))]
    return "起" if name.endswith("案") else None
