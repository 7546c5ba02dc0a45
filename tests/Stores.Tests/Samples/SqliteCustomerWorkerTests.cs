using Leeway.Stores.Tests.Databases;

namespace Leeway.Stores.Tests.Samples;

public sealed class SqliteCustomerWorkerTests() : CustomerWorkerTests(new SqliteDatabase(), "SQLite");
