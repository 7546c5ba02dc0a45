using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Leeway.Generator.Configuration;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Reading;
using Leeway.Generator.Servers;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Shaping;

/// <summary>Decides which interfaces, methods and types are generated for a document, and what their names are.</summary>
internal sealed class ClientShaper
{
    /// <summary>The name of the interface of operations without a tag whose path does not name a resource.</summary>
    private const string Untagged = "Other";

    /// <summary>Segments of paths that do not name a resource.</summary>
    private static readonly HashSet<string> s_commonSegments = new(["", "rest", "api", "public", "latest"], StringComparer.OrdinalIgnoreCase);

    private readonly ApiDocument _document;
    private readonly ApiConfiguration _configuration;
    private readonly ServerShaper _servers;
    private readonly ApiShape _api;
    private readonly List<DiagnosticInfo> _diagnostics = [];

    private ClientShaper(ApiDocument document, ApiConfiguration configuration)
    {
        _document = document;
        _configuration = configuration;
        _servers = new ServerShaper(document, configuration);
        _api = new ApiShape(configuration.Namespace, configuration.Name, FindGateway(), configuration.Accessibility, IsJiraPlatform());
        _diagnostics.AddRange(_servers.CheckValues());
    }

    public static ShapeResult Shape(ApiDocument document, ApiConfiguration configuration, CancellationToken cancellation)
    {
        var shaper = new ClientShaper(document, configuration);
        ClientShape client = shaper.ShapeClient(cancellation);
        return new ShapeResult(client, shaper._diagnostics.ToEquatableArray());
    }

    /// <summary>Finds the gateway's name for the product of operations at a site; empty if there are none. All routes of Confluence begin with <c>/wiki</c>.</summary>
    private string FindGateway()
    {
        List<OperationPlace> atSite = [.. _document.Operations.Select(_servers.Place).Where(static p => p.Choice.Address?.Kind == ServerKind.Site)];
        return atSite.Count == 0 ? ""
            : atSite.TrueForAll(static p => p.Route.StartsWith("/wiki", StringComparison.Ordinal)) ? "confluence"
            : "jira";
    }

    /// <summary>Recognizes the Jira platform API by its routes, because a project can choose any name for the document.</summary>
    private bool IsJiraPlatform() => _document.Operations.Any(o =>
        _servers.GetFullPath(o) is var path
        && (path.StartsWith("/rest/api/3/", StringComparison.Ordinal) || path.StartsWith("/rest/api/2/", StringComparison.Ordinal)));

    private ClientShape ShapeClient(CancellationToken cancellation)
    {
        TypeGraph graph = TypeGraph.Create(_document);
        cancellation.ThrowIfCancellationRequested();
        var unusable = new List<UnusableOperation>();
        List<InterfaceShape> interfaces = ShapeInterfaces(graph, unusable);
        cancellation.ThrowIfCancellationRequested();
        PageFinder pages = PageFinder.Find(graph.Nodes.Values);
        MarkUse(graph, interfaces);
        string pageName = NameTypes(graph, pages, interfaces);
        var types = new TypeAssembly(_api, graph, pages, pageName);
        var enumerations = new EnumerationFinder(types);
        interfaces = [.. Select(interfaces, unusable).Select(i => i with { Operations = i.Operations.Select(types.ResolveNames).Select(enumerations.Find).ToEquatableArray() })];
        var tasks = new LongTaskFinder(types, _document);
        var shortcuts = new ShortcutFinder(types);
        interfaces = [.. tasks.Find(interfaces).Select(shortcuts.Find)];
        _diagnostics.AddRange(tasks.Faults.Concat(shortcuts.Faults).Select(f => DiagnosticInfo.Create(DiagnosticDescriptors.UnusableAddition, _configuration.Path, f.Operation.Id, f.Fault)));
        cancellation.ThrowIfCancellationRequested();
        return new ClientShape(_api, interfaces.ToEquatableArray(), types.FindReachable(interfaces).ToEquatableArray()) { Login = _configuration.Login };
    }

    private List<InterfaceShape> ShapeInterfaces(TypeGraph graph, List<UnusableOperation> unusable)
    {
        var shaper = new OperationShaper(graph, new ReferencePages(_api.Product));
        List<IGrouping<string, OperationFacts>> tags = [.. _document.Operations
            .GroupBy(static o => o.Tag.Length == 0 ? FindResource(o.Path) : o.Tag, StringComparer.Ordinal)
            .OrderBy(static g => g.Key, StringComparer.Ordinal)];
        Dictionary<string, string> names = NameTags(tags.Select(static t => t.Key));
        var interfaces = new List<InterfaceShape>();
        foreach (IGrouping<string, OperationFacts> tag in tags)
        {
            string name = names[tag.Key];
            Dictionary<string, string> methods = MethodNaming.Assign(tag, out List<UnusableName> faults);
            _diagnostics.AddRange(faults.Select(n => n.ToDiagnostic(_configuration.Path)));
            Dictionary<string, string> enumerators = MethodNaming.AssignEnumerators(tag, methods);
            var operations = new List<OperationShape>();
            foreach (OperationFacts operation in tag)
            {
                OperationPlace place = _servers.Place(operation);
                if (!_servers.IsReached(place.Choice))
                {
                    unusable.Add(new UnusableOperation(tag.Key, operation, "", place.Choice));
                }
                else if (shaper.Shape(operation, place, methods[MethodNaming.GetRoute(operation)], name, out string? fault) is { } shape)
                {
                    enumerators.TryGetValue(MethodNaming.GetRoute(operation), out string? enumerator);
                    operations.Add(shape with { EnumeratorName = enumerator is null ? "" : enumerator + "Async" });
                }
                else
                {
                    unusable.Add(new UnusableOperation(tag.Key, operation, fault ?? "", null));
                }
            }

            interfaces.Add(new InterfaceShape(_api, tag.Key, GetInterfaceName(name), GetClientName(name), name, operations.ToEquatableArray()));
        }

        NameSuccessors(interfaces);
        return interfaces;
    }

    /// <summary>Replaces the ids and tags that succeed deprecated operations with the names of their methods and interfaces.</summary>
    private static void NameSuccessors(List<InterfaceShape> interfaces)
    {
        for (int i = 0; i < interfaces.Count; i++)
        {
            if (interfaces[i].Operations.Any(static o => o.Successor is not null))
            {
                interfaces[i] = interfaces[i] with
                {
                    Operations = interfaces[i].Operations.Select(o => o.Successor is { } successor ? o with { Successor = NameSuccessor(successor) } : o).ToEquatableArray(),
                };
            }
        }

        string NameSuccessor(string successor)
        {
            foreach (InterfaceShape shape in interfaces)
            {
                if (shape.Tag == successor)
                {
                    return shape.InterfaceName;
                }

                if (shape.Operations.FirstOrDefault(o => o.Id == successor) is { } operation)
                {
                    return shape.InterfaceName + "." + operation.MethodName;
                }
            }

            return successor;
        }
    }

    /// <summary>Finds the first segment of a path that names a resource, which groups operations without a tag.</summary>
    private static string FindResource(string path) =>
        path.Split('/').FirstOrDefault(static s => !s_commonSegments.Contains(s) && s.IndexOf('{') < 0 && !IsVersion(s)) ?? Untagged;

    /// <summary>Whether a segment is a version, such as <c>v1</c> or <c>2.0</c>.</summary>
    private static bool IsVersion(string segment) =>
        segment.TrimStart('v', 'V') is var number && segment.Length - number.Length <= 1 && number.All(static c => c is (>= '0' and <= '9') or '.');

    /// <summary>Names the tags so that their interfaces and classes are distinct. The interface of a tag Foo could otherwise have the name of the class of a tag IFoo.</summary>
    private Dictionary<string, string> NameTags(IEnumerable<string> tags)
    {
        Dictionary<string, string> names = CSharpNames.MakeUnique(
            tags.Select(static t => (t, CSharpNames.ToPascalCase(t))),
            n => ReservedNames.IsClientMember(_api.Product, n),
            suffix: "Group",
            StringComparer.OrdinalIgnoreCase);
        var types = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, string> tag in names.OrderBy(static n => n.Value.Length).ThenBy(static n => n.Value, StringComparer.Ordinal).ToList())
        {
            string name = tag.Value;
            while (types.Contains(GetInterfaceName(name)) || types.Contains(GetClientName(name)))
            {
                name += "Group";
            }

            types.Add(GetInterfaceName(name));
            types.Add(GetClientName(name));
            names[tag.Key] = name;
        }

        return names;
    }

    private static string GetId(OperationFacts operation) => operation.OperationId.Length > 0 ? operation.OperationId : MethodNaming.GetRoute(operation);

    private static string GetInterfaceName(string tagName) => "I" + tagName + "Api";

    private static string GetClientName(string tagName) => tagName + "Api";

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
                foreach (TypeReference inner in graph.ListReferences(node))
                {
                    waiting.Push(inner);
                }
            }
        }
    }

    /// <summary>Names all types of the document, and returns the name of the page type.</summary>
    private string NameTypes(TypeGraph graph, PageFinder pages, List<InterfaceShape> interfaces)
    {
        List<TypeNode> nodes = [.. graph.Nodes.Values.Where(n => !pages.Items.ContainsKey(n.Placeholder))];
        List<TypeNode> components = [.. nodes.Where(static n => n.Component is not null)];
        string pageName = nodes.Exists(static n => (n.GivenName ?? CSharpNames.ToPascalCase(n.Component ?? "")) == "Page") ? "ResultPage" : "Page";
        string product = _api.Product;

        // A union declares the nested type Unknown, which its subtypes inherit, and a page has the type parameter T.
        List<string> nested = [.. components.Any(static n => n.Kind == TypeKind.Union) ? ["Unknown"] : (string[])[], .. pages.Properties is null ? (string[])[] : ["T"]];
        IEnumerable<string> reserved = interfaces
            .SelectMany(static i => new[] { i.InterfaceName, i.ClientName, i.ClientName + "Pages", i.ClientName + "LongTasks", i.ClientName + "Shortcuts" })
            .Concat(nested)
            .Concat([pageName, product + "Client", "I" + product + "Client", "PageJsonConverterFactory"]);
        List<TypeNode> inline = [.. nodes.Where(static n => n.Component is null && (n.InRequest || n.InResponse))];
        _diagnostics.AddRange(TypeNaming.Assign(product, components, inline, reserved).Select(n => n.ToDiagnostic(_configuration.Path)));
        return pageName;
    }

    /// <summary>Selects the operations that the project names. Reports names that are not in the document and operations that cannot be generated.</summary>
    private List<InterfaceShape> Select(List<InterfaceShape> interfaces, List<UnusableOperation> unusable)
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
                .. unusable.Select(static u => (GetId(u.Operation), GetId(u.Operation))),
            ],
            DiagnosticDescriptors.UnknownOperation);
        List<UnusableOperation> selected = [.. unusable.Where(u => _configuration.SelectsAll || tags.Contains(u.Tag) || ids.Contains(GetId(u.Operation)))];
        _diagnostics.AddRange(selected
            .Where(static u => u.Server is null)
            .Select(u => DiagnosticInfo.Create(DiagnosticDescriptors.UnusableOperation, _configuration.Path, MethodNaming.GetRoute(u.Operation), u.Fault)));
        _diagnostics.AddRange(selected
            .Where(static u => u.Server is not null)
            .GroupBy(static u => u.Server!, static u => MethodNaming.GetRoute(u.Operation))
            .Select(server => _servers.Report(server.Key, [.. server])));

        return [.. interfaces
            .Select(i => _configuration.SelectsAll || tags.Contains(i.Tag) ? i : i with { Operations = i.Operations.Where(o => ids.Contains(o.Id)).ToEquatableArray() })
            .Where(static i => !i.Operations.IsEmpty)];
    }

    /// <summary>Finds the names in the document that match the project's names.</summary>
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
                string? nearest = Spelling.FindNearest(SelectedNames.RemoveSuffix(name), SelectedNames.ListSpellings(known));
                string advice = nearest is null ? " Use a name that is in the document." : " Did you mean '" + nearest + "'?";
                _diagnostics.Add(DiagnosticInfo.Create(unknown, _configuration.ProjectPath, name, _configuration.Document, advice));
            }
            else
            {
                string candidates = string.Join(" and ", found.Select(static f => "'" + f + "'"));
                _diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.AmbiguousName, _configuration.ProjectPath, name, option, candidates));
            }
        }

        return resolved;
    }

    /// <summary>An operation that is not generated.</summary>
    /// <param name="Fault">What is wrong with it; empty if its server is the reason.</param>
    /// <param name="Server">The server that the client does not reach, or null.</param>
    private sealed record UnusableOperation(string Tag, OperationFacts Operation, string Fault, ServerChoice? Server);
}
