"""``make bench``: measure what the project promises about its speed. ``python -m bench --short`` is a quick look.

Times depend on the machine and on what else it does; ratios between targets of one run do not, or hardly.
"""

from __future__ import annotations

import argparse
import os

import psutil

from bench import browser, goals, growth, pictures, rosters, speed
from bench.stage import stage


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("--short", action="store_true", help="fewer rounds, and without the grown databases")
    short = asked.parse_args().short
    print(f"{os.cpu_count()} cores, {psutil.getloadavg()[0]:.1f} of them busy before we began", flush=True)
    with stage() as on:
        targets = speed.compare(on, rounds=4 if short else 20, seconds=0.25)
        print(f"\n{speed.told(targets)}", flush=True)
        met = goals.of_speed(targets)
        met += goals.of_bodies(speed.bodies(on))
        visits, times = browser.look(on)
        print(f"\n{browser.told(visits, times)}", flush=True)
        met += goals.of_browser(visits, times)
        long = rosters.compare(on)
        print(f"\n{rosters.told(long)}", flush=True)
        sent = pictures.send(on)
        print(f"\n{pictures.told(sent)}", flush=True)
        met += goals.of_rosters(long) + goals.of_pictures(sent)
        if not short:
            grown = growth.compare(on)
            print(f"\n{growth.told(grown)}", flush=True)
            met += goals.of_growth(grown)
        print(f"\n{goals.told(met)}")


if __name__ == "__main__":
    main()
