using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.Scopes;

/// <summary>What one operation asks for: all of its classic scopes, or all of its granular ones. An empty set is no way.</summary>
internal sealed record OperationScopes(EquatableArray<string> Classic, EquatableArray<string> Granular)
{
    /// <summary>Whether there is nothing to ask for, as far as the document tells.</summary>
    public bool IsEmpty => Classic.IsEmpty && Granular.IsEmpty;

    /// <summary>The ways to be allowed the call, the preferred one first.</summary>
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

    public bool IsCoveredBy(ICollection<string> scopes) => IsEmpty || Ways.Any(way => way.All(scopes.Contains));

    /// <summary>The same with only the ways that are covered; unchanged where none is.</summary>
    public OperationScopes Within(ICollection<string> scopes)
    {
        bool classic = !Classic.IsEmpty && Classic.All(scopes.Contains);
        bool granular = !Granular.IsEmpty && Granular.All(scopes.Contains);
        return classic == granular ? this : new OperationScopes(classic ? Classic : [], granular ? Granular : []);
    }
}
