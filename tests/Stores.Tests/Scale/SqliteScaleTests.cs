using Leeway.Stores.Tests.Databases;

namespace Leeway.Stores.Tests.Scale;

public sealed class SqliteScaleTests() : ScaleTests(new SqliteDatabase());
