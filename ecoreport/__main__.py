"""Run the command: python -m ecoreport."""

from ecoreport.cli import main

if __name__ == "__main__":
    main()
