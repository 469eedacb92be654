"""The dashboard: what a visitor's run shows, and the application that serves it.

``streamlit run app.py`` imports this file once for the application, then runs it for each visitor.
"""

import streamlit as st

if __name__ == "__main__":
    from multivector.ui import frame

    page = frame.navigate()
    collection = frame.draw(page)
    page.run()
    frame.draw_footer(collection)
else:
    from multivector.server import application

    app = st.App(
        __file__,
        routes=application.routes(st.get_option("server.baseUrlPath")),
        middleware=application.middleware(),
        lifespan=application.lifespan,
    )
