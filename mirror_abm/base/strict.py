"""Blocks of a file that a person writes: only the named keys may stand in them, and the values they are made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Text = Annotated[str, Field(min_length=1, max_length=600)]
Flag = Annotated[bool, Field(strict=True)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


class Strict(BaseModel):
    """A block in which only the named keys may stand."""

    model_config = ConfigDict(extra="forbid", frozen=True)
