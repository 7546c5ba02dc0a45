using Leeway.Stores.Tests.Databases;

namespace Leeway.Stores.Tests;

public sealed class SqliteGrantStoreTests() : DatabaseGrantStoreTests(new SqliteDatabase());
