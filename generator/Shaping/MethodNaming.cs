using System;
using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Reading;

namespace Leeway.Generator.Shaping;

/// <summary>Names the methods of a tag. The names depend only on the document, not on the selected operations.</summary>
internal static class MethodNaming
{
    private static readonly string[] s_readingVerbs = ["Get", "Search", "Find", "List", "Fetch"];

    /// <summary>The key of an operation.</summary>
    public static string GetRoute(OperationFacts operation) => (operation.Method + " " + operation.Path).TrimStart();

    /// <summary>
    /// Names the methods, without <c>Async</c>, by route. An operation has the name that the document gives it, or one that is created from its
    /// operationId without the Java class and the HTTP method. Operations with the same id get the last parameter of their path as a
    /// suffix, or a number.
    /// </summary>
    /// <param name="operations">The operations of the tag.</param>
    /// <param name="unusable">The names in the document that cannot be used.</param>
    public static Dictionary<string, string> Assign(IEnumerable<OperationFacts> operations, out List<UnusableName> unusable)
    {
        List<OperationFacts> all = [.. operations];
        Dictionary<string, string> names = AssignGiven(all, out unusable);
        HashSet<string> taken = new(names.Values, StringComparer.Ordinal);
        Dictionary<string, string> created = CSharpNames.MakeUnique(
            CreateNames(all.Where(o => !names.ContainsKey(GetRoute(o)))),
            taken.Contains,
            suffix: "Operation");
        foreach (KeyValuePair<string, string> name in created)
        {
            names.Add(name.Key, name.Value);
        }

        return names;
    }

    /// <summary>
    /// Names the methods that read all pages, by route, for the operations that may have pages. <c>Enumerate</c> replaces the verb of the
    /// method, or precedes it if two names would become equal. Names of methods of the interface are not used, because such a method would hide
    /// the extension method.
    /// </summary>
    /// <param name="operations">The operations of the tag.</param>
    /// <param name="methods">The names of their methods, by route.</param>
    public static Dictionary<string, string> AssignEnumerators(IEnumerable<OperationFacts> operations, Dictionary<string, string> methods)
    {
        List<(string Route, string Name)> paged = [.. operations.Where(EnumerationFinder.MayHavePages).Select(GetRoute).Select(route => (route, methods[route]))];
        HashSet<string> clashes = new(
            paged.GroupBy(static p => RemoveVerb(p.Name), StringComparer.Ordinal).Where(static g => g.Count() > 1).Select(static g => g.Key), StringComparer.Ordinal);
        HashSet<string> taken = new(methods.Values, StringComparer.Ordinal);
        return CSharpNames.MakeUnique(
            paged.Select(p => (p.Route, "Enumerate" + (clashes.Contains(RemoveVerb(p.Name)) ? p.Name : RemoveVerb(p.Name)))),
            taken.Contains,
            suffix: "Pages");

        static string RemoveVerb(string name)
        {
            string? verb = Array.Find(s_readingVerbs, v => name.StartsWith(v, StringComparison.Ordinal) && name.Length > v.Length && char.IsUpper(name[v.Length]));
            return verb is null ? name : name.Substring(verb.Length);
        }
    }

    /// <summary>Returns the names that the document gives, by route.</summary>
    private static Dictionary<string, string> AssignGiven(List<OperationFacts> operations, out List<UnusableName> unusable)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        unusable = [];
        HashSet<string> others = new(CreateNames(operations.Where(static o => o.Name is null)).Select(static n => n.Name), StringComparer.Ordinal);
        foreach (IGrouping<string, OperationFacts> claim in operations.Where(static o => o.Name is not null).GroupBy(static o => o.Name!, StringComparer.Ordinal))
        {
            if (claim.Count() == 1 && !others.Contains(claim.Key))
            {
                names.Add(GetRoute(claim.First()), claim.Key);
            }
            else
            {
                unusable.AddRange(claim.Select(static o => new UnusableName(o.Name!, "the operation '" + GetRoute(o) + "'", "another operation of the tag has the name")));
            }
        }

        return names;
    }

    private static List<(string Route, string Name)> CreateNames(IEnumerable<OperationFacts> operations)
    {
        List<(string Route, string Name, OperationFacts Operation)> wanted = [.. operations.Select(static o => (GetRoute(o), CreateName(o), o))];
        HashSet<string> clashes = new(
            wanted.GroupBy(static w => w.Name, StringComparer.Ordinal).Where(static g => g.Count() > 1).Select(static g => g.Key),
            StringComparer.Ordinal);
        return [.. wanted.Select(w => (w.Route, clashes.Contains(w.Name) ? w.Name + GetPathSuffix(w.Operation.Path) : w.Name))];
    }

    private static string CreateName(OperationFacts operation)
    {
        string id = operation.OperationId;
        if (id.Length == 0)
        {
            return CSharpNames.ToPascalCase(operation.Method.ToLowerInvariant() + " " + operation.Path.Replace("{", "by ").Replace("}", " "));
        }

        string ending = "_" + operation.Method.ToLowerInvariant();
        int dot = id.LastIndexOf('.');
        return dot > 0 && id.EndsWith(ending, StringComparison.Ordinal)
            ? CSharpNames.ToPascalCase(id.Substring(dot + 1, id.Length - dot - 1 - ending.Length))
            : CSharpNames.ToPascalCase(id);
    }

    private static string GetPathSuffix(string path)
    {
        int open = path.LastIndexOf('{');
        int close = path.IndexOf('}', open + 1);
        return open >= 0 && close > open ? "By" + CSharpNames.ToPascalCase(path.Substring(open + 1, close - open - 1)) : "";
    }
}
