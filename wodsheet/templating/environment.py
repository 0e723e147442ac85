"""Templates become plain Python: they call, look up and escape as one would by hand.

A sheet calls a thousand macros, looks up seven thousand attributes and escapes three and a half thousand words, so what
Jinja asks at each of them is a third of the page's time. Measured in docs/decisions/0061 and 0062.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask.templating import Environment
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup, escape

special = re.compile("""[&<>'"]""").search


def escaped(value: Any) -> str:
    """What ``markupsafe.escape`` says of it, without a new Markup where there is nothing to change."""
    kind = type(value)
    if kind is Markup or (kind is str and not special(value)):
        return value
    return escape(value)


class PlainContext(Context):
    """Calls what a template calls, and asks no callable first whether it wants to know of the template: none does."""

    def call(
        self, called: Callable[..., Any], /, *args: Any, _block_vars: Any = None, _loop_vars: Any = None, **kw: Any
    ):
        """What it gives; what the template's own blocks and loops hold is nothing to it."""
        return called(*args, **kw)


class PlainCode(CodeGenerator):
    """Compiles ``{{ one.name }}`` to what Python calls that: an attribute, and never a key."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """An attribute that is not there raises AttributeError."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        # All our templates escape, from their first word to their last.
        self.write("environment.escaped(")
        if finalize.src is not None:
            self.write(finalize.src)


class PlainEnvironment(Environment):
    """Where templates live that are compiled so. Each of them escapes."""

    context_class = PlainContext
    code_generator_class = PlainCode
    escaped = staticmethod(escaped)
