"""Windows and macOS: nothing of one system alone is imported at the door, or asked for unasked."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import mirror_abm as ma

HOME = Path(ma.__file__).parent
#: modules that one system lacks
MODULES = {"resource", "fcntl", "pwd", "grp", "termios", "tty", "posix", "msvcrt", "winreg"}
#: what of ``os`` and ``signal`` Windows lacks
LACKING = {
    "os": "getuid geteuid getgid fork getppid killpg setsid sched_getaffinity uname mkfifo "
    "getloadavg O_DIRECTORY O_NOFOLLOW fchmod",
    "signal": "pthread_sigmask SIGKILL SIGHUP SIGPIPE SIGALRM SIGUSR1 SIGUSR2 alarm setitimer",
}
#: what makes a Python lack them, in a process and in its workers
WITHOUT = f"""
import os, signal, sys
sys.modules.update(dict.fromkeys({sorted(MODULES - {"pwd", "posix", "tty", "termios"})}))
for module, names in {{os: {LACKING["os"].split()}, signal: {LACKING["signal"].split()}}}.items():
    for name in names:
        if hasattr(module, name) and name not in ("fork", "uname"):
            delattr(module, name)
"""


def at_the_door(tree):
    """Yield the modules that a module imports when it is imported, whatever happens."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (each.name.split(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").split(".")[0]


def test_nothing_that_a_system_lacks_is_imported_at_the_door_or_used_unasked():
    for path in HOME.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not MODULES & set(at_the_door(tree)), path
        asked = {
            node.args[1].value
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "hasattr"
            if isinstance(node.args[1], ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                lacking = LACKING.get(node.value.id, "").split()
                assert node.attr not in lacking or node.attr in asked, f"{path}: {node.attr}"


def test_a_run_is_made_and_listed_where_a_system_lacks_them(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(WITHOUT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(HOME.parent)])}

    def command(*words):
        return subprocess.run(
            [sys.executable, *words],
            capture_output=True,
            text=True,
            env=environment,
            cwd=tmp_path,
        )

    for lacking in ("import fcntl", "import resource", "import os; os.geteuid"):
        assert command("-c", lacking).returncode == 1, "what is to be proved is that it is lacking"
    program = (
        "import mirror_abm as ma\n"
        "if __name__ == '__main__':\n"
        "    run = ma.run('octopus_vulgaris', days=0.01, replicates=2, knockouts=0, workers=2)\n"
        "    print(run.id, run.manifest['peak_memory_bytes'])\n"
    )
    (tmp_path / "small.py").write_text(program, encoding="utf-8")
    told = command("small.py")
    assert told.returncode == 0, told.stderr
    run, memory = told.stdout.split()
    assert memory == "None"
    listed = command("-m", "mirror_abm", "runs", "list")
    assert listed.returncode == 0, listed.stderr
    assert run in listed.stdout
