"""One module per subcommand, each with its ``command``."""
