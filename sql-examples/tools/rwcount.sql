-- Flows, bytes and packets in bins of 10 minutes, each flow spread over the bins it spans.
--
-- rwfilter --type=all --start-date=2012/11/13T17 --end-date=2012/11/13T19 --pass=stdout
--   | rwcount --bin-size=600 --load-scheme=time-proportional
--
-- :from = 2012-11-13 17:00:00
-- :to = 2012-11-13 20:00:00
-- :scheme = time-proportional

SELECT bin,
  CAST(SUM(records) AS DECIMAL(18, 2)) AS records,
  CAST(SUM(bytes) AS DECIMAL(18, 2)) AS bytes,
  CAST(SUM(packets) AS DECIMAL(18, 2)) AS packets
FROM TABLE(spread((
  SELECT stime, etime, bytes, packets FROM flows WHERE stime >= TIMESTAMP :from AND stime < TIMESTAMP :to
), 600, :scheme))
GROUP BY bin
ORDER BY bin;
