using System;
using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.Scopes;

/// <summary>The scopes that an operation needs: either all of the classic scopes, or all of the granular ones. An empty set means that there is no such alternative.</summary>
internal sealed record OperationScopes(EquatableArray<string> Classic, EquatableArray<string> Granular)
{
    /// <summary>Whether the document lists no scopes.</summary>
    public bool IsEmpty => Classic.IsEmpty && Granular.IsEmpty;

    /// <summary>The sets of scopes, each of which is sufficient, with the preferred one first.</summary>
    public IEnumerable<EquatableArray<string>> Ways
    {
        get
        {
            if (!Classic.IsEmpty)
            {
                yield return Classic;
            }

            if (!Granular.IsEmpty)
            {
                yield return Granular;
            }
        }
    }

    /// <summary>Splits the scopes in an argument of the attribute.</summary>
    public static EquatableArray<string> Split(string scopes) => scopes.Split([' '], StringSplitOptions.RemoveEmptyEntries).ToEquatableArray();

    public bool IsCoveredBy(ICollection<string> scopes) => IsEmpty || Ways.Any(way => way.All(scopes.Contains));

    /// <summary>Returns the operation with only the sets that the scopes cover, or unchanged if they cover none or both.</summary>
    public OperationScopes SelectCovered(ICollection<string> scopes)
    {
        bool classic = !Classic.IsEmpty && Classic.All(scopes.Contains);
        bool granular = !Granular.IsEmpty && Granular.All(scopes.Contains);
        return classic == granular ? this : new OperationScopes(classic ? Classic : [], granular ? Granular : []);
    }
}

/// <summary>A generated method with the scopes of its operation.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Property">The property of the product's client that returns the method's interface.</param>
internal sealed record ScopedMethod(string Name, string Property, OperationScopes Scopes);
