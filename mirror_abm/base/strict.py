"""Blocks of a file that a person writes, and the kinds of value that stand in them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from .brief import brief

#: a word that other files may use as a name
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
#: a remark for readers
Text = Annotated[str, Field(min_length=1, max_length=600)]
#: true or false, not 0 or 1 or "yes"
Flag = Annotated[bool, Field(strict=True)]
#: a number, neither infinite nor nan
Finite = Annotated[float, Field(allow_inf_nan=False)]


def for_editors(text: str, **rules: Any) -> ConfigDict:
    """Return the settings of a block whose description, in the JSON Schema, is not its docstring.

    Parameters
    ----------
    text : str
        What an editor shows to the person who writes the block.
    **rules : Any
        More keywords of the JSON Schema of the block, by which editors check it.

    Returns
    -------
    ConfigDict
        To be the block's ``model_config``.
    """
    return ConfigDict(json_schema_extra={"description": text, **rules})


class Strict(BaseModel):
    """A block in which only the named keys may stand, and whose values cannot be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    __repr__ = brief
    __str__ = brief
