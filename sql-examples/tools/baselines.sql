-- Every host, every hour: how unusual is this day, measured by the same hour of the host's own earlier days?
--
-- (No rw-tool: one rwuniq --fields=dip,stime --bin-time=3600 for each day, then a spreadsheet.)
--
-- The answer counts in standard deviations of the earlier days, a day without traffic as 0; :least bytes count as
-- one deviation at least, and hours below are left out. Write sip in place of dip for what hosts send.
--
-- :day = 2012-11-13
-- :days = 28
-- :least = 1000000

WITH hours AS (
  SELECT dip AS host, FLOOR(stime TO HOUR) AS hour, SUM(bytes) AS byte_sum
  FROM flows
  WHERE stime >= DATE :day - INTERVAL '${days}' DAY AND stime < DATE :day + INTERVAL '1' DAY
  GROUP BY dip, FLOOR(stime TO HOUR)
), compared AS (
  SELECT host, MAX(hour) AS last_hour,
    SUM(byte_sum) FILTER (WHERE hour >= DATE :day) AS byte_sum,
    COUNT(*) FILTER (WHERE hour < DATE :day) AS seen_on_days,
    COALESCE(SUM(byte_sum * 1e0) FILTER (WHERE hour < DATE :day), 0e0) AS earlier,
    COALESCE(SUM(byte_sum * 1e0 * byte_sum) FILTER (WHERE hour < DATE :day), 0e0) AS squares
  FROM hours
  GROUP BY host, EXTRACT(HOUR FROM hour)
  HAVING SUM(byte_sum) FILTER (WHERE hour >= DATE :day) >= :least
), span AS (
  SELECT COUNT(DISTINCT FLOOR(start_hour TO DAY)) AS days
  FROM partitions
  WHERE start_hour >= DATE :day - INTERVAL '${days}' DAY AND start_hour < DATE :day
), scored AS (
  SELECT host, last_hour AS hour, byte_sum, seen_on_days, earlier / days AS mean,
    (byte_sum - earlier / days) / SQRT(squares / days - POWER(earlier / days, 2) + POWER(:least, 2)) AS unusual
  FROM compared CROSS JOIN span
  WHERE days > 0
)
SELECT RANK() OVER (ORDER BY unusual DESC) AS place, hour, host, byte_sum, seen_on_days,
  CAST(mean AS BIGINT) AS usual_bytes, CAST(unusual AS DECIMAL(18, 2)) AS deviations
FROM scored
ORDER BY unusual DESC, hour, host
LIMIT 10;
