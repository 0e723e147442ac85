"""Templates compiled to plain Python, once per language: constants are translated at compile time.

A sheet calls a thousand macros, looks up seven thousand attributes and escapes three and a half thousand words, so what
Jinja checks at each of them is a third of the page's time. Measured in docs/decisions/0061 and 0062; languages in 0067.
"""

from __future__ import annotations

import re
from typing import Any

from flask.templating import Environment
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from wodsheet.templating.i18n import ENGLISH, Language

special = re.compile("""[&<>'"]""").search


def escaped(value: Any) -> str:
    """The same as ``markupsafe.escape``, without a new Markup where there is nothing to change."""
    kind = type(value)
    if kind is Markup or (kind is str and not special(value)):
        return value
    return escape(value)


class PlainCode(CodeGenerator):
    """Compiles ``{{ one.name }}`` to a Python attribute, never a key, and ``{{ one(2) }}`` to a Python call."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """An attribute that is not there raises AttributeError."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A call as Python makes it, unless a global asks for the template's context, as ``{% trans %}`` does."""
        if forward_caller or node.dyn_args or node.dyn_kwargs or self._asks_for_context(node.node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _asks_for_context(self, called: nodes.Expr) -> bool:
        named = self.environment.globals.get(called.name) if isinstance(called, nodes.Name) else None
        return hasattr(named, "jinja_pass_arg")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        # All our templates escape, from their first word to their last.
        self.write("environment.escaped(")
        if finalize.src is not None:
            self.write(finalize.src)


class Translate(NodeTransformer):
    """Replaces ``_("a constant")`` by its translation, so that no request looks it up."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:
        """The call itself if it has placeholders; they are known only when the page is rendered."""
        self.generic_visit(node)
        constant = node.args[0] if len(node.args) == 1 and not node.kwargs else None
        if isinstance(node.node, nodes.Name) and node.node.name == "_" and isinstance(constant, nodes.Const):
            return nodes.Const(self.language.messages.gettext(constant.value), lineno=node.lineno)
        return node


class PlainEnvironment(Environment):
    """The templates of one language. All of them escape; ``overlay`` makes the environment of another language."""

    code_generator_class = PlainCode
    escaped = staticmethod(escaped)
    language = ENGLISH

    def _generate(self, source: nodes.Template, *args: Any, **settings: Any) -> str:
        """Jinja's hook between parsing a template and compiling it."""
        return super()._generate(Translate(self.language).visit(source), *args, **settings)
