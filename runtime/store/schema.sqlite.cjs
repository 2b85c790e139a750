// What drizzle-kit reads to write the SQLite migrations. It looks for tables among the exports of a module, and only
// CommonJS can export names that are worked out: that is why this file is not TypeScript.
const { sqliteTables } = require('./drizzle-tables.ts')
const { allTables } = require('./tables.ts')

module.exports = sqliteTables(allTables())
