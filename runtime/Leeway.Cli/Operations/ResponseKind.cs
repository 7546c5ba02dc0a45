namespace Leeway.Cli.Operations;

/// <summary>What a success of an operation contains.</summary>
internal enum ResponseKind
{
    Nothing,
    Json,

    /// <summary>JSON, or nothing.</summary>
    OptionalJson,
    Text,
    Bytes,
}
