-- What was found out about conversations after the vote, own and imported ones; version: of what
-- looked. personal: kinds of personal data, with commas.
create table conversation_tag (
  conversation_id varchar(32) primary key,
  leak_a boolean not null,
  leak_b boolean not null,
  leak_user boolean not null,
  personal varchar(400) not null,
  prompt_hash varchar(64) not null,
  tokens_user integer not null,
  tokens_a integer not null,
  tokens_b integer not null,
  -- Markdown of the answers, as style control counts it.
  headers_a bigint not null,
  headers_b bigint not null,
  lists_a bigint not null,
  lists_b bigint not null,
  bold_a bigint not null,
  bold_b bigint not null,
  code boolean not null,
  refusal boolean not null,
  version integer not null,
  tagged_at timestamp with time zone not null
);
create index conversation_tag_by_prompt on conversation_tag (prompt_hash);

-- One process at a time looks for conversations without tags, while its lease lasts.
create table tagging_lease (
  id integer primary key,
  owner varchar(32) not null,
  lease_until timestamp with time zone not null,
  constraint tagging_lease_only_one check (id = 1)
);
insert into tagging_lease (id, owner, lease_until) values (1, '', timestamp with time zone '2000-01-01 00:00:00+00');

-- Tags of what was withdrawn go.
create index battle_by_withdrawal on battle (withdrawn_at);
