"""The letters' desk: the aftercare plan, what is due, its words and its paper."""
