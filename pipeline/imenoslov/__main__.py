"""`python -m imenoslov` and the command `imenoslov`."""


def main() -> None:
    """Runs the command line; worker processes, which load this module too, do without it."""
    from imenoslov.cli import main as run

    run()


if __name__ == "__main__":
    main()
