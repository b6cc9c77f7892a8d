-- Files of models that were uploaded and not yet applied, for an hour at most. They may hold keys: sealed by the vault.
create table model_import (
  id varchar(32) primary key,
  account_id varchar(32) not null references account (id) on delete cascade,
  content varchar(3000000) not null,
  created_at timestamp with time zone not null
);
create index model_import_by_time on model_import (created_at);
