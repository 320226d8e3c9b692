-- The house as it stands at first: who plays, who administers, where channels come from, the catalogue, import reports.
-- Dialect-neutral on purpose (SQLite and PostgreSQL run the same file): ids come from id_space, moments are epoch
-- milliseconds in UTC, flags are booleans, lists are JSON text.

-- Next free id per space. 'playable' is one space for channels, films and episodes, since /{user}/{password}/{id}
-- does not say which kind it means; players remember these ids, so they never change and are never used again.
create table id_space (
    name    varchar(40) not null primary key,
    next_id bigint      not null
);
insert into id_space (name, next_id) values
    ('playable', 1), ('category', 1), ('source', 1), ('stream_source', 1), ('bouquet', 1),
    ('account', 1), ('administrator', 1), ('import_report', 1);

create table administrator (
    id            integer      not null primary key,
    username      varchar(200) not null unique,
    password_hash varchar(200) not null,
    from_file     boolean      not null,
    created_at    bigint       not null
);

-- A player's account. The password is sealed with the key file, because links must show it again.
create table account (
    id               integer      not null primary key,
    username         varchar(200) not null unique,
    password_sealed  varchar(600) not null,
    max_connections  integer      not null,
    expires_at       bigint,
    trial            boolean      not null,
    enabled          boolean      not null,
    formats          varchar(200) not null,
    at_limit         varchar(20)  not null,
    allowed_networks text         not null,
    -- whether only its bouquets are seen: an account whose bouquets are all gone sees nothing, not everything
    limited          boolean      not null,
    from_file        boolean      not null,
    created_at       bigint       not null
);

create table bouquet (
    id        integer      not null primary key,
    name      varchar(200) not null unique,
    from_file boolean      not null
);

-- A bouquet's members by group name; single channels and rules join it later.
create table bouquet_group (
    bouquet_id integer      not null references bouquet (id) on delete cascade,
    position   integer      not null,
    group_name varchar(500) not null,
    primary key (bouquet_id, group_name)
);

create table account_bouquet (
    account_id integer not null references account (id) on delete cascade,
    bouquet_id integer not null references bouquet (id) on delete cascade,
    primary key (account_id, bouquet_id)
);

create table source (
    id              integer       not null primary key,
    name            varchar(200)  not null unique,
    kind            varchar(20)   not null,
    location        varchar(4000) not null,
    settings        text          not null,
    refresh_seconds bigint,
    enabled         boolean       not null,
    from_file       boolean       not null,
    created_at      bigint        not null,
    -- what the last good download said of itself, for a conditional request
    etag            varchar(500),
    last_modified   varchar(100),
    content_hash    varchar(100),
    refreshed_at    bigint
);

-- Groups of channels ('live'), films ('movie') and series ('series'); ids are unique across the kinds, since some
-- players keep one list of all.
create table category (
    id       integer      not null primary key,
    kind     varchar(10)  not null,
    name     varchar(500) not null,
    position integer      not null,
    hidden   boolean      not null,
    unique (kind, name)
);

create table channel (
    id            integer       not null primary key,
    name          varchar(1000) not null,
    number        varchar(20),
    logo          varchar(4000) not null,
    guide_id      varchar(500)  not null,
    category_id   integer       not null references category (id),
    position      integer       not null,
    radio         boolean       not null,
    adult         boolean       not null,
    hidden        boolean       not null,
    added_at      bigint        not null,
    missing_since bigint
);
create index channel_category on channel (category_id);

-- What the owner said by hand, field by field; a refresh never touches it.
create table channel_override (
    channel_id integer       not null references channel (id) on delete cascade,
    field      varchar(40)   not null,
    value_text varchar(4000) not null,
    primary key (channel_id, field)
);

-- Where a channel's stream can be had, best first.
create table stream_source (
    id            integer       not null primary key,
    channel_id    integer       not null references channel (id) on delete cascade,
    position      integer       not null,
    source_id     integer       not null references source (id) on delete cascade,
    -- the entry's identity within its list (survives new tokens and another order) and a digest of all it said
    entry_key     varchar(100)  not null,
    fingerprint   bigint        not null,
    url           varchar(8000) not null,
    headers       text          not null,
    attributes    text          not null,
    unsupported   varchar(200),
    missing_since bigint,
    unique (source_id, entry_key)
);
create index stream_source_channel on stream_source (channel_id);

create table import_report (
    id             integer       not null primary key,
    source_id      integer       not null references source (id) on delete cascade,
    started_at     bigint        not null,
    took_ms        bigint        not null,
    outcome        varchar(20)   not null,
    message        varchar(2000) not null,
    found          integer       not null,
    added          integer       not null,
    changed        integer       not null,
    unchanged      integer       not null,
    vanished       integer       not null,
    skipped_count  integer       not null
);
create index import_report_source on import_report (source_id, started_at);

create table import_skip (
    report_id integer       not null references import_report (id) on delete cascade,
    position  integer       not null,
    line      integer       not null,
    entry     varchar(1000) not null,
    reason    varchar(1000) not null,
    primary key (report_id, position)
);
