-- Every host, every hour: how unusual is it, measured by the same host and hour of its earlier days?
--
-- (No rw-tool: one rwuniq --fields=dip,stime --bin-time=3600 for each day, then a spreadsheet.)
--
-- :day = 2012-11-13

SELECT today.hour, today.host, today.byte_sum, usual.days,
  CAST(usual.middle AS BIGINT) AS usual_bytes,
  CAST(1.0 * today.byte_sum / usual.middle AS DECIMAL(18, 1)) AS times_as_much
FROM (
  SELECT FLOOR(stime TO HOUR) AS hour, EXTRACT(HOUR FROM stime) AS hour_of_day, dip AS host, SUM(bytes) AS byte_sum
  FROM flows
  WHERE stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
  GROUP BY FLOOR(stime TO HOUR), EXTRACT(HOUR FROM stime), dip
) AS today
JOIN (
  SELECT hour_of_day, host, COUNT(*) AS days, MEDIAN(byte_sum) AS middle
  FROM (
    SELECT FLOOR(stime TO DAY) AS day_of, EXTRACT(HOUR FROM stime) AS hour_of_day, dip AS host, SUM(bytes) AS byte_sum
    FROM flows
    WHERE stime < DATE :day
    GROUP BY FLOOR(stime TO DAY), EXTRACT(HOUR FROM stime), dip
  ) AS hours
  GROUP BY hour_of_day, host
) AS usual ON usual.host = today.host AND usual.hour_of_day = today.hour_of_day
WHERE usual.days >= 2 AND usual.middle > 0
ORDER BY 1.0 * today.byte_sum / usual.middle DESC, today.hour, today.host
LIMIT 10;
