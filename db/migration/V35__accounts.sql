-- People with accounts: invitations, one-time password links, sessions that say where they are,
-- two-factor sign-in, and the brake on guessing.

-- Null: the account signs in elsewhere (OpenID Connect) and has no password here.
alter table account alter column password_hash drop not null;
alter table account add column disabled boolean default false not null;
alter table account add column seen_at timestamp with time zone;
create index account_by_role on account (role, disabled);

-- id: the session's name on pages; the token's hash stays where it is looked up.
alter table account_session add column id varchar(32);
alter table account_session add column seen_at timestamp with time zone;
alter table account_session add column browser varchar(40);
alter table account_session add column platform varchar(40);
update account_session set id = substring(token_hash from 1 for 32), seen_at = created_at;
alter table account_session alter column id set not null;
alter table account_session alter column seen_at set not null;
alter table account_session add constraint account_session_id_once unique (id);

-- Open invitations: a row is deleted when its link is used or revoked. Those of somebody who may
-- no longer invite go with the account.
create table invitation (
  id varchar(32) primary key,
  token_hash varchar(64) not null,
  role varchar(20) not null,
  note varchar(200) not null,
  invited_by varchar(32) not null references account (id) on delete cascade,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint invitation_token_once unique (token_hash),
  constraint invitation_role_known check (role in ('admin', 'researcher', 'annotator'))
);
create index invitation_by_inviter on invitation (invited_by);
create index invitation_by_expiry on invitation (expires_at);

-- A link with which somebody chooses a new password; at most one a person.
create table password_link (
  account_id varchar(32) primary key references account (id) on delete cascade,
  token_hash varchar(64) not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint password_link_token_once unique (token_hash)
);

-- Sign-ins between the password and the second factor.
create table sign_in_step (
  token_hash varchar(64) primary key,
  account_id varchar(32) not null references account (id) on delete cascade,
  next_path varchar(2000) not null,
  expires_at timestamp with time zone not null
);
create index sign_in_step_by_account on sign_in_step (account_id);
create index sign_in_step_by_expiry on sign_in_step (expires_at);

-- secret: encrypted. confirmed_at: null until the first code was right; only then it counts.
-- last_step: the time step of the last code that was taken; none is taken twice.
create table two_factor (
  account_id varchar(32) primary key references account (id) on delete cascade,
  secret varchar(1000) not null,
  confirmed_at timestamp with time zone,
  last_step bigint not null,
  created_at timestamp with time zone not null
);

create table recovery_code (
  account_id varchar(32) not null references two_factor (account_id) on delete cascade,
  code_hash varchar(64) not null,
  primary key (account_id, code_hash)
);

-- Failed sign-ins by account, network and so on. full_at: when the allowance is whole again, in
-- milliseconds since 1970; subject: a hash, never a name or an address.
create table sign_in_throttle (
  subject varchar(80) primary key,
  full_at bigint not null
);
create index sign_in_throttle_by_time on sign_in_throttle (full_at);
