"""``python -m mirror_abm`` is the command ``mirror-abm``."""

from .cli.main import main

if __name__ == "__main__":
    main()
