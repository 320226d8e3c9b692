-- Films and series as their sources list them, and what the owner's curation needs: merged channels, rules, single channels in
-- bouquets, a journal of edits that can be undone. The same dialect rules as V1.
-- An entry's key lies in two halves of its 128-bit digest: a million of them are found again without reading their texts.

insert into id_space (name, next_id) values
    ('series', 1), ('edit', 1), ('rule', 1), ('match_proposal', 1);

-- A film, of one source. 'remote_id' and 'info' are what an Xtream provider calls it and says of it.
create table movie (
    id            integer       not null primary key,
    source_id     integer       not null references source (id) on delete cascade,
    key_high      bigint        not null,
    key_low       bigint        not null,
    fingerprint   bigint        not null,
    name          varchar(1000) not null,
    released      integer,
    category_id   integer       not null references category (id),
    logo          varchar(4000) not null,
    url           varchar(8000) not null,
    container     varchar(20)   not null,
    headers       text          not null,
    unsupported   varchar(200),
    adult         boolean       not null,
    remote_id     varchar(200),
    info          text,
    added_at      bigint        not null,
    missing_since bigint,
    missed        integer       not null,
    added_by      integer       not null
);
create index movie_source on movie (source_id);
create index movie_category on movie (category_id);

-- A series, of one source; its key is made of its name where the source gives it no id.
create table series (
    id            integer       not null primary key,
    source_id     integer       not null references source (id) on delete cascade,
    key_high      bigint        not null,
    key_low       bigint        not null,
    fingerprint   bigint        not null,
    name          varchar(1000) not null,
    released      integer,
    category_id   integer       not null references category (id),
    logo          varchar(4000) not null,
    adult         boolean       not null,
    remote_id     varchar(200),
    info          text,
    added_at      bigint        not null,
    missing_since bigint,
    missed        integer       not null,
    added_by      integer       not null
);
create index series_source on series (source_id);
create index series_category on series (category_id);

create table episode (
    id            integer       not null primary key,
    series_id     integer       not null references series (id) on delete cascade,
    source_id     integer       not null,
    key_high      bigint        not null,
    key_low       bigint        not null,
    fingerprint   bigint        not null,
    season        integer       not null,
    number        integer       not null,
    name          varchar(1000) not null,
    logo          varchar(4000) not null,
    url           varchar(8000) not null,
    container     varchar(20)   not null,
    headers       text          not null,
    unsupported   varchar(200),
    remote_id     varchar(200),
    info          text,
    added_at      bigint        not null,
    missing_since bigint,
    missed        integer       not null,
    added_by      integer       not null
);
create index episode_series on episode (series_id);
create index episode_source on episode (source_id);

-- Where the owner or the matcher has said that two channels are one, the other one's id leads here.
alter table channel add column merged_into integer;
create index channel_merged_into on channel (merged_into) where merged_into is not null;
-- A number given by a rule, once.
alter table channel add column given_number varchar(20);
-- The import that added it: its edit's id, 0 before there were any.
alter table channel add column added_by integer not null default 0;

-- How many refreshes in a row did not have it.
alter table stream_source add column missed integer not null default 0;
alter table stream_source add column added_by integer not null default 0;

-- The owner's name for a group; 'name' stays what the lists call it. A merged group's channels are shown in another one.
alter table category add column title varchar(500);
alter table category add column merged_into integer;

-- A bouquet's single channels: in it, or kept out of it.
create table bouquet_channel (
    bouquet_id integer not null references bouquet (id) on delete cascade,
    channel_id integer not null,
    member     boolean not null,
    primary key (bouquet_id, channel_id)
);
-- Conditions of which each that holds brings a channel in; the language of the rules.
create table bouquet_rule (
    bouquet_id integer       not null references bouquet (id) on delete cascade,
    position   integer       not null,
    condition  varchar(2000) not null,
    primary key (bouquet_id, position)
);

-- 'when ... then ...', applied in order to what the sources say and before what the owner said by hand.
create table rule (
    id        integer       not null primary key,
    position  integer       not null,
    name      varchar(200)  not null,
    condition varchar(2000) not null,
    action    varchar(2000) not null,
    enabled   boolean       not null,
    from_file boolean       not null
);

-- Two channels that may be one.
create table match_proposal (
    id         integer       not null primary key,
    channel_id integer       not null,
    other_id   integer       not null,
    score      integer       not null,
    reasons    varchar(2000) not null,
    state      varchar(20)   not null,
    made_at    bigint        not null,
    decided_at bigint,
    unique (channel_id, other_id)
);

-- What was changed, by whom, and how it was before: enough to undo it.
create table edit (
    id        integer       not null primary key,
    at        bigint        not null,
    actor     varchar(200)  not null,
    kind      varchar(40)   not null,
    summary   varchar(1000) not null,
    source_id integer,
    report_id integer,
    undoable  boolean       not null,
    undone_at bigint
);
create table edit_row (
    edit_id      integer     not null references edit (id) on delete cascade,
    position     integer     not null,
    table_name   varchar(40) not null,
    row_id       integer     not null,
    before_image text,
    primary key (edit_id, position)
);
