-- Who caused the spike? Each client's hours against the same client's earlier days, most unusual first.
--
-- (No rw-tool: one rwfilter | rwuniq --fields=dip,stime --bin-time=3600 for each day, then a spreadsheet.)
--
-- :day = 2012-11-13

SELECT today.hour, today.client, today.byte_sum,
  CAST(usual.most AS BIGINT) AS most_before,
  CAST(1.0 * today.byte_sum / usual.most AS DECIMAL(12, 1)) AS times_as_much
FROM (
  SELECT FLOOR(stime TO HOUR) AS hour, dip AS client, SUM(bytes) AS byte_sum
  FROM flows
  WHERE type = 'out' AND sip = '172.31.253.102' AND sport = 3306
    AND packets >= 4
    AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
  GROUP BY FLOOR(stime TO HOUR), dip
) AS today
JOIN (
  SELECT client, MAX(byte_sum) AS most
  FROM (
    SELECT FLOOR(stime TO HOUR) AS hour, dip AS client, SUM(bytes) AS byte_sum
    FROM flows
    WHERE type = 'out' AND sip = '172.31.253.102' AND sport = 3306
      AND packets >= 4
      AND stime < DATE :day
    GROUP BY FLOOR(stime TO HOUR), dip
  ) AS hours
  GROUP BY client
) AS usual ON usual.client = today.client
ORDER BY times_as_much DESC, hour, client
LIMIT 5;
