"""The kernels of a run: this interpreter, private sockets, one environment, and a way to stop them all."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from itertools import count
from pathlib import Path

import ipykernel.kernelspec
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

# Wherever the run is started. Figures depend on it: HarfBuzz spaces letters by the rules of the locale's language.
ENVIRONMENT = {"LC_ALL": "C", "LANGUAGE": "", "PYTHONUTF8": "1", "TZ": "UTC"}


class Kernels:
    """The kernels of one run, which another thread can stop. Use it as a context.

    Every kernel is this very interpreter, whatever kernel a notebook names, without the user's IPython
    profile, in one locale and time zone. Its sockets are files in a private folder (on Windows encrypted TCP): so ports cannot collide,
    and ipykernel has no unencrypted TCP to warn of. Its own log is off: it reports the interrupt that every
    shutdown begins with.
    """

    def __init__(self):
        self.stopped = False
        self._managers: list[AsyncKernelManager] = []
        self._numbers = count(1)

    def __enter__(self) -> Kernels:
        # The path of a socket may have some 100 bytes.
        short = len(os.fsencode(tempfile.gettempdir())) <= 60 or os.name == "nt"
        self._folder = Path(tempfile.mkdtemp(prefix="fazhi-", dir=None if short else "/tmp"))
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def stop(self) -> None:
        """Kill every kernel and let no other start."""
        self.stopped = True
        for manager in list(self._managers):
            provisioner = manager.provisioner
            if provisioner is None or provisioner.process is None:
                continue
            try:
                if hasattr(os, "killpg") and provisioner.pgid:
                    os.killpg(provisioner.pgid, signal.SIGKILL)
                else:
                    provisioner.process.kill()
            except OSError:
                pass  # it has ended by itself

    def manager(self, environment: Mapping[str, str]) -> type[AsyncKernelManager]:
        """Return the class of manager that starts kernels with these environment variables added."""
        kernels = self
        own = {"IPYTHONDIR": str(self._folder / "ipython")}
        environment = {**os.environ, **ENVIRONMENT, **own, **environment}

        class Manager(AsyncKernelManager):
            def __init__(self, **options):
                super().__init__(**options)
                self.connection_file = str(kernels._folder / f"{next(kernels._numbers)}.json")
                if sys.platform == "win32":
                    self.transport_encryption = "auto"
                else:
                    self.transport = "ipc"
                    self.ip = self.connection_file.removesuffix(".json")

            @property
            def kernel_spec(self):
                spec = ipykernel.kernelspec.get_kernel_dict(["--IPKernelApp.log_level=50"])
                return KernelSpec(resource_dir=str(ipykernel.kernelspec.RESOURCES), **spec)

            async def start_kernel(self, **options):
                if kernels.stopped:
                    raise RuntimeError("the run was interrupted")
                kernels._managers.append(self)
                # What a cell writes comes as a message; what a dying kernel writes beside helps nobody.
                await super().start_kernel(env=environment, stderr=subprocess.DEVNULL, **options)
                if kernels.stopped:
                    kernels.stop()

        return Manager
