"""Compares `wijkfonds disclose` with the tau-ARGUS engine (`pip install "pytauargus[dataframe]" scipy`).

    python tests/python/compare_disclosure.py target/release/wijkfonds [seed ...] > docs/disclosure-comparison.md

Two tables per region, 16 regions per seed, the same files for both. Every hidden primary cell of ours is attacked
with linear programs written here, in values, and solved by HiGHS; and audited by `wijkfonds disclose --audit`. HiGHS
takes seconds a region: the environment variable `ATTACKED` says how many regions of each seed it gets, of 16.
"""

import datetime
import importlib.metadata
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np
import pandas as pd
import pytauargus
from scipy.optimize import linprog
from scipy.sparse import lil_matrix

TABLES = [("category", "insurer", "quarter"), ("neighbourhood", "category")]
OUTSIDER = "insider_coalition = false\nrespondents_subtract = false\n"
STRICT = "insider_coalition = true\nrespondents_subtract = true\n"


def regions(seed):
    """16 regions with 180-420 projects each."""
    dice = np.random.default_rng(seed)

    def draw(weights, names, count):
        weights = np.array(weights, dtype=float)
        return dice.choice(names, size=count, p=weights / weights.sum())

    for _ in range(16):
        count = int(dice.integers(180, 421))
        yield pd.DataFrame({
            "neighbourhood": draw([1 / (k + 1) ** 0.8 for k in range(40)], [f"N{k:02}" for k in range(40)], count),
            "category": draw([1 / (k + 1) for k in range(8)], [f"C{k}" for k in range(8)], count),
            "insurer": draw([40, 25, 18, 12, 5], [f"I{k}" for k in range(5)], count),
            "quarter": dice.choice(["Q1", "Q2", "Q3", "Q4"], size=count),
            "euro": np.maximum(1, np.round(dice.lognormal(8.6, 1.0, count))).astype(int),
        })


def spec(dims, policy):
    names = ", ".join(f'"{name}"' for name in dims)
    rules = "minimum_frequency = 3\np_percent = 15\nmargin_percent = 10\nzero_cells = \"safe\"\n"
    return f'dimensions = [{names}]\nvalue = "euro"\n[policy]\n{rules}{policy}'


def ours(program, frame_file, spec_file):
    start = time.perf_counter()
    ran = subprocess.run([program, "disclose", "--input", frame_file, "--spec", spec_file, "--json"],
                         capture_output=True, text=True)
    seconds = time.perf_counter() - start
    return (json.loads(ran.stdout) if ran.returncode == 0 else None), seconds, ran.stderr.strip()


def cube(frame, dims):
    """True values and contributions by key, margins included."""
    values = {}
    for row in frame.itertuples(index=False):
        for mask in range(2 ** len(dims)):
            key = tuple("Total" if mask >> at & 1 else getattr(row, name) for at, name in enumerate(dims))
            values.setdefault(key, []).append(row.euro)
    return {key: sorted(parts, reverse=True) for key, parts in values.items()}


def attack(frame, dims, cells):
    """How many primary cells are narrower than the rules ask, and hidden cells known exactly; by HiGHS."""
    truth = cube(frame, dims)
    hidden = [tuple(cell["keys"]) for cell in cells if cell["status"] in ("primary", "secondary")]
    place = {key: at for at, key in enumerate(hidden)}
    rows, right = [], []
    codes = [sorted({key[at] for key in truth} - {"Total"}) for at in range(len(dims))]
    for key in truth:
        for at in range(len(dims)):
            if key[at] != "Total":
                continue
            line, known = {}, 0
            for code in codes[at] + ["Total"]:
                sign = -1 if code == "Total" else 1
                other = key[:at] + (code,) + key[at + 1:]
                if other in place:
                    line[place[other]] = sign
                else:
                    known += sign * sum(truth.get(other, []))
            if line:
                rows.append(line)
                right.append(-known)
    matrix = lil_matrix((len(rows), len(hidden)))
    for number, line in enumerate(rows):
        for at, sign in line.items():
            matrix[number, at] = sign
    matrix, narrow, known = matrix.tocsr(), 0, 0
    status = {tuple(cell["keys"]): cell["status"] for cell in cells}
    for key in hidden:
        parts, bounds = truth[key], []
        for sign in (1, -1):
            cost = np.zeros(len(hidden))
            cost[place[key]] = sign
            bounds.append(sign * linprog(cost, A_eq=matrix, b_eq=right, method="highs").fun)
        level = 0.15 * parts[0] - sum(parts[2:])
        value, slip = sum(parts), 1e-6 * (1 + sum(parts))
        known += bounds[1] - bounds[0] < slip
        if status[key] == "primary":
            level = level if level > 0 else 0.1 * value
            narrow += bounds[0] > value - level + slip or bounds[1] < value + level - slip
    return narrow, known


def peer(frame, dims):
    start = time.perf_counter()
    result = pytauargus.protect(frame, list(dims), response="euro", safety_rules="FREQ(3,10)|P(15,1)", suppress="MOD(1)")
    return result, time.perf_counter() - start


ATTACKED = int(os.environ.get("ATTACKED", "16"))


def one(program, seed, dims, folder):
    """All 16 regions of a seed: figures of the peer, of ours, and of our stricter default."""
    sums = {name: dict(primary=0, secondary=0, hidden=0, seconds=0.0, refused=0) for name in ("peer", "ours", "strict")}
    checks = dict(other_primaries=0, narrow=0, known=0, audited=0, all_value=0)
    for number, frame in enumerate(regions(seed)):
        file = folder / "micro.csv"
        frame.to_csv(file, index=False)
        truth = {key: sum(parts) for key, parts in cube(frame, dims).items()}
        checks["all_value"] += sum(truth.values())
        result, seconds = peer(frame, dims)
        rows = result.tables[0].rows
        patterns = {"peer": {tuple(str(row[name]) for name in dims): row["status"] for row in rows}}
        sums["peer"]["seconds"] += seconds
        for name, policy in (("ours", OUTSIDER), ("strict", STRICT)):
            spec_file = folder / f"{name}.toml"
            spec_file.write_text(spec(dims, policy))
            answer, seconds, error = ours(program, str(file), str(spec_file))
            sums[name]["seconds"] += seconds
            if answer is None:
                sums[name]["refused"] += 1
                print(error, file=sys.stderr)
                continue
            patterns[name] = {tuple(cell["keys"]): cell["status"] for cell in answer["cells"]}
            if name == "ours":
                narrow, known = attack(frame, dims, answer["cells"]) if number < ATTACKED else (0, 0)
                checks["narrow"] += narrow
                checks["known"] += known
                protected = folder / "protected.json"
                protected.write_text(json.dumps(answer))
                command = [program, "disclose", "--audit", protected, "--input", file, "--spec", spec_file]
                checks["audited"] += subprocess.run(command, capture_output=True).returncode == 0
        for name, pattern in patterns.items():
            first = {key for key, status in pattern.items() if status in ("U", "primary")}
            second = {key for key, status in pattern.items() if status in ("D", "M", "secondary")}
            sums[name]["primary"] += len(first)
            sums[name]["secondary"] += len(second)
            sums[name]["hidden"] += sum(truth[key] for key in second)
            if name == "peer":
                theirs = first
            elif name == "ours":
                checks["other_primaries"] += len(first ^ theirs)
    return sums, checks


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    seeds = [int(seed) for seed in sys.argv[2:]] or [20261122, 1, 2]
    version = importlib.metadata.version
    print("# Disclosure control beside tau-ARGUS\n")
    print(f"Measured on {datetime.date.today()} by `tests/python/compare_disclosure.py`, with pytauargus "
          f"{version('pytauargus')}, scipy {version('scipy')}, Python {sys.version.split()[0]} and "
          f"`{subprocess.run([program, '--version'], capture_output=True, text=True).stdout.strip()}`, all in one run on "
          "one machine with two shared cores. Seconds are for all 16 regions: of ours as whole processes, with reading, "
          "protection and audit; of the peer as calls in a process that runs already. *Strict* is our policy in force: "
          "three insiders in coalition, respondents who subtract. A table that is refused is in no other figure.\n")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        # the peer leaves logs where it runs
        os.chdir(folder)
        for dims in TABLES:
            print(f"## {' × '.join(dims)}\n")
            print("| seed | who | primary | secondary | of value | seconds | refused |\n|---|---|---|---|---|---|---|")
            notes = []
            for seed in seeds:
                sums, checks = one(program, seed, dims, folder)
                for who, figures in sums.items():
                    share = 100 * figures["hidden"] / checks["all_value"]
                    print(f"| {seed} | {who} | {figures['primary']} | {figures['secondary']} | {share:.3f} % | "
                          f"{figures['seconds']:.2f} | {figures['refused']} |", flush=True)
                notes.append(f"- seed {seed}: {checks['other_primaries']} primary cells differ from the peer's; by HiGHS, in {min(ATTACKED, 16)} regions, "
                             f"{checks['narrow']} intervals too narrow and {checks['known']} hidden cells known exactly; "
                             f"{checks['audited']} of 16 tables pass `--audit`.")
            print("\n" + "\n".join(notes) + "\n", flush=True)


if __name__ == "__main__":
    main()
