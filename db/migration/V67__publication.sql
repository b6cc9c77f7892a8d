-- Where releases were published, or are being: one row a release and place, about the last try.
create table release_publication (
  release_id varchar(32) not null references release (id),
  target varchar(20) not null,
  job_id varchar(32) not null,
  -- Where people find it; only once it is there.
  address varchar(2000),
  account_id varchar(32) references account (id) on delete set null,
  created_at timestamp with time zone not null,
  published_at timestamp with time zone,
  primary key (release_id, target),
  constraint release_publication_there check ((address is null) = (published_at is null))
);
create index release_publication_by_account on release_publication (account_id);
