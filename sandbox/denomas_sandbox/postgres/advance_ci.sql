-- What a day changes in the pipelines, in the manner of advance_main.sql.
UPDATE p_ci_pipelines SET status = 'canceled', updated_at = {now} WHERE status = 'manual' AND (id + {day}) % 3 = 0;
UPDATE p_ci_builds SET retried = true, updated_at = {now} WHERE (id + {day}) % 1999 = 0;
DELETE FROM p_ci_builds WHERE (id + {day}) % 2503 = 0;
