-- The arena: people, endpoints, models, battles, answers, votes. One set for H2 and PostgreSQL.
-- Identifiers are 128 random bits as 32 hex digits. Times are UTC.

create table secret_key (
  purpose varchar(40) primary key,
  secret varchar(100) not null,
  created_at timestamp with time zone not null
);

create table participant (
  id varchar(32) primary key,
  judge integer,
  created_at timestamp with time zone not null,
  constraint participant_judge_once unique (judge)
);
-- The N of arena_user_N, dealt in order of first vote.
create sequence judge_number start with 1;

create table account (
  id varchar(32) primary key,
  username varchar(80) not null,
  password_hash varchar(200) not null,
  role varchar(20) not null,
  created_at timestamp with time zone not null,
  version integer not null,
  constraint account_username_once unique (username),
  constraint account_role_known check (role in ('admin', 'researcher', 'annotator'))
);

create table account_session (
  token_hash varchar(64) primary key,
  account_id varchar(32) not null references account (id) on delete cascade,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null
);
create index account_session_by_account on account_session (account_id);
create index account_session_by_expiry on account_session (expires_at);

create table setup_link (
  token_hash varchar(64) primary key,
  created_at timestamp with time zone not null
);

create table endpoint (
  id varchar(32) primary key,
  name varchar(2100) not null,
  kind varchar(20) not null,
  base_url varchar(2000) not null,
  created_at timestamp with time zone not null,
  version integer not null,
  constraint endpoint_name_once unique (name),
  constraint endpoint_kind_known check (kind in ('configured', 'built-in'))
);

create table language_model (
  id varchar(32) primary key,
  name varchar(120) not null,
  endpoint_id varchar(32) not null references endpoint (id),
  provider_model varchar(300) not null,
  state varchar(20) not null,
  demo boolean not null,
  organisation varchar(200),
  license varchar(200),
  link varchar(2000),
  description varchar(2000),
  system_prompt varchar(20000),
  temperature double precision,
  top_p double precision,
  max_tokens integer,
  created_at timestamp with time zone not null,
  version integer not null,
  constraint language_model_name_once unique (name),
  constraint language_model_state_known check (state in ('active', 'retired'))
);
create index language_model_by_endpoint on language_model (endpoint_id);

create table battle (
  id varchar(32) primary key,
  participant_id varchar(32) not null references participant (id),
  mode varchar(20) not null,
  state varchar(20) not null,
  model_a varchar(32) not null references language_model (id),
  model_b varchar(32) not null references language_model (id),
  turns integer not null,
  language varchar(40),
  created_at timestamp with time zone not null,
  version integer not null,
  constraint battle_mode_known check (mode in ('anonymous', 'side-by-side', 'direct')),
  constraint battle_state_known check (state in ('open', 'voted'))
);
create index battle_by_participant on battle (participant_id, created_at, id);

-- Every draw, in order: the first pair, then each replacement of a seat that failed.
-- propensity is the probability of the ordered pair, given the seats that stayed.
create table pair_draw (
  battle_id varchar(32) not null references battle (id) on delete cascade,
  attempt integer not null,
  reason varchar(20) not null,
  policy varchar(40) not null,
  model_a varchar(32) not null references language_model (id),
  model_b varchar(32) not null references language_model (id),
  propensity double precision not null,
  created_at timestamp with time zone not null,
  primary key (battle_id, attempt),
  constraint pair_draw_reason_known check (reason in ('start', 'replaced-a', 'replaced-b'))
);

create table turn (
  battle_id varchar(32) not null references battle (id) on delete cascade,
  number integer not null,
  prompt varchar(1000000) not null,
  created_at timestamp with time zone not null,
  primary key (battle_id, number)
);

-- One row a seat and attempt; the highest attempt is the answer that counts.
-- steps: JSON list of what happened before the first token (retries, replacements), for admins.
create table answer (
  id varchar(32) primary key,
  battle_id varchar(32) not null,
  turn_number integer not null,
  seat varchar(1) not null,
  attempt integer not null,
  model_id varchar(32) not null references language_model (id),
  state varchar(20) not null,
  text varchar(1000000) not null,
  reasoning varchar(1000000) not null,
  failure varchar(20),
  failure_detail varchar(4000),
  finish_reason varchar(40),
  provider_model varchar(300),
  tokens_in integer,
  tokens_out integer,
  first_token_ms integer,
  duration_ms integer,
  steps varchar(20000) not null,
  owner varchar(32) not null,
  lease_until timestamp with time zone not null,
  created_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  foreign key (battle_id, turn_number) references turn (battle_id, number) on delete cascade,
  constraint answer_attempt_once unique (battle_id, turn_number, seat, attempt),
  constraint answer_seat_known check (seat in ('a', 'b')),
  constraint answer_state_known
    check (state in ('streaming', 'complete', 'stopped', 'failed', 'interrupted'))
);
create index answer_by_state on answer (state, lease_until);

create table vote (
  battle_id varchar(32) primary key references battle (id),
  participant_id varchar(32) not null references participant (id),
  judge integer not null,
  winner varchar(20) not null,
  reasons varchar(4000) not null,
  comment varchar(4000),
  created_at timestamp with time zone not null,
  constraint vote_winner_known check (winner in ('model_a', 'model_b', 'tie', 'tie (bothbad)'))
);
create index vote_by_time on vote (created_at, battle_id);
