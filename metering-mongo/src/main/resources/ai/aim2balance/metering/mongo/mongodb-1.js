// The ledger's indexes in MongoDB, version 1. A team may run this file itself, for instance with
//   mongosh "mongodb://…/billing" mongodb-1.js
// and open the store with SchemaMode.VALIDATE or NONE. It can be run again. The library reads the same list.

// Change it together with MongoOptions.collectionPrefix.
const prefix = "metering_";

// On a sharded cluster the account is the shard key: each unique key begins with it, so that it holds over all shards.
const shardKey = {tenantId: 1, user: 1};

// The first two are the keys on which the ledger stands. The sparse ones have the few entries alone that close, refund or
// correct another one, or that make something due.
const indexes =
// indexes: begin
[
    {"key": {"tenantId": 1, "user": 1, "seq": 1}, "name": "account_seq", "unique": true},
    {"key": {"tenantId": 1, "user": 1, "postingId": 1}, "name": "account_postingId", "unique": true},
    {"key": {"refersTo.tenantId": 1, "refersTo.user": 1, "refersTo.seq": 1}, "name": "reference", "sparse": true},
    {"key": {"due.at": 1, "due.tenantId": 1, "due.user": 1, "due.seq": 1}, "name": "due", "sparse": true},
    {"key": {"due.tenantId": 1, "due.user": 1, "due.at": 1, "due.seq": 1}, "name": "account_due", "sparse": true},
    {"key": {"tenantId": 1, "occurredAt": 1, "user": 1, "seq": 1}, "name": "usage"}
]
// indexes: end
;

const entries = db.getCollection(prefix + "entry");
entries.createIndexes([indexes[0].key], {name: indexes[0].name, unique: true});
if (db.hello().msg === "isdbgrid") {
    sh.enableSharding(db.getName());
    sh.shardCollection(db.getName() + "." + prefix + "entry", shardKey);
}
for (const index of indexes) {
    const options = {name: index.name};
    if (index.unique) {
        options.unique = true;
    }
    if (index.sparse) {
        options.sparse = true;
    }
    entries.createIndex(index.key, options);
}
db.getCollection(prefix + "schema").updateOne({_id: "entries"}, {$setOnInsert: {version: 1}}, {upsert: true});
