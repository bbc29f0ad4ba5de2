-- Do two selections hold the same flows? Rows that only one of them has.
--
-- rwcompare one.rw two.rw
--
-- Here: flows of the database servers' ports, and those that the servers themselves sent.
--
-- :day = 2012-11-13

WITH one AS (
  SELECT * FROM flows
  WHERE sport = 3306 AND type = 'out' AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
), two AS (
  SELECT * FROM flows
  WHERE sip = '172.31.253.102' AND type = 'out' AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
)
SELECT 'only the first' AS side, COUNT(*) AS flow_count FROM (SELECT * FROM one EXCEPT ALL SELECT * FROM two) AS a
UNION ALL
SELECT 'only the second', COUNT(*) FROM (SELECT * FROM two EXCEPT ALL SELECT * FROM one) AS b;
