"""A profile as the lines of a species file, with a comment where a reader needs one."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from ..profile.quantity import Quantity
from .text import kept, value_text

#: what a line of a draft says of the block or value below or beside it
COMMENTS = {
    "name": "the name of the file; runs and figures use it",
    "status": "until an independent second reading of the sources agrees",
    "blinded": "true only if whoever chose the numbers did not know who has mirror neurons",
    "taxon.ncbi": "the number in the NCBI taxonomy, if you know it",
    "context": "wild, captive or domestic",
    "stage": "the age and setting whose experience the numbers describe",
    "active_hours": "hours awake; all rates below are per active hour",
    "life_history": "how long it takes to grow up, and lives",
    "senses": "of vision, audition, vibration, touch, olfaction, chemoreception",
    "vocal_class": "silent, innate, limited or learned: how its sounds are acquired",
    "group": "with whom an animal lives; layout is complete, partition, small_world or solitary",
    "acts": "own sounds per active hour, and the share of silent acts that it can see itself do; "
    "rate: silent acts per active hour, where that is known",
    "actions": "2 to 24 actions, each audible, or silent and visible to itself, or silent and\n"
    "opaque to itself; share: of the acts of its kind. The shares of a kind sum to 1",
    "experience": "the sources of experience; without its block, a source does not exist",
    "experience.being_imitated": "times per active hour that it sees itself copied within 0.2-5 s",
    "experience.mirrors": "bouts per active hour before a surface that reflects the animal",
    "experience.self_observation": "own visible acts seen per active hour",
    "experience.synchrony": "own acts per active hour within 0.2 s of a fellow's same act; acts: "
    "which\ncan be done so by several at once, again and again; without it, all silent ones",
    "experience.complementary": "acts that others answer by another act that goes with them",
    "experience.sound": "times per active hour that an own sound is answered by the same sound",
    "experience.watching_others": "share of a neighbour's acts that it sees",
}
BESIDE = 60  #: characters of a line beside which a comment still fits


def block_lines(model: BaseModel, path: str = "", indent: str = "") -> Iterator[str]:
    """Yield the lines of a block.

    Parameters
    ----------
    model : BaseModel
        A profile, or a block of one; what is None or inherited is left out.
    path : str, default ""
        Dotted name of the block with a full stop behind it, for ``COMMENTS``.
    indent : str, default ""
        Blanks before each line.

    Yields
    ------
    str
        YAML; a number is one item of two lines.
    """
    for key in type(model).model_fields:
        value, comment = getattr(model, key), COMMENTS.get(f"{path}{key}", "")
        if value is None or key == "inherits":
            continue
        held = list(_held(value, f"{path}{key}.", indent))
        line = f"{indent}{key}:{held[0]}"
        single = not isinstance(value, (BaseModel, list))
        beside = single and len(line) <= BESIDE and "\n" not in comment
        if comment and not beside:
            yield from (f"{indent}# {each}" for each in comment.splitlines())
        yield f"{line}  # {comment}" if comment and beside else line
        yield from held[1:]


def _held(value: object, path: str, indent: str) -> Iterator[str]:
    """Yield what stands behind a key on its own line, then the lines below."""
    if isinstance(value, Quantity):
        yield f" {kept(value, len(indent) + 8, digits=10)}"
    elif isinstance(value, BaseModel):
        yield ""
        yield from block_lines(value, path, indent + "  ")
    elif isinstance(value, list) and value and isinstance(value[0], BaseModel):
        yield ""
        for item in value:
            first, *rest = block_lines(item, path, indent + "    ")
            yield f"{indent}  - {first.strip()}"
            yield from rest
    elif isinstance(value, list):
        yield f" [{', '.join(value_text(item) for item in value)}]"
    else:
        yield f" {value_text(value)}"
