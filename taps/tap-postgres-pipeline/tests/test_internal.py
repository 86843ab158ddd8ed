"""Internal-only filtering: lists from seeds, right for none, one and many, and never left out."""

from __future__ import annotations

import duckdb
import pytest
from tap_common.errors import ConfigurationError
from tap_postgres_pipeline.internal import KEYS, InternalLists
from tap_postgres_pipeline.manifest import Entry
from tap_postgres_pipeline.query import parse

WINDOW = "updated_at BETWEEN '{BEGIN_TIMESTAMP}'::timestamp AND '{END_TIMESTAMP}'::timestamp"
FILES = {
    "internal_gitlab_namespaces.csv": "namespace_id, namespace_path",
    "internal_gitlab_projects.csv": "project_id,project_path",
    "projects_part_of_product.csv": "project_path,project_id, owner",
    "projects_part_of_product_ops.csv": "project_id,project_path",
    "masked_internal_projects.csv": "project_id",
}


@pytest.fixture
def seeds(tmp_path):
    def write(**rows):
        for name, header in FILES.items():
            lines = [header, *rows.get(name.removesuffix(".csv"), [])]
            (tmp_path / "seed_data").mkdir(exist_ok=True)
            (tmp_path / "seed_data" / name).write_text("\n".join(lines) + "\n")
        return tmp_path

    return write


def ids(folder, filtering, query=f"SELECT id FROM t WHERE {WINDOW}"):
    """Run the filter on rows 1 to 9, whose path is `p<id>` and whose parent is their id."""
    entry = Entry("t", "T", query, "s", "t", ("id",), filtering)
    sql = parse(entry, "m.yml", InternalLists(folder)).base()
    duck = duckdb.connect()
    duck.execute(
        "CREATE TABLE t AS SELECT n AS id, 'p' || n AS path, n AS parent, now() AS updated_at FROM range(1, 10) r(n)"
    )
    return {row[0] for row in duck.execute(sql).fetchall()}


@pytest.mark.parametrize(("namespaces", "expected"), [([], set()), (["3,p3"], {3}), (["3,p3", "4,p4", "4,p4"], {3, 4})])
def test_none_one_and_many(seeds, namespaces, expected):
    folder = seeds(internal_gitlab_namespaces=namespaces)
    everyone = set(range(1, 10))
    assert ids(folder, "AND id IN {INTERNAL_NAMESPACE_IDS}") == expected
    assert ids(folder, "AND id in ({INTERNAL_NAMESPACE_IDS})") == expected
    assert ids(folder, "AND (id IN {INTERNAL_NAMESPACE_IDS} OR parent IN {INTERNAL_PROJECT_IDS})") == expected
    assert ids(folder, "AND id NOT IN {INTERNAL_NAMESPACE_IDS}") == everyone - expected
    assert ids(folder, "AND path IN {INTERNAL_NAMESPACE_PATHS}") == expected
    assert ids(folder, "WHERE path IN {INTERNAL_PATHS}", "SELECT id FROM t") == expected


def test_three_seeds_make_the_projects_and_paths_are_quoted(seeds):
    folder = seeds(
        internal_gitlab_projects=["1,p1"],
        projects_part_of_product=['p2,2,"O\'Neil"'],
        projects_part_of_product_ops=["5,it's"],
        internal_gitlab_namespaces=["7,p7"],
    )
    assert ids(folder, "AND id IN {INTERNAL_PROJECT_IDS}") == {1, 2, 5}
    assert ids(folder, "AND path IN {INTERNAL_PROJECT_PATHS}") == {1, 2}
    assert ids(folder, "AND path IN {INTERNAL_PATHS}") == {1, 2, 7}


def test_masked_projects_keep_their_rows_and_lose_their_texts(seeds):
    folder = seeds(masked_internal_projects=["2"])
    query = "SELECT CASE WHEN id IN {MASKED_PROJECT_IDS} THEN '**MASKED**' ELSE path END AS path FROM t WHERE id < 4"
    entry = Entry("t", "T", query, "s", "t", ("id",))
    duck = duckdb.connect()
    duck.execute("CREATE TABLE t AS SELECT n AS id, 'p' || n AS path FROM range(1, 10) r(n)")
    sql = parse(entry, "m.yml", InternalLists(folder)).base()
    assert [row[0] for row in duck.execute(sql).fetchall()] == ["p1", "**MASKED**", "p3"]


@pytest.mark.parametrize("key", sorted(KEYS))
def test_a_missing_seed_is_an_error_and_never_an_open_query(tmp_path, key):
    with pytest.raises(ConfigurationError, match="nothing of this table is read"):
        ids(tmp_path, f"AND id IN {{{key}}}")


@pytest.mark.parametrize(
    ("filtering", "part"),
    [
        ("AND id = {INTERNAL_PROJECT_IDS}", "must stand behind IN"),
        ("AND id IN {INTERNAL_PROJCT_IDS}", "placeholder {INTERNAL_PROJCT_IDS} is not known"),
    ],
)
def test_a_key_in_the_wrong_place_or_with_a_wrong_name(seeds, filtering, part):
    with pytest.raises(ConfigurationError, match=part):
        ids(seeds(), filtering)


def test_what_a_seed_leaves_empty_is_on_no_list(seeds):
    folder = seeds(internal_gitlab_namespaces=["3,", ", p5", "4,p4"])
    assert ids(folder, "AND id IN {INTERNAL_NAMESPACE_IDS}") == {3, 4}
    # Row 9 has an empty path.
    assert ids(folder, "AND coalesce(nullif(path, 'p9'), '') IN {INTERNAL_NAMESPACE_PATHS}") == {4, 5}


@pytest.mark.parametrize(
    ("limited", "filtering"),
    [
        (True, "AND id IN {INTERNAL_NAMESPACE_IDS}"),
        (True, "AND id > 0 AND (id IN ({INTERNAL_PROJECT_IDS}) OR parent IN {INTERNAL_NAMESPACE_IDS})"),
        (True, "AND id IN (SELECT parent FROM t WHERE path IN {INTERNAL_PATHS})"),
        (True, "AND EXISTS (SELECT FROM t AS u WHERE u.id = t.id AND (u.path IN {INTERNAL_PATHS}))"),
        (False, ""),
        (False, "AND id > 0 -- {INTERNAL_NAMESPACE_IDS}"),
        (False, "AND path = '{INTERNAL_NAMESPACE_IDS}'"),
        (False, "AND id NOT IN {INTERNAL_NAMESPACE_IDS}"),
        (False, "AND id IN {MASKED_PROJECT_IDS}"),
        (False, "AND (id IN {INTERNAL_NAMESPACE_IDS} OR parent > 3)"),
        (False, "AND id IN (SELECT parent FROM t)"),
        (False, "AND id IN (SELECT parent FROM t WHERE id IN {INTERNAL_PATHS} UNION SELECT id FROM t)"),
    ],
)
def test_an_internal_only_table_must_be_limited_by_its_where(seeds, limited, filtering):
    # With a key in the list of columns, too, where it limits nothing.
    query = f"SELECT id, CASE WHEN id IN {{INTERNAL_PROJECT_IDS}} THEN 1 END AS c FROM t WHERE {WINDOW}"
    entry = Entry("t", "T", query, "s", "t_Internal_Only", ("id",), filtering)
    if limited:
        parse(entry, "m.yml", InternalLists(seeds()))
        return
    with pytest.raises(ConfigurationError, match=r"m\.yml: table t: .* would let all rows out"):
        parse(entry, "m.yml", InternalLists(seeds()))


def test_ids_that_are_no_numbers_and_missing_columns(seeds):
    folder = seeds(internal_gitlab_namespaces=["1); DROP TABLE t; --,p"])
    with pytest.raises(ConfigurationError, match="which is no number"):
        ids(folder, "AND id IN {INTERNAL_NAMESPACE_IDS}")
    (folder / "seed_data" / "internal_gitlab_namespaces.csv").write_text("id\n1\n")
    with pytest.raises(ConfigurationError, match="has no column namespace_id"):
        ids(folder, "AND id IN {INTERNAL_NAMESPACE_IDS}")
