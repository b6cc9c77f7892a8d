-- Classifiers that tell how toxic messages are, as admins set them up: links of the chain.
create table text_classifier (
  id varchar(32) primary key,
  name varchar(60) not null,
  kind varchar(20) not null,
  -- A folder's name, or an address.
  source varchar(2000) not null,
  label varchar(100) not null,
  other_label varchar(100) not null,
  sigmoid boolean not null,
  prefix varchar(200) not null,
  threshold double precision not null,
  longest integer,
  active boolean not null,
  sealed varchar(4000),
  created_at timestamp with time zone not null,
  version integer not null,
  constraint text_classifier_name_once unique (name),
  constraint text_classifier_kind_known check (kind in ('roberta', 't5', 'http')),
  constraint text_classifier_threshold_share check (threshold >= 0 and threshold <= 1)
);

-- Messages that links of the chain have yet to check.
create table moderation_backlog (
  battle_id varchar(32) not null,
  turn_number integer not null,
  part varchar(10) not null,
  attempt integer not null,
  link varchar(80) not null,
  failures integer not null,
  problem varchar(500),
  due_at timestamp with time zone not null,
  primary key (battle_id, turn_number, part, attempt, link),
  foreign key (battle_id, turn_number) references turn (battle_id, number) on delete cascade,
  constraint moderation_backlog_part_known check (part in ('prompt', 'a', 'b'))
);
create index moderation_backlog_by_link on moderation_backlog (link, due_at);

-- Up to when each link that is on has been looked after: messages written before are checked, or
-- in the backlog.
create table moderation_progress (
  link varchar(80) primary key,
  seen_until timestamp with time zone not null
);
create index turn_by_time on turn (created_at);
create index answer_by_end on answer (settled_at);
create index moderation_result_by_flag on moderation_result (flagged, checked_at);

-- One node works on the backlog at a time: the one that renews this lease.
create table moderation_lease (
  id integer primary key,
  owner varchar(32) not null,
  lease_until timestamp with time zone not null
);
insert into moderation_lease (id, owner, lease_until)
  values (1, '', timestamp with time zone '1970-01-01 00:00:00+00:00');
