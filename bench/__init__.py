"""How fast wodsheet is, measured on the app as it is deployed: ``make bench``, or ``python -m bench --short``."""
