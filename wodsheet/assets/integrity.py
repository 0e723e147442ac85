"""Scripts that say what they must be: a browser runs none whose content is not the one this page was drawn for."""

import base64
import hashlib
from functools import cache

from flask import Flask
from markupsafe import Markup

from wodsheet.assets import BUILT


def init_app(app: Flask) -> None:
    """Give templates ``{{ script("js/sheet.js") }}``: the whole element, to run when the page is parsed."""
    app.add_template_global(lambda name: script(app.extensions["assets"].address(name)), "script")


def script(address: str) -> Markup:
    """The element for a script at an address of ours. One that was never fetched has nothing to vouch for."""
    vouched = integrity(address)
    vouches = Markup(' integrity="{}"').format(vouched) if vouched else ""
    return Markup('<script src="{}"{} defer></script>').format(address, vouches)


@cache
def integrity(address: str) -> str | None:
    """The hash of the built file at an address, which holds its content's hash and so never means another file."""
    path = BUILT / address.removeprefix("/static/")
    if not path.is_file():
        return None
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()
