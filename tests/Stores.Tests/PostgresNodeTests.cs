using Leeway.Stores.Tests.Databases;

namespace Leeway.Stores.Tests;

public sealed class PostgresNodeTests() : DatabaseNodeTests(new PostgresDatabase());
