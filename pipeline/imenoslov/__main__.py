"""`python -m imenoslov` and the command `imenoslov`."""

from imenoslov.cli import main

if __name__ == "__main__":
    main()
