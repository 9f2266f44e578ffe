"""A kernel inside this very process: ipykernel's own, with lists where its sockets would be.

Only for a process that runs one notebook and then ends (:mod:`coalitionkit.report.warm`): whatever
the notebook does to its interpreter stays done. The shell, the compiler, the streams and the
display hooks are ipykernel's; nbclient reads their messages as it reads a fresh kernel's.
"""

from __future__ import annotations

import codecs
import os
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Mapping
from functools import cache
from queue import Empty
from types import SimpleNamespace
from typing import Any

from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.session import Session
from jupyter_core.utils import run_sync
from nbclient.exceptions import DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NotebookExecutionManager
from papermill.log import logger
from tornado.ioloop import IOLoop

Message = dict[str, Any]

# As nbclient starts its kernels: nothing of the person's own history is read or written.
_ARGUMENTS = ["--HistoryManager.hist_file=:memory:", "--log-level=CRITICAL"]


class ListSession(Session):
    """Keeps what a kernel sends, as whoever reads it would find it."""

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.sent: deque[Message] = deque()

    def send(self, stream: Any, msg_or_type: Any, *args: Any, **parts: Any) -> Message:
        """Take a message; its parts are those of :meth:`Session.send`."""
        names = ("content", "parent", "ident", "buffers", "track", "header", "metadata")
        parts = dict(zip(names, args, strict=False)) | parts
        message = msg_or_type
        if not isinstance(message, dict):
            made = {name: parts.get(name) for name in ("content", "parent", "header", "metadata")}
            message = self.msg(message, **made)
        buffers = parts.get("buffers") or message.get("buffers") or []
        # Packed and unpacked: what a cell changes later no longer reaches what it showed.
        content = self.unpack(self.pack(message["content"]))
        self.sent.append({**message, "content": content, "buffers": [bytes(b) for b in buffers]})
        return dict(message)


class _NoThread(IOPubThread):
    """Stands where ipykernel has a thread that sends: what it is given runs at once."""

    thread: Any
    io_loop: Any

    def __init__(self) -> None:
        self.thread = None
        # A stream's text goes out when it is flushed, never because time went by.
        self.io_loop = SimpleNamespace(call_later=lambda *args: None)

    def schedule(self, f: Callable[[], object]) -> None:
        f()


class _Stream(OutStream):
    """A kernel's stdout or stderr; takes up what was written straight to the descriptor, too."""

    def __init__(self, session: Session, name: str, descriptor: int) -> None:
        self._lock = threading.RLock()
        self._caught = tempfile.TemporaryFile()  # noqa: SIM115  # open as long as the process
        self._at = 0
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        super().__init__(session, _NoThread(), name, watchfd=False)
        # As with ipykernel: ``fileno()`` is where the kernel's own output went before.
        self._original_stdstream_copy = os.dup(descriptor)
        os.dup2(self._caught.fileno(), descriptor)

    def write(self, string: str) -> int:
        """Write after what the descriptor got before."""
        self._take_caught()
        return super().write(string) or 0

    def flush(self) -> None:
        """Send all of it."""
        self._take_caught()
        super().flush()

    def _take_caught(self) -> None:
        with self._lock:
            # pread leaves alone the place where others write.
            while caught := os.pread(self._caught.fileno(), 1 << 20, self._at):
                self._at += len(caught)
                super().write(self._decode(caught))


class _Kernel(IPythonKernel):
    def _abort_queues(self, *args: Any) -> None:
        """Leave the queues: one request is answered at a time, and papermill stops by itself."""


class KernelApp(IPKernelApp):
    """Sets a kernel up as ``python -m ipykernel_launcher`` does, but for what has a socket."""

    def _skip(self, **kwargs: Any) -> None:
        """Leave out a step that is about sockets."""

    init_connection_file = init_poller = init_heartbeat = _skip
    write_connection_file = log_connection_info = _skip

    def init_sockets(self) -> None:
        """Put a list where the sockets would be."""
        self.session = ListSession(parent=self)

    def init_io(self) -> None:
        """Set the display hook alone."""
        self.outstream_class = None  # type: ignore[assignment]  # streams come with each child
        super().init_io()

    def init_kernel(self) -> None:
        """Make the kernel, and with it the shell."""
        self.kernel = _Kernel.instance(
            parent=self,
            session=self.session,
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )
        self.kernel.shell_channel_thread = SimpleNamespace(parent_thread=threading.main_thread())
        self.displayhook.get_execution_count = lambda: self.kernel.execution_count

    def init_code(self) -> None:
        """Leave the person's own start-up files to each child."""

    def begin(self) -> None:
        """Take over this process's streams and run the start-up files: a notebook comes next."""
        sys.stdout = _Stream(self.session, "stdout", 1)
        sys.stderr = _Stream(self.session, "stderr", 2)
        super().init_code()
        sys.stdout.flush()
        sys.stderr.flush()
        self.session.sent.clear()
        self.kernel.io_loop = IOLoop.current()


@cache
def prepare_kernel() -> KernelApp:
    """Set the kernel up; a process does it once, before it is copied for each report."""
    app = KernelApp.instance()
    app.initialize(_ARGUMENTS)
    return app


class _Channel:
    """Where nbclient waits for messages: they are all there already."""

    def __init__(self, send: Callable[[Message], None]) -> None:
        self.waiting: deque[Message] = deque()
        self.send = send

    async def get_msg(self, timeout: float | None = None) -> Message:
        if not self.waiting:
            raise Empty
        return self.waiting.popleft()


class _Client:
    """What nbclient asks of a kernel's client, answered by the kernel in this process."""

    def __init__(self, app: KernelApp) -> None:
        self.kernel, self.session = app.kernel, app.session
        self.shell_channel, self.iopub_channel = _Channel(self._take), _Channel(self._take)
        self.has_kernel = True

    async def is_alive(self) -> bool:
        return True

    async def execute(self, code: str, *, store_history: bool, stop_on_error: bool) -> str:
        content = {
            "code": code,
            "silent": False,
            "store_history": store_history,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": stop_on_error,
        }
        return await self._ask(self.kernel.execute_request, "execute_request", content)

    def kernel_info(self) -> str:
        ask: Callable[..., str] = run_sync(self._ask)
        return ask(self.kernel.kernel_info_request, "kernel_info_request", {})

    async def _ask(self, answer: Callable[..., Any], kind: str, content: Mapping[str, Any]) -> str:
        """Have the kernel answer, then sort what it sent; give the request's id."""
        if self.kernel.shell.exit_now:
            raise DeadKernelError("Kernel died")
        request = self.session.msg(kind, content)
        self.kernel.set_parent([], request)
        self.kernel.pre_handler_hook()
        self.kernel._publish_status("busy", "shell")
        try:
            await answer(None, [], request)
        finally:
            self.kernel.post_handler_hook()
            sys.stdout.flush()
            sys.stderr.flush()
            self.kernel._publish_status("idle", "shell")
        while self.session.sent:
            message = self.session.sent.popleft()
            reply = message["msg_type"].endswith("_reply")
            (self.shell_channel if reply else self.iopub_channel).waiting.append(message)
        return str(request["msg_id"])

    def _take(self, message: Message) -> None:
        """Pass a widget's message on to the kernel."""
        self.kernel.shell_handlers[message["msg_type"]](None, [], message)


def run_here(
    manager: NotebookExecutionManager, tell: Callable[[int], None] = lambda cell: None
) -> None:
    """Run a notebook's cells in this process, as nbclient would in a fresh kernel.

    Parameters
    ----------
    manager : NotebookExecutionManager
        Papermill's hold on the notebook; its outputs are filled in.
    tell : callable
        Told the number of each of the template's code cells before it runs, from 1.
    """

    def tell_number(cell: Mapping[str, Any], cell_index: int) -> None:
        before = manager.nb.cells[: cell_index + 1]
        added = [c for c in before if "injected-parameters" in c.metadata.get("tags", [])]
        tell(sum(c.cell_type == "code" for c in before) - len(added))

    app = prepare_kernel()
    app.begin()
    client = _Client(app)
    runner = PapermillNotebookClient(manager, km=client, log=logger, on_cell_execute=tell_number)
    runner.kc = client
    runner.execute()
