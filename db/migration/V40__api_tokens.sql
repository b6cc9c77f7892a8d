-- Tokens of programs. Of the secret only its SHA-256 is kept; a revoked token's row is deleted, and the audit log
-- remembers it. hint: the first characters, by which people tell tokens apart. scopes: words, one space between.
create table api_token (
  id varchar(32) primary key,
  account_id varchar(32) not null references account (id) on delete cascade,
  name varchar(80) not null,
  token_hash varchar(64) not null,
  hint varchar(12) not null,
  scopes varchar(200) not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  used_at timestamp with time zone,
  constraint api_token_hash_once unique (token_hash)
);
create index api_token_by_account on api_token (account_id, created_at);
