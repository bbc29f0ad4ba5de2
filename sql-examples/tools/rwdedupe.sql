-- How many flows were recorded more than once, by sensors that both saw them?
--
-- rwdedupe --ignore-fields=sensor,in,out,nhip --stime-delta=0 hour.rw | rwuniq --fields=protocol --values=flows
--
-- What is selected and grouped is what must agree; the columns left out are those ignored.
--
-- :from = 2012-11-13 09:00:00

SELECT protocol, SUM(seen) AS recorded, COUNT(*) AS distinct_flows
FROM (
  SELECT sip, dip, sport, dport, protocol, stime, duration, packets, bytes, flags, type, COUNT(*) AS seen
  FROM flows
  WHERE stime >= TIMESTAMP :from AND stime < TIMESTAMP :from + INTERVAL '1' HOUR
  GROUP BY sip, dip, sport, dport, protocol, stime, duration, packets, bytes, flags, type
) AS flow
GROUP BY protocol
ORDER BY protocol;
