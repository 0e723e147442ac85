"""``make bench``: measure what the project promises about its speed. ``python -m bench --short`` is a quick look.

Times depend on the machine and on what else it does; ratios between targets of one run do not, or hardly.
"""

from __future__ import annotations

import argparse
import os

import psutil

from bench import beside, browser, checking, endings, goals, growth, night, pictures, rosters, speed
from bench.stage import stage


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer rounds, and without the grown databases")
    short = parser.parse_args().short
    print(f"{os.cpu_count()} cores, {psutil.getloadavg()[0]:.1f} of them busy before we began", flush=True)
    with stage() as on:
        targets = speed.compare(on, rounds=4 if short else 20, seconds=0.25)
        print(f"\n{speed.report(targets)}", flush=True)
        met = goals.of_speed(targets)
        met += goals.of_bodies(speed.bodies(on))
        visits, times = browser.look(on)
        print(f"\n{browser.report(visits, times)}", flush=True)
        met += goals.of_browser(visits, times)
        played = night.compare(on, rounds=4 if short else 20, seconds=0.25)
        print(f"\n{night.report(played)}", flush=True)
        met += goals.of_night(played)
        times_of_check = checking.measure()
        print(f"\n{checking.report(times_of_check)}", flush=True)
        met += goals.of_checking(times_of_check)
        long = rosters.compare(on)
        print(f"\n{rosters.report(long)}", flush=True)
        sent = pictures.send(on)
        print(f"\n{pictures.report(sent)}", flush=True)
        met += goals.of_rosters(long) + goals.of_pictures(sent)
        others = beside.compare(on)
        print(f"\n{beside.report(others)}", flush=True)
        ended = endings.measure()
        print(f"\n{endings.report(ended)}", flush=True)
        met += goals.of_others(others) + goals.of_endings(ended)
        if not short:
            grown = growth.compare(on)
            print(f"\n{growth.report(grown)}", flush=True)
            met += goals.of_growth(grown)
        print(f"\n{goals.report(met)}")


if __name__ == "__main__":
    main()
