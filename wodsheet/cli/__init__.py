"""What an operator runs beside the app: ``flask sweep …``."""
