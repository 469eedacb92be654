"""The dashboard: page list, frame, and the page that was asked for."""

from multivector.ui import frame

page = frame.navigate()
collection = frame.draw(page)
page.run()
frame.draw_footer(collection)
