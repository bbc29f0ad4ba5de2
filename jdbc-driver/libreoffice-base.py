#!/usr/bin/python3
"""Asks Weft through LibreOffice Base, without a window.

Usage: libreoffice-base.py WEFT_JDBC_JAR URL...
Needs Debian's libreoffice-base, libreoffice-java-common and python3-uno.
"""
import pathlib
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue

QUERY = "SELECT sensor, COUNT(*) AS flows, MAX(stime) AS last FROM flows GROUP BY sensor ORDER BY sensor"


def start(profile):
    """A LibreOffice of its own, and its desktop's context."""
    office = subprocess.Popen([
        "soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{profile}",
        "--accept=pipe,name=weft;urp;"])
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            return office, resolver.resolve("uno:pipe,name=weft;urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.5)
    office.kill()
    sys.exit("LibreOffice does not answer")


def show(context, jar, url):
    manager = context.ServiceManager
    driver = manager.createInstanceWithContext("com.sun.star.comp.sdbc.JDBCDriver", context)
    settings = (PropertyValue("JavaDriverClass", 0, "dev.weft.jdbc.WeftDriver", 0),
                PropertyValue("JavaDriverClassPath", 0, pathlib.Path(jar).resolve().as_uri(), 0))
    connection = driver.connect(url, settings)
    try:
        tables = connection.getMetaData().getTables(None, "%", "%", ())
        names = []
        while tables.next():
            names.append(tables.getString(3))
        print("tables:", ", ".join(names))
        rows = connection.createStatement().executeQuery(QUERY)
        while rows.next():
            print(rows.getString(1), rows.getLong(2), rows.getString(3), sep="\t")
    finally:
        connection.close()


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as profile:
        office, context = start(profile)
        try:
            for url in sys.argv[2:]:
                show(context, sys.argv[1], url)
        finally:
            office.terminate()
            office.wait()


main()
