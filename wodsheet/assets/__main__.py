"""``python -m wodsheet.assets``: fetch and build the files a page loads."""

import sys

from wodsheet import assets

sys.exit(assets.build())
