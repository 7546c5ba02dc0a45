namespace Leeway.AspNetCore.Tests.Webhooks;

/// <summary>A database that is deleted after the test.</summary>
internal sealed class DatabaseFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"leeway-webhooks-{Guid.NewGuid():N}.db");

    public void Dispose() => File.Delete(Path);
}
