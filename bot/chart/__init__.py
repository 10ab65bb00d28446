"""Pictures of figures: what may share one, its data, and the drawing.

``plan`` turns an answer into a ``Picture`` (plain data) with nothing but the standard library;
``draw`` turns that into a PNG and is the only module that imports matplotlib, so that whoever asks
for no picture pays for none.
"""
