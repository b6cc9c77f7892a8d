-- Which further names of models were known when a conversation was looked at; other ones, and it is looked at again.
alter table conversation_tag add column leak_names varchar(16) default '' not null;
