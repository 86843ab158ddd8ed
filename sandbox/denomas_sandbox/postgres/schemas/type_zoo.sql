-- Every type of PostgreSQL, with its odd values (the embedded server is built without XML: that column stays empty).
CREATE TYPE mood AS ENUM ('sad', 'ok', 'very happy 😀');
CREATE TYPE place AS (street text, number integer);
CREATE DOMAIN positive AS integer CHECK (value > 0);
CREATE TABLE type_zoo (
  id bigint PRIMARY KEY,
  a_bool boolean, a_int2 smallint, a_int4 integer, a_int8 bigint, a_float4 real, a_float8 double precision,
  a_numeric numeric, a_numeric_12_2 numeric(12, 2), a_numeric_78_30 numeric(78, 30), a_money money, a_oid oid,
  a_text text, a_varchar varchar(255), a_char char(8), a_name name, a_bytea bytea,
  a_date date, a_timestamp timestamp, a_timestamptz timestamptz, a_time time, a_timetz timetz, an_interval interval,
  a_uuid uuid, an_inet inet, a_cidr cidr, a_macaddr macaddr, a_macaddr8 macaddr8,
  a_json json, a_jsonb jsonb, a_jsonpath jsonpath, an_xml xml,
  ints integer[], texts text[], nested_ints integer[][], jsonbs jsonb[], moments timestamptz[], numerics numeric[],
  an_enum mood, enums mood[], a_composite place, a_domain positive,
  an_int4range int4range, a_numrange numrange, a_tstzrange tstzrange, a_daterange daterange,
  an_int4multirange int4multirange, a_bit bit(5), a_varbit varbit(16),
  a_point point, a_line line, a_box box, a_path path, a_polygon polygon, a_circle circle,
  a_tsvector tsvector, a_tsquery tsquery, a_pg_lsn pg_lsn
);
INSERT INTO type_zoo VALUES (
  1, true, 32767, 2147483647, 9223372036854775807, 3.4e38, 1.7e308,
  123456789012345678901234567890.0123456789, 1234567890.12, 123456789012345678901234567890.123456789012345678901234567890,
  12.34, 4294967295,
  E'Grüße, 世界 🌍, עברית, tab\there, line\nbreak, back\\slash, "quotes"', 'ça va', 'padded', 'a_name', '\xdeadbeef00ff',
  '2024-02-29', '2024-02-29 12:34:56.789012', '2024-02-29 12:34:56.789012+05:30', '23:59:59.999999', '12:34:56+02',
  '1 year 2 months 3 days 04:05:06.789',
  'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '2001:db8::1/64', '10.0.0.0/8', '08:00:2b:01:02:03', '08:00:2b:01:02:03:04:05',
  '{"b": 1,  "a": [1, {"c": null}]}', '{"b": 1, "a": [1, {"c": null}], "emoji": "🌍"}', '$.a[*] ? (@ > 1)', NULL,
  '{1,NULL,3}', ARRAY['a', NULL, 'b,c', '"d"', ''], '{{1,2},{3,4}}', ARRAY['{"a": 1}'::jsonb, 'null'],
  ARRAY['2024-01-01 00:00:00+00'::timestamptz], '{1.10,2.020}',
  'very happy 😀', '{sad,ok}', ROW('Main "St"', 7), 42,
  '[1,10)', '(,5.5]', '[2024-01-01 00:00+00,2024-02-01 00:00+00)', '[2024-01-01,)', '{[1,3),[7,9)}', B'10101', B'101',
  '(1.5,-2)', '{1,2,3}', '((0,0),(1,1))', '[(0,0),(1,1)]', '((0,0),(1,0),(1,1))', '<(0,0),2>',
  'a fat cat', 'fat & cat', '16/B374D848'
);
INSERT INTO type_zoo (id) VALUES (2);
INSERT INTO type_zoo (id, a_bool, a_int2, a_int4, a_int8, a_float4, a_float8, a_numeric, a_numeric_12_2, a_text, a_bytea,
  a_date, a_timestamp, a_timestamptz, a_time, ints, texts, a_jsonb, a_json)
VALUES (3, false, -32768, -2147483648, -9223372036854775808, 'NaN', '-Infinity', 'NaN', -0.01, '', '',
  '0001-01-01', '0001-01-01 00:00:00', '1900-01-01 00:00:00+00', '24:00:00', '{}', '{}', '[]', '""');
-- Moments that most warehouses cannot hold: before Christ, the far future, infinity.
INSERT INTO type_zoo (id, a_date, a_timestamp, a_timestamptz)
VALUES (4, '0044-03-15 BC', '0044-03-15 12:00:00 BC', '0044-03-15 12:00:00+00 BC'),
       (5, '5874897-12-31', '294276-12-31 23:59:59', '294276-12-31 23:59:59+00'),
       (6, 'infinity', 'infinity', 'infinity'),
       (7, '-infinity', '-infinity', '-infinity'),
       (8, '2262-04-12', '2262-04-12 00:00:00', '2262-04-12 00:00:00+00');
INSERT INTO type_zoo (id, a_jsonb, a_text)
VALUES (9, (SELECT jsonb_agg(jsonb_build_object('n', n, 'text', repeat('long ', 20))) FROM generate_series(1, 1000) AS n),
        repeat('0123456789', 100000));
