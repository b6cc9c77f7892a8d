-- Which votes did not count on boards when the building of a release began. They are there while it
-- is built, so that another try, after a crash or on another node, leaves out the same ones.
alter table release add column standings_at timestamp with time zone;
create table release_left_out (
  release_id varchar(32) not null references release (id) on delete cascade,
  conversation_id varchar(32) not null,
  rule varchar(40) not null,
  primary key (release_id, conversation_id)
);
