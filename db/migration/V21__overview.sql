-- What the overview asks: each figure is one pass over one of these, without the rows themselves.

-- What an answer cost in US dollars, at the prices when it was written; null when a price or the
-- number of tokens was not known.
alter table answer add column cost double precision;

create index battle_by_time on battle (created_at, participant_id);
create index answer_by_time on answer (created_at, model_id, failure, tokens_in, tokens_out, cost);
