"""SymPy expressions as MathML, and plain text with mathematical signs."""

import re
from html import unescape
from typing import Any

import sympy
from sympy.printing.mathml import MathMLPresentationPrinter

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "Delta": "Δ", "eps": "ε", "eta": "η", "theta": "θ", "kappa": "κ", "lam": "λ",
    "mu": "μ", "rho": "ρ", "sigma": "σ",
}  # fmt: skip
# What a theorem calls by one letter, though the code spells it out; m is the metric.
LETTERS = {"noise_std": "sigma", "dim": "d", "prev": "m_before", "first": "m_0"}
SIGNS = {"f_star": "f⋆", "x_star": "x⋆", "<=": "≤", ">=": "≥", "||": "‖", "^2": "²", "^3": "³", " -> ": " → ", "noise_std": "σ"}


class _Printer(MathMLPresentationPrinter):
    def _print_Symbol(self, sym: sympy.Symbol, style: str = "plain") -> Any:
        name = LETTERS.get(sym.name, sym.name)
        found = re.fullmatch(r"([A-Za-z]|" + "|".join(GREEK) + r")(?:_(\w+)|(\d+))", name)
        if not found:
            return self._named(name)
        head, words, digits = found.groups()
        # f_star is one letter with a star.
        script = "msup" if words == "star" else "msub"
        below = self._named("⋆" if words == "star" else words) if words else self._leaf("mn", digits)
        return self._node(script, self._named(head), below)

    def _named(self, name: str) -> Any:
        text = GREEK.get(name, name).replace("_", " ")
        leaf = self._leaf("mn" if text.isdigit() else "mi", text)
        if len(text) == 1 or text.isdigit():
            return leaf
        # A word beside a letter needs air.
        return self._node("mrow", self._space(), leaf, self._space())

    def _space(self) -> Any:
        space = self.dom.createElement("mspace")
        space.setAttribute("width", "0.17em")
        return space

    def _print_Add(self, expr: sympy.Expr, order: Any = None) -> Any:
        """1 - x, not -x + 1."""
        terms = sorted(self._as_ordered_terms(expr, order=order), key=lambda v: v.could_extract_minus_sign())
        row = self._node("mrow", self._print(terms[0]))
        for v in terms[1:]:
            minus = v.could_extract_minus_sign()
            row.appendChild(self._leaf("mo", "−" if minus else "+"))
            row.appendChild(self._print(-v if minus else v))
        return row

    def _print_Exp1(self, expr: Any) -> Any:
        return self._leaf("mi", "e")

    def _leaf(self, kind: str, text: str) -> Any:
        leaf = self.dom.createElement(kind)
        leaf.appendChild(self.dom.createTextNode(text))
        return leaf

    def _node(self, kind: str, *parts: Any) -> Any:
        node = self.dom.createElement(kind)
        for part in parts:
            node.appendChild(part)
        return node

    def _print_harmonic(self, expr: sympy.Expr) -> Any:
        n, *power = expr.args
        letter = self._leaf("mi", "H")
        if power:
            return self._node("msubsup", letter, self._print(n), self._node("mrow", self._print(power[0])))
        return self._node("msub", letter, self._print(n))

    def _print_BooleanTrue(self, expr: Any) -> Any:
        return self._leaf("mtext", "always")


def mathml(expr: sympy.Basic, *, large: bool = False) -> str:
    """A `math` element; `large` for fractions as high as in a line of their own."""
    # The printer writes names of characters that only HTML knows, and relations as they are.
    inside = unescape(_Printer().doprint(expr)).replace("<mo><</mo>", "<mo>&lt;</mo>").replace("<mo>></mo>", "<mo>&gt;</mo>")
    kind = ' displaystyle="true"' if large else ""
    return f"<math{kind}>{inside}</math>"


def mathematical(text: str) -> str:
    """Plain mathematics of a docstring, with the signs that a page can show, and without the marks of code."""
    text = text.replace("`", "")
    for plain, sign in SIGNS.items():
        text = text.replace(plain, sign)
    return text
