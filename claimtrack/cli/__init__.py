"""The command line: parsing, printing, exit codes."""


def run() -> None:
    """Run the claimtrack command."""
    from claimtrack.cli.app import main

    main()
