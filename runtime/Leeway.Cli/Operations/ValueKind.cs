namespace Leeway.Cli.Operations;

/// <summary>How the value of an argument is written.</summary>
internal enum ValueKind
{
    Text,
    Boolean,
    Int32,
    Int64,
    Double,
    DateTime,
    Date,
    Guid,

    /// <summary>An integer of any length.</summary>
    NumericId,

    /// <summary>One of the values that the document lists.</summary>
    Choice,

    /// <summary>JSON text.</summary>
    Json,

    /// <summary>The path of a file.</summary>
    File,
}
