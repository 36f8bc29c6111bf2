"""The change of all synapses in one trial, in vector registers: four motor units at a time.

Part of the text that numba compiles (see :mod:`mirror_abm.engine.loop`). What stands in
:func:`mirror_abm.engine.settlement.update` as loops over memory is written here as instructions:
sums and shared errors of up to 48 units stay in registers while the cues pass. The rule is the one
of its file: its own functions are called with :class:`Lanes` instead of numbers, which write down
what is done to them. Each lane takes the steps of the loops in their order, none of them fused, so
the bits are the same. A rule that does what lanes cannot do (``if``, ``np.where``) keeps the loops.
"""
# ruff: noqa: F821
# mypy: disable-error-code="name-defined,no-untyped-def,attr-defined,import-untyped"

import logging

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

LANES = 4  #: numbers in a register
SIZES = (12, 11, 10, 9, 8, 4, 2, 1)  #: registers that are filled at once, of the 16 that there are
DOUBLE, WORD = ir.DoubleType(), ir.IntType(64)
#: of the function that is written: arrays by their places in memory
ARGUMENTS = (
    *("weights", "synapse", "ability", "mean", "cue", "x", "count", "salience", "outcome", "units"),
    *("present", "absent", "excitatory", "bound"),
)
ARITHMETIC = {"add": "fadd", "subtract": "fsub", "multiply": "fmul", "divide": "fdiv"}
COMPARISONS = {
    "less": "<",
    "less_equal": "<=",
    "greater": ">",
    "greater_equal": ">=",
    "equal": "==",
    "not_equal": "!=",
}


def wide(kind, lanes):
    """Return the type of ``lanes`` numbers of a kind: of one, the kind itself."""
    return kind if lanes == 1 else ir.VectorType(kind, lanes)


def everywhere(value, lanes):
    """Return the constant that has ``value`` in each of ``lanes`` numbers."""
    return ir.Constant(
        wide(DOUBLE, lanes), value if lanes == 1 else [ir.Constant(DOUBLE, value)] * lanes
    )


def kept(builder, value, mask):
    """Return the bits of numbers that a mask has, too: where it has none, 0.0."""
    found = builder.and_(builder.bitcast(value, mask.type), mask)
    return builder.bitcast(found, value.type)


def same(builder, number, lanes):
    """Return a number in each lane."""
    if lanes == 1:
        return number
    none = ir.Constant(wide(number.type, lanes), ir.Undefined)
    first = builder.insert_element(none, number, ir.IntType(32)(0))
    order = ir.VectorType(ir.IntType(32), lanes)([0] * lanes)
    return builder.shuffle_vector(first, none, order)


class Lanes(np.lib.mixins.NDArrayOperatorsMixin):
    """Numbers in a register, which write down what a rule does to them."""

    def __init__(self, builder, value, lanes, alike=False):
        self.builder, self.value, self.lanes, self.alike = builder, value, lanes, alike

    def __bool__(self):
        raise TypeError("a rule asks whether something is so, for many units at once")

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        if method != "__call__" or options:
            return NotImplemented
        if ufunc is np.multiply and isinstance(inputs[0], Rates) and inputs[1].alike:
            return inputs[0].times(inputs[1])
        values = [self.taken(each) for each in inputs]
        return self.done(ufunc.__name__, *values)

    def made(self, value):
        """Return a value of as many lanes."""
        return Lanes(self.builder, value, self.lanes)

    def taken(self, given):
        """Return a number, or the answers of a comparison, as a value of as many lanes."""
        if isinstance(given, Answers):
            return self.builder.select(
                given.value, everywhere(1.0, self.lanes), everywhere(0.0, self.lanes)
            )
        return given.value if isinstance(given, Lanes) else everywhere(float(given), self.lanes)

    def done(self, name, one, other=None):
        """Return what one of NumPy's functions makes of values."""
        b = self.builder
        if name in ARITHMETIC:
            return self.made(getattr(b, ARITHMETIC[name])(one, other))
        if name in COMPARISONS:
            compare = b.fcmp_unordered if name == "not_equal" else b.fcmp_ordered
            return Answers(b, compare(COMPARISONS[name], one, other), self.lanes)
        if name in ("minimum", "maximum"):  # of equals, and where one is no number, the first
            first = b.fcmp_ordered("<=" if name == "minimum" else ">=", one, other)
            return self.made(b.select(b.or_(first, b.fcmp_unordered("uno", one, one)), one, other))
        if name == "negative":
            return self.made(b.fneg(one))
        if name == "absolute":
            plain = wide(WORD, self.lanes)(
                2**63 - 1 if self.lanes == 1 else [2**63 - 1] * self.lanes
            )
            return self.made(kept(b, one, plain))
        raise TypeError(f"a rule takes {name}, which lanes do not know")


class Answers(Lanes):
    """Answers of a comparison, which count 1 and 0 where a number is multiplied by them."""

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        numbers = [each for each in inputs if type(each) is Lanes]
        if not numbers:
            raise TypeError("a rule computes with comparisons alone")
        return numbers[0].__array_ufunc__(ufunc, method, *inputs, **options)


class Rates(Lanes):
    """Learning rates: the same at all units that have a synapse, 0.0 at the others.

    Times numbers that are the same for all units and not negative (``alike``), they are so again,
    and one multiplication serves all units. So the mask is laid on at the end.
    """

    def __init__(self, builder, whole, there, lanes):
        super().__init__(builder, kept(builder, whole, there), lanes)
        self.whole, self.there = whole, there

    def times(self, other):
        """Return the product with a number that is the same for all units."""
        return Rates(
            self.builder, self.builder.fmul(self.whole, other.value), self.there, self.lanes
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
