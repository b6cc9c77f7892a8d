-- What each link of the moderation chain said about each message: a prompt, or an attempt at an
-- answer. A link that could not be asked has a row, too: 'not-checked' is never 'allow'.
-- categories: JSON, {"violence": {"flagged": true, "score": 0.83}, ...}; '{}' when not checked.
create table moderation_result (
  battle_id varchar(32) not null,
  turn_number integer not null,
  part varchar(10) not null,
  attempt integer not null,
  link varchar(80) not null,
  model varchar(300),
  version varchar(300),
  categories varchar(100000) not null,
  flagged boolean not null,
  outcome varchar(20) not null,
  problem varchar(500),
  checked_at timestamp with time zone not null,
  primary key (battle_id, turn_number, part, attempt, link),
  foreign key (battle_id, turn_number) references turn (battle_id, number) on delete cascade,
  constraint moderation_result_part_known check (part in ('prompt', 'a', 'b')),
  constraint moderation_result_outcome_known
    check (outcome in ('allow', 'log', 'warn', 'block', 'not-checked'))
);
create index moderation_result_by_outcome on moderation_result (outcome, checked_at);
create index moderation_result_by_link on moderation_result (link, checked_at);

-- The key that the moderation service is called with, sealed; one row, or none.
create table moderation_secret (
  name varchar(40) primary key,
  sealed varchar(4000) not null,
  set_at timestamp with time zone not null
);
