"""One module a use case: the walk of ARCHITECTURE, in order. Stages decide and make; this only leads them."""
