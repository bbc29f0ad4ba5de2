-- Which networks of 24 bits (48 in IPv6) exchange the most? Addresses are masked before they are grouped.
--
-- rwnetmask --4sip-prefix-length=24 --4dip-prefix-length=24 --6sip-prefix-length=48 --6dip-prefix-length=48 day.rw
--   | rwstats --fields=sip,dip --values=bytes --count=10
--
-- :day = 2012-11-13

SELECT source, destination, COUNT(*) AS flow_count, SUM(bytes) AS byte_sum
FROM (
  SELECT bytes,
    CASE WHEN ip_version(sip) = 4 THEN ip_prefix(sip, 24) ELSE ip_prefix(sip, 48) END AS source,
    CASE WHEN ip_version(dip) = 4 THEN ip_prefix(dip, 24) ELSE ip_prefix(dip, 48) END AS destination
  FROM flows
  WHERE stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
) AS masked
GROUP BY source, destination
ORDER BY byte_sum DESC, source, destination
LIMIT 10;
