namespace Leeway.Stores.Tests.Databases;

/// <summary>A statement that was sent.</summary>
internal sealed record RecordedCommand(string Text, IReadOnlyList<(string Name, object? Value)> Parameters, int Timeout = 0);
