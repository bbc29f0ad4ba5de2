-- Which of the sets hold this address?
--
-- rwsetmember 10.20.30.47 databases.set branches.set
--
-- :address = 10.20.30.47

SELECT name
FROM (VALUES ('databases', in_set(:address, 'databases')), ('branches', in_set(:address, 'branches'))) AS s (name, holds)
WHERE holds
ORDER BY name;
