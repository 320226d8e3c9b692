-- What was found when an address was looked at; the newest few of each.
create table stream_check (
    stream_source_id integer      not null references stream_source (id) on delete cascade,
    checked_at       bigint       not null,
    works            boolean      not null,
    -- empty if it works
    reason           varchar(300) not null,
    took_ms          bigint       not null,
    video            varchar(100) not null,
    audio            varchar(100) not null,
    primary key (stream_source_id, checked_at)
);
create index stream_check_time on stream_check (checked_at);
