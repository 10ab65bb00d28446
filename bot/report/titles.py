"""What the titles of reports are told by."""

from __future__ import annotations

import re

#: How the title of a report ends.
TITLE_END = re.compile(r"(?:报告|总结|公报|规划|纲要|要点|意见|方案|计划|通报|情况|思路)[①②]?$")
