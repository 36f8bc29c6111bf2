"""The change of all synapses in one trial, in vector registers: four motor units at a time.

Part of the text that numba compiles (see :mod:`mirror_abm.engine.loop`). What stands in
:func:`mirror_abm.engine.settlement.update` as loops over memory is written here as instructions:
sums and shared errors of up to 48 units stay in registers while the cues pass. The rule is the one
of its file, written down by :mod:`mirror_abm.engine.lanes`. Each lane takes the steps of the loops
in their order, none of them fused, so the bits are the same. A rule that does what lanes cannot do
(``if``, ``np.where``) keeps the loops.
"""
# ruff: noqa: F821
# mypy: disable-error-code="name-defined,no-untyped-def,attr-defined,import-untyped"

import logging

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

SIZES = (12, 11, 10, 9, 8, 4, 2, 1)  #: registers that are filled at once, of the 16 that there are
#: of the function that is written: arrays by their places in memory
ARGUMENTS = (
    *("weights", "synapse", "ability", "mean", "cue", "x", "count", "salience", "outcome", "units"),
    *("present", "absent", "excitatory", "bound"),
)


class Trial:
    """The arguments of an update, within the function that is written for it."""

    def __init__(self, builder, arguments, scaled):
        self.b, self.scaled = builder, scaled
        for name, value in zip(ARGUMENTS, arguments, strict=True):
            setattr(self, name, value)

    def at(self, array, start, place, lanes):
        """Return where ``lanes`` numbers of an array stand, a fixed place after a start."""
        where = self.b.gep(self.b.gep(array, [start]), [WORD(place)])
        return self.b.bitcast(where, wide(where.type.pointee, lanes).as_pointer())

    def read(self, array, start, place=0, lanes=1):
        """Return ``lanes`` numbers of an array."""
        size = 1 if array.type.pointee == ir.IntType(8) else 8
        return self.b.load(self.at(array, start, place, lanes), align=size)

    def write(self, value, array, start, place, lanes):
        """Put numbers into an array."""
        self.b.store(value, self.at(array, start, place, lanes), align=8)

    def rates(self, alpha, start, place, lanes):
        """Return alpha where a synapse is, times its own rate if it has one; elsewhere 0.0."""
        b, there = self.b, self.read(self.synapse, start, place, lanes)
        if self.scaled:
            flags = b.fcmp_unordered("!=", there, everywhere(0.0, lanes))
            alpha = b.fmul(alpha, there)
        else:
            flags = b.icmp_unsigned("!=", there, wide(ir.IntType(8), lanes)(None))
        return Rates(b, alpha, b.sext(flags, wide(WORD, lanes)), lanes)

    def block(self, first, count, lanes):
        """Write the update of ``count`` registers of units, from the unit ``first`` on."""
        b, places = self.b, range(0, lanes * count, lanes)
        sums = [cgutils.alloca_once_value(b, everywhere(0.0, lanes)) for _ in places]
        with cgutils.for_range(b, self.count) as loop:
            start, x = self.cue_at(loop.index, first, lanes)
            for each, place in zip(sums, places, strict=True):
                product = b.fmul(x.value, self.read(self.weights, start, place, lanes))
                b.store(b.fadd(b.load(each), product), each)

        def lane(value, alike=False):
            return Lanes(b, value, lanes, alike)

        V = [lane(b.load(each)) for each in sums]
        r = [lane(self.read(self.outcome, first, place, lanes)) for place in places]
        m = [lane(self.read(self.mean, first, p, lanes)) if HAS_AVERAGE else 0.0 for p in places]
        betas = [lane(same(b, beta, lanes), True) for beta in (self.present, self.absent)]
        shared = [lane(r[k].taken(error.py_func(V[k], r[k], *betas, m[k]))) for k in range(count)]
        with cgutils.for_range(b, self.count) as loop:
            known = zip(places, V, r, shared, strict=True)
            self.learn(loop.index, first, known, betas)
        for k, place in enumerate(places):
            if HAS_AVERAGE:
                after = r[k].taken(average.py_func(m[k], V[k], r[k]))
                self.write(after, self.mean, first, place, lanes)

    def cue_at(self, j, first, lanes):
        """Return where the weights of cue ``j`` on unit ``first`` stand, and its strength."""
        b, row = self.b, self.b.mul(self.read(self.cue, j), self.units)
        return b.add(row, first), Lanes(b, same(b, self.read(self.x, j), lanes), lanes, True)

    def learn(self, j, first, known, betas):
        """Write the change of the weights of cue ``j``."""
        b, lanes = self.b, betas[0].lanes
        start, x = self.cue_at(j, first, lanes)
        alpha = same(b, self.read(self.salience, self.read(self.cue, j)), lanes)
        for place, V, r, shared in known:
            here, able = (start, place, lanes), 0.0
            w = x.made(self.read(self.weights, *here))
            rate = self.rates(alpha, *here)
            if HAS_ASSOCIABILITY:
                able = x.made(self.read(self.ability, *here))
                after = associability.py_func(able, w, x, rate, V, r, shared)
                self.write(x.taken(after), self.ability, *here)
            changed = x.taken(change.py_func(w, x, rate, V, r, shared, able, *betas))
            w = b.fadd(w.value, changed)
            if BOUNDED:
                high = same(b, self.bound, lanes)
                low = b.fneg(high)
                w = b.select(b.fcmp_ordered(">", low, w), low, w)
                w = b.select(b.fcmp_ordered("<", high, w), high, w)
            self.write(w, self.weights, *here)

    def clip(self, first, lanes):
        """Write that no weight on the units from ``first`` on is below 0."""
        b, none = self.b, everywhere(0.0, lanes)
        with cgutils.for_range(b, self.count) as loop:
            start, _ = self.cue_at(loop.index, first, lanes)
            w = self.read(self.weights, start, 0, lanes)
            above = b.fcmp_unordered(">", w, none)  # not -0.0 either; what is no number stays
            w = kept(b, w, b.sext(above, wide(WORD, lanes)))
            self.write(w, self.weights, start, 0, lanes)


@intrinsic
def update_in_vectors(typing, synapses, cue, x, count, salience, outcome, rates):
    """Apply the rule to the cues of a trial, as :func:`update` does.

    A call of a function with a number for each array: of numba's own, with eight for each, the
    calls took a tenth of the time.
    """
    return types.void(synapses, cue, x, count, salience, outcome, rates), called


def called(context, builder, signature, given):
    """Write the call of the update, and in the first place the update itself."""
    kinds, values = list(signature.args[1:-1]), list(given[1:-1])
    for at, kind, value in ((0, signature.args[0], given[0]), (9, signature.args[-1], given[-1])):
        kinds[at:at] = kind.types
        values[at:at] = [builder.extract_value(value, i) for i in range(len(kind.types))]
    found = []
    for kind, value in zip(kinds, values, strict=True):
        if isinstance(kind, types.Array):
            assert kind.layout == "C"
            value = context.make_array(kind)(context, builder, value)
        found.append(value.data if isinstance(kind, types.Array) else value)
    outcome = context.make_array(kinds[8])(context, builder, values[8])
    found.insert(9, builder.extract_value(outcome.shape, 0))
    scaled = kinds[1].dtype != types.boolean
    name = f"update_{scaled}"
    if name not in builder.module.globals:
        kind = ir.FunctionType(ir.VoidType(), [value.type for value in found])
        function = ir.Function(builder.module, kind, name)
        function.linkage = "internal"
        written(Trial(ir.IRBuilder(function.append_basic_block()), function.args, scaled))
    builder.call(builder.module.globals[name], found)
    return context.get_dummy_value()


def written(trial):
    """Write the update of all units: as many registers at once as hold them, then one by one."""
    b = trial.b
    units, most = trial.units, WORD(SIZES[0] * LANES)
    rounds = b.sdiv(units, most)
    with cgutils.for_range(b, rounds) as loop:
        trial.block(b.mul(loop.index, most), SIZES[0], LANES)
    place = cgutils.alloca_once_value(b, b.mul(rounds, most))
    for count in SIZES[1:]:  # each fits once at most
        first, size = b.load(place), WORD(count * LANES)
        with b.if_then(b.icmp_signed(">=", b.sub(units, first), size)):
            trial.block(first, count, LANES)
            b.store(b.add(first, size), place)
    done = b.load(place)
    with cgutils.for_range(b, units, done) as loop:
        trial.block(loop.index, 1, 1)
    with b.if_then(trial.excitatory):
        with cgutils.for_range(b, b.sdiv(done, WORD(LANES))) as loop:
            trial.clip(b.mul(loop.index, WORD(LANES)), LANES)
        with cgutils.for_range(b, units, done) as loop:
            trial.clip(loop.index, 1)
    b.ret_void()


@intrinsic
def excite_in_vectors(typing, outcome, excited, strength):
    """Let ``outcome`` be at least ``strength`` times what an act excites; none is negative.

    The greater of two is asked for without a comparison, from which the compiler makes stores by
    mask, which are slow.
    """
    assert outcome.layout == excited.layout == "C"
    return types.void(outcome, excited, strength), excitement


def excitement(context, builder, signature, given):
    """Write that: by registers, then one by one."""
    b, (outcome, excited) = (
        builder,
        (
            context.make_array(kind)(context, builder, value)
            for kind, value in zip(signature.args[:2], given[:2], strict=True)
        ),
    )
    units = b.extract_value(outcome.shape, 0)
    done = b.mul(b.sdiv(units, WORD(LANES)), WORD(LANES))
    for start, end, lanes in ((WORD(0), done, LANES), (done, units, 1)):
        kind = wide(DOUBLE, lanes)
        name = "llvm.maxnum.f64" if lanes == 1 else f"llvm.maxnum.v{lanes}f64"
        greater = b.module.declare_intrinsic(name, (), ir.FunctionType(kind, [kind, kind]))
        strength = same(b, given[2], lanes)
        with cgutils.for_range_slice(b, start, end, WORD(lanes)) as (place, _):
            there, other = (
                b.bitcast(b.gep(array.data, [place]), kind.as_pointer())
                for array in (outcome, excited)
            )
            new = b.fmul(b.load(other, align=8), strength)
            largest = b.call(greater, [b.load(there, align=8), new], fastmath=["nnan", "nsz"])
            b.store(largest, there, align=8)
    return context.get_dummy_value()


def traced():
    """Return whether the rule can be written for lanes; if not, say so."""
    kind = ir.FunctionType(ir.VoidType(), [])
    b = ir.IRBuilder(ir.Function(ir.Module(), kind, "dry run").append_basic_block())
    w, x, alpha, V, r, able, m = (Lanes(b, everywhere(0.5, LANES), LANES) for _ in range(7))
    try:
        shared = w.made(w.taken(error.py_func(V, r, w, w, m)))
        w.taken(change.py_func(w, x, alpha, V, r, shared, able, w, w))
        w.taken(associability.py_func(able, w, x, alpha, V, r, shared))
        w.taken(average.py_func(m, V, r))
    except Exception as fault:
        logging.getLogger("mirror_abm.engine.vectors").info(
            "this rule runs one unit at a time, which is slower: %s", fault
        )
        return False
    return True


VECTORS = traced()
