-- Terms of use and privacy notice: drafts, one a language; and published versions, which stay.
create table terms_draft (
  kind varchar(10) not null,
  language varchar(10) not null,
  text varchar(200000) not null,
  changed_at timestamp with time zone not null,
  primary key (kind, language),
  constraint terms_draft_kind_known check (kind in ('terms', 'privacy'))
);

-- consent: whether it has terms, so that people are asked to agree.
create table terms_version (
  number integer primary key,
  version varchar(40) not null,
  consent boolean not null,
  published_at timestamp with time zone not null,
  published_by varchar(80) not null,
  constraint terms_version_once unique (version)
);

create table terms_text (
  number integer not null references terms_version (number),
  kind varchar(10) not null,
  language varchar(10) not null,
  text varchar(200000) not null,
  primary key (number, kind, language),
  constraint terms_text_kind_known check (kind in ('terms', 'privacy'))
);

create table terms_agreement (
  participant_id varchar(32) not null references participant (id) on delete cascade,
  number integer not null references terms_version (number),
  agreed_at timestamp with time zone not null,
  primary key (participant_id, number)
);
create index terms_agreement_by_version on terms_agreement (number);

-- The version under which the prompt was sent, where there was one.
alter table turn add column terms_version varchar(40);
