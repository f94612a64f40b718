"""The demo: two tours through Thuringian towns, our own words, pictures and sounds."""
