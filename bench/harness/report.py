"""Medians, spreads, the text and markdown tables and the plot."""
from statistics import median

# (load, field, label, unit, higher is better)
ROWS = [
    ("produce", "mib_per_second", "produce, wall", "MiB/s", True),
    ("produce", "mib_per_core_second", "produce, per server core", "MiB/CPU s", True),
    ("produce", "ack_p99_ms", "produce at full rate, ack p99 with the client's queue", "ms", False),
    ("tail", "mib_per_second", "tail fetch, wall", "MiB/s", True),
    ("tail", "mib_per_core_second", "tail fetch, per server core", "MiB/CPU s", True),
    ("catch-up", "mib_per_second", "read everything just written, wall", "MiB/s", True),
    ("catch-up", "mib_per_core_second", "read everything just written, per server core", "MiB/CPU s", True),
    ("e2e-100", "p50_ms", "end to end, 100 records/s, p50", "ms", False),
    ("e2e-100", "p99_ms", "end to end, 100 records/s, p99", "ms", False),
    ("e2e-1000", "p50_ms", "end to end, 1,000 records/s, p50", "ms", False),
    ("e2e-1000", "p99_ms", "end to end, 1,000 records/s, p99", "ms", False),
    ("e2e-1000", "p999_ms", "end to end, 1,000 records/s, p99.9", "ms", False),
    ("java-produce", "mib_per_second", "Java produce, wall", "MiB/s", True),
    ("java-produce", "mib_per_core_second", "Java produce, per server core", "MiB/CPU s", True),
    ("java-consume", "mib_per_second", "Java read everything, wall", "MiB/s", True),
    ("java-consume", "mib_per_core_second", "Java read everything, per server core", "MiB/CPU s", True),
    ("java-e2e", "p50_ms", "Java end to end, one record at a time, p50", "ms", False),
    ("java-e2e", "p99_ms", "Java end to end, one record at a time, p99", "ms", False),
    ("memory", "peak_rss_mib", "peak RSS over all loads", "MiB", False),
    ("objects", "bytes_per_object", "bytes per object at full rate", "bytes", True),
]


def cell_values(rounds, server, load, field):
    return [r["results"][load][field] for r in rounds
            if r["server"] == server and field in r["results"].get(load, {})]


def number(value):
    if value >= 10000:
        return f"{value:,.0f}"
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def cell(values):
    if not values:
        return "-"
    if len(values) == 1:
        return number(values[0])
    return f"{number(median(values))} ({number(min(values))}-{number(max(values))})"


def failures(rounds, server, load):
    return [r["results"][load]["error"] for r in rounds
            if r["server"] == server and "error" in r["results"].get(load, {})]


def table(data):
    """List of rows of strings; the first is the heading."""
    servers = data["servers"]
    rows = [["median (min-max)", "unit"] + [s["title"] for s in servers]]
    for load, field, label, unit, _ in ROWS:
        values = [cell_values(data["rounds"], s["name"], load, field) for s in servers]
        cells = [cell(v) if v else ("failed" if failures(data["rounds"], s["name"], load) else "-")
                 for v, s in zip(values, servers)]
        if any(c != "-" for c in cells):
            rows.append([label, unit] + cells)
    for field, label, unit in (("syncs_per_second", "disk syncs per second, produce", "1/s"),
                               ("syncs_per_mib", "disk syncs per MiB, produce", "1/MiB")):
        cells = [number(data["syncs"][s["name"]][field]) if s["name"] in data.get("syncs", {}) else "-" for s in servers]
        if any(c != "-" for c in cells):
            rows.append([label, unit] + cells)
    light = data.get("light_rss_mib", {})
    if light:
        rows.append(["peak RSS, nothing but 1,000 records/s", "MiB"] +
                    [number(light[s["name"]]) if s["name"] in light else "-" for s in servers])
    cold = data.get("cold_start", {})
    if cold:
        rows.append(["cold start to first acknowledged record", "s"] + [cell(cold.get(s["name"], [])) for s in servers])
    return rows


def as_text(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(c.ljust(w) if i < 2 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths))) for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0])] + lines[1:]) + "\n"


def as_markdown(rows):
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * 2 + "---:|" * (len(rows[0]) - 2))
    return "\n".join(lines) + "\n"


# ---- plot: plain SVG, no library --------------------------------------------------------------------------------

PLOTS = [("produce", "mib_per_core_second", "produce, MiB per server CPU second"),
         ("tail", "mib_per_core_second", "tail fetch, MiB per server CPU second"),
         ("produce", "mib_per_second", "produce, MiB/s wall"),
         ("tail", "mib_per_second", "tail fetch, MiB/s wall"),
         ("e2e-1000", "p50_ms", "end to end p50 at 1,000/s, ms (lower is better)"),
         ("e2e-1000", "p99_ms", "end to end p99 at 1,000/s, ms (lower is better)"),
         ("memory", "peak_rss_mib", "peak RSS, MiB (lower is better)")]
COLORS = ["#8a8f98", "#c9a227", "#1f77b4", "#2ca02c"]


def _panel(data, load, field, title, x, y, width):
    out = [f'<text x="{x}" y="{y + 14}" font-size="13" font-weight="bold">{title}</text>']
    bars = [(s["title"], cell_values(data["rounds"], s["name"], load, field)) for s in data["servers"]]
    top = max([max(v) for _, v in bars if v] or [1]) or 1
    space = width - 290
    for i, (label, values) in enumerate(bars):
        row = y + 24 + i * 22
        out.append(f'<text x="{x}" y="{row + 13}" font-size="12">{label}</text>')
        if not values:
            continue
        middle = median(values)
        out.append(f'<rect x="{x + 185}" y="{row + 2}" width="{middle / top * space:.1f}" height="15" '
                   f'fill="{COLORS[i % len(COLORS)]}"/>')
        low, high = (x + 185 + v / top * space for v in (min(values), max(values)))
        out.append(f'<path d="M{low:.1f} {row + 9.5} H{high:.1f} M{low:.1f} {row + 5} v9 M{high:.1f} {row + 5} v9" '
                   f'stroke="#222" fill="none"/>')
        out.append(f'<text x="{max(high, x + 185 + middle / top * space) + 6:.1f}" y="{row + 14}" font-size="12">'
                   f'{number(middle)}</text>')
    return "\n".join(out)


def as_svg(data):
    panel_height, width = 40 + 22 * len(data["servers"]), 760
    height = panel_height * len(PLOTS) + 20
    panels = [_panel(data, *plot, 12, 10 + i * panel_height, width) for i, plot in enumerate(PLOTS)]
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif">\n'
            f'<rect width="100%" height="100%" fill="white"/>\n' + "\n".join(panels) + "\n</svg>\n")
