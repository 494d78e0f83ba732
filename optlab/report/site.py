"""The pages of the report, written from templates: nothing in them needs a server, a network or a script to be read."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from optlab.catalog import Catalog
from optlab.report.facts import UNSEEN, claim_facts, family_facts, method_facts, paper_facts, rates, slug
from optlab.report.mathml import mathematical, mathml
from optlab.store import write_bytes
from optlab.verdict_store import witness_path

TEMPLATES = Path(__file__).with_name("templates")
STATIC = ("site.css", "site.js")


class Site:
    """A folder of pages.

    Args:
        verdicts: by claim, as `optlab.verdict_store.remember` wrote them.
        figures: what the gallery shows, with `id`, `about`, `width`, `height` (px) and the ids of its claims.
    """

    def __init__(
        self, out: Path, catalog: Catalog, verdicts: Mapping[str, Mapping[str, Any]], figures: Sequence[dict[str, Any]], footer: str
    ):
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        self.out, self.catalog, self.figures = out, catalog, figures
        self.jinja = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self.jinja.globals["footer"] = footer
        self.jinja.filters["mathematical"] = mathematical
        facts = {name: claim_facts(catalog.claims[name], catalog, v) for name, v in sorted(verdicts.items())}
        for name, c in facts.items():
            c["short"] = "the same for its rival" if c["rival"] else mathml(catalog.claims[name].bound, large=True)
        self.claims = facts
        self.methods = [method_facts(name, kind, facts.values()) for name, kind in sorted(catalog.methods.items())]
        self.problems = [family_facts(family, facts.values()) for _, family in sorted({**catalog.families, **catalog.nets}.items())]
        self.papers = paper_facts(facts.values())

    def write(self, plots: Mapping[str, tuple[str, str]], progress: Callable[[int, int], None] | None = None) -> int:
        """Write every page; how many.

        Args:
            plots: an `svg` element and its caption, by claim.

        Raises:
            StoreError: a file cannot be written.
        """
        pages = self._pages(plots)
        for done, (path, make) in enumerate(pages, 1):
            write_bytes(self.out / path, make().encode())
            if progress:
                progress(done, len(pages))
        for name in STATIC:
            write_bytes(self.out / name, (TEMPLATES / name).read_bytes())
        return len(pages)

    def _pages(self, plots: Mapping[str, tuple[str, str]]) -> list[tuple[str, Callable[[], str]]]:
        pages: list[tuple[str, Callable[[], str]]] = [
            ("index.html", partial(self._page, "index", **self._index())),
            ("rates.html", partial(self._page, "rates", table=rates(self.catalog, self.claims))),
            ("methods.html", partial(self._page, "methods", methods=self.methods)),
            ("problems.html", partial(self._page, "problems", problems=self.problems)),
            ("papers.html", partial(self._page, "papers", papers=[{**p, "counts": _counts(p["claims"])} for p in self.papers])),
            ("figures.html", partial(self._page, "figures", figures=[{**f, "claims": self._named(f["claims"])} for f in self.figures])),
            ("glossary.html", partial(self._page, "glossary", **_glossary(self.catalog))),
        ]
        codes = {m["name"]: m["code"] for m in self.methods}
        for name, c in self.claims.items():
            plot, caption = plots.get(name, ("", ""))
            about = {"c": c, "plot": plot, "caption": caption, "witness": witness_path(name, None).name}
            pages.append((f"claims/{c['slug']}.html", partial(self._coded, "claim", codes.get(c["method"], ""), **about)))
        pages += [(f"methods/{m['slug']}.html", partial(self._coded, "method", m["code"], m=m)) for m in self.methods]
        pages += [(f"problems/{f['slug']}.html", partial(self._coded, "problem", f["code"], f=f)) for f in self.problems]
        for p in self.papers:
            notes = list(dict.fromkeys(note for c in p["claims"] for note in c["notes"]))
            pages.append((f"papers/{p['number']}.html", partial(self._page, "paper", root="../", p=p, notes=notes)))
        return pages

    def _coded(self, template: str, code: str, **about: Any) -> str:
        return self._page(template, root="../", code=_coloured(code) if code else "", **about)

    def _page(self, template: str, *, root: str = "", **about: Any) -> str:
        return self.jinja.get_template(f"{template}.html.j2").render(root=root, here=f"{template}.html", **about)

    def _named(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        return [self.claims[name] for name in ids if name in self.claims]

    def _index(self) -> dict[str, Any]:
        claims = list(self.claims.values())
        for c in claims:
            atoms = " ".join(a["name"] for a in c["setting"])
            words = (c["id"], atoms, c["method"] or "", c["metric"], c["kind"], c["paper_title"] or "", c["reference"])
            c["text"] = " ".join(words).replace("_", " ").lower() + " " + c["metric"]
        said = Counter(c["verdict"] for c in claims)
        neighbours = [n["outcome"] for c in claims for n in c["neighbours"]]
        return {
            "claims": claims,
            "families": len(self.problems),
            "counts": {"holds": said["holds"], "refuted": said["refuted"], "undecided": said["undecided"], "unseen": said[UNSEEN]},
            "dead": neighbours.count("refuted"),
            "neighbours": len(neighbours),
            "filters": _filters(claims),
        }


def _counts(claims: Sequence[dict[str, Any]]) -> list[tuple[str, int]]:
    return sorted(Counter(c["verdict"] for c in claims).items())


def _filters(claims: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the table of claims can be narrowed by."""
    plain = [
        {"name": name, "label": label, "choices": [{"value": v, "text": v} for v in sorted({c[name] for c in claims if c[name]})]}
        for name, label in (("verdict", "Verdict"), ("kind", "Kind"), ("evidence", "Evidence"), ("provenance", "Known as"))
    ]
    topics = [{"value": v, "text": v.replace("-", " ")} for v in sorted({c["topic"] for c in claims if c["topic"]})]
    atoms = [{"value": v, "text": v} for v in sorted({a["name"] for c in claims for a in c["setting"]})]
    papers = {c["paper"]: c["paper_title"] for c in claims if c["paper"]}
    rows = [{"value": str(n), "text": f"{n}. {title}"} for n, title in sorted(papers.items())]
    return [
        *plain,
        {"name": "topic", "label": "Topic", "choices": topics},
        {"name": "setting", "label": "Setting", "choices": atoms},
        {"name": "paper", "label": "Paper", "choices": rows},
    ]


def _glossary(catalog: Catalog) -> dict[str, Any]:
    from sympy import Symbol

    from optlab.setting import IMPLICATIONS
    from optlab.symbols import UNITS

    settings = [*(c.setting for c in catalog.claims.values()), *(f.settings for f in (*catalog.families.values(), *catalog.nets.values()))]
    atoms = {a.name: a for setting in settings for a in setting.closure().atoms}
    implied: dict[str, list[str]] = {}
    for i in IMPLICATIONS:
        for premise in i.premises if len(i.premises) == 1 else ():
            implied.setdefault(premise.name, []).append(i.conclusion.name)
    return {
        "assumptions": [
            {"name": name, "slug": slug(name), "statement": a.statement, "implies": sorted(implied.get(name, []))}
            for name, a in sorted(atoms.items(), key=lambda item: item[0].lower())
        ],
        "letters": [
            {"name": name, "math": mathml(Symbol(name)), "f": f, "x": x}
            for name, (f, x) in sorted(UNITS.items(), key=lambda u: u[0].lower())
        ],
    }


@lru_cache(1024)
def _coloured(code: str) -> str:
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    return highlight(code, PythonLexer(), HtmlFormatter(nowrap=False, wrapcode=True))
