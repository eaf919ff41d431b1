"""The lawful register: who is convicted, wanted, missing or warned of, on what basis, by whom, until when."""
