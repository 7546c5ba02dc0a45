namespace Leeway.AspNetCore.Tests.Webhooks;

/// <summary>Where a test stores deliveries or records.</summary>
public enum TestStore
{
    Memory,
    Sqlite,
    Postgres,
}
