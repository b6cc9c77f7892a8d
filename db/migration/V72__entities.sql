-- Names of persons and places that a service found in conversations: where in which text, not what. text_hash: SHA-256
-- of the text, so that what was found holds for as long as the text is the same. Units of begins and ends: UTF-16.
create table review_entity (
  question_id varchar(400) not null,
  text_hash varchar(64) not null,
  begins integer not null,
  ends integer not null,
  kind varchar(20) not null,
  primary key (question_id, text_hash, begins, ends),
  constraint review_entity_place check (begins >= 0 and ends > begins)
);
