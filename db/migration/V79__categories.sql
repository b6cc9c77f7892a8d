-- What the prompts ask for, for boards of a part of the votes. Those tagged before are looked at again.
alter table conversation_tag add column math boolean default false not null;
alter table conversation_tag add column long_prompt boolean default false not null;
alter table conversation_tag add column multi_turn boolean default false not null;
alter table conversation_tag add column instructions boolean default false not null;
