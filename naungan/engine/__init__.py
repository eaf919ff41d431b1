"""The rules, pure: values in, values out. No framework, database, network, process, file, clock or chance."""
