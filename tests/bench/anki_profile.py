"""Somebody who has used Anki before, in the folder that is named: it asks nothing when it starts."""

import sys
from pathlib import Path

from aqt.profiles import ProfileManager

profiles = ProfileManager(Path(sys.argv[1]))
profiles.setupMeta()
profiles.create("Renee")
profiles.load("Renee")
profiles.meta["firstRun"] = False
profiles.meta["check_for_updates"] = False
profiles.setLang("en_US")
profiles.save()
