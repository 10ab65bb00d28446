"""Pictures of figures: what may share one, its data, and the drawing.

``plan`` turns an answer into a ``Picture`` (plain data) with nothing but the standard library;
``draw`` turns that into a PNG and is the only module that imports matplotlib, so that whoever asks
for no picture pays for none.
"""

from __future__ import annotations

import logging

# While it is imported it remarks that its cache of fonts cannot be written (a read-only home): nothing to tell people.
logging.getLogger("matplotlib").setLevel(logging.ERROR)
