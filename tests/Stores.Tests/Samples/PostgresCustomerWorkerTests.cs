using Leeway.Stores.Tests.Databases;

namespace Leeway.Stores.Tests.Samples;

public sealed class PostgresCustomerWorkerTests() : CustomerWorkerTests(new PostgresDatabase(), "PostgreSQL");
