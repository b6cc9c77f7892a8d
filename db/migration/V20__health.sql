-- Health: how each route to a model (an endpoint and its name for the model) does, for all processes.

-- Every change is one update that names the version it is based on, so of two processes one wins.
-- Moments are UTC; level: how often in a row a probe failed.
create table route_health (
  endpoint_id varchar(32) not null references endpoint (id) on delete cascade,
  model varchar(300) not null,
  state varchar(20) not null,
  since timestamp with time zone not null,
  level integer not null,
  held_out boolean not null,
  failure_kind varchar(20),
  failure_detail varchar(4000),
  failed_at timestamp with time zone,
  last_call_at timestamp with time zone,
  next_probe_at timestamp with time zone,
  probe_until timestamp with time zone,
  updated_at timestamp with time zone not null,
  version bigint not null,
  primary key (endpoint_id, model),
  constraint route_health_state_known check (state in ('closed', 'open', 'half-open')),
  constraint route_health_failure_whole
    check ((failure_kind is null) = (failed_at is null))
);

-- What each process has seen of a route lately; the page adds them up.
-- first_token_ms: the times to the first token, separated by commas.
create table route_figures (
  node varchar(32) not null,
  endpoint_id varchar(32) not null references endpoint (id) on delete cascade,
  model varchar(300) not null,
  successes integer not null,
  failures integer not null,
  first_token_ms varchar(10000) not null,
  updated_at timestamp with time zone not null,
  primary key (node, endpoint_id, model)
);
create index route_figures_by_endpoint on route_figures (endpoint_id);
create index route_figures_by_time on route_figures (updated_at);

-- What happened: routes that went out and came back, by themselves or by an admin's hand.
create table route_transition (
  id varchar(32) primary key,
  endpoint_id varchar(32) not null references endpoint (id) on delete cascade,
  model varchar(300) not null,
  name varchar(2000) not null,
  at timestamp with time zone not null,
  change varchar(20) not null,
  failure_kind varchar(20),
  failure_detail varchar(4000),
  actor varchar(80),
  constraint route_transition_change_known
    check (change in ('opened', 'closed', 'held-out', 'let-in'))
);
create index route_transition_by_time on route_transition (at, id);
create index route_transition_by_endpoint on route_transition (endpoint_id);

-- Messages on their way to the webhook. Sent or given up ones are kept for a while to be looked at.
create table webhook_message (
  id varchar(32) primary key,
  created_at timestamp with time zone not null,
  body varchar(20000) not null,
  state varchar(20) not null,
  attempts integer not null,
  next_attempt_at timestamp with time zone not null,
  problem varchar(2000),
  constraint webhook_message_state_known check (state in ('waiting', 'sent', 'given-up'))
);
create index webhook_message_by_state on webhook_message (state, next_attempt_at);
create index webhook_message_by_time on webhook_message (created_at, id);
