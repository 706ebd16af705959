"""The `laurel` command: how an operator starts and tends an instance."""
