-- An export counts what it will hold, and looks for rows without a verdict, before its first byte.
-- Without these, both read every row with its text.
drop index imported_conversation_by_time;
create index imported_conversation_by_time on imported_conversation (tstamp, winner);
drop index imported_conversation_by_schema;
create index imported_conversation_unjudged on imported_conversation (winner, schema_key, place, id);
