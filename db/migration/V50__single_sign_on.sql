-- Single sign-on by OpenID Connect.

-- Whose account it is, at which issuer. An account made here by a password has none.
create table oidc_identity (
  issuer varchar(500) not null,
  subject varchar(255) not null,
  account_id varchar(32) not null references account (id) on delete cascade,
  created_at timestamp with time zone not null,
  primary key (issuer, subject)
);
create index oidc_identity_by_account on oidc_identity (account_id);

-- Sign-ins between leaving for the issuer and coming back. Each is deleted when it is used, and is
-- of use for minutes and in one browser only. state_hash, browser_hash: what the address and the
-- cookie must hold. verifier: worthless without the code that the issuer gives out for it.
create table oidc_login (
  state_hash varchar(64) primary key,
  browser_hash varchar(64) not null,
  issuer varchar(500) not null,
  nonce varchar(64) not null,
  verifier varchar(128) not null,
  redirect_uri varchar(2000) not null,
  next_path varchar(2000) not null,
  expires_at timestamp with time zone not null
);
create index oidc_login_by_expiry on oidc_login (expires_at);
