-- Who talked to the databases from outside of the branches? A set of hosts less a set that is kept in a file.
--
-- rwfilter --dipset=databases.set --start-date=2012/11/13 --type=in --pass=stdout | rwset --sip-file=seen.set
-- rwsettool --difference seen.set branches.set | rwsetcat
--
-- With --format ipset -o DIR/sets/strangers.set the answer becomes a set that in_set knows.
--
-- :day = 2012-11-13

SELECT sip
FROM flows
WHERE type = 'in' AND in_set(dip, 'databases') AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
EXCEPT
SELECT sip
FROM flows
WHERE in_set(sip, 'branches')
ORDER BY sip
LIMIT 20;
