-- The ledger's tables in PostgreSQL, version 1. A team may run this file itself, with ${table} replaced by its table
-- prefix (such as metering_, or billing.metering_) and ${name} by the same without a schema.
--
-- Times are microseconds since 1970; money is in 10^-12 of a dollar or euro, credits in millionths, energy, water and
-- CO2e in 10^-12 of kWh, litre and kg: whole numbers, because sums must be exact. The view has them in plain units.

create table if not exists ${table}schema (
    version integer not null primary key,
    -- added to transaction ids; raised when data was restored into a server whose ids are lower
    arrival_offset bigint not null
);

create table if not exists ${table}entry (
    tenant text collate "C" not null,
    user_id text collate "C" not null,
    seq bigint not null,
    posting_id text collate "C" not null,
    kind text collate "C" not null,
    refers_to bigint,
    occurred_at bigint not null,
    recorded_at bigint not null,
    due_at bigint,
    credits_delta bigint not null,
    reserved_delta bigint not null,
    fingerprint text collate "C" not null,
    format_version bigint not null,
    provider text collate "C",
    model text collate "C",
    endpoint text collate "C",
    request_type text collate "C",
    project text collate "C",
    conversation_id text collate "C",
    requests bigint,
    input_tokens bigint,
    output_tokens bigint,
    cache_read_tokens bigint,
    cache_write_tokens bigint,
    reasoning_tokens bigint,
    list_usd bigint,
    list_eur bigint,
    margin_eur bigint,
    fee_eur bigint,
    cost_eur bigint,
    donated_eur bigint,
    credits bigint,
    kwh_low bigint,
    kwh_likely bigint,
    kwh_high bigint,
    water_low bigint,
    water_likely bigint,
    water_high bigint,
    co2e_low bigint,
    co2e_likely bigint,
    co2e_high bigint,
    unpriced_requests bigint,
    fallback_requests bigint,
    m2_restored numeric,
    facts text not null,
    arrival_tx bigint not null,
    arrival_n bigint not null,
    constraint ${name}entry_seq primary key (tenant, user_id, seq),
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

create index if not exists ${name}entry_arrival on ${table}entry (arrival_tx, arrival_n);

create or replace view ${table}usage as
select
    tenant,
    user_id,
    seq,
    posting_id,
    kind,
    timestamptz '1970-01-01 00:00:00+00' + occurred_at * interval '1 microsecond' as occurred_at,
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
