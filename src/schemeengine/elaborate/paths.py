"""Names and paths: what ``applicant.offices`` or ``sme_limits.capital`` refers to."""

from __future__ import annotations

from dataclasses import replace

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics.codes_computing import COMPUTED_LIST
from schemeengine.elaborate.computed import own_field
from schemeengine.elaborate.computed_lists import Column
from schemeengine.elaborate.declare import cell_value
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.key_domain import lacking
from schemeengine.elaborate.lowering import Reader
from schemeengine.elaborate.row_checks import asked_otherwise
from schemeengine.ir import types
from schemeengine.ir.cells import HitPolicy
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.naming import both
from schemeengine.ir.scheme import Catalogue, Clause, Record
from schemeengine.ir.types import Kind, Type, list_of
from schemeengine.source import Span
from schemeengine.syntax import expression_tree as ast
from schemeengine.syntax import keywords
from schemeengine.syntax.literal_spellings import in_figures, usual_spelling
from schemeengine.syntax.prose import limit_in_words
from schemeengine.syntax.tree import Scalar

#: The days of a period, as a step of an expression.
_FIRST_DAY = ("first", "初日", "最初の")
_LAST_DAY = ("last", "末日", "最後の")


def name(reader: Reader, tree: ast.Name) -> Expr | None:
    """A bare name: an iteration variable, ``as_of``, a fact, or a named rule."""
    el = reader.el
    variable = reader.scope.variables.get(tree.name)
    if variable is not None:
        return el.make(Op.VAR, (), (variable.level,), variable.type)
    if reader.scope.own is not None:
        found = own_field(el, reader.scope, reader.scope.own, tree.name, reader.references)
        if found is not None or el.is_computed(reader.scope.own.type, tree.name):
            return found
    if tree.name in ("as_of", "基準時"):
        return el.as_of
    if tree.name in el.facts:
        el.used.add(tree.name)
        address = el.facts[tree.name]
        return el.make(Op.INPUT, (), (address,), el.inputs[address].type)
    if tree.name in el.named:
        clause = el.clause_of(tree.name, tree.span)
        return _mentioned(reader, clause)
    if tree.name in ("turn", "当回"):
        return el.turn
    labelled = _by_label(reader, tree.name)
    if labelled is not None or tree.name in el.broken:
        return labelled
    if el.problems.full:
        return None
    known = [*reader.scope.variables, *el.facts, *el.named, *el.checklists, "as_of"]
    if tree.name in _codes(el):  # a code is written "a" in expressions
        known = [f'"{tree.name}"']
    figures = in_figures(tree.name, alone=True) or usual_spelling(tree.name)
    if figures:  # 三年 and R6年度 may be names, but none is declared
        said = {"near_ja": f"{figures}(値は、式の中ではこう書きます)", "near_en": f"the value {figures}"}
        el.problems.add(codes.UNKNOWN_NAME, tree.span, got=tree.name, **said)
        return None
    if written := limit_in_words(tree.name):  # 収入が20万円以下, as the ordinance says it
        el.problems.add(codes.UNKNOWN_NAME, tree.span, got=tree.name, near_ja=written, near_en=written)
        return None
    el.unknown(codes.UNKNOWN_NAME, tree.span, tree.name, known)
    return None


def _codes(el: Elaborator) -> set[str]:
    """The codes that some fact, or a field of a record, may be."""
    types = [d.type for d in el.inputs.values()]
    types += [f.type for r in el.records.values() for f in r.fields]
    return {c for t in types for c in (t.of or t).choices}


def _mentioned(reader: Reader, clause: Clause | None) -> Expr | None:
    if clause is None:
        return None
    if clause not in reader.references:
        reader.references.append(clause)
    return clause.expr


def _by_label(reader: Reader, label: str) -> Expr | None:
    """A fact may be called by its label where that is unique."""
    found = reader.el.labelled(label)
    if len(found) != 1:
        return None
    address = reader.el.facts[found[0]]
    reader.el.used.add(found[0])
    return reader.el.make(Op.INPUT, (), (address,), reader.el.inputs[address].type)


def step(reader: Reader, tree: ast.Step) -> Expr | None:
    """``base.field``: part of a rule, field of a record, column of a table, end of a period …"""
    special = _rule_path(reader, tree) or _checklist_items(reader, tree) or _position(reader, tree)
    if special is not None:
        return special
    column = _table_column(reader, tree)
    if column is not None:
        return column
    base = reader.lower(tree.base)
    return None if base is None else _field_of(reader, base, tree)


def _field_span(tree: ast.Step) -> Span:
    """Where the last step of a path stands."""
    written = tree.span.text
    if not written.endswith(tree.field):
        return tree.span
    return tree.span.part(len(written) - len(tree.field), len(written))


def _flat(tree: ast.Ast) -> tuple[str, ...] | None:
    """A chain of plain steps as its names; None if calls or brackets are in it."""
    match tree:
        case ast.Name(text):
            return (text,)
        case ast.Step(base, field):
            inner = _flat(base)
            return None if inner is None else (*inner, field)
        case _:
            return None


def _rule_path(reader: Reader, tree: ast.Step) -> Expr | None:
    """A path that names a part of a provision or definition (``annexed_table.consumer_loans``)."""
    path = _flat(tree)
    el = reader.el
    if path is None or path[0] in reader.scope.variables:
        return None
    for cut in range(len(path), 0, -1):
        name_ = ".".join(path[:cut])
        if name_ in el.named:
            if cut == len(path):
                return _mentioned(reader, el.clause_of(name_, tree.span))
            clause = el.clause_of(name_, tree.span)
            part = clause.find(path[cut:]) if clause is not None else None
            if part is not None and not part.expr.free:
                return _mentioned(reader, part)
            return None
    return None


def _checklist_items(reader: Reader, tree: ast.Step) -> Expr | None:
    if not isinstance(tree.base, ast.Name) or tree.field not in ("items", "項目"):
        return None
    checklist = reader.el.checklists.get(tree.base.name)
    if checklist is None:
        return None
    reader.el.used.add(tree.base.name)
    return checklist_list(reader.el, tree.base.name)


def checklist_list(el: Elaborator, name_: str) -> Expr:
    """The items of a checklist, answered or not, as a list of records."""
    checklist = el.checklists[name_]
    type_ = list_of(Type(Kind.RECORD, record=checklist.record.name))
    return el.make(Op.INPUT, (), (checklist.address,), type_)


def _position(reader: Reader, tree: ast.Step) -> Expr | None:
    """``x.position`` where x runs over a ranked list."""
    if not isinstance(tree.base, ast.Name) or keywords.key(tree.field) != "position":
        return None
    variable = reader.scope.variables.get(tree.base.name)
    ranking = reader.el.rankings.get(variable.over) if variable is not None else None
    if variable is None or ranking is None:
        return None
    found: Expr | None = reader.el.position(reader.el, ranking, reader.scope, variable)
    return found


def _table_column(reader: Reader, tree: ast.Step) -> Expr | None:
    base: ast.Ast = tree.base
    arguments: tuple[ast.Ast, ...] | None = None
    if isinstance(base, ast.Call) and base.function in reader.el.named:
        arguments = base.args
        base = ast.Name(base.function, base.span)
    if not isinstance(base, ast.Name) or base.name not in reader.el.named:
        return None
    if base.name in reader.scope.variables or base.name in reader.el.facts:
        return None
    clause = reader.el.clause_of(base.name, base.span)
    if clause is None or tree.field not in clause.columns:
        return None
    _mentioned(reader, clause)
    column = clause.columns[tree.field]
    return column if arguments is None else with_arguments(reader, column, arguments, tree)


def with_arguments(
    reader: Reader, column: Expr, arguments: tuple[ast.Ast, ...], tree: ast.Ast
) -> Expr | None:
    """A table asked about other keys than its own: ``sme_limits(partner.sector).capital``."""
    if column.op is Op.IF_NONE and column.args[0].op is Op.TABLE:
        asked = with_arguments(reader, column.args[0], arguments, tree)
        return None if asked is None else reader.el.make(Op.IF_NONE, (asked, column.args[1]), (), column.type)
    if column.op is not Op.TABLE:
        el = reader.el
        el.problems.add(
            codes.WRONG_ARGUMENTS, tree.span, name=tree.span.text,
            want_ja="なし。表でも関数でもないため",
            want_en="nothing, for it is neither a table nor a function",
        )  # fmt: skip
        return None
    width = column.data[1]
    if width != len(arguments):
        reader.el.problems.add(
            codes.WRONG_ARGUMENTS, tree.span, name=tree.span.text, want_ja=f"{width}個の値",
            want_en=f"{width} values",
        )  # fmt: skip
        return None
    keys = [reader.lower(a, k.type) for a, k in zip(arguments, column.args, strict=False)]
    if any(k is None for k in keys):
        return None
    found = tuple(reader.el.as_date(k) for k in keys if k is not None)
    for given, key, written in zip(found, column.args, arguments, strict=False):
        if not reader.el.expect(given, key.type, written.span):
            return None
    rows, width, _ = column.data
    policy = asked_otherwise(reader.el, column, found, tree.span)
    return reader.el.make(Op.TABLE, (*found, *column.args[len(found) :]), (rows, width, policy), column.type)


def _field_of(reader: Reader, base: Expr, tree: ast.Step) -> Expr | None:
    el = reader.el
    match base.type.kind:
        case Kind.RECORD if el.is_computed(base.type, tree.field):
            return own_field(el, reader.scope, base, tree.field, reader.references)
        case Kind.LIST if base.type.of is not None and el.is_computed(base.type.of, tree.field):
            el.problems.add(COMPUTED_LIST, _field_span(tree), got=tree.span.text, field=tree.field)
            return None
        case Kind.RECORD:
            found = _lookup(reader, el.records[base.type.record], tree)
            if found is None:
                return None
            index, type_ = found
            field = el.records[base.type.record].fields[index].name
            return el.make(Op.FIELD, (base,), (index, field), type_)
        case Kind.LIST if base.type.of is not None and base.type.of.kind is Kind.RECORD:
            record = el.records[base.type.of.record]
            found = _lookup(reader, record, tree)
            if found is None:
                return None
            index, type_ = found
            return el.make(Op.PROJECT, (base,), (index, record.fields[index].name), list_of(type_))
        case Kind.INTERVAL if tree.field in (*_FIRST_DAY, *_LAST_DAY):
            which = "first" if tree.field in _FIRST_DAY else "last"
            return el.make(Op.BOUND, (base,), (which,), types.DATE)
        case Kind.CODE if base.type.catalogue:
            return _entry_column(reader, base, el.catalogues[base.type.catalogue], tree)
        case _:
            el.unknown(codes.UNKNOWN_FIELD, _field_span(tree), tree.field, [], **both("owner", base.type))
            return None


def computed_column(reader: Reader, tree: ast.Ast, *, of_two: bool = False) -> Column | None:
    """``employees.raise`` where it is computed; None for anything else, or after a diagnostic.

    ``of_two``: also of another member, to be compared with the one at hand.
    """
    el = reader.el
    if not isinstance(tree, ast.Step) or tree.field not in el.computed_names:
        return None
    path = _flat(tree)
    if path is not None and ".".join(path) in el.named:
        return None
    base = reader.lower(tree.base)
    if base is None or base.type.of is None or not el.is_computed(base.type.of, tree.field):
        return None
    level = reader.scope.level
    values = []
    for step_ in (0, 1) if of_two else (0,):
        member = el.make(Op.VAR, (), (level + step_,), base.type.of)
        inner = replace(reader.scope, outer=reader.scope.outer + 1 + step_)
        values.append(own_field(el, inner, member, tree.field, []))
    found = [v for v in values if v is not None]
    return Column(base, level, found[0], found[-1]) if len(found) == len(values) else None


def _lookup(reader: Reader, record: Record, tree: ast.Step) -> tuple[int, Type] | None:
    index = record.index(tree.field)
    if index is None:
        labelled = [i for i, f in enumerate(record.fields) if f.label == tree.field]
        index = labelled[0] if len(labelled) == 1 else None
    if index is None:
        names = [f.name for f in record.fields]
        if f"{record.name}.{tree.field}" not in reader.el.broken:
            owner = record.label or record.name
            reader.el.unknown(codes.UNKNOWN_FIELD, _field_span(tree), tree.field, names, owner=owner)
        return None
    return index, record.fields[index].type


def _entry_column(reader: Reader, base: Expr, catalogue: Catalogue, tree: ast.Step) -> Expr | None:
    """A column of the catalogue entry a code names, as a table over the entries."""
    el = reader.el
    if tree.field not in catalogue.columns:
        if f"{catalogue.id}.{tree.field}" not in el.broken:
            columns = list(catalogue.columns)
            el.unknown(codes.UNKNOWN_FIELD, _field_span(tree), tree.field, columns, owner=catalogue.id)
        return None
    column = catalogue.columns[tree.field].type
    rows, results = [], []
    for entry, cells in catalogue.entries.items():
        if tree.field in cells:
            result = cell_value(el, Scalar(cells[tree.field], tree.span), column)
            if result is not None:
                rows.append((("is", frozenset({entry})),))
                results.append(result)
    always = len(rows) == len(catalogue.entries) and not lacking(base)
    policy = HitPolicy("unique", "covered" if always else "none")
    return el.make(Op.TABLE, (base, *results), (tuple(rows), 1, policy), column)
