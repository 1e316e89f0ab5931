-- Sits that were stopped before their last bell, few among all that are sat: a trainer's board asks
-- for the short ones of thousands of coaches.
CREATE INDEX sit_stopped ON fact (author, day)
WHERE kind = 'sit' AND body ->> 'to_the_bell' = 0;
