"""How the offline base map is made: from public packages to ``data/basemap/``.

Nothing here is needed to run the atlas; the outputs are part of the
repository. A rebuild needs the Python packages of ``requirements.txt`` and the
commands ``apt-get``, ``dpkg``, ``pip`` and ``npm``::

    python -m geo basemap --work build/basemap      fetch, build, write
    python -m geo basemap --check                   compare outputs with checksums

=============== ==========================================================
module          its one job
=============== ==========================================================
``extent``      which part of the world, at which zoom
``fetch``       pinned packages → a work folder
``sources``     one reader per source file → shapely geometries, arrays
``geometry``    Mercator, simplification by place, exact GeoJSON
``hydrography`` coast, lakes and rivers; the waters drawn by hand
``borders``     modern border lines, mended at Lake Khasan
``territories`` ``lines.json`` (drawn by hand) and ``tenures.json`` (who held
                what, when) → ``polities`` and ``boundaries``
``claims``      the disputed stretches → ``claims``
``labels``      the tables ``labels.csv`` → ``labels.json``
``palette``     the two styles, light and dark
``terrain``     relief and sea floor → colour rasters
``painter``     one block of tiles → pixels
``tileset``     tiles → MBTiles
``fonts``       the web fonts and their style sheet
``print_fonts`` the fonts of the handout, made from the web fonts and Noto Sans CJK
``build``       the order of it all
=============== ==========================================================

``unit_symbols.js`` makes the signs of units after APP-6 in ``geo/assets/``, by itself, with Deno and milsymbol (MIT).
"""
