-- What is taken from a bucket changed its place in this index every time. Full ones are looked for
-- every ten minutes only.
drop index token_bucket_by_full;
