namespace Leeway.Generator.Diagnostics;

/// <summary>The values that the analyzer of query strings shares with its code fix. The code fix is a separate assembly, which also compiles this file.</summary>
/// <remarks>The additional locations of the diagnostic are those of the strings to change.</remarks>
internal static class QueryStringFacts
{
    /// <summary>The diagnostic of a query that is a string made of values.</summary>
    public const string Id = "LEE4001";

    /// <summary>The diagnostic's property with the name of the query's type: <see cref="Jql"/> or <see cref="Cql"/>.</summary>
    public const string Language = nameof(Language);

    /// <summary>The type of queries in JQL.</summary>
    public const string Jql = nameof(Jql);

    /// <summary>The type of queries in CQL.</summary>
    public const string Cql = nameof(Cql);

    /// <summary>The namespace of both types.</summary>
    public const string Namespace = "Leeway.Queries";
}
