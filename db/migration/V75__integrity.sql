-- Checking votes. One process at a time does it, while its lease lasts. after_*: how far the tags of
-- conversations have been looked through in order of time; again_*: how far a second pass is that began
-- when rules or settings changed, null without one. rules, judge_rules: what the checks depended on.
create table integrity_state (
  id integer primary key,
  owner varchar(32) not null,
  lease_until timestamp with time zone not null,
  after_time timestamp with time zone not null,
  after_id varchar(32) not null,
  again_time timestamp with time zone,
  again_id varchar(32),
  rules varchar(400) not null,
  judges_after timestamp with time zone not null,
  judge_rules varchar(400) not null,
  constraint integrity_state_only_one check (id = 1)
);
insert into integrity_state (id, owner, lease_until, after_time, after_id, rules, judges_after, judge_rules)
values (1, '', timestamp with time zone '2000-01-01 00:00:00+00', timestamp with time zone '1970-01-01 00:00:00+00', '', '',
  timestamp with time zone '1970-01-01 00:00:00+00', '');

-- What follows from a flag, as the settings last said: boards on all nodes go by this. announced: up to
-- which vote a change has been told to them; null when to all.
create table integrity_rule (
  rule varchar(40) primary key,
  mode varchar(20) not null,
  announced varchar(32),
  constraint integrity_rule_mode_known check (mode in ('off', 'note', 'leave-out'))
);

create index conversation_tag_by_time on conversation_tag (tagged_at, conversation_id);

-- Bursts and bans of networks.
alter table vote_network add column voted_at timestamp with time zone not null;
drop index vote_network_by_network;
create index vote_network_by_time on vote_network (network, voted_at, battle_id);

-- Judges as they were last tested against the votes of others.
-- p_value: of the least likely pattern, null with too few votes on pairs that others know; model_id: the
-- model that the pattern is about, if it is about one.
create table judge_check (
  judge integer primary key,
  votes integer not null,
  known_votes integer not null,
  p_value double precision,
  pattern varchar(40),
  statistic varchar(40),
  model_id varchar(32) references language_model (id),
  flagged boolean not null,
  tested_at timestamp with time zone not null
);
create index judge_check_by_model on judge_check (model_id);

-- Decisions as they were taken, many votes in one go; undone_at: when that was taken back. batch_before: what
-- stood about a vote until then.
create table decision_batch (
  id varchar(32) primary key,
  decision varchar(20) not null,
  reason varchar(40) not null,
  note varchar(500),
  votes integer not null,
  account_id varchar(32) references account (id) on delete set null,
  decided_by varchar(80) not null,
  decided_at timestamp with time zone not null,
  undone_at timestamp with time zone
);
create index decision_batch_by_account on decision_batch (account_id);
create index decision_batch_by_time on decision_batch (decided_at);
create table decision_batch_vote (
  batch_id varchar(32) not null references decision_batch (id) on delete cascade,
  conversation_id varchar(32) not null,
  batch_before varchar(32),
  primary key (batch_id, conversation_id)
);
alter table vote_decision add column batch_id varchar(32) not null references decision_batch (id);
create index vote_decision_by_batch on vote_decision (batch_id);

-- Votes that don't count now, for whatever reason.
create view vote_left_out as
select vote_flag.conversation_id from vote_flag
  join integrity_rule on integrity_rule.rule = vote_flag.rule
  where vote_flag.state = 'flagged' and integrity_rule.mode = 'leave-out'
    and not exists (select 1 from vote_decision
      where vote_decision.conversation_id = vote_flag.conversation_id and vote_decision.decision = 'restored')
union select conversation_id from vote_decision where decision = 'excluded'
union select vote.battle_id from vote join banned_judge on banned_judge.judge = vote.judge
union select vote_network.battle_id from vote_network
  join banned_network on banned_network.network = vote_network.network;

-- The share of votes that is left out has jumped; one row while that is so.
create table integrity_alarm (
  id integer primary key,
  raised_at timestamp with time zone not null,
  share double precision not null,
  share_before double precision not null,
  constraint integrity_alarm_only_one check (id = 1)
);
