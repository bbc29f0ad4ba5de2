-- What share of the MySQL server's traffic does each client take?
--
-- rwfilter --type=out --saddress=172.31.253.102 --sport=3306 --start-date=2012/11/13 --pass=stdout
--   | rwstats --fields=dip --values=bytes,flows --count=10
--
-- :day = 2012-11-13

SELECT dip AS client,
  SUM(bytes) AS byte_sum,
  COUNT(*) AS flow_count,
  ROUND(100e0 * SUM(bytes) / SUM(SUM(bytes)) OVER (), 6) AS percent
FROM flows
WHERE type = 'out' AND sip = '172.31.253.102' AND sport = 3306
  AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
GROUP BY dip
ORDER BY byte_sum DESC
LIMIT 10;
