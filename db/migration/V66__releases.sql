-- Releases of the dataset. What is to be in one (plan) and what is (contents) are JSON: they are
-- read whole and never asked for piece by piece.
create table release (
  id varchar(32) primary key,
  slug varchar(80) not null,
  title varchar(200) not null,
  plan varchar(200000) not null,
  state varchar(20) not null,
  -- Votes before this time are in it; set when its building is asked for.
  cut_off timestamp with time zone,
  job_id varchar(32),
  contents varchar(1000000),
  failure varchar(4000),
  account_id varchar(32) references account (id) on delete set null,
  created_at timestamp with time zone not null,
  built_at timestamp with time zone,
  version integer not null,
  constraint release_slug_once unique (slug),
  constraint release_state_known check (state in ('draft', 'building', 'ready', 'failed', 'deleted')),
  constraint release_built check ((state in ('ready', 'deleted')) = (contents is not null))
);
create index release_by_time on release (created_at, id);
create index release_by_account on release (account_id);
