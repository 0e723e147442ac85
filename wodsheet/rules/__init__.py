"""The rules of the game as pure functions over a line's data: no database, no request, no sentence for a reader."""
