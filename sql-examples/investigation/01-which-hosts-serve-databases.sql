-- Which hosts serve databases? Whoever sends from a database's port, seen leaving the network.
--
-- rwfilter --type=out,outweb --protocol=6 --sport=1433,1521,3306,5432 --start-date=2012/11/13 --pass=stdout
--   | rwuniq --fields=sip,sport --values=flows,distinct:dip,bytes
--
-- :day = 2012-11-13

SELECT sip AS server, sport, COUNT(*) AS flow_count, COUNT(DISTINCT dip) AS clients, SUM(bytes) AS byte_sum
FROM flows
WHERE type IN ('out', 'outweb')
  AND protocol = 6
  AND sport IN (1433, 1521, 3306, 5432)
  AND packets >= 4
  AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
  AND ip_match(sip, '172.31.0.0/16')
GROUP BY sip, sport
ORDER BY byte_sum DESC;
