-- What became of each player's wish for a live channel, with its timeline. Nothing here refers to other tables: a play is
-- still to be read when its account or its channel is gone.
insert into id_space (name, next_id) values ('play', 1);

create table play (
    id              bigint        not null primary key,
    started_at      bigint        not null,
    -- none while it goes on
    ended_at        bigint,
    outcome         varchar(20)   not null,
    reason          varchar(500)  not null,
    username        varchar(200)  not null,
    -- 0 where the address named none
    channel_id      bigint        not null,
    channel_name    varchar(1000) not null,
    form            varchar(10)   not null,
    address         varchar(60)   not null,
    agent           varchar(300)  not null,
    first_byte_ms   bigint,
    bytes           bigint        not null,
    skips           bigint        not null,
    -- JSON; bounded in number and length by whoever writes it
    events          text          not null,
    events_left_out integer       not null
);
create index play_started on play (started_at);
create index play_ended on play (ended_at);
create index play_username on play (username, started_at);
create index play_channel on play (channel_id, started_at);
create index play_outcome on play (outcome, started_at);
