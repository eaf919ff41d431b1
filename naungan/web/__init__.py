"""The console: server-rendered pages in English and Malay. One file per noun; the look is in static/css/naungan.css."""
