-- What an import took, and what of a source's entries is still shown although its list no longer has it.
-- The same dialect rules as V1.

alter table import_report add column not_wanted integer not null default 0;
alter table import_report add column peak_memory_mb integer not null default 0;

-- False once an entry has been missing for as many refreshes as the owner allows; readers of the catalogue ask for this alone.
alter table stream_source add column shown boolean not null default true;
alter table movie add column shown boolean not null default true;
alter table series add column shown boolean not null default true;
alter table episode add column shown boolean not null default true;

-- Asked after every refresh, and almost always empty.
create index stream_source_missing on stream_source (source_id) where missing_since is not null;
create index movie_missing on movie (source_id) where missing_since is not null;
create index series_missing on series (source_id) where missing_since is not null;
create index episode_missing on episode (source_id) where missing_since is not null;

create index edit_source on edit (source_id);
