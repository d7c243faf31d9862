"""Battle plans: what a record attests of units, lines and ground by day, made ready to be drawn."""
