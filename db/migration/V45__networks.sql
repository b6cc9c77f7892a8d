-- The key under which the networks of one day (UTC) are hashed. Deleted with the next day's first
-- request; from then on nothing tells whose the hashes were.
create table network_key (
  valid_on date primary key,
  secret varchar(100) not null
);
