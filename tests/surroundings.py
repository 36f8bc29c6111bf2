"""The environment in which the tests run: nothing of the caller's that changes what is printed."""

#: how wide, how high and how coloured the caller's terminal is, and what is said to be one
TERMINAL = (
    "COLUMNS",
    "LINES",
    "TERMINAL_WIDTH",
    "JUPYTER_COLUMNS",
    "JUPYTER_LINES",
    "TERM",
    "COLORTERM",
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "PY_COLORS",
    "PYTHON_COLORS",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
    "GITHUB_ACTIONS",
    "DATABRICKS_RUNTIME_VERSION",
    "UNICODE_VERSION",
)
#: what Python, its parts and its libraries print or draw otherwise
LIBRARIES = (
    "PYTHONWARNINGS",
    "PYTHONDEVMODE",
    "PYTHONVERBOSE",
    "PYTHONOPTIMIZE",
    "PYTHONIOENCODING",
    "PYTHONPROFILEIMPORTTIME",
    "MATPLOTLIBRC",
    "SOURCE_DATE_EPOCH",
    "TYPER_USE_RICH",
    "TYPER_STANDARD_TRACEBACK",
)
#: of programs that complete what is typed, and of progress bars
BEGINNINGS = ("TQDM_", "COMP_", "_TYPER_", "_MIRROR_ABM_")
#: what is set for all: one thread of BLAS in each process, and no screen to draw on
SET = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "Agg",
}


def is_cleared(name):
    """Return whether a variable changes what is printed, so that no test may inherit it."""
    return name in TERMINAL or name in LIBRARIES or name.startswith(BEGINNINGS)


def settle(environment):
    """Clear an environment that programs are started in."""
    for name in filter(is_cleared, list(environment)):
        del environment[name]
    environment.update(SET)
