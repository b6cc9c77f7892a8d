-- What is left of somebody's limits, as of filled_at. A row that is full again (full_at) may go.
create table token_bucket (
  id varchar(120) primary key,
  level double precision not null,
  filled_at timestamp with time zone not null,
  full_at timestamp with time zone not null
);
create index token_bucket_by_full on token_bucket (full_at);

-- Solved challenges, until they expire: each opens the door once.
create table spent_challenge (
  nonce varchar(32) primary key,
  expires_at timestamp with time zone not null
);
create index spent_challenge_by_expiry on spent_challenge (expires_at);

-- Tokens of one day: of a model (its id) or of all together ('arena'). What running answers may
-- still take is counted from their start, and put right at their end.
create table token_usage (
  used_on date not null,
  subject varchar(40) not null,
  tokens bigint not null,
  primary key (used_on, subject)
);

-- A model's own budget of tokens a day, instead of the one that all have. 0: none.
create table model_budget (
  model_id varchar(32) primary key references language_model (id),
  tokens bigint not null,
  constraint model_budget_known check (tokens >= 0)
);
