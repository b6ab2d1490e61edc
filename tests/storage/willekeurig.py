"""Random texts that are mostly TOML: headers, keys with values of every form, comments that look like either."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = st.sampled_from(["a", "b-1", "2026", '"q.r"', "'l'", '"\\""', '""'])
SCALARS = st.sampled_from(
    [
        *(
            "1",
            "-1_0.5",
            "true",
            '"s]#"',
            "'}'",
            '"""m\n["""',
            "'''\n#'''",
            "1979-05-27",
            "1979-05-27 07:32:00",
            "+inf",
            "6e-3",
        ),
        *('"""a"""""', "'''a''''", '"\\\\"', '"""\\""""', "'\\'", '""', "''''''"),
    ]
)


def _lists(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    gaps = st.sampled_from(["", " ", "\n", " # ]\n"])
    lists = st.tuples(st.lists(st.tuples(values, gaps), max_size=3), gaps).map(
        lambda p: "[" + p[1] + ",".join(f"{v}{gap}" for v, gap in p[0]) + "]"
    )
    tables = st.lists(st.tuples(WORDS, values), max_size=3, unique_by=lambda kv: kv[0]).map(
        lambda kvs: "{" + ", ".join(f"{k} = {v}" for k, v in kvs) + "}"
    )
    return lists | tables


VALUES = st.recursive(SCALARS, _lists, max_leaves=6)


@st.composite
def documents(draw: st.DrawFn) -> str:
    lines: list[str] = []
    for _ in range(draw(st.integers(0, 6))):
        key = ".".join(draw(st.lists(WORDS, min_size=1, max_size=3)))
        comment = draw(st.sampled_from(["", " # [c] = {", "  "]))
        kind = draw(st.integers(0, 3))
        lines.append(f"[{key}]{comment}" if not kind else f"{key} = {draw(VALUES)}{comment}")
        lines += draw(st.lists(st.sampled_from(["", "# c", "  "]), max_size=1))
    return "\n".join(lines) + draw(st.sampled_from(["", "\n"]))


LOOSE = st.lists(st.sampled_from([*"a1.=#[]{},\n\r'\"\\é ", "\r\n", '"""', "'''", "\\x"]), max_size=40).map("".join)
"""What TOML is made of, in no order."""
