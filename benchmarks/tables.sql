-- The bench tables: `merge_requests`, 1,000,000 wide rows modelled on GitLab's public schema (47 columns, about 1 GB of
-- text), and `narrow`, records of 20 fields for the row lane. :rows is given by psql-style substitution in run.py.
CREATE OR REPLACE FUNCTION rtext(seed bigint, lo int, hi int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT substr(repeat(md5(seed::text) || ' fix pipeline runner cache for project import when the token expires ', 8),
                1 + (seed % 31)::int, lo + (hashint8(seed) & 2147483647) % (hi - lo)) $$;
DROP TABLE IF EXISTS merge_requests;
CREATE TABLE merge_requests (
  id bigint PRIMARY KEY, target_branch text NOT NULL, source_branch text NOT NULL, source_project_id int, author_id int,
  assignee_id int, title text, created_at timestamp, updated_at timestamp, milestone_id int, merge_status text NOT NULL,
  target_project_id int NOT NULL, iid int, description text, updated_by_id int, merge_error text, merge_params text,
  merge_when_pipeline_succeeds boolean NOT NULL, merge_user_id int, merge_commit_sha text, approvals_before_merge int,
  rebase_commit_sha text, in_progress_merge_commit_sha text, lock_version int, title_html text, description_html text,
  time_estimate int, squash boolean NOT NULL, cached_markdown_version int, last_edited_at timestamptz,
  last_edited_by_id int, merge_jid text, discussion_locked boolean, latest_merge_request_diff_id bigint,
  allow_maintainer_to_push boolean, state_id smallint NOT NULL, rebase_jid text, squash_commit_sha text,
  sprint_id bigint, merge_ref_sha text, draft boolean NOT NULL, prepared_at timestamptz, settings jsonb,
  label_ids bigint[], labels text[], weight double precision, cost numeric(12, 2)
);
INSERT INTO merge_requests
SELECT g, CASE WHEN g % 5 = 0 THEN 'main' ELSE 'release/' || (g % 40) END, 'feature/' || substr(md5(g::text), 1, 12),
  g % 50000, g % 90000, CASE WHEN g % 3 = 0 THEN g % 90000 END, rtext(g, 50, 120),
  timestamp '2018-01-01' + g * interval '171.337 seconds', timestamp '2018-01-02' + (g % 1000000) * interval '171.9 seconds',
  CASE WHEN g % 4 = 0 THEN g % 900 END,
  (ARRAY['can_be_merged', 'unchecked', 'cannot_be_merged', 'checking'])[1 + g % 4], g % 50000, g % 7000,
  rtext(g + 7, 60, 500), CASE WHEN g % 2 = 0 THEN g % 90000 END, CASE WHEN g % 97 = 0 THEN rtext(g + 9, 50, 100) END,
  E'---\nforce_remove_source_branch: ' || (g % 2), g % 2 = 0, CASE WHEN g % 2 = 0 THEN g % 90000 END,
  CASE WHEN g % 2 = 0 THEN md5(g::text) || substr(md5((g + 1)::text), 1, 8) END, CASE WHEN g % 10 = 0 THEN g % 3 END,
  CASE WHEN g % 20 = 0 THEN md5((g + 2)::text) || '01234567' END, NULL, g % 5, '<p>' || rtext(g, 50, 120) || '</p>',
  '<p dir="auto">' || rtext(g + 7, 60, 400) || '</p>', CASE WHEN g % 30 = 0 THEN (g % 100) * 60 END, g % 7 = 0, 2097152,
  CASE WHEN g % 3 = 0 THEN timestamptz '2019-01-01 00:00:00+00' + g * interval '150 seconds' END,
  CASE WHEN g % 3 = 0 THEN g % 90000 END, CASE WHEN g % 11 = 0 THEN substr(md5((g + 3)::text), 1, 24) END,
  CASE WHEN g % 50 = 0 THEN true END, g * 3, g % 3 = 0, (1 + g % 4)::smallint, NULL,
  CASE WHEN g % 7 = 0 THEN md5((g + 4)::text) || '89abcdef' END, CASE WHEN g % 15 = 0 THEN g % 400 END,
  CASE WHEN g % 2 = 0 THEN md5((g + 5)::text) || 'fedcba98' END, g % 13 = 0,
  timestamptz '2018-01-01 01:00:00+00' + g * interval '171.5 seconds',
  CASE WHEN g % 6 <> 0 THEN jsonb_build_object('squash', g % 2 = 0, 'reviewers', jsonb_build_array(g % 91, g % 77),
    'source', 'api', 'note', substr(md5(g::text), 1, 10)) END,
  CASE WHEN g % 3 <> 0 THEN ARRAY[g % 500, g % 300, g % 100]::bigint[] END,
  CASE WHEN g % 3 <> 0 THEN ARRAY['bug', 'type::' || (g % 9), 'group::' || (g % 40)] END,
  CASE WHEN g % 8 = 0 THEN g / 7.0::float8 END, (g % 100000) / 100.0
FROM generate_series(1, {rows}) g;
-- As GitLab has it: the tap asks for the newest row before it reads a window.
CREATE INDEX ON merge_requests (updated_at);
DROP TABLE IF EXISTS narrow;
CREATE TABLE narrow AS
SELECT g AS id, 'text ' || g AS t1, md5(g::text) AS t2, 'some more text' AS t3, CASE WHEN g % 3 = 0 THEN 'x' END AS t4,
  g * 2 AS i1, g % 7 AS i2, g % 1000 AS i3, CASE WHEN g % 2 = 0 THEN g END AS i4, g * 3 AS i5, g / 7.0::float8 AS f1,
  g % 2 = 0 AS b1, g % 3 = 0 AS b2, timestamptz '2020-01-01' + g * interval '1 second' AS at1,
  timestamptz '2021-01-01' + g * interval '1 second' AS at2, timestamp '2022-01-01' + g * interval '1 second' AS at3,
  date '2020-01-01' + (g % 1000)::int AS d1, jsonb_build_object('a', g, 'b', jsonb_build_array('x', 1)) AS o1,
  (g % 100000) / 100.0::numeric(12, 2) AS n1, timestamp '2022-01-01' + g * interval '1 second' AS updated_at
FROM generate_series(1, least({rows}, 600000)) g;
ALTER TABLE narrow ADD PRIMARY KEY (id);
