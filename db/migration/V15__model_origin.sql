-- Where a model was described, and when it last passed a test.
alter table language_model add column origin varchar(20) default 'browser' not null;
update language_model set origin = case when demo then 'built-in' else 'configured' end;
alter table language_model add constraint language_model_origin_known
  check (origin in ('configured', 'browser', 'built-in'));
alter table language_model add column tested_at timestamp with time zone;
