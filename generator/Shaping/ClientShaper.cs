using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Leeway.Generator.Configuration;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Reading;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Shaping;

/// <summary>Decides, for one document, every interface, method and type that is generated, and all their names.</summary>
internal sealed class ClientShaper
{
    /// <summary>The interface of operations without a tag.</summary>
    private const string Untagged = "Other";

    private static readonly string[] s_readingVerbs = ["Get", "Search", "Find", "List", "Fetch"];

    private readonly ApiDocument _document;
    private readonly ApiConfiguration _configuration;
    private readonly ApiShape _api;
    private readonly List<DiagnosticInfo> _diagnostics = [];

    private ClientShaper(ApiDocument document, ApiConfiguration configuration)
    {
        _document = document;
        _configuration = configuration;
        _api = new ApiShape(configuration.Namespace, configuration.Name, Gateway(document), configuration.Accessibility, IsJiraPlatform(document));
    }

    public static ShapeResult Shape(ApiDocument document, ApiConfiguration configuration, CancellationToken cancellation)
    {
        var shaper = new ClientShaper(document, configuration);
        ClientShape client = shaper.Client(cancellation);
        return new ShapeResult(client, shaper._diagnostics.ToEquatableArray());
    }

    /// <summary>The family that the gateway routes by: Confluence serves everything below <c>/wiki</c>.</summary>
    private static string Gateway(ApiDocument document) =>
        document.Operations.Any(o => !(document.BasePath + o.Path).StartsWith("/wiki", StringComparison.Ordinal)) ? "jira" : "confluence";

    /// <summary>Told by its routes, since a project may call the document what it likes.</summary>
    private static bool IsJiraPlatform(ApiDocument document) => document.Operations.Any(o =>
        (document.BasePath + o.Path) is var path
        && (path.StartsWith("/rest/api/3/", StringComparison.Ordinal) || path.StartsWith("/rest/api/2/", StringComparison.Ordinal)));

    private ClientShape Client(CancellationToken cancellation)
    {
        TypeGraph graph = TypeGraph.Create(_document);
        cancellation.ThrowIfCancellationRequested();
        var unusable = new List<(string Tag, OperationFacts Operation, string Fault)>();
        List<InterfaceShape> interfaces = Interfaces(graph, unusable);
        cancellation.ThrowIfCancellationRequested();
        PageFinder pages = PageFinder.Find(graph.Nodes.Values);
        MarkUse(graph, interfaces);
        string pageName = Name(graph, pages, interfaces);
        var types = new TypeAssembly(_api, graph, pages, pageName);
        var enumerations = new EnumerationFinder(types);
        interfaces = [.. Selected(interfaces, unusable).Select(i => i with { Operations = i.Operations.Select(types.Named).Select(enumerations.Find).ToEquatableArray() })];
        cancellation.ThrowIfCancellationRequested();
        return new ClientShape(_api, interfaces.ToEquatableArray(), types.Reachable(interfaces).ToEquatableArray());
    }

    private List<InterfaceShape> Interfaces(TypeGraph graph, List<(string Tag, OperationFacts Operation, string Fault)> unusable)
    {
        var shaper = new OperationShaper(graph, new ReferencePages(_api.Product), _document.BasePath);
        List<IGrouping<string, OperationFacts>> tags = [.. _document.Operations
            .GroupBy(static o => o.Tag.Length == 0 ? Untagged : o.Tag, StringComparer.Ordinal)
            .OrderBy(static g => g.Key, StringComparer.Ordinal)];
        Dictionary<string, string> names = TagNames(tags.Select(static t => t.Key));
        var interfaces = new List<InterfaceShape>();
        foreach (IGrouping<string, OperationFacts> tag in tags)
        {
            string name = names[tag.Key];
            Dictionary<string, string> methods = MethodNames(tag);
            Dictionary<string, string> enumerators = EnumeratorNames(methods);
            var operations = new List<OperationShape>();
            foreach (OperationFacts operation in tag)
            {
                if (shaper.Shape(operation, methods[Route(operation)], name, out string? fault) is { } shape)
                {
                    operations.Add(shape with { EnumeratorName = enumerators[Route(operation)] + "Async" });
                }
                else
                {
                    unusable.Add((tag.Key, operation, fault ?? ""));
                }
            }

            interfaces.Add(new InterfaceShape(_api, tag.Key, InterfaceName(name), ClientName(name), name, operations.ToEquatableArray()));
        }

        return interfaces;
    }

    /// <summary>The names of the tags, such that each has an interface and a client of its own: of two tags Foo and IFoo, one would take the other's.</summary>
    private Dictionary<string, string> TagNames(IEnumerable<string> tags)
    {
        Dictionary<string, string> names = CSharpNames.Distinct(
            tags.Select(static t => (t, CSharpNames.Pascal(t))),
            n => ReservedNames.IsClientMember(_api.Product, n),
            suffix: "Group",
            StringComparer.OrdinalIgnoreCase);
        var types = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, string> tag in names.OrderBy(static n => n.Value.Length).ThenBy(static n => n.Value, StringComparer.Ordinal).ToList())
        {
            string name = tag.Value;
            while (types.Contains(InterfaceName(name)) || types.Contains(ClientName(name)))
            {
                name += "Group";
            }

            types.Add(InterfaceName(name));
            types.Add(ClientName(name));
            names[tag.Key] = name;
        }

        return names;
    }

    private static string Id(OperationFacts operation) => operation.OperationId.Length > 0 ? operation.OperationId : Route(operation);

    private static string InterfaceName(string tagName) => "I" + tagName + "Api";

    private static string ClientName(string tagName) => tagName + "Api";

    private static string Route(OperationFacts operation) => (operation.Method + " " + operation.Path).TrimStart();

    /// <summary>
    /// The names of a tag's methods by route. An operationId that names its Java class or HTTP method gives its own part
    /// alone; operations of one id are told apart by the last parameter of their path, or else numbered.
    /// </summary>
    private static Dictionary<string, string> MethodNames(IEnumerable<OperationFacts> operations)
    {
        List<(string Route, string Name, OperationFacts Operation)> wanted = [.. operations.Select(static o => (Route(o), MethodName(o), o))];
        HashSet<string> clashes = new(
            wanted.GroupBy(static w => w.Name, StringComparer.Ordinal).Where(static g => g.Count() > 1).Select(static g => g.Key),
            StringComparer.Ordinal);
        return CSharpNames.Distinct(
            wanted.Select(w => (w.Route, clashes.Contains(w.Name) ? w.Name + PathSuffix(w.Operation.Path) : w.Name)),
            static _ => false,
            suffix: "");
    }

    /// <summary>
    /// The method's name with <c>Enumerate</c> in the place of its verb, or before it where two would become one. A method of the
    /// interface would hide an extension of its name.
    /// </summary>
    private static Dictionary<string, string> EnumeratorNames(Dictionary<string, string> methods)
    {
        HashSet<string> clashes = new(
            methods.Values.GroupBy(WithoutVerb, StringComparer.Ordinal).Where(static g => g.Count() > 1).Select(static g => g.Key), StringComparer.Ordinal);
        HashSet<string> taken = new(methods.Values, StringComparer.Ordinal);
        return CSharpNames.Distinct(
            methods.Select(m => (m.Key, "Enumerate" + (clashes.Contains(WithoutVerb(m.Value)) ? m.Value : WithoutVerb(m.Value)))),
            taken.Contains,
            suffix: "Pages");

        static string WithoutVerb(string name)
        {
            string? verb = Array.Find(s_readingVerbs, v => name.StartsWith(v, StringComparison.Ordinal) && name.Length > v.Length && char.IsUpper(name[v.Length]));
            return verb is null ? name : name.Substring(verb.Length);
        }
    }

    private static string MethodName(OperationFacts operation)
    {
        string id = operation.OperationId;
        if (id.Length == 0)
        {
            return CSharpNames.Pascal(operation.Method.ToLowerInvariant() + " " + operation.Path.Replace("{", "by ").Replace("}", " "));
        }

        string ending = "_" + operation.Method.ToLowerInvariant();
        int dot = id.LastIndexOf('.');
        return dot > 0 && id.EndsWith(ending, StringComparison.Ordinal)
            ? CSharpNames.Pascal(id.Substring(dot + 1, id.Length - dot - 1 - ending.Length))
            : CSharpNames.Pascal(id);
    }

    private static string PathSuffix(string path)
    {
        int open = path.LastIndexOf('{');
        int close = path.IndexOf('}', open + 1);
        return open >= 0 && close > open ? "By" + CSharpNames.Pascal(path.Substring(open + 1, close - open - 1)) : "";
    }

    private static void MarkUse(TypeGraph graph, List<InterfaceShape> interfaces)
    {
        foreach (OperationShape operation in interfaces.SelectMany(static i => i.Operations))
        {
            Mark(operation.Response, static n => n.InResponse, static n => n.InResponse = true);
            foreach (ParameterShape parameter in operation.Parameters)
            {
                Mark(parameter.Type, static n => n.InRequest, static n => n.InRequest = true);
            }
        }

        void Mark(TypeReference type, Func<TypeNode, bool> isMarked, Action<TypeNode> mark)
        {
            var waiting = new Stack<TypeReference>([type]);
            while (waiting.Count > 0)
            {
                TypeReference reference = waiting.Pop();
                if (reference.Element is { } element)
                {
                    waiting.Push(element);
                }

                if (!graph.Nodes.TryGetValue(reference.Name, out TypeNode? node) || isMarked(node))
                {
                    continue;
                }

                mark(node);
                foreach (TypeReference inner in graph.ReferencesOf(node))
                {
                    waiting.Push(inner);
                }
            }
        }
    }

    /// <summary>Names all types of the document and returns the page's name.</summary>
    private string Name(TypeGraph graph, PageFinder pages, List<InterfaceShape> interfaces)
    {
        List<TypeNode> nodes = [.. graph.Nodes.Values.Where(n => !pages.Items.ContainsKey(n.Placeholder))];
        List<TypeNode> components = [.. nodes.Where(static n => n.Component is not null)];
        string pageName = components.Any(static n => CSharpNames.Pascal(n.Component!) == "Page") ? "ResultPage" : "Page";
        string product = _api.Product;

        // A union declares a type of this name in itself, which its subtypes inherit, and a page has a type parameter of the other.
        List<string> nested = [.. components.Any(static n => n.Kind == TypeKind.Union) ? ["Unknown"] : (string[])[], .. pages.Properties is null ? (string[])[] : ["T"]];
        IEnumerable<string> reserved = interfaces
            .SelectMany(static i => new[] { i.InterfaceName, i.ClientName, i.ClientName + "Pages" })
            .Concat(nested)
            .Concat([pageName, product + "Client", "I" + product + "Client", product + "ServiceCollectionExtensions", "PageJsonConverterFactory"]);
        TypeNaming.Assign(product, components, [.. nodes.Where(static n => n.Component is null && (n.InRequest || n.InResponse))], reserved);
        return pageName;
    }

    /// <summary>The interfaces with the operations that the project selects; reports what it names that is not there or cannot be generated.</summary>
    private List<InterfaceShape> Selected(List<InterfaceShape> interfaces, List<(string Tag, OperationFacts Operation, string Fault)> unusable)
    {
        HashSet<string> tags = Resolve(
            _configuration.Tags,
            nameof(_configuration.Tags),
            [.. interfaces.Select(static i => (i.Tag, i.PropertyName))],
            DiagnosticDescriptors.UnknownTag);
        HashSet<string> ids = Resolve(
            _configuration.Operations,
            nameof(_configuration.Operations),
            [
                .. interfaces.SelectMany(static i => i.Operations).Select(static o => (o.Id, o.MethodName)),
                .. unusable.Select(static u => (Id(u.Operation), Id(u.Operation))),
            ],
            DiagnosticDescriptors.UnknownOperation);
        foreach ((string tag, OperationFacts operation, string fault) in unusable)
        {
            if (_configuration.SelectsAll || tags.Contains(tag) || ids.Contains(Id(operation)))
            {
                _diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.UnusableOperation, _configuration.Path, Route(operation), fault));
            }
        }

        return [.. interfaces
            .Select(i => _configuration.SelectsAll || tags.Contains(i.Tag) ? i : i with { Operations = i.Operations.Where(o => ids.Contains(o.Id)).ToEquatableArray() })
            .Where(static i => !i.Operations.IsEmpty)];
    }

    /// <summary>The document's names for those that the project gives.</summary>
    private HashSet<string> Resolve(
        EquatableArray<string> names, string option, IReadOnlyCollection<(string Name, string CSharpName)> known, DiagnosticDescriptor unknown)
    {
        var resolved = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            List<string> found = SelectedNames.Find(name, known);
            if (found.Count == 1)
            {
                resolved.Add(found[0]);
            }
            else if (found.Count == 0)
            {
                string? nearest = Spelling.Nearest(SelectedNames.Stem(name), known.Select(static k => k.Name));
                string advice = nearest is null ? "" : "; did you mean '" + nearest + "'?";
                _diagnostics.Add(DiagnosticInfo.Create(unknown, _configuration.ProjectPath, name, advice));
            }
            else
            {
                string candidates = string.Join(" and ", found.Select(static f => "'" + f + "'"));
                _diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.AmbiguousName, _configuration.ProjectPath, name, option, candidates));
            }
        }

        return resolved;
    }
}
