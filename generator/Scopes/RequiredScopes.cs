using System;
using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.Scopes;

/// <summary>Decides which scopes the project's calls need.</summary>
internal static class RequiredScopes
{
    /// <summary>Without it no refresh token is issued.</summary>
    public const string Refresh = "offline_access";

    /// <summary>The methods that are generated, with those that read all pages.</summary>
    public static IEnumerable<ScopedMethod> Methods(Shaping.ClientShape client)
    {
        foreach (Shaping.InterfaceShape shape in client.Interfaces)
        {
            foreach (Shaping.OperationShape operation in shape.Operations)
            {
                var scopes = new OperationScopes(operation.ClassicScopes, operation.GranularScopes);
                if (scopes.IsEmpty)
                {
                    continue;
                }

                yield return new ScopedMethod(operation.MethodName, shape.PropertyName, scopes);
                if (operation.Enumeration is not null)
                {
                    yield return new ScopedMethod(operation.EnumeratorName, shape.PropertyName, scopes);
                }
            }
        }
    }

    /// <summary>What the called operations ask for.</summary>
    /// <param name="names">The names in the project's code.</param>
    /// <param name="methods">The methods that are generated.</param>
    public static EquatableArray<OperationScopes> Called(EquatableArray<CalledName> names, IEnumerable<ScopedMethod> methods)
    {
        ILookup<string, ScopedMethod> byName = methods.ToLookup(static m => m.Name, StringComparer.Ordinal);
        return names
            .SelectMany(name =>
            {
                // Several interfaces may have the name: the property tells which, where it is one of theirs.
                List<ScopedMethod> named = [.. byName[name.Name]];
                List<ScopedMethod> meant = [.. named.Where(m => m.Property == name.Property)];
                return meant.Count > 0 ? meant : named;
            })
            .Select(static m => m.Scopes)
            .Distinct()
            .ToEquatableArray();
    }

    /// <summary>The smallest set that covers the operations, with what a refresh takes.</summary>
    /// <param name="called">What the operations ask for.</param>
    /// <param name="declared">The scopes that the project declares: where they cover an operation, it is covered by none but them.</param>
    public static EquatableArray<string> Find(EquatableArray<OperationScopes> called, EquatableArray<string> declared)
    {
        var known = new HashSet<string>(declared, StringComparer.Ordinal);
        return SmallestScopes.Find(called.Select(o => o.Within(known))).Concat([Refresh]).ToEquatableArray();
    }
}
