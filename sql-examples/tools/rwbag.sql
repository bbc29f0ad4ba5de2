-- How many sources have how many flows?
--
-- rwbag --bag-file=sipv4,flows,stdout day.rw | rwbagcat --bin-ips
--
-- :day = 2012-11-13

SELECT flow_count, COUNT(*) AS sources
FROM (
  SELECT sip, COUNT(*) AS flow_count
  FROM flows
  WHERE stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
  GROUP BY sip
) AS bag
GROUP BY flow_count
ORDER BY flow_count
LIMIT 20;
