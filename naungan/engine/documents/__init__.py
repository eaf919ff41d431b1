"""Documents as they arrive: machine-readable zones, passenger lists, cards typed by hand. Bytes in, values out."""
