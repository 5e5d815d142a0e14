"""Published formulas about bodies, energy and training. `catalogue.calculate` is the one way in."""
