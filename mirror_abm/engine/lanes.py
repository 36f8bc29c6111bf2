"""Numbers in a vector register, which write down what a learning rule does to them.

Part of the text that numba compiles (see :mod:`mirror_abm.engine.vectors`). A rule's own functions
are called with :class:`Lanes` instead of numbers; each of their steps becomes an instruction for
four motor units at a time, in the order of the rule, and none is fused with another.
"""
# mypy: disable-error-code="no-untyped-def,import-untyped"

import numpy as np
from llvmlite import ir

LANES = 4  #: numbers in a register
DOUBLE, WORD = ir.DoubleType(), ir.IntType(64)
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
