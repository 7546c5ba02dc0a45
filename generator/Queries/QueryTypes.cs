using System;
using System.Collections.Immutable;
using System.Linq;
using Leeway.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Queries;

/// <summary>The types of queries in a compilation.</summary>
internal sealed class QueryTypes
{
    private readonly INamedTypeSymbol? _jql;
    private readonly INamedTypeSymbol? _cql;
    private readonly ImmutableArray<INamedTypeSymbol> _quoted;

    private QueryTypes(INamedTypeSymbol? jql, INamedTypeSymbol? cql, ImmutableArray<INamedTypeSymbol> quoted)
    {
        _jql = jql;
        _cql = cql;
        _quoted = quoted;
    }

    /// <summary>Finds the types. Returns null if the compilation has none.</summary>
    public static QueryTypes? Find(Compilation compilation)
    {
        INamedTypeSymbol? jql = compilation.GetTypeByMetadataName(QueryStringFacts.Namespace + "." + QueryStringFacts.Jql);
        INamedTypeSymbol? cql = compilation.GetTypeByMetadataName(QueryStringFacts.Namespace + "." + QueryStringFacts.Cql);
        INamedTypeSymbol?[] quoted =
        [
            jql,
            cql,
            compilation.GetTypeByMetadataName(QueryStringFacts.Namespace + ".JqlField"),
            compilation.GetTypeByMetadataName(QueryStringFacts.Namespace + ".CqlField"),
        ];
        return jql is null && cql is null ? null : new QueryTypes(jql, cql, quoted.OfType<INamedTypeSymbol>().ToImmutableArray());
    }

    /// <summary>Returns the type of the query that a parameter or member with this name contains, or null if it contains no query.</summary>
    /// <remarks>It is called for every argument in the compilation, so it does not allocate.</remarks>
    public INamedTypeSymbol? FindByName(string name) =>
        name.Length != QueryStringFacts.Jql.Length ? null
        : string.Equals(name, QueryStringFacts.Jql, StringComparison.OrdinalIgnoreCase) ? _jql
        : string.Equals(name, QueryStringFacts.Cql, StringComparison.OrdinalIgnoreCase) ? _cql
        : null;

    /// <summary>Whether a type is that of queries in JQL or CQL.</summary>
    public bool IsQuery(ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(type, _jql) || SymbolEqualityComparer.Default.Equals(type, _cql);

    /// <summary>Whether the text of a type's values is quoted: that of queries and fields, also in a nullable type.</summary>
    public bool IsQuoted(ITypeSymbol? type) => type is INamedTypeSymbol named
        && (_quoted.Contains(named, SymbolEqualityComparer.Default)
            || (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T && _quoted.Contains(named.TypeArguments[0], SymbolEqualityComparer.Default)));
}
