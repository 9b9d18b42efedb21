-- one survey for each customer
--
-- @revision   demo04
-- @revises    demo03
-- @created    2026-06-01T09:30:00Z

-- @upgrade
ALTER TABLE demo_surveys ADD CONSTRAINT uq_demo_surveys_customer UNIQUE (customer);

-- @downgrade
ALTER TABLE demo_surveys DROP CONSTRAINT uq_demo_surveys_customer;
