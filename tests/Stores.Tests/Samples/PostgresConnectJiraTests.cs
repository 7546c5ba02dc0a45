using Leeway.Stores.Tests.Databases;

namespace Leeway.Stores.Tests.Samples;

public sealed class PostgresConnectJiraTests() : ConnectJiraTests(new PostgresDatabase(), "PostgreSQL");
