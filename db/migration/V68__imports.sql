-- Datasets that came from elsewhere: their rows, and where they came from.

-- Models that are only known from data have no server.
alter table endpoint drop constraint endpoint_kind_known;
alter table endpoint add constraint endpoint_kind_known
  check (kind in ('configured', 'managed', 'built-in', 'none'));
alter table language_model drop constraint language_model_origin_known;
alter table language_model add constraint language_model_origin_known
  check (origin in ('configured', 'browser', 'built-in', 'imported'));

-- One delivery: a file of rows, or a zip with several. What of it has been dealt with is counted in the
-- transaction that stores it: file_done files whole, and row_done rows of the next one.
create table dataset_import (
  id varchar(32) primary key,
  job_id varchar(32),
  file_name varchar(400) not null,
  file_bytes bigint not null,
  sha256 varchar(64) not null,
  schema_key varchar(40),
  format varchar(20),
  dry_run boolean not null,
  state varchar(20) not null,
  file_done integer not null,
  row_done bigint not null,
  added bigint not null,
  unchanged bigint not null,
  own bigint not null,
  conflicting bigint not null,
  bad bigint not null,
  stopped varchar(400),
  account_id varchar(32) references account (id) on delete set null,
  imported_by varchar(80) not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  undone_at timestamp with time zone,
  constraint dataset_import_state_known
    check (state in ('waiting', 'running', 'done', 'failed', 'cancelled', 'undoing', 'undone'))
);
create index dataset_import_by_time on dataset_import (created_at, id);
create index dataset_import_by_account on dataset_import (account_id);
create index dataset_import_by_job on dataset_import (job_id);

-- The file, until it has been read: any node can go on with it.
create table import_part (
  import_id varchar(32) not null references dataset_import (id) on delete cascade,
  number integer not null,
  bytes bytea not null,
  primary key (import_id, number)
);

-- Lines that could not be taken, and why; as many as the settings say. number: of the line, record
-- or row from 1; 0 is the whole file.
create table import_problem (
  import_id varchar(32) not null references dataset_import (id) on delete cascade,
  ordinal bigint not null,
  file varchar(400) not null,
  number bigint not null,
  field varchar(400) not null,
  reason varchar(40) not null,
  detail varchar(1000) not null,
  primary key (import_id, ordinal)
);

-- id: the first 128 bits of the SHA-256 of schema and key, so a key comes once a schema. content: the
-- row's exact fields and values as JSON. place: sorts by (tstamp, question_id) whatever the database's
-- collation. Rows of schemas without a verdict have only these.
create table imported_conversation (
  id varchar(32) primary key,
  import_id varchar(32) not null references dataset_import (id),
  schema_key varchar(40) not null,
  question_id varchar(400) not null,
  place varchar(500) not null,
  content_hash varchar(64) not null,
  content text not null,
  tstamp double precision not null,
  model_a varchar(32) references language_model (id),
  model_b varchar(32) references language_model (id),
  winner varchar(40),
  judge varchar(400),
  turn integer,
  anony boolean,
  language varchar(100),
  constraint imported_conversation_judged
    check ((winner is null) = (model_a is null) and (winner is null) = (model_b is null))
);
create index imported_conversation_in_order on imported_conversation (place, id);
create index imported_conversation_by_schema on imported_conversation (schema_key, place, id);
create index imported_conversation_by_import on imported_conversation (import_id);
create index imported_conversation_by_a on imported_conversation (model_a);
create index imported_conversation_by_b on imported_conversation (model_b);
create index imported_conversation_by_time on imported_conversation (tstamp);
