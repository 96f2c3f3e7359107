"""Every parameter the web app reads, found in its code and in its own description of the interface.

In the code: ``request.args``, ``form``, ``values``, ``files`` and the JSON of pages, each with the name it is asked by.
Names that stand in a variable are looked up where they come from; a form that is handed on whole is ``*``.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

WEBAPP = Path(__file__).parents[2] / "webapp"
SOURCES = {"args", "form", "values", "files"}
GETTERS = {"get", "getlist"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def parameters_of_pages() -> set[str]:
    """Return ``module source name`` of everything the code takes from a query, a form or the JSON of a page."""
    files = [path for path in WEBAPP.rglob("*.py") if "node_modules" not in path.parts]
    return {
        f"{path.relative_to(WEBAPP).as_posix()} {source} {name}"
        for path in files
        for source, name in _Module(ast.parse(path.read_text("utf-8"))).found()
    }


def parameters_of_programs(document: Mapping[str, Any]) -> set[str]:
    """Return ``METHOD address place name`` of everything the interface says it takes beside what the address names."""
    found = set[str]()
    for address, operations in document["paths"].items():
        for method, operation in operations.items():
            if method == "parameters":
                continue
            row = f"{method.upper()} {address.removeprefix('/api/v1')}"
            found |= {f"{row} {one['in']} {one['name']}" for one in operation.get("parameters", [])}
            for kept in operation.get("requestBody", {}).get("content", {}).values():
                schema = document["components"]["schemas"][kept["schema"]["$ref"].rpartition("/")[2]]
                found |= {f"{row} body {name}" for name in schema["properties"]}
    return found


class _Module:
    """One module: what stands in it, and what stands around each of it."""

    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._around = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self._functions = {node.name: node for node in ast.walk(tree) if isinstance(node, Function)}

    def found(self) -> Iterator[tuple[str, str]]:
        """Yield source and name."""
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "request":
                if node.attr in SOURCES:
                    yield from ((node.attr, name) for name in self._names_asked(node))
                elif node.attr in {"get_json", "json", "data", "stream", "get_data"}:
                    yield from (("json", name) for name in self._names_in_json(node))

    def _names_asked(self, whole: ast.expr) -> Iterator[str]:
        """Yield the names by which a query, a form or JSON is asked; ``*`` where it is used as a whole."""
        user = self._around[whole]
        if isinstance(user, ast.Attribute) and user.attr in GETTERS:
            call = self._around[user]
            assert isinstance(call, ast.Call), ast.unparse(user)
            yield from self._names(call.args[0])
        elif isinstance(user, ast.Subscript):
            # form.getlist(name) for name in form: the whole of it.
            yield from self._names(user.slice)
        elif isinstance(user, ast.Call) and isinstance(user.func, ast.Name) and user.func.id in self._functions:
            function = self._functions[user.func.id]
            place = user.args.index(whole)
            yield from self._names_of_variable(function, function.args.args[place].arg)
        else:
            yield "*"

    def _names_in_json(self, node: ast.Attribute) -> Iterator[str]:
        """Yield the names asked of the variable that holds the JSON of a page."""
        statement: ast.AST = node
        while not isinstance(statement, ast.Assign):
            statement = self._around[statement]
        (target,) = statement.targets
        assert isinstance(target, ast.Name), ast.unparse(statement)
        yield from self._names_of_variable(self._function_around(node), target.id)

    def _names_of_variable(self, function: Function, variable: str) -> Iterator[str]:
        """Yield the names asked of a variable within a function; ``*`` where none is."""
        names = set[str]()
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and node.id == variable and isinstance(node.ctx, ast.Load):
                user = self._around[node]
                is_asked = isinstance(user, ast.Attribute) and user.attr in GETTERS
                if is_asked or isinstance(user, ast.Subscript):
                    names.update(self._names_asked(node))
        yield from names or {"*"}

    def _names(self, said: ast.expr) -> Iterator[str]:
        """Yield what a name that is asked by can be: itself, or whatever its variable is given in this module."""
        if isinstance(said, ast.Constant):
            yield str(said.value)
        elif isinstance(said, ast.Name):
            yield from self._values_of(said)
        else:
            yield "*"

    def _values_of(self, variable: ast.Name) -> Iterator[str]:
        node: ast.AST = variable
        while not isinstance(node, Function):
            for loop in _loops_of(node):
                if ast.unparse(loop.target) == variable.id:
                    yield from _constants(loop.iter)
                    return
            node = self._around[node]
        names = [one.arg for one in node.args.args]
        calls = [one for one in ast.walk(self._tree) if isinstance(one, ast.Call)]
        given = [one.args[names.index(variable.id)] for one in calls if ast.unparse(one.func) == node.name]
        for one in given if variable.id in names else ():
            yield from _constants(one)

    def _function_around(self, node: ast.AST) -> Function:
        while not isinstance(node, Function):
            node = self._around[node]
        return node


def _loops_of(node: ast.AST) -> list[ast.comprehension | ast.For]:
    if isinstance(node, ast.For):
        return [node]
    return list(getattr(node, "generators", []))


def _constants(said: ast.expr) -> Iterator[str]:
    """Yield the words of a tuple or list of them; ``*`` for what is made elsewhere."""
    if isinstance(said, ast.Tuple | ast.List):
        for one in said.elts:
            yield from _constants(one)
    else:
        yield str(said.value) if isinstance(said, ast.Constant) else "*"
