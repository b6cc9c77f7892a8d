-- Running answers are saved every second, which rewrote an index entry each time because of the lease; few answers run
-- at a time, so their state alone finds them.
drop index answer_by_state;
create index answer_by_state on answer (state);
