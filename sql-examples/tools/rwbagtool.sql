-- Which clients took more of the databases than the Bag allows them for a day?
--
-- rwfilter --sipset=databases.set --type=out --start-date=2012/11/13 --pass=stdout
--   | rwbag --bag-file=dipv4,sum-bytes,taken.bag
-- rwbagtool --subtract taken.bag allowance.bag | rwbagcat
--
-- :day = 2012-11-13

SELECT taken.dip AS client, taken.byte_sum, allowed.counter AS allowed, taken.byte_sum - allowed.counter AS beyond
FROM (
  SELECT dip, SUM(bytes) AS byte_sum
  FROM flows
  WHERE type = 'out' AND in_set(sip, 'databases') AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
  GROUP BY dip
) AS taken
JOIN TABLE(bag('allowance')) AS allowed ON allowed.ip = taken.dip
WHERE taken.byte_sum > allowed.counter
ORDER BY 4 DESC;
