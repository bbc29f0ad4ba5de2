-- Flows, bytes and packets in bins of 10 minutes, each flow in the bin of its start.
--
-- rwfilter --type=all --start-date=2012/11/13T17 --end-date=2012/11/13T19 --pass=stdout
--   | rwcount --bin-size=600 --load-scheme=start-spike
--
-- :from = 2012-11-13 17:00:00
-- :to = 2012-11-13 20:00:00

SELECT time_bin(stime, 600) AS bin, COUNT(*) AS flow_count, SUM(bytes) AS byte_sum, SUM(packets) AS packet_sum
FROM flows
WHERE stime >= TIMESTAMP :from AND stime < TIMESTAMP :to
GROUP BY time_bin(stime, 600)
ORDER BY bin;
