namespace Leeway.Cli.Operations;

/// <summary>The place of an argument in the request.</summary>
internal enum ParameterPlace
{
    Path,
    Query,
    Header,

    /// <summary>The whole body.</summary>
    Body,

    /// <summary>A part of a form.</summary>
    Part,

    /// <summary>Pairs of a name and a value in the query.</summary>
    QueryMap,
}
