using Leeway.Stores.Tests.Databases;

namespace Leeway.Stores.Tests;

public sealed class PostgresGrantStoreTests() : DatabaseGrantStoreTests(new PostgresDatabase());
