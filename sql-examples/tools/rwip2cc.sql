-- Which countries does the network send to, and how much?
--
-- rwset --dip-file=stdout day.rw | rwsetcat | rwip2cc --address-file=-, or rwstats --fields=dcc --values=bytes
--
-- :day = 2012-11-13

SELECT country(dip) AS country, COUNT(DISTINCT dip) AS hosts, SUM(bytes) AS byte_sum
FROM flows
WHERE type IN ('out', 'outweb') AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
GROUP BY country(dip)
ORDER BY byte_sum DESC;
