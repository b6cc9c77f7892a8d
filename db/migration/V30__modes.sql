-- Battles with names shown: side by side with two models, direct with one; and battles that carry
-- another one's history on.
alter table battle alter column model_b drop not null;
alter table battle add constraint battle_seats check ((mode = 'direct') = (model_b is null));
-- The battle whose turns come before this one's, and how many turns that makes with all before it.
alter table battle add column continues varchar(32);
alter table battle add column carried integer default 0 not null;
alter table battle add constraint battle_continues_one
  foreign key (continues) references battle (id) on delete set null;
alter table battle add constraint battle_carries_some check (carried >= 0);
create index battle_by_continued on battle (continues);

-- What the person thinks of one answer of a direct battle; changeable, at most one an answer.
create table feedback (
  answer_id varchar(32) primary key references answer (id) on delete cascade,
  verdict varchar(10) not null,
  reasons varchar(4000) not null,
  comment varchar(4000),
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint feedback_verdict_known check (verdict in ('up', 'down', 'flag'))
);
create index feedback_by_time on feedback (changed_at);
