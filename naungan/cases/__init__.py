"""Cases: for now the offence alone, solved or not, as linkage will need it."""
