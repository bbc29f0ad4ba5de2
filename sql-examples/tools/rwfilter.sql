-- How many flows pass a partition of conditions?
--
-- rwfilter --type=in,inweb --protocol=6 --dport=22,3389 --scidr=0.0.0.0/1 --packets=1-3 --flags-all=S/SA
--   --start-date=2012/11/13 --print-statistics
--
-- :day = 2012-11-13

SELECT COUNT(*) AS flow_count, SUM(packets) AS packet_sum, SUM(bytes) AS byte_sum
FROM flows
WHERE type IN ('in', 'inweb') AND protocol = 6 AND dport IN (22, 3389)
  AND ip_match(sip, '0.0.0.0/1') AND packets BETWEEN 1 AND 3 AND flags_match(flags, 'S/SA')
  AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY;
