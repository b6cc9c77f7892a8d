-- Long work: one row a job. A node runs a job while its lease lasts and it renews it; when it is
-- killed, the lease runs out and another node goes on from the checkpoint.
create table job (
  id varchar(32) primary key,
  kind varchar(40) not null,
  parameters varchar(100000) not null,
  state varchar(20) not null,
  cancel_asked boolean not null,
  -- How far it is; total is null while that isn't known. doing: a key of the message bundles.
  done bigint not null,
  total bigint,
  doing varchar(100) not null,
  checkpoint varchar(100000),
  -- How often it was begun; done_before: how far it was when it was begun last, for the time left.
  attempts integer not null,
  done_before bigint not null,
  owner varchar(32),
  lease_until timestamp with time zone,
  failure varchar(4000),
  account_id varchar(32) references account (id) on delete set null,
  created_at timestamp with time zone not null,
  begun_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint job_state_known check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  constraint job_owned check ((state = 'running') = (owner is not null)),
  constraint job_leased check ((owner is null) = (lease_until is null)),
  constraint job_ended check ((state in ('queued', 'running')) = (ended_at is null))
);
create index job_by_state on job (state, created_at, id);
create index job_by_account on job (account_id);
