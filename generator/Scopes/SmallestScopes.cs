using System;
using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.Scopes;

/// <summary>Finds the smallest set of scopes that covers operations. Of several such sets, it selects the one with the fewest granular scopes.</summary>
/// <remarks>
/// Atlassian recommends classic scopes, and fewer than 50 in all. The search is exact (branch and bound): it tries each operation's classic
/// scopes first, and abandons a branch that is not better than the best set found. Each step adds a scope, so the depth is at most the number
/// of scopes in the best set that are not mandatory. All five published documents together need about 8,000 steps.
/// </remarks>
internal sealed class SmallestScopes
{
    /// <summary>
    /// The limit is far above the number that the published documents need. For a document that exceeds it, the result is the best set found so far, which is always the same.
    /// </summary>
    private const int MaxSteps = 50_000;

    private readonly List<OperationScopes> _operations;
    private readonly HashSet<string> _classic;
    private readonly HashSet<string> _chosen;
    private int _granular;
    private List<string>? _best;
    private int _bestGranular;
    private int _steps;

    private SmallestScopes(List<OperationScopes> operations)
    {
        _classic = new HashSet<string>(operations.SelectMany(static o => o.Classic), StringComparer.Ordinal);
        _chosen = new HashSet<string>(
            operations.Where(static o => o.Classic.IsEmpty || o.Granular.IsEmpty).SelectMany(static o => o.Ways).SelectMany(static way => way),
            StringComparer.Ordinal);
        _granular = _chosen.Count(IsGranular);
        _operations = [.. operations.Where(o => !o.IsCoveredBy(_chosen))];
    }

    /// <summary>Returns the scopes in ordinal order.</summary>
    public static EquatableArray<string> Find(IEnumerable<OperationScopes> operations)
    {
        // The order does not depend on the order of the calls, so that equal operations produce equal sets.
        var search = new SmallestScopes([.. operations.Distinct().OrderBy(static o => string.Join(" ", o.Classic) + "|" + string.Join(" ", o.Granular), StringComparer.Ordinal)]);
        search.Search(0);
        return search._best!.OrderBy(static scope => scope, StringComparer.Ordinal).ToEquatableArray();
    }

    private bool IsGranular(string scope) => !_classic.Contains(scope);

    private void Search(int index)
    {
        // The branch only adds scopes, so a set that is as large as the best one cannot become better.
        if (_best is not null && (_chosen.Count, _granular).CompareTo((_best.Count, _bestGranular)) >= 0)
        {
            return;
        }

        while (index < _operations.Count && _operations[index].IsCoveredBy(_chosen))
        {
            index++;
        }

        if (index == _operations.Count)
        {
            _best = [.. _chosen];
            _bestGranular = _granular;
            return;
        }

        foreach (EquatableArray<string> way in _operations[index].Ways)
        {
            if (_best is not null && ++_steps > MaxSteps)
            {
                return;
            }

            List<string> added = [.. way.Where(_chosen.Add)];
            int granular = added.Count(IsGranular);
            _granular += granular;
            Search(index + 1);
            _granular -= granular;
            _chosen.ExceptWith(added);
        }
    }
}
