"""An option that can have one value, given twice: refused, where the last would be taken."""

from __future__ import annotations

from collections import Counter
from typing import Any

from typer.core import TyperCommand, TyperOption


class Once(TyperCommand):
    """A command that refuses an option given twice, unless the option is repeatable."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Refuse what is given twice, then read the words as any command does.

        Parameters
        ----------
        ctx : click.Context
            Of this command.
        args : list of str
            The words typed after it.

        Returns
        -------
        list of str
            Words that no parameter took.

        Raises
        ------
        InputError
            If an option that can have one value is given twice.
        """
        if not ctx.resilient_parsing:  # a line that is being completed may be anything yet
            # each option stands in the order as often as it was typed
            order: list[Any] = self.make_parser(ctx).parse_args(list(args))[2]
            typed = Counter(each for each in order if isinstance(each, TyperOption))
            twice = [each for each, times in typed.items() if times > 1 and not each.multiple]
            if twice and not any(each.is_eager for each in typed):  # as --help is
                _refuse(twice[0], args)
        return super().parse_args(ctx, args)


def _refuse(option: TyperOption, args: list[str]) -> None:
    """Say that an option is given twice, by the words with which it was typed."""
    from ..base.errors import InputError

    words = {word.split("=")[0] for word in args}
    on = [name for name in option.opts if name in words]
    off = [name for name in option.secondary_opts if name in words]
    if on and off:
        raise InputError(f"{on[0]} and {off[0]}: contradict each other; leave one out.")
    raise InputError(f"{(on or off or option.opts)[0]}: is given twice; give it once.")
