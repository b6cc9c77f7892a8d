-- Personal data found in conversations, and what researchers decided about it. One row a value in a
-- conversation, however often it is said there. digest: SHA-256 of the conversation's id, the kind and the
-- value; the value itself stays where it was said. seen_at: when the search found it last.
create table review_finding (
  id varchar(32) primary key,
  question_id varchar(400) not null,
  conversation_id varchar(32) not null,
  kind varchar(20) not null,
  digest varchar(64) not null,
  found_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  decision varchar(10),
  reason varchar(20),
  note varchar(500),
  account_id varchar(32) references account (id) on delete set null,
  decided_by varchar(80),
  decided_at timestamp with time zone,
  constraint review_finding_once unique (question_id, kind, digest),
  constraint review_finding_decision_known check (decision in ('keep', 'mask', 'drop')),
  constraint review_finding_decided check (
    (decision is null) = (decided_at is null)
    and (decision is null) = (reason is null)
    and (decision is null) = (decided_by is null))
);
create index review_finding_waiting on review_finding (decision, found_at, id);
create index review_finding_by_decision on review_finding (decided_at, id);
create index review_finding_by_seen on review_finding (seen_at);
create index review_finding_by_account on review_finding (account_id);
