-- What does the prefix map say of these addresses?
--
-- rwpmaplookup --map-file=network.pmap --country-codes --no-files 10.20.30.47 172.31.253.102 74.1.2.3 2001:db8::1
--
-- :one = 10.20.30.47
-- :two = 172.31.253.102
-- :three = 74.1.2.3
-- :four = 2001:db8::1

SELECT address, pmap(address, 'network') AS network, country(address) AS country
FROM (VALUES (:one), (:two), (:three), (:four)) AS asked (address)
ORDER BY address;
