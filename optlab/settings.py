"""Assumptions of theorems: mathematics of a function or of its noise, never the name of a family.

An atom names the constants it brings. A `Setting` is a set of atoms; it is closed under the implications below, each of which also
says what the constants of its conclusion are in terms of the constants of its premises.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sympy import Expr, Integer, pi, sin

from optlab.symbols import D, L, L_max, d, mu


@dataclass(frozen=True)
class Atom:
    """One assumption.

    Attributes:
        name: how the field says it.
        statement: the inequality, in words and plain mathematics.
        constants: names of the constants it brings.
        about: whether the function or the noise of its oracle is meant.
        scale: the letters "f" or "x" whose scale the assumption fixes (standard self-concordance fixes that of f).
    """

    name: str
    statement: str
    constants: tuple[str, ...] = ()
    scale: str = ""
    about: Literal["function", "noise"] = "function"

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Setting:
    """A set of atoms. `A & B` is both; `A <= B` when B, with all it implies, contains A; `A - B` is what A lacks of B."""

    atoms: frozenset[Atom] = frozenset()

    def __and__(self, other: "Setting") -> "Setting":
        return Setting(self.atoms | other.atoms)

    def __sub__(self, other: "Setting") -> "Setting":
        return Setting(self.atoms - other.atoms)

    def __le__(self, other: "Setting") -> bool:
        return self.atoms <= other.closure().atoms

    def __str__(self) -> str:
        return ", ".join(sorted(a.name for a in self.atoms)) or "no assumption"

    @property
    def noise(self) -> "Setting":
        """The part about the noise."""
        return Setting(frozenset(a for a in self.atoms if a.about == "noise"))

    @property
    def scale(self) -> str:
        """The letters of "fx" whose scale some atom fixes."""
        return "".join(sorted(set("".join(a.scale for a in self.atoms))))

    def closure(self) -> "Setting":
        """This setting with everything it implies."""
        atoms, grown = set(self.atoms), True
        while grown:
            new = {i.conclusion for i in IMPLICATIONS if i.premises <= atoms} - atoms
            atoms, grown = atoms | new, bool(new)
        return Setting(frozenset(atoms))

    def derive(self, constants: Iterable[str]) -> dict[str, Expr]:
        """Formulas for the constants that implications bring and that `constants` does not name, in the order they can be computed."""
        atoms, known, formulas = set(self.atoms), set(constants), {}
        for _ in IMPLICATIONS:
            for i in IMPLICATIONS:
                if i.premises <= atoms:
                    atoms.add(i.conclusion)
                    for name, formula in i.constants.items():
                        if name not in known and {s.name for s in formula.free_symbols} <= known:
                            formulas[name] = formula
                            known.add(name)
        return formulas


@dataclass(frozen=True)
class Implication:
    """All `premises` together imply `conclusion`, with these constants."""

    premises: frozenset[Atom]
    conclusion: Atom
    constants: Mapping[str, Expr] = field(default_factory=dict, hash=False)


IMPLICATIONS: list[Implication] = []


def assumption(name: str, statement: str, *constants: str, scale: str = "") -> Setting:
    """A new assumption about the function, as a setting of one atom."""
    return Setting(frozenset({Atom(name, statement, constants, scale)}))


def of_noise(name: str, statement: str, *constants: str) -> Setting:
    """A new assumption about the noise, as a setting of one atom."""
    return Setting(frozenset({Atom(name, statement, constants, about="noise")}))


def implies(premises: Setting, conclusion: Setting, **constants: Expr) -> None:
    """Declare that `premises` imply the one atom of `conclusion`."""
    (atom,) = conclusion.atoms
    IMPLICATIONS.append(Implication(premises.atoms, atom, constants))


CONVEX = assumption("convex", "f(y) >= f(x) + <g, y - x> for every subgradient g at x")
SMOOTH = assumption("smooth", "||grad f(x) - grad f(y)|| <= L ||x - y||", "L")
STRONGLY_CONVEX = assumption("strongly convex", "f - mu/2 ||x||^2 is convex", "mu")
QUADRATIC = assumption("quadratic", "f is a quadratic with eigenvalues in [mu, L]", "L", "mu")
LIPSCHITZ = assumption("Lipschitz", "||g|| <= G for every subgradient g", "G")
PL = assumption("gradient dominated", "||grad f(x)||^2 >= 2 mu (f(x) - f_star)", "mu")
SHARP = assumption("sharp", "f(x) - f_star >= sharp dist(x, X_star)", "sharp")
BOUNDED_BELOW = assumption("bounded below", "f >= f_star > -inf", "f_star")
MINIMIZER = assumption("minimizer known", "x_star minimizes f and R = ||x0 - x_star||", "R", "f_star")
L0L1_SMOOTH = assumption("(L0, L1)-smooth", "||hess f(x)|| <= L0 + L1 ||grad f(x)||", "L0", "L1")
LIPSCHITZ_HESSIAN = assumption("Lipschitz Hessian", "||hess f(x) - hess f(y)|| <= M ||x - y||", "M")
SELF_CONCORDANT = assumption("self-concordant", "|D^3 f[h,h,h]| <= 2 (D^2 f[h,h])^(3/2), f closed and convex", scale="f")
SEMI_STRONG = assumption(
    "semi-strongly self-concordant", "||hess f(y) - hess f(x)||_x <= L_local ||y - x||_x in the local norm at x", "L_local"
)
THIRD_LOCAL = assumption(
    "third derivative Lipschitz in local norms", "||D^3 f(y) - D^3 f(x)||_x <= L_local3 ||y - x||_x, f strictly convex", "L_local3"
)
COMPOSITE = assumption("composite", "F = f + h with f convex and L-smooth, h convex with a prox", "L")
CURVED_SET = assumption("curvature bounded on a set", "f convex on a compact convex set with curvature C_f and diameter D", "C_f", "D")
COMPACT_SET = assumption("convex on a compact set", "f convex, perhaps inf, on a compact convex set of diameter D", "D")
SPARSE_IS_POOR = assumption(
    "sparse points are poor", "f(x) - f_star >= C_f / 4 (1/j - 1/d) at convex combinations of j of the set's d vertices", "C_f", "d"
)
CHAINED = assumption(
    "chained",
    "hess f is L/4 times the d x d matrix with 2 on and -1 beside the diagonal, and grad f(x0) is 0 but for its first entry",
    "L", "d",
)  # fmt: skip
DOMAIN = assumption("open domain", "f is finite only on an open part of the set")
EVERYWHERE = assumption("finite everywhere", "f is finite on all of R^d")
FINITE_SUM = assumption(
    "finite sum",
    "f is the mean of n convex L_max-smooth components f_i, and sigma_star^2 the mean of ||grad f_i(x_star)||^2",
    "L_max", "n", "sigma_star",
)  # fmt: skip

UNBIASED = of_noise("unbiased", "E g(x) = grad f(x)")
BOUNDED_VARIANCE = of_noise("bounded variance", "E ||g(x) - grad f(x)||^2 <= sigma^2", "sigma")
AFFINE_VARIANCE = of_noise("affine variance", "E ||g(x) - grad f(x)||^2 <= sigma^2 + sigma1^2 ||grad f(x)||^2", "sigma", "sigma1")
STRONG_GROWTH = of_noise("strong growth", "E ||g(x)||^2 <= rho ||grad f(x)||^2", "rho")
HEAVY_TAILED = of_noise("bounded p-th moment", "E ||g(x) - grad f(x)||^p <= sigma_p^p with 1 < p <= 2", "p", "sigma_p")

CLASSIFIER = assumption(
    "classifier", "a measurable map into {0, 1}, seen under Gaussian noise of standard deviation noise_std", "noise_std"
)

implies(STRONGLY_CONVEX, CONVEX)
implies(STRONGLY_CONVEX, PL, mu=mu)
implies(QUADRATIC, CONVEX)
implies(QUADRATIC, SMOOTH, L=L)
implies(CHAINED, QUADRATIC, mu=L * sin(pi / (2 * (d + 1))) ** 2)
implies(CONVEX & SMOOTH, L0L1_SMOOTH, L0=L, L1=Integer(0))
implies(SELF_CONCORDANT, CONVEX)
implies(SEMI_STRONG, CONVEX)
implies(THIRD_LOCAL, CONVEX)
implies(CONVEX & SMOOTH, COMPOSITE, L=L)
implies(MINIMIZER, BOUNDED_BELOW)
implies(SMOOTH, EVERYWHERE)
implies(LIPSCHITZ, EVERYWHERE)
implies(CURVED_SET, COMPACT_SET, D=D)
implies(FINITE_SUM, CONVEX)
implies(FINITE_SUM, SMOOTH, L=L_max)
