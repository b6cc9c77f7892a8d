-- With it, H2 took "not withdrawn" for something rare, and read every battle to find the newest votes.
drop index battle_by_withdrawal;
