using System;
using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.Scopes;

/// <summary>Finds the fewest scopes that cover operations; of several such sets the one with the fewest granular ones.</summary>
/// <remarks>
/// Atlassian advises classic scopes and fewer than 50 in all. The search is exact: it takes each operation's classic scopes first and
/// gives a branch up when it is no better than the best. Each step adds a scope, so it goes no deeper than the best set has scopes
/// beyond those that leave no choice: all five published documents together take some 8,000 steps.
/// </remarks>
internal sealed class SmallestScopes
{
    /// <summary>
    /// More than the published documents need by far. A document that is made to be hard gets the best set found until then, always the same.
    /// </summary>
    private const int MostSteps = 50_000;

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

    /// <summary>The scopes in ordinal order.</summary>
    public static EquatableArray<string> Find(IEnumerable<OperationScopes> operations)
    {
        // In one order whatever the order of the calls, so that equal needs give equal sets.
        var search = new SmallestScopes([.. operations.Distinct().OrderBy(static o => string.Join(" ", o.Classic) + "|" + string.Join(" ", o.Granular), StringComparer.Ordinal)]);
        search.Continue(0);
        return search._best!.OrderBy(static scope => scope, StringComparer.Ordinal).ToEquatableArray();
    }

    private bool IsGranular(string scope) => !_classic.Contains(scope);

    private void Continue(int index)
    {
        // No scope is taken back below, so a set that is as large as the best can only become worse.
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
            if (_best is not null && ++_steps > MostSteps)
            {
                return;
            }

            List<string> added = [.. way.Where(_chosen.Add)];
            int granular = added.Count(IsGranular);
            _granular += granular;
            Continue(index + 1);
            _granular -= granular;
            _chosen.ExceptWith(added);
        }
    }
}
