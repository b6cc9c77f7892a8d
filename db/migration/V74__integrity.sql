-- What rules found out about votes. A vote keeps every flag it earns: none is a reason to delete one.
-- state: 'flagged', or 'unavailable' where a rule could not be checked. figure: what the rule measured.
create table vote_flag (
  conversation_id varchar(32) not null,
  rule varchar(40) not null,
  state varchar(20) not null,
  figure double precision,
  detail varchar(200),
  version integer not null,
  flagged_at timestamp with time zone not null,
  primary key (conversation_id, rule),
  constraint vote_flag_state_known check (state in ('flagged', 'unavailable'))
);
create index vote_flag_by_rule on vote_flag (rule, state, flagged_at);

-- What people decided about single votes, whatever the rules say.
create table vote_decision (
  conversation_id varchar(32) primary key,
  decision varchar(10) not null,
  reason varchar(40) not null,
  note varchar(500),
  account_id varchar(32) references account (id) on delete set null,
  decided_by varchar(80) not null,
  decided_at timestamp with time zone not null,
  constraint vote_decision_known check (decision in ('excluded', 'restored'))
);
create index vote_decision_by_time on vote_decision (decided_at);
create index vote_decision_by_account on vote_decision (account_id);

-- The network that a vote came from, as the hash of its day: nothing leads back to an address once the day's
-- key is gone, but votes of the same network on the same day can be told.
create table vote_network (
  battle_id varchar(32) primary key references battle (id),
  network varchar(80) not null
);
create index vote_network_by_network on vote_network (network);

-- Judges and networks none of whose votes count.
create table banned_judge (
  judge integer primary key,
  reason varchar(40) not null,
  note varchar(500),
  account_id varchar(32) references account (id) on delete set null,
  banned_by varchar(80) not null,
  banned_at timestamp with time zone not null
);
create index banned_judge_by_account on banned_judge (account_id);
create table banned_network (
  network varchar(80) primary key,
  reason varchar(40) not null,
  note varchar(500),
  account_id varchar(32) references account (id) on delete set null,
  banned_by varchar(80) not null,
  banned_at timestamp with time zone not null
);
create index banned_network_by_account on banned_network (account_id);
create index vote_by_judge on vote (judge, created_at);
