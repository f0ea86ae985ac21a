"""Convert files in one LibreOffice: [source, filter, target, filter options, password] each; run by the Python that has uno."""

import contextlib
import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import uno
from com.sun.star.beans import PropertyValue

PIPE = "ecoreport-corpus"


def prop(name: str, value: object) -> PropertyValue:
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def desktop() -> object:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            remote = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001  # uno's own classes, until the office listens
            time.sleep(0.5)
        else:
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
    raise TimeoutError("LibreOffice does not answer")


def main() -> None:
    jobs = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    with TemporaryDirectory() as profile:
        office = subprocess.Popen(
            ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{profile}", f"--accept=pipe,name={PIPE};urp;"]
        )
        top = desktop()
        for source, name, target, options, password in jobs:
            document = top.loadComponentFromURL(f"file://{source}", "_blank", 0, (prop("Hidden", value=True),))
            if document is None:
                sys.stderr.write(f"not opened: {source}\n")
                continue
            properties = [
                prop("FilterName", name),
                *([prop("FilterOptions", options)] if options else []),
                *([prop("Password", password)] if password else []),
            ]
            try:
                document.storeToURL(f"file://{target}", tuple(properties))
            except Exception as fault:  # noqa: BLE001  # a filter that this LibreOffice lacks
                sys.stderr.write(f"{name}: {fault}\n")
            document.close(True)
        with contextlib.suppress(Exception):  # the bridge closes under the call
            top.terminate()
        office.wait(30)


if __name__ == "__main__":
    main()
