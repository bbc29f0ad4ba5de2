-- What does the Bag hold?
--
-- rwbagcat --minimum-value=1 allowance.bag
--
-- :least = 1

SELECT ip, counter
FROM TABLE(bag('allowance'))
WHERE counter >= :least
ORDER BY ip
LIMIT 20;
