"""The game lines there are. A new one is a module here, its names, a theme, and one entry in ``LINES``."""

from wodsheet.engine import Line
from wodsheet.lines.htr import HTR
from wodsheet.lines.vtm import VTM
from wodsheet.lines.wta import WTA

LINES: dict[str, Line] = {line.name: line for line in (VTM, HTR, WTA)}
