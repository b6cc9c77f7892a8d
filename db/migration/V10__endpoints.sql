-- Endpoints that admins make in the browser: their limits, their sealed secrets, and what they have used.

alter table endpoint drop constraint endpoint_kind_known;
alter table endpoint add constraint endpoint_kind_known
  check (kind in ('configured', 'managed', 'built-in'));

-- What is null has no limit, or the arena's own.
alter table endpoint add column connect_timeout_ms integer;
alter table endpoint add column first_token_timeout_ms integer;
alter table endpoint add column between_tokens_timeout_ms integer;
alter table endpoint add column total_timeout_ms integer;
alter table endpoint add column concurrency integer;
alter table endpoint add column requests_per_minute integer;
alter table endpoint add column tokens_per_minute integer;
-- US dollars a day (UTC).
alter table endpoint add column daily_spend double precision;
alter table endpoint add constraint endpoint_limits_positive check (
  connect_timeout_ms > 0 and first_token_timeout_ms > 0 and between_tokens_timeout_ms > 0
  and total_timeout_ms > 0 and concurrency > 0 and requests_per_minute > 0
  and tokens_per_minute > 0 and daily_spend > 0);

-- The key (name: empty) and further headers (name: the header's), sealed by the vault.
create table endpoint_secret (
  endpoint_id varchar(32) not null references endpoint (id) on delete cascade,
  kind varchar(20) not null,
  name varchar(200) not null,
  sealed varchar(20000) not null,
  set_at timestamp with time zone not null,
  primary key (endpoint_id, kind, name),
  constraint endpoint_secret_kind_known check (kind in ('key', 'header'))
);

-- What was asked of an endpoint within a minute, counted by all processes; kept while it matters.
create table endpoint_minute (
  endpoint_id varchar(32) not null references endpoint (id) on delete cascade,
  epoch_minute bigint not null,
  requests integer not null,
  tokens bigint not null,
  primary key (endpoint_id, epoch_minute)
);

-- What an endpoint with limits has used in a day (UTC). micro_usd: millionths of a US dollar.
create table endpoint_day (
  endpoint_id varchar(32) not null references endpoint (id) on delete cascade,
  epoch_day bigint not null,
  tokens_in bigint not null,
  tokens_out bigint not null,
  micro_usd bigint not null,
  primary key (endpoint_id, epoch_day)
);
