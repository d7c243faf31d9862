"""Measurements of the atlas: ``python -m bench [PART …] [--quick]``.

It starts everything itself on this machine and asks no other host.  Beside the packages of
``requirements-dev.txt`` it needs Chromium and, for the pages the atlas is compared with::

    python -m pip install -r bench/requirements.txt
    npm install --prefix bench

What is missing becomes a row that says so.  A full run takes about twenty minutes and writes
``bench/RESULTS.md``; one of some parts, or a quick one, only prints.
"""
