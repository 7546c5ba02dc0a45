using Leeway.Stores.Tests.Databases;

namespace Leeway.Stores.Tests;

public sealed class SqliteNodeTests() : DatabaseNodeTests(new SqliteDatabase());
