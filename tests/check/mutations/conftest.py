"""Clean forms with what each of their figures must agree with, so that a test can change one figure and know
what has to be found: an oracle of its own, which shares nothing with the rules.

A form prints its figures into tables; a claim says which of them hang together, which rules must speak when
they do not, and which may (a difference that rounding could explain is left to the rules' discretion).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import pytest

from ingest import Block, Cell, Table

Values = Mapping[str, Decimal | None]
"""Key of a figure → its value, None where its cell is empty."""

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Printed:
    """A figure as a form prints it: ``value`` in percent points, units or thousands."""

    value: Decimal
    kind: str
    """What it is: a weight that may also be left out, a share that may not, a total, compliance, …"""
    suffix: str = ""
    decimals: int = 0
    grouped: bool = False
    fraction: bool = False
    around: str = "{}"
    """Text of the cell that it stands in."""

    @property
    def step(self) -> Decimal:
        """One unit of its last printed digit."""
        return Decimal(1).scaleb(-self.decimals)

    def text(self, value: Decimal | None) -> str:
        if value is None:
            return ""
        if self.fraction:
            return f"{value / 100:.{self.decimals + 2}f}".replace(".", ",")
        plain = f"{value:,.{self.decimals}f}" if self.grouped else f"{value:.{self.decimals}f}"
        spanish = plain.replace(",", " ").replace(".", ",").replace(" ", ".")
        return self.around.format(spanish + self.suffix)


Verdict = tuple[frozenset[str], frozenset[str]]
"""Rules that must speak, and rules that may."""
Claim = Callable[[Values], Verdict]


@dataclass
class Form:
    name: str
    figures: dict[str, Printed] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    print_out: Callable[[Callable[[str], str]], list[Block | str]] = lambda _: []
    """Blocks of the document, given what turns a figure's key into its printed text."""

    def add(self, key: str, figure: Printed) -> str:
        self.figures[key] = figure
        return key

    def values(self) -> dict[str, Decimal | None]:
        return {key: figure.value for key, figure in self.figures.items()}

    def blocks(self, values: Values) -> list[Block | str]:
        return self.print_out(lambda key: self.figures[key].text(values[key]))

    def verdict(self, values: Values) -> Verdict:
        """What must and may be said of the form with other values."""
        must, may = set[str](), set[str]()
        for claim in self.claims:
            these, those = claim(values)
            must |= these
            may |= those
        return frozenset(must), frozenset(may)

    def changed(self, chance: random.Random) -> tuple[str, dict[str, Decimal | None]]:
        """One figure put to another value: mistyped, moved, off by a bit or by much, or left out."""
        key = chance.choice(sorted(self.figures))
        figure = self.figures[key]
        values = self.values()
        values[key] = _changed(figure, chance)
        return key, values


def _changed(figure: Printed, chance: random.Random) -> Decimal | None:
    whole = int(figure.value / figure.step)
    digits = str(whole)
    if figure.kind in ("weight", "compliance") and chance.random() < 0.12:
        return None
    for _ in range(50):
        way = chance.randrange(4)
        if way == 0:
            other = whole + chance.choice([-1, 1]) * chance.randint(1, max(2, whole // 2))
        elif way == 1:
            at = chance.randrange(len(digits))
            other = int(digits[:at] + chance.choice("0123456789") + digits[at + 1 :])
        elif way == 2 and len(digits) > 1:
            other = int(digits[1] + digits[0] + digits[2:])
        else:
            other = whole + chance.choice([-2, -1, 1, 2])
        if other > 0 and other != whole:
            return other * figure.step
    return (whole + 1) * figure.step


def table(*rows: tuple[str | tuple[str, int, int], ...]) -> Table:
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, printed in enumerate(rows):
        column = 0
        for one in printed:
            while (row, column) in taken:
                column += 1
            text, row_span, column_span = (one, 1, 1) if isinstance(one, str) else one
            cells.append(Cell(row, column, text, row_span, column_span))
            taken |= {(row + r, column + c) for r in range(row_span) for c in range(column_span)}
            column += column_span
    return Table(tuple(cells), "docx")


# -- claims


def total_of(values: Values, keys: list[str]) -> Decimal:
    return sum((values[key] or Decimal(0) for key in keys), Decimal(0))


def adds_up(
    figures: Mapping[str, Printed], keys: list[str], base: Callable[[Values], Decimal | None], rule: str
) -> Claim:
    """Figures that add up to a base: ``rule`` must speak beyond half a unit of each, and may within."""
    slack = sum((figures[key].step / 2 for key in keys), Decimal(0))

    def claim(values: Values) -> Verdict:
        aim = base(values)
        off = abs(total_of(values, keys) - aim) if aim is not None else Decimal(0)
        if any(values[key] is None for key in keys):
            return frozenset({"weight-missing"}), frozenset({rule, "weight-range"})
        must = NOTHING
        is_above = aim is not None and any((values[key] or 0) > aim for key in keys)
        may = frozenset({"weight-range"}) if is_above else NOTHING
        if off > slack + Decimal("0.5"):
            return must | {rule}, may
        return must, may | {rule} if off else may

    return claim


def in_range(key: str, rule: str) -> Claim:
    def claim(values: Values) -> Verdict:
        value = values[key]
        return (frozenset({rule}), NOTHING) if value is not None and value > 100 else (NOTHING, NOTHING)

    return claim


# -- forms

ACTIVITIES = (
    "Publicar el boletín trimestral de la institución",
    "Capacitar a los encargados comunales de archivo",
    "Actualizar el registro regional de usuarios",
    "Instalar puntos de atención en zonas rurales",
    "Evaluar la satisfacción de las personas atendidas",
    "Difundir la carta de compromisos ciudadanos",
    "Coordinar la mesa de trabajo intersectorial",
    "Revisar los convenios vigentes con municipios",
    "Elaborar el catastro de equipos en desuso",
    "Organizar la jornada anual de voluntariado",
)
PRODUCTS = (
    "Gestión documental y archivos",
    "Atención ciudadana",
    "Formación de personas",
    "Fomento productivo",
)
OBJECTIVES = (
    "Reducir los tiempos de espera en la atención",
    "Ampliar la cobertura territorial del servicio",
    "Mejorar la oportunidad de las respuestas",
    "Asegurar la calidad de los registros",
)
EVIDENCE = (
    "Informe final",
    "Lista de asistencia",
    "Acta firmada",
    "Oficio conductor",
    "Registro fotográfico",
)


def shares(chance: random.Random, count: int, whole: int, step: int = 5) -> list[int]:
    """Positive multiples of ``step`` that add up to ``whole``."""
    cuts = sorted(chance.sample(range(1, whole // step), count - 1))
    return [step * (b - a) for a, b in zip([0, *cuts], [*cuts, whole // step], strict=True)]


def weight_style(chance: random.Random) -> dict[str, object]:
    return chance.choice(
        [
            {"suffix": "%"},
            {"suffix": " %"},
            {"suffix": "%", "decimals": 1},
            {"suffix": "", "decimals": 0},
            {"suffix": "", "decimals": 2},
            {"fraction": True},
        ]
    )


def flat_programme(chance: random.Random) -> Form:
    """Weights of activities that add up to 100, with a total row or without."""
    form = Form("flat programme")
    style = weight_style(chance)
    names = chance.sample(ACTIVITIES, chance.randint(3, 8))
    # of few rows, one without a weight reads as what belongs to the row above
    kind = "weight" if len(names) > 4 else "share"
    weights = shares(chance, len(names), 100)
    keys = [
        form.add(f"w{at}", Printed(Decimal(weight), kind, **style))  # type: ignore[arg-type]
        for at, weight in enumerate(weights)
    ]
    stated = form.add("total", Printed(Decimal(100), "total", **style)) if chance.random() < 0.5 else ""  # type: ignore[arg-type]
    form.claims.extend(in_range(key, "weight-range") for key in keys)
    if stated:
        slack = sum((form.figures[key].step / 2 for key in keys), Decimal("0.5"))

        def claim(values: Values) -> Verdict:
            added, said = total_of(values, keys), values[stated] or Decimal(0)
            missing = frozenset({"weight-missing"}) if any(values[key] is None for key in keys) else NOTHING
            # which of the two is wrong, only a hundred tells
            rule = "total-row" if added == 100 else "weights-sum"
            if abs(added - said) > slack:
                return missing | {rule}, NOTHING
            return missing, frozenset({"total-row", "weights-sum"}) if added != said else NOTHING

        form.claims.append(claim)
    else:
        form.claims.append(adds_up(form.figures, keys, lambda _: Decimal(100), "weights-sum"))
    header = ("Actividad", "Medio de verificación", "Ponderación (%)", "Responsable")

    def print_out(cell: Callable[[str], str]) -> list[Block | str]:
        rows = [
            (name, EVIDENCE[at % 5], cell(keys[at]), "Unidad de Estudios") for at, name in enumerate(names)
        ]
        last = [("Total", "", cell(stated), "")] if stated else []
        return ["# Programa de Trabajo 2021", table(header, *rows, *last)]

    form.print_out = print_out
    return form


def nested_programme(chance: random.Random) -> Form:
    """Products with a weight, their activities with weights of the product's or of a hundred."""
    form = Form("nested programme")
    of_parent = chance.random() < 0.5
    count = chance.randint(2, 4)
    products = [
        form.add(f"p{at}", Printed(Decimal(w), "weight", "%"))
        for at, w in enumerate(shares(chance, count, 100, 10))
    ]
    names = iter(chance.sample(ACTIVITIES, 10))
    parts: list[list[str]] = []
    texts: list[list[str]] = []
    for at, product in enumerate(products):
        whole = int(form.figures[product].value) if of_parent else 100
        lot = shares(chance, 2, whole)
        parts.append([form.add(f"a{at}{n}", Printed(Decimal(w), "weight", "%")) for n, w in enumerate(lot)])
        texts.append([next(names) for _ in lot])
    form.claims.append(adds_up(form.figures, products, lambda _: Decimal(100), "weights-sum"))
    form.claims.extend(in_range(key, "weight-range") for key in form.figures)
    for product, lot in zip(products, parts, strict=True):
        if of_parent:
            form.claims.append(
                adds_up(form.figures, lot, lambda values, key=product: values[key], "parent-children")  # type: ignore[misc]
            )
        else:
            form.claims.append(adds_up(form.figures, lot, lambda _: Decimal(100), "weights-sum"))
    header = (
        "Producto",
        "Ponderación producto (%)",
        "Objetivo específico",
        "Actividad",
        "Medio de verificación",
        "Ponderación actividad (%)",
    )

    def print_out(cell: Callable[[str], str]) -> list[Block | str]:
        rows: list[tuple[str | tuple[str, int, int], ...]] = []
        for at, product in enumerate(products):
            first, second = parts[at]
            rows.append(
                (
                    (PRODUCTS[at], 2, 1),
                    (cell(product), 2, 1),
                    (OBJECTIVES[at], 2, 1),
                    texts[at][0],
                    EVIDENCE[at],
                    cell(first),
                )
            )
            rows.append((texts[at][1], EVIDENCE[at + 1], cell(second)))
        return ["# Programa de Trabajo 2021", table(header, *rows)]

    form.print_out = print_out
    return form


def rounded(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step, ROUND_HALF_UP)


def evaluation(chance: random.Random) -> Form:
    """Weights, compliance, what was earned, the annual result and the weighted one."""
    form = Form("evaluation")
    either_or = chance.random() < 0.3
    decimals = chance.choice([0, 1, 2])
    names = chance.sample(ACTIVITIES, chance.randint(4, 8))
    levels = [0, 100] if either_or else [0, 25, 50, 75, 80, 90, 100, 100]
    rows = []
    earned_sum = Decimal(0)
    for at, weight in enumerate(shares(chance, len(names), 100)):
        level = chance.choice(levels)
        earned = rounded(Decimal(weight * level) / 100, Decimal(1).scaleb(-decimals))
        earned_sum += Decimal(weight * level) / 100
        rows.append(
            (
                form.add(f"w{at}", Printed(Decimal(weight), "weight", "%")),
                form.add(f"c{at}", Printed(Decimal(level), "compliance", "%")),
                form.add(f"e{at}", Printed(earned, "earned", "%", decimals)),
            )
        )
    step = Decimal(1).scaleb(-decimals)
    form.add("result", Printed(rounded(earned_sum, step), "result", "%", decimals))
    share = chance.choice([Decimal("6.25"), Decimal("7.69"), Decimal("12.5")])
    weighted = rounded(share * form.figures["result"].value / 100, Decimal("0.01"))
    form.add("weighted", Printed(weighted, "result", "%", 2))
    weights = [weight for weight, _, _ in rows]
    form.claims.append(adds_up(form.figures, weights, lambda _: Decimal(100), "weights-sum"))
    for weight, level, earned in rows:
        form.claims.append(product_claim(weight, level, earned, form.figures[earned].step))
        form.claims.append(in_range(weight, "weight-range"))
        form.claims.append(in_range(level, "percent-range"))
        form.claims.append(scale_claim(level, either_or))
    form.claims.append(result_claim(rows, step))
    form.claims.append(weighted_claim(share, Decimal("0.01")))
    head = "Cumple (100%) / No cumple (0%)" if either_or else "Cumplimiento (%)"
    header = ("N°", "Actividad", "Medio de verificación", "Ponderación (%)", head, "Ponderación ganada (%)")

    def print_out(cell: Callable[[str], str]) -> list[Block | str]:
        body = [
            (str(at + 1), name, EVIDENCE[at % 5], *(cell(key) for key in rows[at]))
            for at, name in enumerate(names)
        ]
        return [
            "# Evaluación del Programa de Trabajo 2021",
            f"Ponderación por región (%): {str(share).replace('.', ',')}",
            table(
                header,
                *body,
                (("Resultado Desempeño Anual", 1, 5), cell("result")),
                (("Resultado Ponderado Anual", 1, 5), cell("weighted")),
            ),
        ]

    form.print_out = print_out
    return form


def product_claim(weight: str, level: str, earned: str, step: Decimal) -> Claim:
    def claim(values: Values) -> Verdict:
        w, c, e = values[weight], values[level], values[earned]
        if c is None and w is not None:
            return frozenset({"compliance-missing"}), NOTHING
        if w is None or c is None or e is None:
            return NOTHING, NOTHING
        if c > 100 and abs(w - e) <= step / 2:
            return NOTHING, NOTHING  # more than all was done, and all was earned
        off = abs(w * c / 100 - e)
        if off <= step / 2:
            return NOTHING, NOTHING
        return (frozenset({"earned-product"}), NOTHING)

    return claim


def scale_claim(level: str, either_or: bool) -> Claim:
    def claim(values: Values) -> Verdict:
        broken = either_or and values[level] not in (None, 0, 100)
        return (frozenset({"compliance-scale"}) if broken else NOTHING), NOTHING

    return claim


def result_claim(rows: list[tuple[str, str, str]], step: Decimal) -> Claim:
    """The result may have been added up before or after rounding."""

    def claim(values: Values) -> Verdict:
        said = values["result"] or Decimal(0)
        printed = total_of(values, [earned for _, _, earned in rows])
        slack = step / 2 * (len(rows) + 1)
        off = abs(printed - said)
        if off > slack:
            return frozenset({"result-sum"}), NOTHING
        return NOTHING, frozenset({"result-sum"}) if off else NOTHING

    return claim


def weighted_claim(share: Decimal, step: Decimal) -> Claim:
    def claim(values: Values) -> Verdict:
        off = abs(share * (values["result"] or 0) / 100 - (values["weighted"] or 0))
        if off > step / 2 + Decimal("0.13") * step * 100:
            return frozenset({"weighted-result"}), NOTHING
        return NOTHING, frozenset({"weighted-result"}) if off > step / 2 else NOTHING

    return claim


def improvement(chance: random.Random) -> Form:
    """Objectives, a system with its stages, indicators with a formula, each in a table of its own."""
    form = Form("improvement programme")
    first, second, third = shares(chance, 3, 100, 10)
    if first < 20:
        first, second, third = 40, 35, 25
    system = chance.choice(range(10, first, 5))
    stages = shares(chance, 3, system if system >= 15 else 15) if system >= 15 else [5, 4, 1]
    objectives = [
        form.add(f"o{at}", Printed(Decimal(w), "share", "%")) for at, w in enumerate((first, second, third))
    ]
    counts = [form.add(f"n{at}", Printed(Decimal(n), "count")) for at, n in enumerate((2, 1, 1))]
    form.add("total", Printed(Decimal(100), "total", "%"))
    form.add("count", Printed(Decimal(4), "total"))
    form.add("system", Printed(Decimal(system), "share", "%"))
    steps = [form.add(f"s{at}", Printed(Decimal(w), "share", "%")) for at, w in enumerate(stages)]
    form.add("stages", Printed(Decimal(system), "total", "%"))
    indicators = [
        form.add(f"i{at}", Printed(Decimal(w), "share", "%"))
        for at, w in enumerate((first - system, second, third))
    ]
    formulas = []
    for at in range(3):
        below = chance.choice([8, 25, 40, 50, 80, 125])
        above = chance.randint(below // 2, below)
        quotient = rounded(Decimal(above * 100) / below, Decimal("0.1"))
        form.add(f"f{at}", Printed(quotient, "formula", " %", 1, around="{} " + f"[({above}/{below})*100]"))
        formulas.append((Decimal(above * 100) / below, f"f{at}"))
    form.claims.extend(in_range(key, "weight-range") for key in (*objectives, "system", *steps, *indicators))
    form.claims.append(totalled(objectives, "total", lambda _: Decimal(100), None))
    form.claims.append(children_claim(objectives[0], ["system", indicators[0]]))
    form.claims.extend(children_claim(o, [i]) for o, i in zip(objectives[1:], indicators[1:], strict=True))
    form.claims.append(totalled(steps, "stages", lambda values: values["system"], "system"))
    form.claims.extend(formula_claim(quotient, key) for quotient, key in formulas)
    form.claims.append(count_claim(counts))

    def print_out(cell: Callable[[str], str]) -> list[Block | str]:
        titles = ("Gestión Eficaz", "Eficiencia Institucional", "Calidad de Servicio")
        names = ("Solicitudes respondidas en plazo", "Concentración del gasto", "Trámites digitalizados")
        head = ("N°", "Indicador", "Fórmula de cálculo", "Meta", "Mide", "Ponderación")
        indicator_tables = [
            table(
                head,
                (
                    str(2 - bool(at)),
                    names[at],
                    "(N° logrado / N° total)*100",
                    cell(f"f{at}"),
                    "1",
                    cell(indicators[at]),
                ),
            )
            for at in range(3)
        ]
        objective_rows = [
            (f"{at + 1}. {title}", cell(objectives[at]), cell(counts[at])) for at, title in enumerate(titles)
        ]
        todo = (
            "Levantar el diagnóstico interno",
            "Preparar un plan de trabajo",
            "Ejecutar el plan y dar cuenta",
        )
        stage_rows = [(f"Etapa {at + 1}", f"Objetivo 1: {todo[at]}", cell(steps[at])) for at in range(3)]
        return [
            "# Formulación del Programa de Mejoramiento de la Gestión año 2022",
            "# Objetivos de gestión",
            table(
                ("Objetivos de Gestión", "Ponderación", "N° Indicadores"),
                *objective_rows,
                ("Total", cell("total"), cell("count")),
            ),
            "# Objetivo 1. Gestión Eficaz",
            table(("N°", "Sistema", "Ponderación"), ("1", "Seguridad de la Información", cell("system"))),
            table(
                ("Etapas de desarrollo", "Objetivos de Gestión", "Ponderación"),
                *stage_rows,
                ("", "Total", cell("stages")),
            ),
            indicator_tables[0],
            "# Objetivo 2. Eficiencia Institucional",
            indicator_tables[1],
            "# Objetivo 3. Calidad de Servicio",
            indicator_tables[2],
        ]

    form.print_out = print_out
    return form


def totalled(
    keys: list[str], stated: str, base: Callable[[Values], Decimal | None], parent: str | None
) -> Claim:
    """Weights above a total row that should also be a hundred or a parent's weight."""

    def claim(values: Values) -> Verdict:
        added, said, aim = total_of(values, keys), values[stated] or Decimal(0), base(values)
        missing = frozenset({"weight-missing"}) if any(values[key] is None for key in keys) else NOTHING
        slack = Decimal("0.5") * (len(keys) + 1)
        must = set(missing)
        may = set[str]()
        if abs(added - said) > slack:
            must.add("total-row" if aim is not None and added == aim else "weights-sum")
            if parent is not None and said == aim:
                must.add("parent-children")
        elif added != said:
            may |= {"total-row", "weights-sum", "parent-children"}
        elif parent is not None and aim is not None and added != aim and added != 100:
            (must if abs(added - aim) > slack else may).add("parent-children")
        return frozenset(must), frozenset(may)

    return claim


def children_claim(parent: str, keys: list[str]) -> Claim:
    def claim(values: Values) -> Verdict:
        aim, added = values[parent], total_of(values, keys)
        if aim is None or added == aim:
            return NOTHING, NOTHING
        if any(values[key] is None for key in keys):
            return NOTHING, frozenset({"parent-children", "weights-sum", "weight-missing"})
        if abs(added - aim) > Decimal("0.5") * (len(keys) + 1):
            return frozenset({"parent-children"}), NOTHING
        return NOTHING, frozenset({"parent-children", "weights-sum"})

    return claim


def formula_claim(quotient: Decimal, key: str) -> Claim:
    def claim(values: Values) -> Verdict:
        off = abs((values[key] or 0) - quotient)
        return (frozenset({"formula-result"}) if off > Decimal("0.05") else NOTHING), NOTHING

    return claim


def count_claim(counts: list[str]) -> Claim:
    def claim(values: Values) -> Verdict:
        must, may = set[str](), set[str]()
        for key, listed in zip(counts, (2, 1, 1), strict=True):
            if values[key] != listed:
                must.add("stated-count")
        if total_of(values, counts) != values["count"]:
            must.add("total-row")
        return frozenset(must), frozenset(may)

    return claim


def budget(chance: random.Random) -> Form:
    """Amounts of two years with their totals."""
    form = Form("budget")
    lines = (
        "Remuneraciones del personal",
        "Bienes y servicios de consumo",
        "Adquisición de activos",
        "Transferencias corrientes",
    )
    columns: list[list[str]] = []
    for year in (2016, 2017):
        amounts = [chance.randint(20, 900) * 100 for _ in lines]
        keys = [
            form.add(f"b{year}-{at}", Printed(Decimal(a), "amount", grouped=True))
            for at, a in enumerate(amounts)
        ]
        keys.append(form.add(f"t{year}", Printed(Decimal(sum(amounts)), "total", grouped=True)))
        columns.append(keys)
        form.claims.append(amounts_claim(keys))

    def print_out(cell: Callable[[str], str]) -> list[Block | str]:
        names = (*lines, "Total")
        rows = [(name, *(cell(keys[at]) for keys in columns)) for at, name in enumerate(names)]
        header = ("Partida", "Presupuesto 2016 (US$)", "Presupuesto 2017 (US$)")
        return ["# Presupuesto del Plan Anual 2017", table(header, *rows)]

    form.print_out = print_out
    return form


def amounts_claim(keys: list[str], slack: Decimal = Decimal("2.5")) -> Claim:
    def claim(values: Values) -> Verdict:
        off = abs(total_of(values, keys[:-1]) - (values[keys[-1]] or 0))
        if off > slack:
            return frozenset({"total-row"}), NOTHING
        return NOTHING, frozenset({"total-row"}) if off else NOTHING

    return claim


def staff(chance: random.Random) -> Form:
    """Numbers of people by rank, with a total."""
    form = Form("staff")
    ranks = ("Profesionales", "Técnicos", "Administrativos", "Auxiliares", "Directivos")
    people = [chance.randint(11, 240) for _ in ranks]
    keys = [form.add(f"n{at}", Printed(Decimal(n), "count")) for at, n in enumerate(people)]
    keys.append(form.add("total", Printed(Decimal(sum(people)), "total")))

    def claim(values: Values) -> Verdict:
        same = total_of(values, keys[:-1]) == values["total"]
        return (NOTHING if same else frozenset({"total-row"})), NOTHING

    form.claims.append(claim)

    def print_out(cell: Callable[[str], str]) -> list[Block | str]:
        rows = [(name, cell(key)) for name, key in zip((*ranks, "Total"), keys, strict=True)]
        return ["# Dotación por estamento", table(("Estamento", "N° de funcionarios"), *rows)]

    form.print_out = print_out
    return form


def annual_plan(chance: random.Random) -> Form:
    """What was programmed and what was executed, of two closed years, and the programme of the third."""
    form = Form("annual plan")
    names = (
        ("Pensiones otorgadas a nuevos afiliados", "Resolución"),
        ("Horas de capacitación del personal", "Hora"),
        ("Inspecciones realizadas a empleadores", "Inspección"),
    )
    for at in range(len(names)):
        for year in (2015, 2016):
            planned = chance.randint(20, 400) * 5
            form.add(f"p{at}-{year}", Printed(Decimal(planned), "programmed", grouped=True))
            done = planned + chance.randint(0, planned // 5)
            form.add(f"x{at}-{year}", Printed(Decimal(done), "executed", grouped=True))
            form.claims.append(executed_claim(f"p{at}-{year}", f"x{at}-{year}"))

    def print_out(cell: Callable[[str], str]) -> list[Block | str]:
        rows = [
            (name, unit, *(cell(f"{w}{at}-{y}") for y in (2015, 2016) for w in "px"), "2.400")
            for at, (name, unit) in enumerate(names)
        ]
        return [
            "# Plan Anual de Trabajo 2017",
            table(
                (
                    ("Propósito / Producto", 2, 1),
                    ("Unidad de medida", 2, 1),
                    ("Año 2015", 1, 2),
                    ("Año 2016", 1, 2),
                    ("Programado 2017", 2, 1),
                ),
                ("Programado", "Ejecutado", "Programado", "Ejecutado"),
                *rows,
            ),
        ]

    form.print_out = print_out
    return form


def executed_claim(planned: str, executed: str) -> Claim:
    def claim(values: Values) -> Verdict:
        p, x = values[planned] or Decimal(0), values[executed] or Decimal(0)
        if x < p:
            return frozenset({"target-missed"}), NOTHING
        return (frozenset({"executed-above-programmed"}) if x > p * Decimal("1.25") else NOTHING), NOTHING

    return claim


MAKERS = (flat_programme, nested_programme, evaluation, improvement, budget, staff, annual_plan)


@pytest.fixture(scope="session")
def clean_forms() -> Callable[[int], Iterator[Form]]:
    """Endless clean forms of all kinds in turn, the same for the same seed."""

    def make(seed: int) -> Iterator[Form]:
        chance = random.Random(seed)
        while True:
            for maker in MAKERS:
                yield maker(chance)

    return make
