-- What the provider of an Xtream source said of the account at the last login; shown to the owner, and its limit holds where the
-- owner set none.
create table provider_account (
    source_id          integer      not null primary key references source (id) on delete cascade,
    status             varchar(20)  not null,
    -- none for never
    expires_at         bigint,
    -- none for any number
    max_connections    integer,
    active_connections integer,
    message            varchar(200) not null,
    checked_at         bigint       not null
);
