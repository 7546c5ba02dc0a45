using Leeway.Stores.Tests.Databases;

namespace Leeway.Stores.Tests.Samples;

public sealed class SqliteConnectJiraTests() : ConnectJiraTests(new SqliteDatabase(), "SQLite");
