-- When the person took the battle out of all datasets from then on; null: it may be in them.
alter table battle add column withdrawn_at timestamp with time zone;
