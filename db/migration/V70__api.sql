-- Battles in order, for programs that page through all of them.
create index battle_in_order on battle (created_at, id);
