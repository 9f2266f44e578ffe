"""A notebook of nasty cells, and a probe of all that a cell can leave behind."""

from __future__ import annotations

import re

import nbformat

# What no two runs of a cell share, in any kernel.
_UNLIKE = re.compile(
    r"0x[0-9a-f]{6,}|[0-9a-f]{32}|[\w./-]*ipykernel_\d+/\d+\.py|at \d{4}-\d\d-\d\d[ T][\d:.]+"
)

CELLS = [
    "print('out'); import sys; print('err', file=sys.stderr); print('out again')",
    # A real kernel needs a moment for what goes straight to a descriptor; ours has it at once.
    "import os, time; print('a'); os.system('echo b'); time.sleep(0.5); print('c')",
    "os.write(1, b'to one\\n'); os.write(2, b'to two\\n'); time.sleep(0.5)",
    "!echo shell; exit 3\nprint(_exit_code)",
    "found = !printf 'one\\ntwo'\nfound",
    "%%bash\necho from bash; echo to err >&2",
    "import subprocess; subprocess.run(['echo', 'inherited']); time.sleep(0.5)",
    "import warnings; warnings.warn('careful')",
    "warnings.warn('old', DeprecationWarning); warnings.warn('later', FutureWarning)",
    "import logging; logging.warning('logged')",
    "from IPython.display import HTML, Markdown, clear_output, display\n"
    "handle = display(HTML('<b>first</b>'), display_id='here')",
    "handle.update(HTML('<b>second</b>')); display('plain', display_id='here')",
    "print('gone'); clear_output(); print('stays')",
    "print('gone late'); clear_output(wait=True); display(Markdown('*stays*'))",
    "display({'text/plain': 'raw', 'application/x+json': {'a': (1, 2)}}, raw=True)",
    "data = {'application/x+json': {'a': [1]}}\n"
    "display(data, raw=True); data['application/x+json']['a'].append(2)",
    "import pandas as pd; pd.DataFrame({'a': [1.5, None], 'b': ['<x>', 'ü']})",
    "import asyncio\nawait asyncio.sleep(0)\nprint('awaited')\n'value'",
    "async def later():\n    await asyncio.sleep(0.01)\n    print('task')\n"
    "task = asyncio.create_task(later())\nawait task",
    "import threading\n"
    "thread = threading.Thread(target=lambda: print('thread')); thread.start(); thread.join()",
    "1; 2",
    "3;",
    "_, __, In[1][:5], len(Out), get_ipython().execution_count",
    "%who_ls str",
    "%%capture caught\nprint('hidden')",
    "caught.stdout",
    "%run -n missing.py",
    "class Loud:\n    def _repr_html_(self): raise RuntimeError('no picture')\nLoud()",
    "class Own(Exception):\n    def _render_traceback_(self): return ['own words']\nraise Own('x')",
    "def deep(n): return 1 / n if n < 1 else deep(n - 1)\ndeep(3)",
    "raise ValueError('wörds\\n<b>&')",
    "def broken(:",
    "input('name? ')",
    "import getpass; getpass.getpass()",
    "import random, numpy as np; random.random(), np.random.random(), np.random.rand(2)",
    "sys.stdout.isatty(), sys.stdout.encoding, type(sys.stdin).__name__, sys.stdin.read()",
    "__name__, type(get_ipython()).__name__, '__file__' in globals(), sys.path[-1]",
    "import ipywidgets; ipywidgets.IntSlider(value=3)",
    "held = ipywidgets.Output()\nwith held: print('held')\nheld",
    "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.gcf().get_size_inches()",
    "plt.get_backend(), os.environ['TERM'], os.environ.get('MPLBACKEND')",
    "print('x' * 100_000)",
    "print('progress 1\\rprogress 2')",
    "print(b'\\xff\\xfe', flush=True)",
    "print('a', end=''); display('between'); print('b', end='')",
    "get_ipython().set_next_input('next'); get_ipython().user_ns['made'] = 1; made",
    "import atexit, signal; signal.getsignal(signal.SIGINT).__name__, os.umask(0o022)",
    "from IPython.display import Javascript, Image\n"
    "Image(bytes.fromhex('89504e470d0a1a0a0000000d494844520000000100000001'))",
    "%%javascript\nalert(1)",
    "%load_ext autoreload\n%autoreload 0",
    "?len",
    "print(1)\nprint(undefined)",
    "import faulthandler; faulthandler.is_enabled()",
    "os.getcwd() == os.environ.get('PWD', os.getcwd()), os.listdir()",
    "",
    "# only a comment",
    "print('last'); sys.exit('enough')",
]


def write_notebook(path, sources, *, tag="raises-exception"):
    """Write cells to a notebook that goes on after an error."""
    cells = [nbformat.v4.new_code_cell(source, id=f"c{n}") for n, source in enumerate(sources)]
    for cell in cells:
        cell.metadata["tags"] = [tag]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    return path


def read_cell(cell):
    """Give a cell's outputs, with what no two runs share masked and each stream's text joined."""
    read = []
    for output in cell.outputs:
        shown = {name: output[name] for name in output if name not in ("execution_count",)}
        if output.output_type == "stream" and read and read[-1].get("name") == output.name:
            read[-1]["text"] += output.text
        else:
            read.append(shown)
    text = nbformat.v4.writes(nbformat.v4.new_notebook(metadata={"read": read}))
    return cell.get("execution_count"), _UNLIKE.sub("~", text)


# Kind of state -> how a cell reads it, and how another leaves it behind.
LEAKS = {
    "names": ("'left' in globals()", "left = 1"),
    "pandas options": ("pd.get_option('display.max_rows')", "pd.set_option('display.max_rows', 3)"),
    "altair renderer": ("alt.renderers.active", "alt.renderers.enable('png')"),
    "altair theme": ("alt.theme.active", "alt.theme.enable('dark')"),
    "environment": ("os.environ.get('LEFT')", "os.environ['LEFT'] = '1'"),
    "modules": ("'left' in sys.modules", "sys.modules['left'] = sys"),
    "module path": ("'/left' in sys.path", "sys.path.append('/left')"),
    "patched library": ("pd.DataFrame.head.__name__", "pd.DataFrame.head = pd.DataFrame.tail"),
    "patched built-in": ("hasattr(builtins, 'left')", "builtins.left = 1"),
    "folder": ("os.getcwd()", "os.chdir('/')"),
    "warning filters": ("warnings.filters[0]", "warnings.simplefilter('error', UserWarning)"),
    "random state": ("random.random()", "random.seed(99)"),
    "numpy's random state": ("np.random.random()", "np.random.seed(99)"),
    "locale": ("locale.setlocale(locale.LC_ALL)", "locale.setlocale(locale.LC_ALL, 'C')"),
    "umask": ("os.umask(0o077)", "os.umask(0o007)"),
    "the kit's globals": ("hasattr(blocks, 'left')", "blocks.left = 1"),
    "the kit's caches": (
        "load_playbook.cache_info().hits > 900",
        "[load_playbook() for _ in range(1000)]",
    ),
    "signal handlers": ("signal.getsignal(signal.SIGTERM)", "signal.signal(signal.SIGTERM, print)"),
    "open files": ("len(os.listdir('/proc/self/fd'))", "kept = [open(os.devnull) for _ in 'abc']"),
    "threads": ("threading.active_count()", "threading.Thread(target=wait, daemon=True).start()"),
    "recursion limit": ("sys.getrecursionlimit()", "sys.setrecursionlimit(5000)"),
    "decimal places": ("decimal.getcontext().prec", "decimal.getcontext().prec = 3"),
    "log level": ("logging.getLogger().level", "logging.getLogger().setLevel(1)"),
    "process limits": (
        "resource.getrlimit(resource.RLIMIT_NOFILE)",
        "resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))",
    ),
    "magics": ("'left' in get_ipython().magics_manager.magics['line']", "%alias_magic left time"),
}
SETTING = (
    "import altair as alt, builtins, decimal, locale, logging, numpy as np, os, pandas as pd\n"
    "import random, resource, signal, sys, threading, warnings\n"
    "from coalitionkit.playbook import load_playbook\n"
    "from coalitionkit.report import blocks\n"
    "wait = threading.Event().wait"
)
