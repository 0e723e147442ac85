"""Take the picture in README from the running app: ``make pictures``.

The app is started in local mode with its own data folder, `flask demo` makes the ready characters, and Chromium takes
the picture at 1280 by 800 CSS pixels.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import ViewportSize

from tests import chromium
from tests.serving import serving

HERE = Path(__file__).parent
SIZE: ViewportSize = {"width": 1280, "height": 800}
LARGEST = 300_000  # bytes


def main() -> None:
    """Write docs/sheet.webp. Raises SystemExit when the picture is larger than LARGEST."""
    with tempfile.TemporaryDirectory(prefix="wodsheet-") as folder, serving("", Path(folder)) as site:
        demo = [sys.executable, "-m", "flask", "demo"]
        subprocess.run(demo, cwd=HERE.parent, env=os.environ | {"DATA_DIR": folder}, check=True)
        picture = sheet(site)
    written = io.BytesIO()
    Image.open(io.BytesIO(picture)).save(written, "WEBP", quality=85, method=6)
    if len(written.getvalue()) > LARGEST:
        sys.exit(f"the picture has {len(written.getvalue())} bytes, at most {LARGEST}")
    (HERE / "sheet.webp").write_bytes(written.getvalue())


def sheet(site: str) -> bytes:
    """The ready vampire's sheet, as a PNG."""
    with chromium.launched() as browser:
        page = browser.new_page(base_url=site, viewport=SIZE, device_scale_factor=1, color_scheme="light")
        page.request.post("/login", form={"name": "Demo"}, max_redirects=0)
        page.goto("/")
        page.locator("a[href^='/vtm/']:not([href$='new'])").first.click()
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready")
        return page.screenshot()


if __name__ == "__main__":
    main()
