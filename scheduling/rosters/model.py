"""A linear model under construction and its way into HiGHS."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np

# Changing the number of threads after a first solve returns no solution at all, so it is always one.
THREADS = 1
# All costs are whole numbers, so that less than one of distance to the bound is none.
WHOLE = 0.999
GAP = 1e-4
SEED = 20_240_901


@dataclass(frozen=True, slots=True)
class Answer:
    """What HiGHS found: values by column (empty if nothing), its cost, and a bound below any."""

    values: tuple[float, ...]
    cost: float
    bound: float
    is_infeasible: bool


@dataclass
class Model:
    """Columns and rows, sparse, in the order in which they are added; costs are counted from `offset`."""

    offset: float = 0
    costs: list[float] = field(default_factory=list)
    lowers: list[float] = field(default_factory=list)
    uppers: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    row_lowers: list[float] = field(default_factory=list)
    row_uppers: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    factors: list[float] = field(default_factory=list)

    def column(self, *, cost: float = 0, lower: float = 0, upper: float = 1, whole: bool = True) -> int:
        self.costs.append(cost)
        self.lowers.append(lower)
        self.uppers.append(upper)
        self.whole.append(whole)
        return len(self.costs) - 1

    def row(self, terms: Iterable[tuple[int, float]], *, lower: float = -np.inf, upper: float = np.inf) -> None:
        self.starts.append(len(self.columns))
        self.row_lowers.append(lower)
        self.row_uppers.append(upper)
        for column, factor in terms:
            self.columns.append(column)
            self.factors.append(factor)

    def solve(self, *, seconds: float, start: Mapping[int, float]) -> Answer:
        """Search for at most so many seconds, beginning with a partial solution if there is one."""
        highs = _quiet(seconds)
        highs.passModel(self._as_lp())
        if start:
            places = np.fromiter(start, dtype=np.int32)
            highs.setSolution(len(start), places, np.fromiter(start.values(), dtype=np.float64))
        highs.run()
        status = highs.getModelStatus()
        facts = highs.getInfo()
        found = facts.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        return Answer(
            values=tuple(highs.getSolution().col_value) if found else (),
            cost=facts.objective_function_value,
            bound=facts.mip_dual_bound,
            is_infeasible=status == highspy.HighsModelStatus.kInfeasible,
        )

    def _as_lp(self) -> Any:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.costs), len(self.starts)
        lp.offset_ = self.offset
        lp.col_cost_ = np.array(self.costs, dtype=np.float64)
        lp.col_lower_ = np.array(self.lowers, dtype=np.float64)
        lp.col_upper_ = np.array(self.uppers, dtype=np.float64)
        lp.row_lower_ = np.array(self.row_lowers, dtype=np.float64)
        lp.row_upper_ = np.array(self.row_uppers, dtype=np.float64)
        kinds = {True: highspy.HighsVarType.kInteger, False: highspy.HighsVarType.kContinuous}
        lp.integrality_ = [kinds[each] for each in self.whole]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array([*self.starts, len(self.columns)], dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self.columns, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self.factors, dtype=np.float64)
        return lp


def _quiet(seconds: float) -> Any:
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call] # the binding has no types
    options: dict[str, bool | int | float] = {
        "output_flag": False,
        "threads": THREADS,
        "random_seed": SEED,
        "mip_rel_gap": GAP,
        "mip_abs_gap": WHOLE,
        "time_limit": max(0.1, seconds),
    }
    for name, value in options.items():
        highs.setOptionValue(name, value)
    return highs
