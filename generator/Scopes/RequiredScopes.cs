using System;
using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.Scopes;

/// <summary>Decides which scopes the project's calls need.</summary>
internal static class RequiredScopes
{
    /// <summary>The scope without which Atlassian issues no refresh token.</summary>
    public const string Refresh = "offline_access";

    /// <summary>Lists the generated methods, with those that read all pages those that create tasks, and shortcuts.</summary>
    public static IEnumerable<ScopedMethod> ListMethods(Shaping.ClientShape client)
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
                if (shape.LongTask?.Reader == operation)
                {
                    yield return new ScopedMethod(CalledNames.GetLongTask, shape.PropertyName, scopes);
                    if (!shape.LongTask.Starts.IsEmpty)
                    {
                        yield return new ScopedMethod(CalledNames.ToLongTask, shape.PropertyName, scopes);
                    }
                }

                if (operation.Enumeration is not null)
                {
                    yield return new ScopedMethod(operation.EnumeratorName, shape.PropertyName, scopes);
                }
            }

            foreach (Shaping.ShortcutShape shortcut in shape.Shortcuts)
            {
                var scopes = new OperationScopes(shortcut.Scopes.Classic, shortcut.Scopes.Granular);
                if (!scopes.IsEmpty)
                {
                    yield return new ScopedMethod(shortcut.MethodName, shape.PropertyName, scopes);
                }
            }
        }
    }

    /// <summary>Returns the scopes of the called operations.</summary>
    /// <param name="names">The names in the project's code.</param>
    /// <param name="methods">The methods that are generated.</param>
    public static EquatableArray<OperationScopes> FindCalled(EquatableArray<CalledName> names, IEnumerable<ScopedMethod> methods)
    {
        ILookup<string, ScopedMethod> byName = methods.ToLookup(static m => m.Name, StringComparer.Ordinal);
        return names
            .SelectMany(name =>
            {
                // Several interfaces may have a method of this name. The property selects one of them if it is a property of the client.
                List<ScopedMethod> named = [.. byName[name.Name]];
                List<ScopedMethod> meant = [.. named.Where(m => m.Property == name.Property)];
                return meant.Count > 0 ? meant : named;
            })
            .Select(static m => m.Scopes)
            .Distinct()
            .ToEquatableArray();
    }

    /// <summary>Returns the smallest set of scopes that covers the operations, with the scope of the refresh token.</summary>
    /// <param name="called">The scopes of the operations.</param>
    /// <param name="declared">The scopes that the project declares. If they cover an operation, only they are used for it.</param>
    public static EquatableArray<string> Find(EquatableArray<OperationScopes> called, EquatableArray<string> declared)
    {
        var known = new HashSet<string>(declared, StringComparer.Ordinal);
        return SmallestScopes.Find(called.Select(o => o.SelectCovered(known))).Concat([Refresh]).ToEquatableArray();
    }
}
