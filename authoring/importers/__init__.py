"""Importers: files in, a plan out; a format a file. No database, no Flask.

    read(files) → Plan                 the door; what is behind it runs in a process with limits
    gpx, geojson, csv_file, kml, photos   a reader each, ``Source`` → ``Plan``
    features, cells, columns           what maps and tables share: rows, columns, geometries → drafts and lines
    encoding, source, archive, texts   bytes: what they are, how large, what they say
    positions, lines                   places: read, doubted, thinned, measured, cut at stops

A new format is one reader here and one ``case`` in ``read``.
"""
