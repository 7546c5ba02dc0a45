namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>Who writes a value that a schema describes.</summary>
[Flags]
internal enum Directions
{
    /// <summary>Neither: no operation uses the schema.</summary>
    None = 0,

    /// <summary>The caller.</summary>
    Request = 1,

    /// <summary>The server.</summary>
    Response = 2,
}
