# corpus: strict not checked
#!/usr/bin/env python3
"""Inserts suppression comments into a file for the findings of a JSON report."""
import argparse
import json
import sys

TEMPLATE = "{indent}# lock-audit: allow {rules} -- {reason}\n"
USAGE = r"""
    # lock-audit: allow LCK001
    # lock-audit: allow LCK12345 -- unknown
"""


def annotate(lines, findings, reason):
    by_line = {}
    for f in findings:
        by_line.setdefault(f["line"], []).append(f["rule"])
    out = []
    for number, text in enumerate(lines, 1):
        rules = by_line.get(number)
        if rules:
            indent = text[: len(text) - len(text.lstrip())]
            out.append(TEMPLATE.format(indent=indent, rules=", ".join(sorted(rules)), reason=reason))
        out.append(text)
    return out


def main(argv=None):
    ap = argparse.ArgumentParser(epilog=USAGE)
    ap.add_argument("report")
    ap.add_argument("--reason", required=True)
    args = ap.parse_args(argv)
    with open(args.report, encoding="utf-8") as fh:
        report = json.load(fh)
    sys.stdout.write("".join(annotate([], report["findings"], args.reason)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
