-- The default board at the end of each day (UTC), so that ratings can be followed over time. A day
-- on which nobody could be rated has a row too: it is done.
create table board_day (
  on_day date primary key,
  votes bigint not null,
  models integer not null,
  taken_at timestamp with time zone not null
);

create table board_snapshot (
  on_day date not null references board_day (on_day) on delete cascade,
  model_id varchar(32) not null references language_model (id) on delete cascade,
  rating double precision not null,
  lower_bound double precision not null,
  upper_bound double precision not null,
  best_rank integer not null,
  worst_rank integer not null,
  votes bigint not null,
  wins bigint not null,
  losses bigint not null,
  ties bigint not null,
  primary key (on_day, model_id)
);
create index board_snapshot_by_model on board_snapshot (model_id, on_day);

-- Work that is begun once a day, by whichever node comes first: on_day is the last day it was begun.
create table board_task (
  name varchar(20) primary key,
  on_day date,
  job_id varchar(32)
);
insert into board_task (name) values ('history'), ('recount');

-- What each recount found: conversations and counts that were kept wrong, and were corrected.
create table board_recount (
  job_id varchar(32) primary key,
  begun_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  votes bigint not null,
  wrong_votes bigint not null,
  wrong_counts bigint not null
);
create index board_recount_by_time on board_recount (ended_at);

-- How quick models are: read from the index alone.
drop index answer_by_end;
create index answer_by_end
  on answer (settled_at, model_id, state, first_token_ms, duration_ms, tokens_out);
