-- Classifiers that tell how toxic messages are, as admins set them up.
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
  -- Messages from since on are tagged; those written before seen_until are in line or tagged.
  since timestamp with time zone not null,
  seen_until timestamp with time zone not null,
  sealed varchar(4000),
  created_at timestamp with time zone not null,
  version integer not null,
  constraint text_classifier_name_once unique (name),
  constraint text_classifier_kind_known check (kind in ('roberta', 't5', 'http')),
  constraint text_classifier_threshold_share check (threshold >= 0 and threshold <= 1)
);

-- What a classifier said about a message, or that it has yet to. part: u is the prompt, a and b are
-- the answers, of which the highest attempt counts (0 for prompts). The name and not the id: results outlive the classifier, and one of the same name
-- goes on with them. Rows of a battle go with it.
create table toxicity (
  battle_id varchar(32) not null references battle (id) on delete cascade,
  turn_number integer not null,
  part varchar(1) not null,
  attempt integer not null,
  classifier varchar(60) not null,
  state varchar(20) not null,
  flagged boolean,
  score double precision,
  model_version varchar(2000),
  failures integer not null,
  problem varchar(1000),
  due_at timestamp with time zone not null,
  checked_at timestamp with time zone,
  primary key (battle_id, turn_number, part, attempt, classifier),
  constraint toxicity_part_known check (part in ('u', 'a', 'b')),
  constraint toxicity_state_known check (state in ('waiting', 'checked')),
  constraint toxicity_checked check (
    state = 'waiting' or (flagged is not null and score is not null and checked_at is not null))
);
create index toxicity_by_state on toxicity (state, due_at);
create index toxicity_by_classifier on toxicity (classifier, state);
create index toxicity_by_flag on toxicity (flagged, checked_at);
create index turn_by_time on turn (created_at);
create index answer_by_end on answer (settled_at);

-- One node tags at a time: the one that renews this lease.
create table toxicity_lease (
  id integer primary key,
  owner varchar(32) not null,
  lease_until timestamp with time zone not null
);
insert into toxicity_lease (id, owner, lease_until)
  values (1, '', timestamp with time zone '1970-01-01 00:00:00+00:00');
