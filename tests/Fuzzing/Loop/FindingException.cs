namespace Leeway.Fuzzing.Loop;

/// <summary>The result of an input is wrong.</summary>
internal sealed class FindingException(string message) : Exception(message);
