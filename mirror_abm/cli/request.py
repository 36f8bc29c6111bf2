"""What ``run`` and ``contrast`` are asked for: their common options, and the run these make."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .console import console
from .options import GroupCap, OwnTree, Processes, RandomSeed, RunFolder, Settings
from .progress import execute_plan, execute_shard

if TYPE_CHECKING:
    from ..base.executors import Executor
    from ..simulation.archive import Run
    from ..simulation.plan import Plan


@dataclass(frozen=True)
class Request:
    """What was typed: species, the choices of a plan, and how to carry it out."""

    species: list[str]
    choices: dict[str, Any]
    out: Path
    workers: int | None
    engine: str
    cluster: str | None = None
    shard: str | None = None

    def plan(self, **more: Any) -> Plan:
        """Return the plan, with the choices that only one command has."""
        from ..simulation.plan import ACCOUNTS, make_plan, parse_settings

        choices = self.choices | more
        choices["account"] = choices["account"] or ACCOUNTS
        choices["settings"] = parse_settings(choices["settings"] or ())
        choices["without"] = choices["without"] or ()
        return make_plan(self.species, **choices)

    def carry_out(self, **more: Any) -> Run:
        """Make the plan, with the choices that only one command has, and run it."""
        return self._carried_out(self.plan(**more))

    def repeat(self, file: Path) -> Run:
        """Carry out the plan in the file of a run; say so where today's code makes another run."""
        from ..base.errors import InputError
        from ..simulation.conditions import changed_code
        from ..simulation.plan_file import plan_again

        usual = common_options()
        given = [name for name, value in self.choices.items() if value != usual.choices[name]]
        if self.species or given:
            what = f"--{given[0].replace('settings', 'set')}" if given else self.species[0]
            raise InputError(f"--plan: says all that is run: leave {what} out.")
        written, plan = plan_again(file)
        if plan.id != written.id:
            other = changed_code(written, plan) or f"tables of schema {written.schema}"
            console(stderr=True).print(
                f"Run {written.id} was made by other code ({other}): today's makes run {plan.id}."
            )
        return self._carried_out(plan)

    def elsewhere(self) -> AbstractContextManager[Executor | None]:
        """Return the cluster that was asked for, connected; nothing if the work is done here."""
        from ..base.cluster import cluster

        return cluster(self.cluster) if self.cluster else nullcontext()

    def _carried_out(self, plan: Plan) -> Run:
        """Carry out a plan where that was asked for; a shard of it is no run, and ends here."""
        from ..simulation.shards import parse_shard

        shard = parse_shard(self.shard) if self.shard else None
        with self.elsewhere() as executor:
            if shard is None:
                return execute_plan(plan, self.out, self.workers, self.engine, executor)
            execute_shard(plan, shard, self.out, self.workers, self.engine, executor)
        raise typer.Exit


def common_options(
    species: Annotated[
        list[str] | None,
        typer.Argument(
            help="Names of bundled species, or paths of species files; all bundled species if "
            "none is given.",
            show_default=False,
        ),
    ] = None,
    account: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ACCOUNT",
            help="Account of the origin of mirror neurons (repeatable) "
            "[default: associative, none].",
            show_default=False,
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SOURCE",
            help="Switch a source of experience off, or 'all' (repeatable).",
            show_default=False,
        ),
    ] = None,
    days: Annotated[
        float | None,
        typer.Option(
            help="Live so many active days from birth instead, as they come.", show_default=False
        ),
    ] = None,
    age: Annotated[
        str | None,
        typer.Option(
            metavar="DAYS",
            help="Live to this age in days, in time-lapse where learning is slow [default: "
            "maturity, each species' own, but at most two years].",
            show_default=False,
        ),
    ] = None,
    replicates: Annotated[
        int, typer.Option(help="Groups per species, each with draws of its own.")
    ] = 20,
    seed: RandomSeed = 0,
    point: Annotated[
        bool,
        typer.Option(
            "--point", help="Use the medians of all uncertain numbers instead of drawing them."
        ),
    ] = False,
    settings: Settings = None,
    world: Annotated[
        str, typer.Option(help="'normal', or 'permuted': each act looks and sounds like another.")
    ] = "normal",
    weights: Annotated[
        str, typer.Option(help="'signed', or 'excitatory' (clipped at 0).")
    ] = "signed",
    prior: Annotated[
        str,
        typer.Option(
            help="Rates of experience: 'authored' (the files), 'rule_made' (one formula for all), "
            "'exchangeable' (one range for all), or 'mixture' (these three in turn)."
        ),
    ] = "authored",
    rule: Annotated[
        str,
        typer.Option(help="A learning rule in place of the accounts' own.", show_default=False),
    ] = "",
    carrier: Annotated[
        bool | None,
        typer.Option(
            "--carrier/--no-carrier",
            help="Whether the animals carry what accounts of inheritance assume "
            "[default: drawn on the tree].",
            show_default=False,
        ),
    ] = None,
    tree: OwnTree = None,
    learners: Annotated[
        int, typer.Option(help="Animals per group that learn and are recorded.")
    ] = 2,
    cap: GroupCap = 60,
    knockouts: Annotated[
        int | None,
        typer.Option(
            help="Replicates in which each source is also removed alone "
            "[default: all; 0 with --without].",
            show_default=False,
        ),
    ] = None,
    out: RunFolder = Path("runs"),
    workers: Processes = None,
    engine: Annotated[
        str,
        typer.Option(
            help="'compiled', or 'agents', the readable reference; both give the same bytes."
        ),
    ] = "compiled",
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Work on a cluster of Dask instead: tcp://HOST:PORT of its scheduler, or local:N "
            "for N workers on this computer.",
            show_default=False,
        ),
    ] = None,
    shard: Annotated[
        str | None,
        typer.Option(
            metavar="I/N",
            help="Carry out the I-th of N shares alone, as a job of a batch system; "
            "`runs merge` makes one run of them.",
            show_default=False,
        ),
    ] = None,
) -> Request:
    """Return what the common options ask for."""
    choices = {
        "account": account,
        "without": without,
        "days": days,
        "age": age,
        "replicates": replicates,
        "seed": seed,
        "point": point,
        "settings": settings,
        "world": world,
        "weights": weights,
        "prior": prior,
        "rule": rule,
        "carrier": carrier,
        "tree": tree,
        "learners": learners,
        "cap": cap,
        "knockouts": knockouts,
    }
    return Request(species or [], choices, out, workers, engine, cluster, shard)


def with_common_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the common options, and as its first argument the request they make."""
    shared = inspect.signature(common_options, eval_str=True).parameters
    own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]

    @wraps(command)
    def typed(**given: Any) -> None:
        mine = {each.name: given.pop(each.name) for each in own}
        command(common_options(**given), **mine)

    named = {each.name for each in own}  # a command may have an option with a default of its own
    parameters = [each for each in shared.values() if each.name not in named]
    at = [each.name for each in parameters].index(
        "out"
    )  # what is simulated stands before how it is carried out
    parameters[at:at] = own
    # typer reads the one, tools that ask for type hints the other
    typed.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    typed.__annotations__ = {each.name: each.annotation for each in parameters}
    return typed
