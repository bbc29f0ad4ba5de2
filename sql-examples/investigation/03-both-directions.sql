-- Both directions: what did each client send to the server, and what did it get?
--
-- rwfilter --type=in,out --any-address=172.31.253.102 --aport=3306 --start-date=2012/11/13 --pass=stdout
--   | rwuniq --fields=sip,dip --values=bytes,packets,flows     (and the halves matched in a spreadsheet)
--
-- :day = 2012-11-13

SELECT CASE WHEN sip = '172.31.253.102' THEN dip ELSE sip END AS client,
  SUM(bytes) FILTER (WHERE dip = '172.31.253.102') AS sent,
  SUM(bytes) FILTER (WHERE sip = '172.31.253.102') AS received,
  COUNT(*) AS flow_count
FROM flows
WHERE (sip = '172.31.253.102' AND sport = 3306 OR dip = '172.31.253.102' AND dport = 3306)
  AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
GROUP BY CASE WHEN sip = '172.31.253.102' THEN dip ELSE sip END
ORDER BY received DESC NULLS LAST
LIMIT 10;
