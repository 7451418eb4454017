-- The ledger's tables in SQLite, version 1. A team may run this file itself, with ${table} and ${name} replaced by its table
-- prefix, such as metering_.
--
-- Times are microseconds since 1970; money is in 10^-12 of a dollar or euro, credits in millionths, energy, water and
-- CO2e in 10^-12 of kWh, litre and kg: whole numbers, because sums must be exact. m2_restored is a decimal as a text, for
-- the same reason. The view has them in plain units, as well as SQLite's binary numbers can.

create table if not exists ${table}schema (
    version integer not null primary key,
    arrival_offset integer not null
);

create table if not exists ${table}entry (
    tenant text not null,
    user_id text not null,
    seq integer not null,
    posting_id text not null,
    kind text not null,
    refers_to integer,
    occurred_at integer not null,
    recorded_at integer not null,
    due_at integer,
    credits_delta integer not null,
    reserved_delta integer not null,
    fingerprint text not null,
    format_version integer not null,
    provider text,
    model text,
    endpoint text,
    request_type text,
    project text,
    conversation_id text,
    requests integer,
    input_tokens integer,
    output_tokens integer,
    cache_read_tokens integer,
    cache_write_tokens integer,
    reasoning_tokens integer,
    list_usd integer,
    list_eur integer,
    margin_eur integer,
    fee_eur integer,
    cost_eur integer,
    donated_eur integer,
    credits integer,
    kwh_low integer,
    kwh_likely integer,
    kwh_high integer,
    water_low integer,
    water_likely integer,
    water_high integer,
    co2e_low integer,
    co2e_likely integer,
    co2e_high integer,
    unpriced_requests integer,
    fallback_requests integer,
    m2_restored text,
    facts text not null,
    -- the row's id: SQLite has one writer at a time, so it is the order of commits
    arrival_tx integer not null primary key,
    arrival_n integer not null default 0,
    constraint ${name}entry_seq unique (tenant, user_id, seq),
    constraint ${name}entry_posting unique (tenant, user_id, posting_id)
);

create index if not exists ${name}entry_reference on ${table}entry (tenant, user_id, refers_to)
    where refers_to is not null;

create index if not exists ${name}entry_due on ${table}entry (due_at, tenant, user_id, seq)
    where due_at is not null;

create index if not exists ${name}entry_own_due on ${table}entry (tenant, user_id, due_at, seq)
    where due_at is not null;

create index if not exists ${name}entry_usage on ${table}entry (tenant, occurred_at, user_id, seq)
    where requests is not null;

create view if not exists ${table}usage as
select
    tenant,
    user_id,
    seq,
    posting_id,
    kind,
    strftime('%Y-%m-%dT%H:%M:%fZ', occurred_at / 1e6, 'unixepoch') as occurred_at,
    provider,
    model,
    endpoint,
    request_type,
    project,
    conversation_id,
    requests,
    input_tokens,
    output_tokens,
    list_usd * 1e-12 as list_usd,
    cost_eur * 1e-12 as cost_eur,
    credits * 1e-6 as credits,
    kwh_likely * 1e-12 as kwh,
    water_likely * 1e-12 as water_l,
    co2e_likely * 1e-12 as co2e_kg,
    m2_restored
from ${table}entry
where requests is not null;

insert into ${table}schema (version, arrival_offset) values (1, 0) on conflict do nothing;
