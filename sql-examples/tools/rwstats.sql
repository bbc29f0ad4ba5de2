-- Top 10 destination ports by bytes, with share and cumulative share.
--
-- rwfilter --type=all --start-date=2012/11/13 --pass=stdout | rwstats --fields=dport --values=bytes --count=10
--
-- :day = 2012-11-13

SELECT dport, SUM(bytes) AS byte_sum,
  ROUND(100e0 * SUM(bytes) / SUM(SUM(bytes)) OVER (), 6) AS percent,
  ROUND(100e0 * SUM(SUM(bytes)) OVER (ORDER BY SUM(bytes) DESC, dport ROWS UNBOUNDED PRECEDING)
    / SUM(SUM(bytes)) OVER (), 6) AS cumulative_percent
FROM flows
WHERE stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
GROUP BY dport
ORDER BY byte_sum DESC, dport
LIMIT 10;
