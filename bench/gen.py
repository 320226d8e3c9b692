#!/usr/bin/env python3
"""Writes lists and guides of any size: M3U for origin's channels, XMLTV for the same ids.

  gen.py m3u N OUT [--origin http://127.0.0.1:9100] [--ace K]   N entries, the first K of them acestream:// ids
  gen.py xmltv CHANNELS PER_CHANNEL OUT [--desc BYTES]          PER_CHANNEL programmes each, from yesterday on
"""
import argparse
import time

LOREM = (
    "Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore "
    "magna aliqua &amp; ut enim ad minim veniam quis nostrud. "
)


def m3u(options):
    groups = max(5, min(300, options.n // 100))
    with open(options.out, "w", buffering=1 << 20) as out:
        out.write("#EXTM3U\n")
        for i in range(options.n):
            url = f"acestream://{i:040x}" if i < options.ace else f"{options.origin}/live/ch{i}.ts"
            out.write(
                f'#EXTINF:-1 tvg-id="ch{i}.bench" tvg-name="Channel {i:06d} HD" tvg-logo="http://logo.example/img/ch{i}.png"'
                f' group-title="Group {i % groups:03d}",Channel {i:06d} HD\n{url}\n'
            )


def xmltv(options):
    text = (LOREM * (options.desc // len(LOREM) + 1))[: options.desc].rsplit(" ", 1)[0]
    yesterday = int(time.time()) // 86400 * 86400 - 86400
    step = max(600, 7 * 86400 // options.per_channel // 60 * 60)
    times = [
        time.strftime("%Y%m%d%H%M%S +0000", time.gmtime(yesterday + k * step)) for k in range(options.per_channel + 1)
    ]
    with open(options.out, "w", buffering=1 << 20) as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tv SYSTEM "xmltv.dtd">\n<tv generator-info-name="bench">\n')
        for i in range(options.channels):
            out.write(
                f'  <channel id="ch{i}.bench"><display-name>Channel {i:06d} HD</display-name>'
                f'<icon src="http://logo.example/img/ch{i}.png"/></channel>\n'
            )
        for i in range(options.channels):
            for k in range(options.per_channel):
                out.write(
                    f'  <programme start="{times[k]}" stop="{times[k + 1]}" channel="ch{i}.bench">'
                    f'<title lang="en">Show {k % 97} of {i}</title><desc lang="en">{i}.{k} {text}</desc>'
                    f'<category lang="en">Cat {k % 13}</category></programme>\n'
                )
        out.write("</tv>\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(required=True)
    lists = kinds.add_parser("m3u")
    lists.add_argument("n", type=int)
    lists.add_argument("out")
    lists.add_argument("--origin", default="http://127.0.0.1:9100")
    lists.add_argument("--ace", type=int, default=0)
    lists.set_defaults(write=m3u)
    guides = kinds.add_parser("xmltv")
    guides.add_argument("channels", type=int)
    guides.add_argument("per_channel", type=int)
    guides.add_argument("out")
    guides.add_argument("--desc", type=int, default=180)
    guides.set_defaults(write=xmltv)
    options = parser.parse_args()
    options.write(options)


main()
