-- Which of them were connections, not knocks at the door? At least 4 packets and an ACK.
--
-- rwfilter --type=in --daddress=172.31.253.102 --dport=3306 --packets=4- --flags-all=A/A
--   --start-date=2012/11/13 --pass=stdout | rwuniq --fields=sip --values=flows,packets,bytes
--
-- :day = 2012-11-13

SELECT sip AS client,
  COUNT(*) FILTER (WHERE packets >= 4 AND flags_match(flags, 'A/A')) AS connections,
  COUNT(*) FILTER (WHERE NOT (packets >= 4 AND flags_match(flags, 'A/A'))) AS knocks,
  SUM(packets) AS packet_sum
FROM flows
WHERE type = 'in' AND dip = '172.31.253.102' AND dport = 3306
  AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
GROUP BY sip
HAVING COUNT(*) FILTER (WHERE packets >= 4 AND flags_match(flags, 'A/A')) > 0
ORDER BY connections DESC, client;
