-- Guides: where they come from, what they hold, and which of their channels belongs to which of ours (docs/decisions/0027).
-- The same dialect rules as V1; 'bytea' is what PostgreSQL calls a column of bytes, and SQLite takes any name.

insert into id_space (name, next_id) values ('guide', 1), ('guide_report', 1);

create table guide (
    id              integer       not null primary key,
    name            varchar(200)  not null unique,
    location        varchar(4000) not null,
    -- headers, proxy and the like
    settings        text          not null,
    refresh_seconds bigint        not null,
    priority        integer       not null,
    shift_seconds   bigint        not null,
    created_at      bigint        not null,
    etag            varchar(500),
    last_modified   varchar(100),
    content_hash    varchar(100),
    refreshed_at    bigint,
    -- which rows of guide_channel and guide_block hold; 0 for none
    generation      bigint        not null default 0,
    channels        integer       not null default 0,
    programmes      bigint        not null default 0,
    -- whether a channel is wanted whose programmes were passed over: the guide is read again although it has not changed
    incomplete      boolean       not null default false
);

-- Every channel that a guide declares or has programmes of.
create table guide_channel (
    guide_id   integer      not null references guide (id) on delete cascade,
    generation bigint       not null,
    number     integer      not null,
    id         varchar(500) not null,
    -- all display names, a JSON list
    names      text         not null,
    -- whether its programmes were kept
    kept       boolean      not null,
    programmes integer      not null,
    primary key (guide_id, generation, number)
);

-- Programmes of one channel, deflated; several parts where the guide names its channels in turn.
create table guide_block (
    guide_id   integer not null references guide (id) on delete cascade,
    generation bigint  not null,
    number     integer not null,
    part       integer not null,
    programmes bytea   not null,
    primary key (guide_id, generation, number, part)
);

create table guide_report (
    id          integer       not null primary key,
    guide_id    integer       not null references guide (id) on delete cascade,
    started_at  bigint        not null,
    took_ms     bigint        not null,
    outcome     varchar(20)   not null,
    message     varchar(2000) not null,
    channels    bigint        not null,
    kept        bigint        not null,
    programmes  bigint        not null,
    stored      bigint        not null,
    left_out    bigint        not null,
    -- the first remarks, a JSON list
    remarks     text          not null
);
create index guide_report_guide on guide_report (guide_id, id);

-- What was found by itself: the first of a channel is the one that decides, others of the same channel fill its gaps.
create table guide_match (
    channel_id    integer      not null references channel (id) on delete cascade,
    position      integer      not null,
    guide_id      integer      not null references guide (id) on delete cascade,
    guide_channel varchar(500) not null,
    state         varchar(20)  not null,
    score         integer      not null,
    -- a JSON list
    reasons       text         not null,
    primary key (channel_id, position)
);
create index guide_match_guide on guide_match (guide_id);

-- What the owner said: 'chosen', 'locked' or 'excluded'. The guide goes by its name, so that the choice outlives it.
create table guide_choice (
    channel_id    integer      not null primary key references channel (id) on delete cascade,
    state         varchar(20)  not null,
    guide_name    varchar(200) not null,
    guide_channel varchar(500) not null,
    chosen_at     bigint       not null
);
