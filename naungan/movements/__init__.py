"""Crossings of borders, kept only for those who met the register, or where the law table cites a section."""
