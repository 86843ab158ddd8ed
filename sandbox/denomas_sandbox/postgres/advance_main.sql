-- What a day changes besides bringing new rows: work goes on (updated_at moves to the new day) and things are deleted.
-- {day} is the day's number, {now} its end; which rows are touched depends on nothing else.
UPDATE merge_requests SET state_id = 3, updated_at = {now}, lock_version = lock_version + 1
WHERE state_id = 1 AND (id + {day}) % 5 = 0;
UPDATE merge_request_metrics AS metric SET merged_at = {now}, updated_at = {now}
FROM merge_requests AS request
WHERE request.id = metric.merge_request_id AND request.state_id = 3 AND metric.merged_at IS NULL;
UPDATE projects SET star_count = star_count + 1, last_activity_at = {now}, updated_at = {now}
WHERE (id + {day}) % 7 = 0;
UPDATE users SET sign_in_count = sign_in_count + 1, last_activity_on = ({now})::date, updated_at = {now}
WHERE (id + {day}) % 11 = 0;
UPDATE labels SET color = '#00ff' || lpad(({day} % 100)::text, 2, '0'), updated_at = {now} WHERE (id + {day}) % 53 = 0;
DELETE FROM label_links WHERE (id + {day}) % 211 = 0;
DELETE FROM members WHERE (id + {day}) % 97 = 0;
