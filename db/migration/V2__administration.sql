-- What admins run the arena with: settings that change while it runs, the audit log, and more to say of a model.

-- A setting that was changed in the browser; what is not here has its default. content is JSON.
create table setting (
  name varchar(200) primary key,
  content varchar(1000000) not null,
  changed_by varchar(80) not null,
  changed_at timestamp with time zone not null
);
-- One row; every change of settings counts it up, and that is how other processes notice.
create table setting_revision (
  id integer primary key,
  revision bigint not null,
  constraint setting_revision_only_one check (id = 1)
);
insert into setting_revision (id, revision) values (1, 0);

-- What admins did, and what the arena did by itself. Only ever appended to.
-- detail: JSON, before and after; never holds a secret.
create table audit_entry (
  id varchar(32) primary key,
  at timestamp with time zone not null,
  account_id varchar(32),
  actor varchar(80) not null,
  action varchar(60) not null,
  subject_type varchar(40) not null,
  subject_id varchar(200) not null,
  subject_name varchar(400) not null,
  detail varchar(100000) not null
);
create index audit_entry_by_time on audit_entry (at, id);
create index audit_entry_by_actor on audit_entry (actor, at);
create index audit_entry_by_action on audit_entry (action, at);
create index audit_entry_by_subject on audit_entry (subject_type, subject_id, at);

alter table language_model add column position integer default 0 not null;
alter table language_model add column weight double precision default 1 not null;
alter table language_model add column pair_group varchar(80);
alter table language_model add column anonymous_only boolean default false not null;
alter table language_model add column images boolean default false not null;
alter table language_model add column context_length integer;
-- US dollars for a million tokens.
alter table language_model add column price_in double precision;
alter table language_model add column price_out double precision;
-- A JSON object of further fields of the request.
alter table language_model add column extra_body varchar(20000);
alter table language_model drop constraint language_model_state_known;
alter table language_model add constraint language_model_state_known
  check (state in ('active', 'paused', 'retired'));
alter table language_model add constraint language_model_weight_known check (weight >= 0);
